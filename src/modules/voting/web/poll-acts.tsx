/** What can be done with the vote of the chosen item, by the state it is in. */
import { Button, Input } from "antd"
import { useState } from "react"
import { call, useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { JobButton } from "#web/ui/job.tsx"
import { Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Poll, voting } from "../contract.ts"
import { words } from "../words.ts"
import { HandCounts } from "./hand-counts.tsx"
import { HoldButton } from "./hold-button.tsx"
import { PollForm } from "./poll-form.tsx"
import { type Room, timeOf } from "./room.ts"

type Props = { room: Room; poll: Poll }

export function PollActs({ room, poll }: Props) {
  const say = useWords(words)
  if (poll.state === "draft") return <Draft room={room} poll={poll} />
  if (poll.state === "open") return <Open room={room} poll={poll} />
  if (poll.state === "closed") return <Closed room={room} poll={poll} />
  return <State kind="quiet">{say("brokenOffNow")}</State>
}

function Draft({ room, poll }: Props) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, sitting, openPoll } = room
  const [isForm, setForm] = useState(false)
  const open = useCommand(voting.open)
  const isOpen = sitting.state === "open"
  return (
    <div className="room-act">
      {isOpen && may(voting.open.name, meetingId) ? (
        <>
          <Button
            type="primary"
            className="room-main"
            disabled={openPoll !== undefined}
            loading={open.isPending}
            onClick={() => open.mutate({ meetingId, id: poll.id })}
          >
            {say("openVote")}
          </Button>
          <p>{openPoll ? say("nextVoteItem") : say("openVoteHow", { present: sitting.quorum?.present ?? 0 })}</p>
        </>
      ) : null}
      {may(voting.edit.name, meetingId) ? <Button onClick={() => setForm(true)}>{say("editPoll")}</Button> : null}
      {isForm ? <PollForm key={poll.version} room={room} poll={poll} onClose={() => setForm(false)} /> : null}
    </div>
  )
}

function Open({ room, poll }: Props) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId } = room
  const progress = useRead(voting.progress, { meetingId, id: poll.id })
  const close = useCommand(voting.close)
  const hand = (progress.data?.hand ?? []).reduce((all, one) => all + Object.values(one.counts).reduce((sum, votes) => sum + votes, 0), 0)
  const cast = Math.max(room.cast, progress.data?.cast ?? 0)
  const present = progress.data?.present ?? poll.present ?? 0
  return (
    <>
      {may(voting.close.name, meetingId) ? (
        <div className="room-act">
          <HoldButton className="room-hold" hint={say("endVote")} disabled={close.isPending} onHeld={() => close.mutate({ meetingId, id: poll.id })}>
            {say("endVote")}
          </HoldButton>
          <p>{say("endVoteHow", { left: Math.max(0, present - cast - hand) })}</p>
        </div>
      ) : null}
      {may(voting.addHandCount.name, meetingId) ? <HandCounts meetingId={meetingId} poll={poll} hand={progress.data?.hand ?? []} /> : null}
      {may(voting.abandon.name, meetingId) ? <Abandon meetingId={meetingId} poll={poll} /> : null}
      <Section title={say("progress", { cast, present })} note={say("countsOnly")}>
        <table className="rows room-progress">
          <tbody>
            {(progress.data?.delegations ?? []).map((row) => (
              <tr key={row.name}>
                <td className="is-grow">{row.name}</td>
                <td className="is-right">
                  {row.cast} / {row.present}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </>
  )
}

function Abandon({ meetingId, poll }: { meetingId: string; poll: Poll }) {
  const say = useWords(words)
  const [reason, setReason] = useState<string>()
  const abandon = useCommand(voting.abandon)
  if (reason === undefined) return <Button onClick={() => setReason("")}>{say("abandon")}</Button>
  return (
    <div className="room-act room-box">
      <label htmlFor="abandon-reason">{say("abandonReason")}</label>
      <Input id="abandon-reason" value={reason} maxLength={100} onChange={(event) => setReason(event.target.value)} />
      <HoldButton
        className="room-hold is-quiet"
        hint={say("abandonHow")}
        disabled={!reason.trim() || abandon.isPending}
        onHeld={() => abandon.mutate({ meetingId, id: poll.id, reason })}
      >
        {say("abandon")}
      </HoldButton>
      <p>{say("abandonHow")}</p>
      <Button onClick={() => setReason(undefined)}>{say("close")}</Button>
    </div>
  )
}

function Closed({ room, poll }: Props) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const { meetingId, sitting } = room
  const release = useCommand(voting.release)
  return (
    <div className="room-act">
      {poll.releasedAt ? <State kind="ok">{say("releasedAt", { time: timeOf(poll.releasedAt, sitting.zone) })}</State> : null}
      {!poll.releasedAt && may(voting.release.name, meetingId) ? (
        <>
          <Button type="primary" className="room-main" loading={release.isPending} onClick={() => release.mutate({ meetingId, id: poll.id })}>
            {say("release")}
          </Button>
          <p>{say("releaseHow")}</p>
        </>
      ) : null}
      <p className="room-sentence">{locale === "en" ? poll.result?.english : poll.result?.sentence}</p>
      <p>{say("fingerprintIs", { code: poll.ruleHash?.slice(0, 8) })}</p>
      {may(voting.ballots.name, meetingId) ? (
        <Go className="quiet-link" to={`/meetings/${meetingId}/votes/${poll.id}`}>
          {say("seeBallots")}
        </Go>
      ) : null}
      {may(voting.report.name, meetingId) ? <JobButton label={say("printed")} start={() => call(voting.report, { meetingId, id: poll.id })} /> : null}
    </div>
  )
}
