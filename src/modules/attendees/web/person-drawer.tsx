/** A person: who he is, what is asked of him, what the meeting does for him, and what happened. */
import { Fragment, useState } from "react"
import { shortMoment } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Facts, Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { attendees, type Beside } from "../contract.ts"
import type { Attendee } from "../person/contract.ts"
import { words as personWords } from "../person/words.ts"
import { unitAndPost } from "../rules.ts"
import { words } from "../words.ts"
import { Consents } from "./person-consents.tsx"
import { Covered } from "./person-covered.tsx"
import { EditPerson } from "./person-form.tsx"
import { Past } from "./person-past.tsx"
import { Photo } from "./person-photo.tsx"

export function PersonDrawer({ person, beside }: { person: Attendee; beside: readonly Beside[] }) {
  const say = useWords(words)
  const { may } = useSession()
  // as he was when the form was opened: what another saves meanwhile neither closes it nor goes into it, and is told when this is saved
  const [edited, setEdited] = useState<Attendee>()
  if (edited) return <EditPerson person={edited} onClose={() => setEdited(undefined)} />
  const edit = may(attendees.update.name, person.meetingId) ? (
    <button type="button" onClick={() => setEdited(person)} className="quiet-link">
      {say("edit")}
    </button>
  ) : undefined
  return (
    <Fragment key={person.version}>
      <Who person={person} />
      <Section title={say("basics")} action={edit}>
        <Basics person={person} />
      </Section>
      <Own person={person} />
      <Care person={person} />
      <AtMeeting person={person} beside={beside} />
      {may(attendees.consents.name, person.meetingId) ? <Consents person={person} /> : null}
      {may(attendees.history.name, person.meetingId) ? <Past person={person} /> : null}
    </Fragment>
  )
}

function Who({ person }: { person: Attendee }) {
  const say = useWords(words)
  const line = [person.category, person.delegation, person.role && say(person.role)].filter(Boolean).join(" · ")
  return (
    <div className="person-head">
      <Photo person={person} />
      <div>
        <h2 className="drawer-name">{person.name}</h2>
        <p>{line}</p>
        <p>{unitAndPost(person)}</p>
      </div>
    </div>
  )
}

/** Only what is known stands here; what everybody is asked for stands even when it is missing. */
function Basics({ person }: { person: Attendee }) {
  const say = useWords(words)
  const own = useWords(personWords)
  const { birth, education, politics, idNumber, phone, doubts } = person
  const doubtful = doubts.map((doubt) => (
    <State key={doubt} kind="warning">
      {own(doubt)}
    </State>
  ))
  return (
    <Facts
      rows={[
        [say("sexAndEthnicity"), [person.sex && say(person.sex), person.ethnicity].filter(Boolean).join("，") || null],
        birth ? [own("birth"), <Birth key="birth" person={person} birth={birth} />] : null,
        education ? [own("education"), education] : null,
        politics ? [own("politics"), politics] : null,
        [say("phone"), phone ? <Covered key="phone" person={person} field="phone" value={phone} /> : null],
        idNumber
          ? [
              own("idNumber"),
              <span key="idNumber" className="person-number">
                <Covered person={person} field="idNumber" value={idNumber} />
                {doubtful}
              </span>,
            ]
          : null,
        person.rank ? [say("rank"), person.rank] : null,
        person.sameName ? [say("mark"), person.sameNameMark || <State kind="warning">{say("notDistinguished")}</State>] : null,
        person.remark ? [say("remark"), person.remark] : null,
      ]}
    />
  )
}

function Birth({ person, birth }: { person: Attendee; birth: string }) {
  const own = useWords(personWords)
  const [year, month] = birth.split("-").map(Number) as [number, number]
  const now = new Date()
  const age = now.getFullYear() - year - (now.getMonth() + 1 < month ? 1 : 0)
  return <Covered person={person} field="birth" value={own("bornIn", { year, month, age })} />
}

function Own({ person }: { person: Attendee }) {
  const own = useWords(personWords)
  const fields = useRead(attendees.fields, { meetingId: person.meetingId })
  const known = (fields.data ?? []).filter(({ id }) => person.custom[id] !== undefined)
  if (known.length === 0) return null
  return (
    <Section title={own("own")}>
      <Facts
        rows={known.map(({ id, name, sensitive }) => [
          name,
          sensitive ? <Covered key={id} person={person} field={id} value={person.custom[id] ?? ""} /> : person.custom[id],
        ])}
      />
    </Section>
  )
}

/** 会务: where he lives, sits at table, rides and what he eats. */
function Care({ person }: { person: Attendee }) {
  const own = useWords(personWords)
  const { hotel, delegationHotel, room, tableNo, carNo, diet, group } = person
  const lives = hotel ?? (delegationHotel && own("hotelOfDelegation", { hotel: delegationHotel }))
  const rows = [
    group ? ([own("group_id"), group] as const) : null,
    lives ? ([own("hotel"), [lives, room].filter(Boolean).join(" ")] as const) : room ? ([own("room"), room] as const) : null,
    tableNo ? ([own("table_no"), tableNo] as const) : null,
    carNo ? ([own("car_no"), carNo] as const) : null,
    diet ? ([own("diet"), diet] as const) : null,
  ]
  if (rows.every((row) => row === null)) return null
  return (
    <Section title={own("service")}>
      <Facts rows={rows} />
    </Section>
  )
}

function AtMeeting({ person, beside }: { person: Attendee; beside: readonly Beside[] }) {
  const say = useWords(words)
  const locale = useLocale()
  const meeting = useRead(meetings.get, { meetingId: person.meetingId })
  const zone = meeting.data?.zone ?? "Asia/Shanghai"
  const fact = (kind: Beside["kind"]) => beside.find((one) => one.kind === kind && one.attendeeId === person.id)
  const reply = fact("reply")
  const replied = reply?.state ? (
    <State key="reply" kind={reply.state}>
      {reply.text}
    </State>
  ) : (
    reply?.text
  )
  const leave = person.excusedAt ? `${person.excusedReason}（${shortMoment(person.excusedAt, zone, locale)}）` : null
  return (
    <Section title={say("atMeeting")}>
      <Facts
        rows={[
          reply ? [say("reply"), replied] : null,
          [say("seat"), fact("seat")?.text],
          [say("leave"), leave],
          [say("changed"), say("changedBy", { who: person.updatedBy, when: shortMoment(person.updatedAt, zone, locale) })],
        ]}
      />
    </Section>
  )
}
