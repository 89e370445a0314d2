import { Button, Popconfirm } from "antd"
import { useState } from "react"
import { shortMoment } from "#kernel/dates.ts"
import { call, useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Facts, Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Unit, units } from "../contract.ts"
import type { Person, Post } from "../people/contract.ts"
import { words } from "../words.ts"
import { EditPerson } from "./person-form.tsx"
import { PostForm } from "./post-form.tsx"

type DrawerProps = { person: Person; here: Post | undefined; all: readonly Unit[] }

export function PersonDrawer({ person, here, all }: DrawerProps) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const [isEditing, setEditing] = useState(false)
  if (isEditing && here) return <EditPerson person={person} unitId={here.unitId} onClose={() => setEditing(false)} />
  const edit =
    here && may(units.changePerson.name) ? (
      <button type="button" className="quiet-link" onClick={() => setEditing(true)}>
        {say("edit")}
      </button>
    ) : undefined
  return (
    <>
      <h2 className="drawer-name">{person.name}</h2>
      <p>{[here?.unit, here?.title].filter(Boolean).join(" · ")}</p>
      <Section title={say("contact")} action={edit}>
        <Facts
          rows={[
            [say("phone"), person.phone ? <Phone key="phone" person={person} here={here} /> : null],
            [
              say("officePhone"),
              person.officePhone ? (
                <a key="office" href={`tel:${person.officePhone}`}>
                  {person.officePhone}
                </a>
              ) : null,
            ],
            [
              say("email"),
              person.email ? (
                <a key="mail" href={`mailto:${person.email}`}>
                  {person.email}
                </a>
              ) : null,
            ],
            person.sameNameMark || person.sameName
              ? [
                  say("mark"),
                  person.sameNameMark || (
                    <State key="same" kind="warning">
                      {say("sameName")}
                    </State>
                  ),
                ]
              : null,
            person.note ? [say("note"), person.note] : null,
            [say("changed"), say("changedBy", { who: person.updatedBy, when: shortMoment(person.updatedAt, "Asia/Shanghai", locale) })],
          ]}
        />
      </Section>
      <Posts person={person} all={all} />
    </>
  )
}

/** Whoever looks at a whole number leaves a trace: it is fetched when asked for, never before. Large enough to be read out, and a tap calls it. */
function Phone({ person: { id, phone }, here }: { person: Person; here: Post | undefined }) {
  const say = useWords(words)
  const { may } = useSession()
  const [shown, setShown] = useState<string>()
  const whole = shown ?? (phone?.includes("*") ? undefined : phone)
  const show = async () => setShown((await call(units.showPhone, { unitId: here?.unitId, id })).phone ?? "")
  if (whole)
    return (
      <a className="book-call" href={`tel:${whole}`}>
        {whole}
      </a>
    )
  return (
    <span className="book-name">
      {phone}
      {may(units.showPhone.name) ? (
        <button type="button" className="quiet-link" onClick={() => void show()}>
          {say("show")}
        </button>
      ) : null}
    </span>
  )
}

function Posts({ person, all }: { person: Person; all: readonly Unit[] }) {
  const say = useWords(words)
  const { may } = useSession()
  const [editing, setEditing] = useState<string>()
  const add =
    may(units.addPost.name) && editing === undefined ? (
      <button type="button" className="quiet-link" onClick={() => setEditing("new")}>
        {say("addPost")}
      </button>
    ) : undefined
  return (
    <Section title={say("posts")} action={add}>
      {person.posts.map((post) =>
        editing === post.id ? (
          <PostForm key={post.id} person={person} post={post} all={all} onClose={() => setEditing(undefined)} />
        ) : (
          <PostLine key={post.id} post={post} isOnly={person.posts.length === 1} onEdit={() => setEditing(post.id)} />
        ),
      )}
      {editing === "new" ? <PostForm person={person} all={all} onClose={() => setEditing(undefined)} /> : null}
    </Section>
  )
}

function PostLine({ post, isOnly, onEdit }: { post: Post; isOnly: boolean; onEdit: () => void }) {
  const say = useWords(words)
  const { may } = useSession()
  const end = useCommand(units.removePost)
  const { from, until } = post
  const time = from && until ? say("fromTo", { from, until }) : from ? say("since", { from }) : until ? say("till", { until }) : ""
  return (
    <div className="line">
      <span className="line-grow">
        {[post.unit, post.title].filter(Boolean).join(" · ")}
        <small>{[post.isMain && !isOnly ? say("mainPost") : "", time].filter(Boolean).join(" · ")}</small>
      </span>
      {may(units.changePost.name) ? (
        <button type="button" className="quiet-link" onClick={onEdit}>
          {say("edit")}
        </button>
      ) : null}
      {may(units.removePost.name) && !isOnly ? (
        <button type="button" className="quiet-link" disabled={end.isPending} onClick={() => end.mutate({ unitId: post.unitId, id: post.id })}>
          {say("endPost")}
        </button>
      ) : null}
    </div>
  )
}

type FootProps = { person: Person; here: Post | undefined; order: readonly string[] | undefined; onGone: () => void }
/** `order`: everybody of the unit as they stand, when all of them are in sight; only then can one be moved. */
export function PersonFoot({ person, here, order, onGone }: FootProps) {
  const say = useWords(words)
  const { may } = useSession()
  const place = useCommand(units.orderPosts)
  const remove = useCommand(units.removePerson, {
    onDone: () => {
      tell("ok", say("removed", { name: person.name }))
      onGone()
    },
  })
  if (!here) return null
  const at = order?.indexOf(person.id) ?? -1
  const move = (by: number) => {
    const personIds = [...(order ?? [])]
    personIds.splice(at + by, 0, ...personIds.splice(at, 1))
    place.mutate({ unitId: here.unitId, personIds })
  }
  return (
    <>
      {order && at >= 0 && may(units.orderPosts.name) ? (
        <>
          <Button disabled={at === 0 || place.isPending} onClick={() => move(-1)}>
            {say("moveUp")}
          </Button>
          <Button disabled={at === order.length - 1 || place.isPending} onClick={() => move(1)}>
            {say("moveDown")}
          </Button>
        </>
      ) : null}
      {may(units.removePerson.name) ? (
        <Popconfirm
          title={say("removePersonWhy", { name: person.name })}
          okText={say("removePerson")}
          cancelText={say("cancel")}
          onConfirm={() => remove.mutate({ unitId: here.unitId, id: person.id })}
        >
          <Button loading={remove.isPending}>{say("removePerson")}</Button>
        </Popconfirm>
      ) : null}
    </>
  )
}
