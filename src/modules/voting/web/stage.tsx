/** The middle of the room: the picture in the hall, and what could hang there next. */
import { Button } from "antd"
import { clockOf, plainClock } from "#kernel/dates.ts"
import { sittings } from "#modules/sittings/contract.ts"
import type { Screen } from "#modules/sittings/screens/contract.ts"
import { Picture } from "#modules/sittings/web/picture.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Busy } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { resultFrame } from "../rules.ts"
import { words } from "../words.ts"
import type { Room } from "./room.ts"

export function Stage({ room }: { room: Room }) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, sitting } = room
  const screen = useRead(sittings.screenState, { meetingId })
  const screens = useRead(sittings.screens, { meetingId }, { enabled: may(sittings.screens.name, meetingId) })
  const show = useCommand(sittings.show)
  const count = (screens.data ?? []).filter((one) => one.enrolledAt && !one.revokedAt).length
  if (!screen.data) return <Busy />
  const { shownAt, frame } = screen.data
  const cast = frame.what === "vote" ? Math.max(frame.cast, frame.pollId === room.openPoll?.id ? room.cast : 0) : 0
  return (
    <section className="room-stage">
      <header className="room-stage-head">
        <Icon name="screen" />
        <h2>{say("onScreen")}</h2>
        <span>
          {shownAt ? say("shownAt", { time: plainClock(clockOf(shownAt, sitting.zone)) }) : say("neverShown")} · {say("screens", { count })}
        </span>
        {may(sittings.show.name, meetingId) ? (
          <button
            type="button"
            className="plain-button"
            disabled={frame.what === "title"}
            onClick={() => show.mutate({ meetingId, what: "title", sessionId: sitting.sessionId })}
          >
            {say("showTitle")}
          </button>
        ) : null}
      </header>
      <div className="room-live">
        <Picture screen={screen.data} cast={cast} place="desk" />
      </div>
      <Next room={room} screen={screen.data} />
    </section>
  )
}

type What = "attendance" | "board" | "item" | "vote" | "result"

function Next({ room, screen }: { room: Room; screen: Screen }) {
  const say = useWords(words)
  const { may } = useSession()
  const show = useCommand(sittings.show)
  const { meetingId, sitting, chosen, poll } = room
  const preview = poll && !poll.releasedAt ? resultFrame({ ...poll, releasedAt: poll.closedAt }) : null
  const put = (what: What, id: string | null = null) => show.mutate({ meetingId, what, sessionId: sitting.sessionId, id })
  if (!may(sittings.show.name, meetingId)) return null
  return (
    <div className="room-next">
      <div>
        <h2>{say("nextScreen")}</h2>
        <div className="room-buttons">
          <Button onClick={() => put("attendance")}>{say("show.attendance")}</Button>
          <Button onClick={() => put("board")}>{say("show.board")}</Button>
          {chosen ? <Button onClick={() => put("item", chosen.id)}>{say("show.item")}</Button> : null}
          {poll && (poll.state === "open" || poll.state === "closed") ? <Button onClick={() => put("vote", poll.id)}>{say("show.vote")}</Button> : null}
          {poll?.releasedAt ? <Button onClick={() => put("result", poll.id)}>{say("show.result")}</Button> : null}
        </div>
      </div>
      {preview ? (
        <div className="room-preview">
          <div className="room-small">
            <Picture screen={{ ...screen, frame: preview, session: { id: sitting.sessionId, title: sitting.title } }} cast={0} place="desk" />
          </div>
          <div className="room-preview-words">
            <h3>{say("preview")}</h3>
            <p>{say("previewHow")}</p>
          </div>
        </div>
      ) : null}
    </div>
  )
}
