import chineseDays from "chinese-days"
import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween } from "#kernel/dates.ts"
import type { Task } from "./contract.ts"
import { at, comesRound, movedTasks, type Placed, type Spots } from "./placing/rules.ts"
import type { TaskAnchor, TasksPart } from "./template/contract.ts"
import { mostAway } from "./writing/contract.ts"

export function mustStartInTime({ startsOn, dueOn }: Pick<Task, "startsOn" | "dueOn">): void {
  if (startsOn > dueOn) throw new Refusal("tasks.startAfterDue")
}

/** Both its days stand within three years of the opening. */
export function mustBeNear({ startsOn, dueOn }: Pick<Task, "startsOn" | "dueOn">, opening: string): void {
  if ([startsOn, dueOn].some((day) => Math.abs(daysBetween(opening, day)) > mostAway.day)) throw new Refusal("tasks.tooFar")
}

/** Asked before the days are counted out: working days are counted one by one. */
export function mustCountNear({ offset, unit }: Pick<Task, "offset" | "unit">): void {
  if (Math.abs(offset) > mostAway[unit]) throw new Refusal("tasks.tooFar")
}

export function mustNotBeLegal({ legal, title }: Task): void {
  if (legal) throw new Refusal("tasks.legalStays", { title })
}

/** 情况不明的先备预案: whoever says that something is unclear writes what is done if it goes wrong. */
export function mustHavePlan(certainty: Task["certainty"] | undefined, contingency: string): void {
  if (certainty === "unclear" && contingency === "") throw new Refusal("tasks.needsContingency")
}

/** 到点前报警: counted back from a clock time. */
export function mustHaveClock(alarmMinutes: Task["alarmMinutes"], clock: Task["clock"]): void {
  if (alarmMinutes !== null && clock === null) throw new Refusal("tasks.alarmNeedsClock")
}

/** A task is done when all it waits for is done (or being done with it), unless a reason is given; and never without its three proofs. */
export function mustBeReady(chosen: readonly Task[], regardless: string | undefined): void {
  const ids = new Set(chosen.map((task) => task.id))
  for (const task of chosen.filter(({ doneAt }) => doneAt === null)) {
    const other = task.waitsFor.find(({ id, isDone }) => !isDone && !ids.has(id))
    if (other && regardless === undefined) throw new Refusal("tasks.stillWaits", { title: task.title, other: other.title })
    if (task.needsProofs && task.proofs.length < 3) throw new Refusal("tasks.lacksProofs", { title: task.title })
  }
}

/** Every task of a template stands in one of its stages, belongs to one of its teams, and names only tasks the template has. */
export function mustKnowItsStages({ stages, teams, tasks }: TasksPart): void {
  const stray = tasks.find((task) => !stages.includes(task.stage) || !teams.includes(task.team))
  if (stray) throw new Refusal("tasks.unknownStage", { title: stray.title })
  const keys = new Set(tasks.map(({ key }) => key))
  const lost = tasks.find(({ anchor, waitsFor }) => [...keyIn(anchor), ...waitsFor].some((key) => !keys.has(key)))
  if (lost) throw new Refusal("tasks.unknownKey", { title: lost.title })
}

/** Nothing hangs on itself or waits for itself, by whatever way: it would never get its day, or never be done. */
export function mustNotGoRound({ tasks }: TasksPart): void {
  const byKey = new Map(tasks.map((task) => [task.key ?? "", task]))
  const goesRound = ({ key = "", anchor, waitsFor }: TasksPart["tasks"][number]): boolean =>
    comesRound(key, keyIn(anchor), (other) => keyIn(byKey.get(other)?.anchor ?? null)) || comesRound(key, waitsFor, (other) => byKey.get(other)?.waitsFor ?? [])
  const found = tasks.find((task) => task.key !== undefined && goesRound(task))
  if (found) throw new Refusal("tasks.circle", { title: found.title })
}

const keyIn = (anchor: TaskAnchor | null): string[] => (anchor?.startsWith("task:") ? [anchor.slice(5)] : [])

type FirstPlaced = Omit<TasksPart["tasks"][number], "clock" | "anchor"> & Placed

/** A template's tasks under their ids, with their dates; a session's day that nobody knows yet counts as the opening until its session is there. */
export function firstPlaces(part: TasksPart, spots: Spots, newId: () => string): FirstPlaced[] {
  const ids = part.tasks.map(newId)
  const idOf = new Map(part.tasks.map(({ key }, index) => [key, ids[index] ?? ""]))
  const opening = spots.opening ?? { day: "", clock: null }
  const rows = part.tasks.map((task, index): FirstPlaced => {
    const [key] = keyIn(task.anchor)
    const anchor: TaskAnchor = key === undefined ? task.anchor : `task:${idOf.get(key)}`
    const { day, clock } = at(spots[anchor] ?? opening, { ...task, clock: task.clock ?? null })
    return { ...task, id: ids[index] ?? "", anchor, clock, dueOn: day, startsOn: addDays(day, 1 - task.days) }
  })
  const unknown = rows.flatMap(({ anchor }) => (anchor === null || anchor in spots || keyIn(anchor).length ? [] : [[anchor, opening] as const]))
  const moved = new Map(movedTasks(rows, { ...spots, ...Object.fromEntries(unknown) }).map((task) => [task.id, task]))
  return rows.map((task) => moved.get(task.id) ?? task)
}

/**
 * 节假日安排通知: null on a working day (make-up days are such), else the festival's name, or "" on a plain weekend.
 * A year that is not announced yet goes by its weekends.
 */
export function restDay(day: string): string | null {
  if (chineseDays.isWorkday(day)) return null
  return chineseDays.getDayDetail(day).name.split(",")[1] ?? ""
}
