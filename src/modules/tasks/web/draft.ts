import type { z } from "zod"
import type { Progress, Task, tasks } from "../contract.ts"
import type { TaskAnchor, Unit } from "../template/contract.ts"

type Kept =
  | "title"
  | "stage"
  | "team"
  | "owner"
  | "ownerAccount"
  | "startsOn"
  | "dueOn"
  | "clock"
  | "alarmMinutes"
  | "standard"
  | "certainty"
  | "contingency"
  | "notes"
  | "needsProofs"
/** `isCounted`: the distance was written last, so that the day follows from it; otherwise the day was. */
export type Draft = Pick<Task, Kept> & { waitsFor: string[]; anchor: TaskAnchor | null; offset: number; unit: Unit; isCounted: boolean }

export function draftOf(task: Task | undefined, progress: Progress): Draft {
  if (!task)
    return {
      title: "",
      stage: progress.stages[0]?.name ?? "",
      team: progress.teams[0]?.name ?? "",
      owner: "",
      ownerAccount: null,
      startsOn: progress.today,
      dueOn: progress.today,
      clock: null,
      alarmMinutes: null,
      standard: "",
      certainty: null,
      contingency: "",
      notes: "",
      needsProofs: false,
      waitsFor: [],
      anchor: "opening",
      offset: 0,
      unit: "day",
      isCounted: false,
    }
  return { ...task, waitsFor: task.waitsFor.map(({ id }) => id), isCounted: false }
}

type Written = Omit<z.input<typeof tasks.edit.input>, "meetingId" | "id" | "version">

/** What was not touched is not sent: a plan is asked only of who says that something is unclear. */
export function inputOf({ anchor, offset, unit, isCounted, waitsFor, certainty, ...draft }: Draft, before: Task | undefined): Written {
  const { title, stage, team, owner, ownerAccount, startsOn, dueOn, clock, alarmMinutes, standard, contingency, notes, needsProofs } = draft
  const same = before?.waitsFor.map(({ id }) => id).join() === waitsFor.join()
  return {
    ...{ title, stage, team, owner, ownerAccount, startsOn, dueOn, clock, standard, contingency, notes, needsProofs },
    alarmMinutes: clock === null ? null : alarmMinutes,
    certainty: certainty === before?.certainty ? undefined : certainty,
    waitsFor: same ? undefined : waitsFor,
    fixed: anchor === null,
    hang: anchor !== null && (isCounted || anchor !== (before?.anchor ?? "opening")) ? { anchor, offset, unit } : undefined,
  }
}
