import { type PointerEvent, useEffect, useState } from "react"
import { addDays, daysBetween, shortDay, shortWeekday } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Task } from "../contract.ts"
import { restDay } from "../rules.ts"
import { words } from "../words.ts"

export const dayWidth = 19.2
type Place = { left: number; width: number }
type BarProps = { task: Task; place: Place; team: number; meeting: Meeting; onMove?: (days: number) => void }

/** A bar is drawn to another day; what that means is said before it is let go. */
export function GanttBar({ task, place, team, meeting, onMove }: BarProps) {
  const locale = useLocale()
  const [from, setFrom] = useState<number>()
  const [days, setDays] = useState(0)
  const stop = () => {
    setFrom(undefined)
    setDays(0)
  }
  useEffect(() => {
    if (from === undefined) return
    const cancel = (event: KeyboardEvent) => event.key === "Escape" && stop()
    document.addEventListener("keydown", cancel)
    return () => document.removeEventListener("keydown", cancel)
  })
  const grab = (event: PointerEvent) => {
    if (!onMove || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setFrom(event.clientX)
  }
  const letGo = () => {
    if (from !== undefined && days !== 0) onMove?.(days)
    stop()
  }
  return (
    <>
      {days ? <span className="gantt-ghost" style={place} /> : null}
      <span
        className={days ? "gantt-bar is-moving" : onMove ? "gantt-bar is-free" : "gantt-bar"}
        data-team={team}
        title={days ? undefined : `${task.title} ${shortDay(task.startsOn, locale)} – ${shortDay(task.dueOn, locale)}`}
        style={{ ...place, left: place.left + days * dayWidth }}
        onPointerDown={grab}
        onPointerMove={(event) => from !== undefined && setDays(Math.round((event.clientX - from) / dayWidth))}
        onPointerUp={letGo}
        onPointerCancel={stop}
      />
      {days ? <MoveCard task={task} days={days} meeting={meeting} left={place.left + days * dayWidth} /> : null}
    </>
  )
}

function MoveCard({ task, days, meeting, left }: { task: Task; days: number; meeting: Meeting; left: number }) {
  const say = useWords(words)
  const locale = useLocale()
  const dueOn = addDays(task.dueOn, days)
  const weekday = shortWeekday(dueOn, locale)
  const toOpening = daysBetween(dueOn, meeting.startsOn)
  const distance = toOpening < 0 ? say("afterOpening") : say("beforeOpening", { days: toOpening })
  const rest = restDay(dueOn)
  const isWarned = rest !== null || toOpening < 0
  return (
    <span className="gantt-card" style={{ left }} role="status">
      <strong>{say(days < 0 ? "earlier" : "later", { title: task.title, days: Math.abs(days) })}</strong>
      <span>{say("fromTo", { from: shortDay(task.dueOn, locale), to: shortDay(dueOn, locale), weekday })}</span>
      <span className={isWarned ? "gantt-warning" : undefined}>
        {isWarned ? <Icon name="clock" size={14} /> : null}
        {rest === null ? distance : `${say("onRestDay", { day: shortDay(dueOn, locale), what: rest || weekday })} · ${distance}`}
      </span>
      <small>{say("letGo")}</small>
    </span>
  )
}
