/** The operator's room: running order, what hangs in the hall, and what can be done now. */
import { useEffect, useState } from "react"
import { clockOf, longDay, plainClock } from "#kernel/dates.ts"
import { type Sitting, sittings } from "#modules/sittings/contract.ts"
import { useCast } from "#modules/sittings/web/screen-page.tsx"
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Busy, Problem, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { voting } from "../contract.ts"
import { words } from "../words.ts"
import { Acts } from "./acts.tsx"
import type { Room } from "./room.ts"
import { RunningOrder } from "./running-order.tsx"
import { Stage } from "./stage.tsx"
import "./operator.css"
import "./stage.css"
import "./acts.css"
import "./narrow.css"

export function Page({ meetingId, params }: PageProps) {
  const sessionId = params.sessionId ?? ""
  const sitting = useRead(sittings.get, { meetingId, sessionId })
  const polls = useRead(voting.list, { meetingId, sessionId })
  const [chosenId, choose] = useState<string>()
  const openPoll = polls.data?.find((poll) => poll.state === "open")
  const cast = useCast(meetingId, openPoll?.id, 0)
  const failed = sitting.error ?? polls.error
  if (!sitting.data || !polls.data) return failed ? <Problem error={failed} again={() => void sitting.refetch()} /> : <Busy />
  const { items } = sitting.data
  const chosen = items.find((item) => item.id === chosenId) ?? currentOf(items)
  const poll = chosen?.pollId ? polls.data.find((one) => one.id === chosen.pollId) : undefined
  const room: Room = { meetingId, sitting: sitting.data, polls: polls.data, chosen, poll, openPoll, cast, choose }
  return (
    <div className="room">
      <Head sitting={sitting.data} />
      <RunningOrder room={room} />
      <Stage room={room} />
      <Acts room={room} />
    </div>
  )
}

/** The item that goes on, else the first that has not begun. */
const currentOf = (items: Sitting["items"]) => items.find((item) => item.startedAt && !item.endedAt) ?? items.find((item) => !item.startedAt) ?? items.at(-1)

function Head({ sitting }: { sitting: Sitting }) {
  const say = useWords(words)
  const locale = useLocale()
  const { quorum } = sitting
  useEffect(() => {
    document.title = sitting.title
  }, [sitting.title])
  return (
    <header className="room-head">
      <Go className="room-back" to={`/meetings/${sitting.meetingId}/sittings`} aria-label={say("toSittings")}>
        <Icon name="back" />
      </Go>
      <h1>{sitting.title}</h1>
      <span className="room-where">
        {longDay(sitting.day, locale)} {sitting.place}
      </span>
      <div className="room-figures">
        {quorum ? (
          <>
            <span>
              {say("members")} <strong>{quorum.members}</strong>
            </span>
            <span>
              {say("present")} <strong>{quorum.present}</strong>
            </span>
            {quorum.reached ? (
              <State kind="ok">{say("reached")}</State>
            ) : (
              <State kind="warning">{say("missing", { needed: quorum.needed, missing: quorum.missing })}</State>
            )}
          </>
        ) : (
          <State kind="wrong">{say("noQuorum")}</State>
        )}
        <Clock zone={sitting.zone} />
      </div>
    </header>
  )
}

function Clock({ zone }: { zone: string }) {
  const say = useWords(words)
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <span className="room-clock">
      {say("now")}
      <strong>
        {plainClock(clockOf(now.toISOString(), zone))}
        {now.toISOString().slice(16, 19)}
      </strong>
    </span>
  )
}
