import type { Column } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Person, Post } from "../people/contract.ts"
import { words } from "../words.ts"

/** The post through which somebody is looked at: in the unit that is chosen, else the main one. */
export const hereOf = ({ posts }: Person, unitId: string | undefined): Post | undefined => posts.find((post) => post.unitId === unitId) ?? posts[0]

/** `isOne`: everybody here belongs to one unit, and a column that says the same in every row is no column. */
export function useColumns(unitId: string | undefined, isOne: boolean): Column<Person>[] {
  const say = useWords(words)
  const unit: Column<Person> = { key: "unit", title: say("unit"), width: 120, render: (person) => <Unit name={hereOf(person, unitId)?.unit} /> }
  return [
    { key: "name", title: say("name"), width: 104, render: (person) => <Name person={person} /> },
    { key: "phone", title: say("phone"), width: 112, render: ({ phone }) => phone && <span className="book-phone">{phone}</span> },
    ...(isOne ? [] : [unit]),
    { key: "post", title: say("post"), grow: true, render: (person) => hereOf(person, unitId)?.title || null },
    { key: "officePhone", title: say("officePhone"), width: 128, render: ({ officePhone }) => officePhone || null },
  ]
}

function Unit({ name }: { name: string | undefined }) {
  return name ? (
    <span className="book-unit" title={name}>
      {name}
    </span>
  ) : null
}

function Name({ person: { name, sameName, sameNameMark } }: { person: Person }) {
  const say = useWords(words)
  return (
    <span className="book-name">
      <span className="rows-name">{name}</span>
      {sameNameMark ? <span className="tree-quiet">{sameNameMark}</span> : null}
      {sameName ? (
        <span className="tree-quiet">
          <State kind="warning">{say("sameName")}</State>
        </span>
      ) : null}
    </span>
  )
}
