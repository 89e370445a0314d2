/** Reminders as lines: what, about which meeting, since when; the line leads to where it is mended. */
import { officeZone, shortMoment } from "#kernel/dates.ts"
import { useCommand } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useMeetingNames } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { State, type StateKind } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Level, type Reminder, reminders } from "../contract.ts"
import { words } from "../words.ts"
import "./reminders.css"

const kinds: Record<Level, StateKind> = { alarm: "wrong", late: "wrong", due: "warning", info: "quiet" }

type ListProps = { rows: readonly Reminder[]; onGo?: () => void }

export function ReminderList({ rows, onGo }: ListProps) {
  return (
    <ul className="reminders">
      {rows.map((one) => (
        <Line key={one.id} one={one} onGo={onGo} />
      ))}
    </ul>
  )
}

function Line({ one, onGo }: { one: Reminder; onGo: ListProps["onGo"] }) {
  const say = useWords(words)
  const locale = useLocale()
  const names = useMeetingNames()
  const read = useCommand(reminders.markRead, { quiet: true })
  const { id, level, title, sentence, path, meetingId, at, isRead } = one
  const markRead = () => read.mutate({ ids: [id] })
  const meeting = names.find((name) => name.id === meetingId)?.name
  const isOver = isRead && level !== "alarm"
  return (
    <li className={isOver ? "reminder is-read" : "reminder"} data-level={level}>
      <Go
        to={path}
        className="reminder-go"
        onClick={() => {
          if (!isRead) markRead()
          onGo?.()
        }}
      >
        <strong>{title}</strong>
        <span className="reminder-what">
          <State kind={isOver ? "quiet" : kinds[level]} icon={level === "late" || level === "due" ? "clock" : undefined}>
            {level === "alarm" ? say("alarm", { sentence }) : sentence}
          </State>
        </span>
        <small>
          {meeting && meeting !== title ? <span className="reminder-where">{meeting}</span> : null}
          <span>{shortMoment(at, officeZone, locale)}</span>
        </small>
      </Go>
      {isRead || level === "alarm" ? null : (
        <button type="button" className="icon-button reminder-read" title={say("read")} aria-label={say("readOf", { title })} onClick={markRead}>
          <Icon name="check" />
        </button>
      )}
    </li>
  )
}
