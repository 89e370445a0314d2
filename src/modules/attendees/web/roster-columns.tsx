import { useRead } from "#web/api.ts"
import type { Column } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees, type Beside } from "../contract.ts"
import type { Attendee } from "../person/contract.ts"
import { unitAndPost } from "../rules.ts"
import { words } from "../words.ts"

/** Reply and seat are known by later rooms: their columns stand once one of them has spoken. */
export function useColumns(meetingId: string, beside: readonly Beside[]): Column<Attendee>[] {
  const say = useWords(words)
  const categories = useRead(attendees.categories, { meetingId })
  // a column that says the same in every row is no column
  const isMixed = (categories.data ?? []).filter(({ count }) => count > 0).length > 1
  const category: Column<Attendee> = { key: "category", title: say("category"), width: 96, render: (person) => person.category }
  const facts = new Map(beside.map((fact) => [`${fact.kind} ${fact.attendeeId}`, fact]))
  const seat: Column<Attendee> = { key: "seat", title: say("seat"), align: "right", width: 120, render: ({ id }) => facts.get(`seat ${id}`)?.text }
  const presence: Column<Attendee> = {
    key: "presence",
    title: beside.some(({ kind }) => kind === "reply") ? say("reply") : say("presence"),
    width: 88,
    render: (person) => <Presence person={person} reply={facts.get(`reply ${person.id}`)} />,
  }
  return [
    { key: "number", title: say("number"), width: 48, align: "right", render: (_, place) => <span className="rows-quiet">{place}</span> },
    { key: "name", title: say("name"), width: 136, sortBy: "full", render: (person) => <Name person={person} /> },
    { key: "sex", title: say("sex"), width: 56, render: ({ sex }) => (sex ? say(sex) : null) },
    {
      key: "delegation",
      title: say("delegation"),
      width: 128,
      sortBy: "delegation",
      render: ({ delegation }) =>
        delegation && (
          <span className="roster-delegation" title={delegation}>
            {delegation}
          </span>
        ),
    },
    { key: "unitAndPost", title: say("unitAndPost"), grow: true, render: (person) => unitAndPost(person) || null },
    ...(isMixed ? [category] : []),
    presence,
    ...(beside.some(({ kind }) => kind === "seat") ? [seat] : []),
  ]
}

function Name({ person }: { person: Attendee }) {
  const say = useWords(words)
  return (
    <span className="roster-name">
      <span className="rows-name">{person.name}</span>
      {person.role ? <span className="rows-quiet">{say(person.role)}</span> : null}
      {person.sameName && person.sameNameMark === "" ? (
        <span className="roster-flag">
          <State kind="warning">{say("sameName")}</State>
        </span>
      ) : null}
    </span>
  )
}

function Presence({ person, reply }: { person: Attendee; reply: Beside | undefined }) {
  const say = useWords(words)
  if (person.excusedAt) return <State kind="quiet">{say("onLeave")}</State>
  if (!reply) return null
  return reply.state ? <State kind={reply.state}>{reply.text}</State> : reply.text
}
