import { Button, Input } from "antd"
import { useState } from "react"
import { shortMoment } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Facts, Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import { unitAndPost } from "../../rules.ts"
import type { Leave } from "../contract.ts"
import { words } from "../words.ts"

type LeaveProps = { meetingId: string; leave: Leave }

export function useSpan(): (leave: Leave) => string {
  const say = useWords(words)
  return ({ from, until }) => {
    if (from && from === until) return from
    if (from && until) return say("fromTo", { from, until })
    if (from) return say("fromOn", { from })
    return until ? say("upTo", { until }) : say("wholeMeeting")
  }
}

export function LeaveDrawer({ meetingId, leave }: LeaveProps) {
  const say = useWords(words)
  const locale = useLocale()
  const span = useSpan()
  const meeting = useRead(meetings.get, { meetingId })
  const when = (at: string) => shortMoment(at, meeting.data?.zone ?? "Asia/Shanghai", locale)
  const by = (who: string | null, at: string | null) => (who && at ? say("byWhen", { by: who, when: when(at) }) : null)
  const decided = by(leave.decidedBy, leave.decidedAt)
  return (
    <>
      <h2 className="drawer-name">{leave.name}</h2>
      <p className="rows-quiet">{[leave.category, leave.delegation, unitAndPost(leave)].filter(Boolean).join(" · ")}</p>
      <Section title={say(`state_${leave.state}`)}>
        <Facts
          rows={[
            [say("reason"), leave.reason],
            [say("span"), span(leave)],
            [say("asked"), say("askedLine", { by: leave.askedBy, when: when(leave.askedAt), for: say(`askedFor_${leave.askedFor}`) })],
            decided ? [say("decided"), leave.note ? say("noteLine", { line: decided, note: leave.note }) : decided] : null,
            leave.endedAt ? [say("ended"), by(leave.endedBy, leave.endedAt)] : null,
          ]}
        />
      </Section>
      <Section title={say("substitute")}>
        {leave.substitute ? (
          <p>{[leave.substitute.name, leave.substitute.post].filter(Boolean).join("，")}</p>
        ) : (
          <p className="rows-quiet">{say(leave.unitSeat ? "substituteNote" : "noSubstitute")}</p>
        )}
        {leave.unitSeat && !leave.substitute && leave.state === "granted" ? <Substitute meetingId={meetingId} leave={leave} /> : null}
      </Section>
    </>
  )
}

function Substitute({ meetingId, leave }: LeaveProps) {
  const say = useWords(words)
  const { may } = useSession()
  const [who, setWho] = useState({ name: "", post: "" })
  const send = useCommand(attendees.sendSubstitute)
  if (!may(attendees.sendSubstitute.name, meetingId)) return null
  return (
    <div className="fields">
      <Field label={say("substituteName")}>
        <Input maxLength={40} value={who.name} onChange={(event) => setWho({ ...who, name: event.target.value })} />
      </Field>
      <Field label={say("substitutePost")}>
        <Input maxLength={300} value={who.post} onChange={(event) => setWho({ ...who, post: event.target.value })} />
      </Field>
      <Button disabled={who.name.trim() === ""} loading={send.isPending} onClick={() => send.mutate({ meetingId, id: leave.id, ...who })}>
        {say("sendSubstitute")}
      </Button>
    </div>
  )
}

export function LeaveFoot({ meetingId, leave }: LeaveProps) {
  const say = useWords(words)
  const { may } = useSession()
  const [note, setNote] = useState("")
  const decide = useCommand(attendees.decideLeave)
  const undoOf = useUndo(meetingId)
  const end = useCommand(attendees.endLeave, { onDone: (person) => tell("ok", say("back", { name: person.name }), undoOf(person)) })
  if (leave.state === "granted" && may(attendees.endLeave.name, meetingId))
    return (
      <Button loading={end.isPending} onClick={() => end.mutate({ meetingId, id: leave.attendeeId, leaveId: leave.id })}>
        {say("endLeave")}
      </Button>
    )
  if (leave.state !== "asked" || !may(attendees.decideLeave.name, meetingId)) return null
  const answer = (isGranted: boolean) => decide.mutate({ meetingId, id: leave.id, isGranted, note })
  return (
    <>
      <Input aria-label={say("note")} placeholder={say("note")} maxLength={100} value={note} onChange={(event) => setNote(event.target.value)} />
      <Button type="primary" loading={decide.isPending} onClick={() => answer(true)}>
        {say("grant")}
      </Button>
      <Button loading={decide.isPending} onClick={() => answer(false)}>
        {say("refuse")}
      </Button>
    </>
  )
}
