/** The running order at the left: what was, what goes on in ink, what comes. */
import { Button, Input } from "antd"
import { useState } from "react"
import { clockOf, plainClock } from "#kernel/dates.ts"
import { type Item, sittings } from "#modules/sittings/contract.ts"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { voting } from "../contract.ts"
import { words } from "../words.ts"
import { PollForm } from "./poll-form.tsx"
import type { Room } from "./room.ts"

export function RunningOrder({ room }: { room: Room }) {
  const say = useWords(words)
  const { items } = room.sitting
  return (
    <nav className="room-order" aria-label={say("items")}>
      <header className="room-order-head">
        <h2>
          {say("items")} {items.length}
        </h2>
      </header>
      {items.length === 0 ? <p className="room-empty">{say("noItems")}</p> : null}
      <ol>
        {items.map((item) => (
          <Line key={item.id} room={room} item={item} />
        ))}
      </ol>
      {room.sitting.state === "closed" ? null : <Adding room={room} />}
    </nav>
  )
}

function Line({ room, item }: { room: Room; item: Item }) {
  const say = useWords(words)
  const isChosen = room.chosen?.id === item.id
  const isNow = item.startedAt !== null && item.endedAt === null
  const isVoting = room.openPoll !== undefined && room.openPoll.id === item.pollId
  const kind = isNow ? "is-now" : item.startedAt ? "is-past" : "is-ahead"
  return (
    <li className={`${kind} ${isChosen ? "is-chosen" : ""}`}>
      <button type="button" onClick={() => room.choose(item.id)} aria-current={isChosen}>
        <span className="room-number">{item.position}</span>
        <span className="room-title">
          {item.title}
          {isVoting ? <small>{say("votingNow")}</small> : null}
        </span>
        <span className="room-time">
          {item.endedAt ? <Icon name="check" size={14} /> : null}
          {item.startedAt ? plainClock(clockOf(item.startedAt, room.sitting.zone)) : ""}
        </span>
      </button>
      {isChosen && !item.startedAt && room.sitting.state !== "closed" ? <Moving room={room} item={item} /> : null}
    </li>
  )
}

function Moving({ room: { meetingId, sitting }, item }: { room: Room; item: Item }) {
  const say = useWords(words)
  const { may } = useSession()
  const move = useCommand(sittings.moveItem)
  const remove = useCommand(sittings.removeItem)
  if (!may(sittings.moveItem.name, meetingId)) return null
  const at = { meetingId, sessionId: sitting.sessionId, id: item.id }
  const isFirst = item.position === 1 || sitting.items[item.position - 2]?.startedAt !== null
  return (
    <span className="room-moving">
      <button
        type="button"
        className="icon-button"
        aria-label={say("up")}
        disabled={isFirst}
        onClick={() => move.mutate({ ...at, position: item.position - 1 })}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={say("down")}
        disabled={item.position === sitting.items.length}
        onClick={() => move.mutate({ ...at, position: item.position + 1 })}
      >
        <Icon name="down" />
      </button>
      {item.pollId ? null : (
        <button type="button" className="icon-button" aria-label={say("removeItem")} onClick={() => remove.mutate(at)}>
          <Icon name="close" />
        </button>
      )}
    </span>
  )
}

function Adding({ room }: { room: Room }) {
  const say = useWords(words)
  const { may } = useSession()
  const { meetingId, sitting } = room
  const [text, setText] = useState("")
  const [isForm, setForm] = useState(false)
  const add = useCommand(sittings.addItems, { onDone: () => setText("") })
  const titles = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
  if (!may(sittings.addItems.name, meetingId)) return null
  return (
    <div className="room-adding">
      <Input.TextArea
        aria-label={say("addItems")}
        placeholder={say("itemsHint")}
        autoSize={{ minRows: 3, maxRows: 12 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="room-buttons">
        <Button
          disabled={titles.length === 0}
          loading={add.isPending}
          onClick={() => add.mutate({ meetingId, sessionId: sitting.sessionId, titles: titles.slice(0, 100) })}
        >
          {say("add")}
        </Button>
        {may(voting.add.name, meetingId) ? <Button onClick={() => setForm(true)}>{say("newPoll")}</Button> : null}
      </div>
      {isForm ? <PollForm room={room} onClose={() => setForm(false)} /> : null}
    </div>
  )
}
