/** The right of the room: the one thing to do now, what else can be done, progress and the log. */
import { Button, Input } from "antd"
import { useState } from "react"
import { sittings } from "#modules/sittings/contract.ts"
import { useCommand } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Section, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"
import { HallScreens } from "./hall-screens.tsx"
import { HoldButton } from "./hold-button.tsx"
import { PollActs } from "./poll-acts.tsx"
import { type Room, timeOf } from "./room.ts"

export function Acts({ room }: { room: Room }) {
  const say = useWords(words)
  const { sitting, chosen } = room
  return (
    <aside className="room-acts">
      <h2>{chosen && sitting.state === "open" ? say("actsFor", { position: chosen.position }) : say("acts")}</h2>
      {sitting.state === "waiting" ? <Opening room={room} /> : null}
      {sitting.state === "closed" ? <p>{say("sittingClosed", { time: timeOf(sitting.closedAt, sitting.zone) })}</p> : null}
      {chosen && room.poll ? <PollActs room={room} poll={room.poll} /> : null}
      {chosen && !room.poll && sitting.state === "open" ? (
        <ItemActs room={room} itemId={chosen.id} isBegun={chosen.startedAt !== null && !chosen.endedAt} />
      ) : null}
      {sitting.state === "open" && !room.openPoll ? <NextItem room={room} /> : null}
      <Log room={room} />
      {sitting.state === "open" && !room.openPoll ? <Closing room={room} /> : null}
      <HallScreens meetingId={room.meetingId} />
    </aside>
  )
}

function Opening({ room: { meetingId, sitting } }: { room: Room }) {
  const say = useWords(words)
  const { may } = useSession()
  const open = useCommand(sittings.open)
  const { quorum } = sitting
  if (!may(sittings.open.name, meetingId)) return null
  return (
    <div className="room-act">
      <Button type="primary" className="room-main" loading={open.isPending} onClick={() => open.mutate({ meetingId, sessionId: sitting.sessionId })}>
        {say("openSitting")}
      </Button>
      {quorum ? <p>{say("openHow", quorum)}</p> : null}
      {sitting.awaitsReport ? (
        <p>
          <State kind="warning">{say("awaitsReport")}</State>{" "}
          <Go className="quiet-link" to={`/meetings/${meetingId}/qualification/report`}>
            {say("toReport")}
          </Go>
        </p>
      ) : null}
      {quorum && !quorum.reached ? <State kind="warning">{say("openMissing", quorum)}</State> : null}
    </div>
  )
}

function ItemActs({ room: { meetingId, sitting, openPoll }, itemId, isBegun }: { room: Room; itemId: string; isBegun: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  const start = useCommand(sittings.startItem)
  if (isBegun || !may(sittings.startItem.name, meetingId)) return null
  return (
    <div className="room-act">
      <Button
        type="primary"
        className="room-main"
        disabled={openPoll !== undefined}
        loading={start.isPending}
        onClick={() => start.mutate({ meetingId, sessionId: sitting.sessionId, id: itemId })}
      >
        {say("startItem")}
      </Button>
      {openPoll ? <p>{say("nextVoteItem")}</p> : null}
    </div>
  )
}

/** From what goes on to the next thing that has not begun. */
function NextItem({ room: { sitting, chosen, choose } }: { room: Room }) {
  const say = useWords(words)
  const next = sitting.items.find((item) => !item.startedAt)
  if (!next || !chosen?.startedAt) return null
  return (
    <Button className="room-next-item" title={next.title} onClick={() => choose(next.id)}>
      {say("nextItem", { position: next.position, title: next.title })}
    </Button>
  )
}

function Closing({ room: { meetingId, sitting } }: { room: Room }) {
  const say = useWords(words)
  const { may } = useSession()
  const close = useCommand(sittings.close)
  if (!may(sittings.close.name, meetingId)) return null
  return (
    <div className="room-act room-closing">
      <HoldButton
        className="room-hold is-quiet"
        hint={say("closeHow")}
        disabled={close.isPending}
        onHeld={() => close.mutate({ meetingId, sessionId: sitting.sessionId })}
      >
        {say("closeSitting")}
      </HoldButton>
      <p>{say("closeHow")}</p>
    </div>
  )
}

function Log({ room: { meetingId, sitting } }: { room: Room }) {
  const say = useWords(words)
  const { may } = useSession()
  const [text, setText] = useState("")
  const note = useCommand(sittings.note, { onDone: () => setText("") })
  const write = () => note.mutate({ meetingId, sessionId: sitting.sessionId, text })
  return (
    <Section title={say("log")} count={sitting.events.length}>
      {sitting.events.length === 0 ? <p className="room-quiet">{say("noLog")}</p> : null}
      <ol className="room-log">
        {sitting.events.toReversed().map((event) => (
          <li key={event.id}>
            <time>{timeOf(event.at, sitting.zone)}</time>
            <span>{event.sentence}</span>
          </li>
        ))}
      </ol>
      {sitting.state === "open" && may(sittings.note.name, meetingId) ? (
        <div className="room-note">
          <Input
            value={text}
            maxLength={500}
            placeholder={say("logHint")}
            aria-label={say("logNote")}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={() => text.trim() && write()}
          />
          <Button disabled={!text.trim()} loading={note.isPending} onClick={write}>
            {say("logNote")}
          </Button>
        </div>
      ) : null}
    </Section>
  )
}
