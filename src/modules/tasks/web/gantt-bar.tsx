import type { KeyboardEvent, PointerEvent } from "react"
import { addDays, shortDay } from "#kernel/dates.ts"
import { useLocale, useWords } from "#web/words.ts"
import type { Task } from "../contract.ts"
import type { Scale } from "../gantt/rules.ts"
import { words } from "../gantt/words.ts"
import type { Handles } from "./gantt-moving.ts"

export const namesWidth = 272
export const spanOf = ({ at }: Scale, from: string, to: string) => ({ left: namesWidth + at(from), width: at(addDays(to, 1)) - at(from) })

/** `shift`: how many days from its place it is being drawn, by itself or by what it counts from. */
type BarProps = {
  task: Task
  scale: Scale
  team: number
  shift: number
  isHeld: boolean
  handles: Handles | undefined
  onPoint: (id: string | undefined) => void
}

export function GanttBar({ task, scale, team, shift, isHeld, handles, onPoint }: BarProps) {
  const say = useWords(words)
  const locale = useLocale()
  const place = spanOf(scale, task.startsOn, task.dueOn)
  const style = { ...place, left: place.left + shift * scale.dayWidth }
  const days = { title: task.title, from: shortDay(task.startsOn, locale), to: shortDay(task.dueOn, locale) }
  const tone = isHeld ? "gantt-bar is-free is-moving" : shift ? "gantt-bar is-free is-along" : "gantt-bar is-free"
  const ghost = shift ? <span className="gantt-ghost" style={place} /> : null
  if (!handles) {
    return (
      <>
        {ghost}
        <span className="gantt-bar" data-team={team} title={`${days.title} ${days.from} – ${days.to}`} style={style} />
      </>
    )
  }
  return (
    <>
      {ghost}
      <button
        type="button"
        className={tone}
        data-team={team}
        aria-label={say("bar", days)}
        style={style}
        {...pointing(task.id, onPoint)}
        {...moves(task, handles)}
      />
    </>
  )
}

/** What a task hangs together with is shown as long as it is pointed at, or come to by keys. */
export const pointing = (id: string, onPoint: (id: string | undefined) => void) => ({
  onPointerEnter: () => onPoint(id),
  onPointerLeave: () => onPoint(undefined),
  onFocus: () => onPoint(id),
  onBlur: () => onPoint(undefined),
})

/** Pointer and keys do the same: they draw it along, show what that means, and only then put it down. */
const moves = (task: Task, { grab, drag, step, drop, cancel }: Handles) => ({
  onPointerDown: (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    grab(task, event.clientX)
  },
  onPointerMove: (event: PointerEvent) => drag(event.clientX),
  onPointerUp: drop,
  onPointerCancel: cancel,
  onKeyDown: (event: KeyboardEvent) => {
    const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (days !== undefined) step(task, event.shiftKey ? days * 7 : days)
    else if (event.key === "Enter") drop()
    else return
    event.preventDefault()
  },
})
