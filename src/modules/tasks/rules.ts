import chineseDays from "chinese-days"
import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween } from "#kernel/dates.ts"
import { Anchor, anchorDay, type Dates } from "#modules/meetings/contract.ts"
import type { Task, TaskAnchor, TasksPart } from "./contract.ts"

export type AnchorDays = Readonly<Record<string, string>>

/** The days tasks are counted from: those of the meeting itself and those its sessions answered. */
export function anchorDays(dates: Dates, sessions: readonly { key: string; day: string }[]): AnchorDays {
  const own = Anchor.options.map((anchor) => [anchor, anchorDay(dates, anchor)])
  return Object.fromEntries([...own, ...sessions.map(({ key, day }) => [key, day])])
}

type Placed = Pick<Task, "id" | "anchor" | "offset" | "startsOn" | "dueOn">

/**
 * The open tasks whose dates change under these anchor days, with their new dates; the length of each stays.
 * A task whose session was struck hangs on the opening from now on, at the distance it has.
 */
export function movedTasks<T extends Placed>(open: readonly T[], days: AnchorDays): T[] {
  return open.flatMap((task) => {
    if (task.anchor === null) return []
    const day = days[task.anchor]
    if (!day) return [{ ...task, anchor: "opening", offset: daysBetween(days.opening ?? task.dueOn, task.dueOn) }]
    const dueOn = addDays(day, task.offset)
    if (dueOn === task.dueOn) return []
    return [{ ...task, dueOn, startsOn: addDays(dueOn, -daysBetween(task.startsOn, task.dueOn)) }]
  })
}

/** A task put on a day by hand keeps its anchor, at the new distance; a fixed one has none. */
export function hung(dueOn: string, { anchor, days, fixed }: { anchor: TaskAnchor | null; days: AnchorDays; fixed: boolean }): Pick<Task, "anchor" | "offset"> {
  if (fixed) return { anchor: null, offset: 0 }
  const held = anchor !== null && days[anchor] ? anchor : "opening"
  return { anchor: held, offset: daysBetween(days[held] ?? dueOn, dueOn) }
}

export function mustStartInTime({ startsOn, dueOn }: Pick<Task, "startsOn" | "dueOn">): void {
  if (startsOn > dueOn) throw new Refusal("tasks.startAfterDue")
}

export function mustNotBeLegal({ legal, title }: Task): void {
  if (legal) throw new Refusal("tasks.legalStays", { title })
}

/** Every task of a template stands in one of its stages and belongs to one of its teams. */
export function mustKnowItsStages({ stages, teams, tasks }: TasksPart): void {
  const stray = tasks.find((task) => !stages.includes(task.stage) || !teams.includes(task.team))
  if (stray) throw new Refusal("tasks.unknownStage", { title: stray.title })
}

/** The dates of a template's task; a session's day that nobody knows yet counts as the opening until its session is there. */
export function firstDates({ anchor, offset, days: length }: TasksPart["tasks"][number], days: AnchorDays): { startsOn: string; dueOn: string } {
  const dueOn = addDays(days[anchor] ?? days.opening ?? "", offset)
  return { startsOn: addDays(dueOn, 1 - length), dueOn }
}

/**
 * 节假日安排通知: null on a working day (make-up days are such), else the festival's name, or "" on a plain weekend.
 * A year that is not announced yet goes by its weekends.
 */
export function restDay(day: string): string | null {
  if (chineseDays.isWorkday(day)) return null
  return chineseDays.getDayDetail(day).name.split(",")[1] ?? ""
}
