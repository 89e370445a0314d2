/** The countdown as bars: how wide a day is, where each row stands, and what a task takes along when it is moved. */
import { addDays, daysBetween, mondayOf } from "#kernel/dates.ts"
import type { Progress, Task } from "../contract.ts"
import { movedTasks } from "../placing/rules.ts"

export type Zoom = "week" | "day"
/** In pixels. */
export const dayWidths: Record<Zoom, number> = { week: 19.2, day: 44 }
export const rowHeight = 28
export const stageHeight = 32

export type Scale = { first: string; days: number; dayWidth: number; at: (day: string) => number }
type Span = { startsOn: string; endsOn: string }

/** Whole weeks from the first task to the last, the meeting and today between them. */
export function scaleOf(rows: readonly Task[], { startsOn, endsOn }: Span, { today, zoom }: { today: string; zoom: Zoom }): Scale {
  const days = [startsOn, endsOn, today, ...rows.flatMap((task) => [task.startsOn, task.dueOn])].sort()
  const first = mondayOf(days[0] ?? startsOn)
  const weeks = Math.ceil((daysBetween(first, days.at(-1) ?? endsOn) + 1) / 7)
  const dayWidth = dayWidths[zoom]
  return { first, days: weeks * 7, dayWidth, at: (day) => daysBetween(first, day) * dayWidth }
}

type Stage = Progress["stages"][number]
export type Line = { top: number } & ({ stage: Stage; task?: undefined } | { task: Task; stage?: undefined })

/** The rows under one another, each stage's name above its own. */
export function linesOf(rows: readonly Task[], stages: readonly Stage[]): { lines: Line[]; height: number } {
  const lines: Line[] = []
  let height = 0
  for (const stage of stages) {
    const own = rows.filter((task) => task.stage === stage.name)
    if (!own.length) continue
    lines.push({ stage, top: height })
    height += stageHeight
    for (const task of own) {
      lines.push({ task, top: height })
      height += rowHeight
    }
  }
  return { lines, height }
}

/** The lines that are seen when the rows are scrolled to here, and some on either side of them: the others need not be drawn. */
export function seenLines(lines: readonly Line[], { from, to }: { from: number; to: number }): readonly Line[] {
  const begin = lines.findIndex(({ top }) => top + stageHeight > from)
  if (begin < 0) return []
  const end = lines.findIndex(({ top }) => top > to)
  return lines.slice(begin, end < 0 ? undefined : end)
}

/** The open tasks that count from this one, or from one that does, where they stand after it moved by so many days. */
export function takenAlong(all: readonly Task[], id: string, days: number): Task[] {
  const open = all.filter(({ doneAt }) => doneAt === null)
  const before = new Map(open.map((task) => [task.id, task]))
  const still = all.filter(({ doneAt }) => doneAt !== null)
  // what counts from a day of the meeting or from a session stays: only this task was moved
  const placed = open.map((task) => {
    if (task.id === id) return { ...task, anchor: null, startsOn: addDays(task.startsOn, days), dueOn: addDays(task.dueOn, days) }
    return task.anchor?.startsWith("task:") && all.some((other) => task.anchor === `task:${other.id}`) ? task : { ...task, anchor: null }
  })
  return movedTasks(placed, {}, still).filter(({ id: one, dueOn, clock }) => {
    const was = before.get(one)
    return one !== id && was !== undefined && (was.dueOn !== dueOn || was.clock !== clock)
  })
}

/** Open tasks that wait for this one, and are due before it would be. */
export const leftWaiting = (all: readonly Task[], { id }: Pick<Task, "id">, dueOn: string): Task[] =>
  all.filter((task) => task.doneAt === null && task.dueOn < dueOn && task.waitsFor.some((other) => other.id === id))

/** What a task waits for or counts from, and what waits for it or counts from it: drawn as arrows from the one to the other. */
export function linksOf(all: readonly Task[], id: string): { from: string; to: string }[] {
  const reaches = (task: Task): string[] => [...task.waitsFor.map((other) => other.id), ...(task.anchor?.startsWith("task:") ? [task.anchor.slice(5)] : [])]
  const links = all.flatMap((task) => [...new Set(reaches(task))].map((from) => ({ from, to: task.id })))
  return links.filter(({ from, to }) => from === id || to === id)
}
