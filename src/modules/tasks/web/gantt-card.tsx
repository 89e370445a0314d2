/** What a move means, beside the bar, before it is let go; and the arrows between a task and what hangs together with it. */
import { addDays, daysBetween, shortDay, shortWeekday } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Task } from "../contract.ts"
import { leftWaiting, linksOf, rowHeight, type Scale } from "../gantt/rules.ts"
import { words } from "../gantt/words.ts"
import { restDay } from "../rules.ts"
import { words as taskWords } from "../words.ts"
import { namesWidth, spanOf } from "./gantt-bar.tsx"
import type { Preview } from "./gantt-moving.ts"

const shownAlong = 4

type CardProps = { preview: Preview; all: readonly Task[]; meeting: Meeting; place: { left: number; top: number } }

export function MoveCard({ preview: { task, days, along, by }, all, meeting, place }: CardProps) {
  const say = useWords(words)
  const locale = useLocale()
  const dueOn = addDays(task.dueOn, days)
  const waiting = leftWaiting(all, task, dueOn).filter(({ id }) => !along.some((one) => one.id === id))
  return (
    <div className="gantt-card" style={place} role="status">
      <strong>{say(days < 0 ? "earlier" : "later", { title: task.title, days: Math.abs(days) })}</strong>
      <span>{say("fromTo", { from: shortDay(task.dueOn, locale), to: shortDay(dueOn, locale), weekday: shortWeekday(dueOn, locale) })}</span>
      {along.length ? (
        <ul>
          <li>{say("along", { count: along.length })}</li>
          {along.slice(0, shownAlong).map((one) => (
            <li key={one.id}>
              <span>{one.title}</span>
              <span>{say("to", { day: shortDay(one.dueOn, locale) })}</span>
            </li>
          ))}
          {along.length > shownAlong ? <li>{say("more", { count: along.length - shownAlong })}</li> : null}
        </ul>
      ) : null}
      <When dueOn={dueOn} meeting={meeting} />
      {waiting.slice(0, 2).map(({ id, title, dueOn: day }) => (
        <span key={id} className="gantt-warning">
          <Icon name="clock" size={14} />
          {say("waiting", { title, day: shortDay(day, locale) })}
        </span>
      ))}
      <small>{say(by === "keys" ? "byKeys" : "letGo")}</small>
    </div>
  )
}

function When({ dueOn, meeting }: { dueOn: string; meeting: Meeting }) {
  const say = useWords(words)
  const sayTask = useWords(taskWords)
  const locale = useLocale()
  const toOpening = daysBetween(dueOn, meeting.startsOn)
  const distance = toOpening < 0 ? say("afterOpening") : say("beforeOpening", { days: toOpening })
  const rest = restDay(dueOn)
  const isWarned = rest !== null || toOpening < 0
  const what = rest === null ? distance : `${sayTask("onRestDay", { day: shortDay(dueOn, locale), what: rest || shortWeekday(dueOn, locale) })} · ${distance}`
  return (
    <span className={isWarned ? "gantt-warning" : undefined}>
      {isWarned ? <Icon name="clock" size={14} /> : null}
      {what}
    </span>
  )
}

type LinksProps = { id: string; all: readonly Task[]; tops: ReadonlyMap<string, number>; shifts: ReadonlyMap<string, number>; scale: Scale }

/** Elbows from the end of the one to the beginning of the other. */
export function GanttLinks({ id, all, tops, shifts, scale }: LinksProps) {
  const byId = new Map(all.map((task) => [task.id, task]))
  const ends = (one: string) => {
    const task = byId.get(one)
    const top = tops.get(one)
    if (!task || top === undefined) return undefined
    const { left, width } = spanOf(scale, task.startsOn, task.dueOn)
    const begin = left + (shifts.get(one) ?? 0) * scale.dayWidth
    return { begin, end: begin + width, y: top + rowHeight / 2 }
  }
  const paths = linksOf(all, id).flatMap((link) => {
    const from = ends(link.from)
    const to = ends(link.to)
    if (!from || !to) return []
    const down = from.y < to.y ? to.y - 9 : to.y + 9
    return [
      {
        key: `${link.from} ${link.to}`,
        d: `M${from.end} ${from.y}h6V${(from.y + down) / 2}H${to.begin + 5}V${down}`,
        tip: { x: to.begin + 5, y: down, isDown: from.y < to.y },
      },
    ]
  })
  if (!paths.length) return null
  return (
    <svg className="gantt-links" width={namesWidth + scale.days * scale.dayWidth} height="100%" aria-hidden="true">
      {paths.map(({ key, d, tip }) => (
        <g key={key}>
          <path d={d} />
          <path className="gantt-tip" d={`M${tip.x - 4} ${tip.y}h8l-4 ${tip.isDown ? 5 : -5}z`} />
        </g>
      ))}
    </svg>
  )
}
