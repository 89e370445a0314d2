/** Where a task stands: its distance in days, working days or minutes from what it hangs on. */
import chineseDays from "chinese-days"
import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween, minutesOf } from "#kernel/dates.ts"
import { Anchor, anchorDay, type Dates } from "#modules/meetings/contract.ts"
import type { Task } from "../contract.ts"
import type { TaskAnchor, Unit } from "../template/contract.ts"

/** A moment tasks are counted from. */
export type At = { day: string; clock: string | null }
/** By anchor: "opening", "session:KEY". Those of other tasks come from the tasks themselves. */
export type Spots = Readonly<Record<string, At>>
export type Placed = Pick<Task, "id" | "anchor" | "offset" | "unit" | "clock" | "startsOn" | "dueOn">
type Hung = Pick<Task, "anchor" | "offset" | "unit">

/** The moments of the meeting itself and those its sessions answered. */
export function spotsOf(dates: Dates, sessions: readonly { key: string; day: string; clock?: string }[]): Spots {
  const own = Anchor.options.map((anchor) => [anchor, { day: anchorDay(dates, anchor), clock: anchor === "opening" ? dates.opensAt : null }])
  return Object.fromEntries([...own, ...sessions.map(({ key, day, clock }) => [key, { day, clock: clock ?? null }])])
}

/** 节假日安排通知: make-up days are working days. A year that is not announced yet goes by its weekends. */
const isWorkday = (day: string): boolean => chineseDays.isWorkday(day)

/** The n-th working day after (or before) this day, whatever day it is itself; 0 is the day itself. */
export function addWorkdays(day: string, n: number): string {
  const step = Math.sign(n)
  let at = day
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, step)
    if (isWorkday(at)) left--
  }
  return at
}

/** How many working days lead from the first to the second; null when none do, because the second is a day off. */
export function workdaysBetween(from: string, to: string): number | null {
  if (from === to) return 0
  if (!isWorkday(to)) return null
  const step = from < to ? 1 : -1
  let count = 0
  for (let at = from; at !== to; ) {
    at = addDays(at, step)
    if (isWorkday(at)) count += step
  }
  return count
}

const dayMinutes = 1440
const two = (n: number): string => String(n).padStart(2, "0")

/** The day and clock at this distance. Minutes from a moment without a clock count from the beginning of its day. */
export function at({ day, clock }: At, { offset, unit, clock: own }: Pick<Task, "offset" | "unit" | "clock">): At {
  if (unit === "day") return { day: addDays(day, offset), clock: own }
  if (unit === "workday") return { day: addWorkdays(day, offset), clock: own }
  const minutes = minutesOf(clock ?? "00:00") + offset
  const rest = ((minutes % dayMinutes) + dayMinutes) % dayMinutes
  return { day: addDays(day, Math.floor(minutes / dayMinutes)), clock: `${two(Math.floor(rest / 60))}:${two(rest % 60)}` }
}

/** The distance of a day set by hand from this moment, in the unit it had where that is possible, else in days. */
export function distance(from: At, { dueOn, clock, unit }: Pick<Task, "dueOn" | "clock" | "unit">): Pick<Task, "offset" | "unit"> {
  const days = { offset: daysBetween(from.day, dueOn), unit: "day" as const }
  if (unit === "minute" && clock !== null && from.clock !== null) return { offset: days.offset * dayMinutes + minutesOf(clock) - minutesOf(from.clock), unit }
  const workdays = unit === "workday" ? workdaysBetween(from.day, dueOn) : null
  return workdays === null ? days : { offset: workdays, unit: "workday" }
}

/** Counts this task from that moment; its length in days stays. */
function moved<T extends Placed>(task: T, from: At): T {
  const { day, clock } = at(from, task)
  if (day === task.dueOn && clock === task.clock) return task
  return { ...task, dueOn: day, clock, startsOn: addDays(day, -daysBetween(task.startsOn, task.dueOn)) }
}

/**
 * The open tasks that change under these moments; `still` are those that are done: they stay, and others go on counting from them.
 * A task whose session was struck, whose task was removed, or that comes round to itself hangs on the opening from now on, where it stands.
 */
export function movedTasks<T extends Placed>(open: readonly T[], spots: Spots, still: readonly Placed[] = []): T[] {
  const byAnchor = new Map(open.map((task) => [`task:${task.id}`, task]))
  const done = new Map(still.map((task) => [`task:${task.id}`, { day: task.dueOn, clock: task.clock }]))
  const settled = new Map<string, T>()
  const momentOf = (anchor: TaskAnchor, way: ReadonlySet<string>): At | undefined => {
    const task = byAnchor.get(anchor)
    if (!task) return done.get(anchor) ?? spots[anchor]
    if (way.has(task.id)) return undefined
    const { dueOn, clock } = settle(task, way)
    return { day: dueOn, clock }
  }
  const settle = (task: T, way: ReadonlySet<string>): T => {
    const known = settled.get(task.id)
    if (known || task.anchor === null) return known ?? task
    const from = momentOf(task.anchor, new Set([...way, task.id]))
    const after = from
      ? moved(task, from)
      : { ...task, anchor: "opening" as const, unit: "day" as const, offset: daysBetween(spots.opening?.day ?? task.dueOn, task.dueOn) }
    settled.set(task.id, after)
    return after
  }
  return open.flatMap((task) => {
    const after = settle(task, new Set())
    return after === task ? [] : [after]
  })
}

/** A task put on a day by hand keeps its anchor, at the new distance; a fixed one has none. */
export function hung(
  { dueOn, clock, unit, anchor }: Pick<Task, "dueOn" | "clock" | "unit" | "anchor">,
  { spots, fixed }: { spots: Spots; fixed: boolean },
): Hung {
  if (fixed) return { anchor: null, offset: 0, unit: "day" }
  const held = anchor !== null && spots[anchor] ? anchor : "opening"
  return { anchor: held, ...distance(spots[held] ?? { day: dueOn, clock: null }, { dueOn, clock, unit }) }
}

/** Does the chain that begins at `from` come back to `id`? */
export function comesRound(id: string, from: readonly string[], next: (id: string) => readonly string[]): boolean {
  const seen = new Set<string>()
  const left = [...from]
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (one === id) return true
    if (seen.has(one)) continue
    seen.add(one)
    left.push(...next(one))
  }
  return false
}

const taskIn = (anchor: TaskAnchor | null): string[] => (anchor?.startsWith("task:") ? [anchor.slice(5)] : [])

export function mustNotHangOnItself({ id, title, anchor }: Pick<Task, "id" | "title" | "anchor">, byId: ReadonlyMap<string, Placed>): void {
  if (comesRound(id, taskIn(anchor), (other) => taskIn(byId.get(other)?.anchor ?? null))) throw new Refusal("tasks.circle", { title })
}

/** What a task is counted from exists, has a clock where minutes are counted, and does not count from the task itself. */
export function mustHang(
  task: Pick<Task, "id" | "title">,
  hang: { anchor: TaskAnchor; unit: Unit },
  { spots, all }: { spots: Spots; all: readonly Placed[] },
): void {
  const byId = new Map(all.map((one) => [one.id, one]))
  const [other] = taskIn(hang.anchor)
  const moment = other === undefined ? spots[hang.anchor] : byId.get(other)
  if (!moment) throw new Refusal("tasks.noSuchAnchor")
  mustNotHangOnItself({ ...task, anchor: hang.anchor }, byId)
  if (hang.unit === "minute" && moment.clock === null) throw new Refusal("tasks.noClock")
}

/** Nothing waits for itself, by whatever way. */
export function mustNotWaitForItself(task: Pick<Task, "id" | "title">, waitsFor: readonly string[], waits: readonly { id: string; waitsFor: string }[]): void {
  const byId = Map.groupBy(waits, (wait) => wait.id)
  if (comesRound(task.id, waitsFor, (id) => (byId.get(id) ?? []).map((wait) => wait.waitsFor))) throw new Refusal("tasks.circle", { title: task.title })
}
