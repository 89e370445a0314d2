import { Button, Input } from "antd"
import { useState } from "react"
import { shortMoment } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { call, useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Facts, Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { attendees, type Beside } from "../contract.ts"
import type { Attendee } from "../person/contract.ts"
import { unitAndPost } from "../rules.ts"
import { words } from "../words.ts"
import { EditPerson } from "./person-form.tsx"

export function PersonDrawer({ person, beside }: { person: Attendee; beside: readonly Beside[] }) {
  const say = useWords(words)
  const { may } = useSession()
  const [isEditing, setEditing] = useState(false)
  if (isEditing) return <EditPerson person={person} onClose={() => setEditing(false)} />
  const edit = may(attendees.update.name, person.meetingId) ? (
    <button type="button" onClick={() => setEditing(true)} className="quiet-link">
      {say("edit")}
    </button>
  ) : undefined
  return (
    <>
      <Who person={person} />
      <Section title={say("basics")} action={edit}>
        <Facts
          rows={[
            [say("sexAndEthnicity"), [person.sex && say(person.sex), person.ethnicity].filter(Boolean).join("，") || null],
            [say("phone"), person.phone ? <Phone key="phone" person={person} /> : null],
            [say("rank"), person.rank],
            person.sameName ? [say("mark"), person.sameNameMark || <State kind="warning">{say("notDistinguished")}</State>] : null,
            person.remark ? [say("remark"), person.remark] : null,
          ]}
        />
      </Section>
      <AtMeeting person={person} beside={beside} />
    </>
  )
}

function Who({ person }: { person: Attendee }) {
  const say = useWords(words)
  const line = [person.category, person.delegation, person.role && say(person.role)].filter(Boolean).join(" · ")
  return (
    <div className="person-head">
      <span className="person-photo">
        <Icon name="user" size={32} weight={1.25} />
      </span>
      <div>
        <h2 className="drawer-name">{person.name}</h2>
        <p>{line}</p>
        <p>{unitAndPost(person)}</p>
      </div>
    </div>
  )
}

/** Whoever looks at a whole number leaves a trace: it is fetched when asked for, never before. */
function Phone({ person: { meetingId, id, phone } }: { person: Attendee }) {
  const say = useWords(words)
  const { may } = useSession()
  const [whole, setWhole] = useState<string>()
  const show = async () => setWhole((await call(attendees.showPhone, { meetingId, id })).phone ?? "")
  return (
    <>
      {whole ?? phone}
      {whole === undefined && may(attendees.showPhone.name, meetingId) ? (
        <button type="button" className="quiet-link person-show" onClick={() => void show()}>
          {say("show")}
        </button>
      ) : null}
    </>
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

export function PersonFoot({ person }: { person: Attendee }) {
  const say = useWords(words)
  const { meetingId, id } = person
  const [reason, setReason] = useState<string>()
  const grant = useCommand(attendees.grantLeave, { onDone: () => setReason(undefined) })
  const end = useCommand(attendees.endLeave)
  if (person.excusedAt) {
    return (
      <Button loading={end.isPending} onClick={() => end.mutate({ meetingId, id })}>
        {say("endLeave")}
      </Button>
    )
  }
  if (reason === undefined) return <Button onClick={() => setReason("")}>{say("leave")}</Button>
  const send = () => reason.trim() && grant.mutate({ meetingId, id, reason })
  return (
    <>
      <Input
        autoFocus
        aria-label={say("leaveReason")}
        placeholder={say("leaveReason")}
        maxLength={100}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={send}
      />
      <Button type="primary" disabled={reason.trim() === ""} loading={grant.isPending} onClick={send}>
        {say("grantLeave")}
      </Button>
      <Button onClick={() => setReason(undefined)}>{say("cancel")}</Button>
    </>
  )
}
