/** The tasks of a living meeting as those of a template. */
import { daysBetween } from "#kernel/dates.ts"
import type { Certainty, TaskAnchor, TasksPart, Unit } from "../template/contract.ts"

/** A task as it was meant: its distance, not the day it stands on. */
export type Meant = {
  id: string
  key: string | null
  stage: string
  title: string
  team: string
  role: string
  owner: string
  anchor: TaskAnchor | null
  offset: number
  unit: Unit
  clock: string | null
  startsOn: string
  dueOn: string
  legal: boolean
  basis: string | null
  standard: string
  certainty: Certainty | null
  contingency: string
  document: string | null
  notes: string
  needsProofs: boolean
  alarmMinutes: number | null
  waitsFor: string[]
}

/** Those added by hand get a name that no other has, so that others can hang on them and wait for them. */
function keysOf(tasks: readonly Meant[]): Map<string, string> {
  const taken = new Set(tasks.flatMap(({ key }) => key ?? []))
  let n = 0
  const fresh = (): string => {
    do n += 1
    while (taken.has(`added-${n}`))
    return `added-${n}`
  }
  return new Map(tasks.map(({ id, key }) => [id, key ?? fresh()]))
}

const union = (...lists: (readonly string[])[]): string[] => [...new Set(lists.flat())]
const some = (text: string | null): string | undefined => text || undefined

/** `anchors`: the moments the meeting has; what hangs on none of them, or was fixed, keeps its distance from the opening. */
export function partFrom(
  tasks: readonly Meant[],
  { list, opensOn, anchors, owners }: { list: Pick<TasksPart, "stages" | "teams">; opensOn: string; anchors: ReadonlySet<string>; owners: boolean },
): TasksPart {
  const keys = keysOf(tasks)
  const hung = ({ anchor, offset, unit, dueOn }: Meant): { anchor: TaskAnchor; offset: number; unit: Meant["unit"] } => {
    const key = anchor?.startsWith("task:") ? keys.get(anchor.slice(5)) : undefined
    if (key !== undefined) return { anchor: `task:${key}`, offset, unit }
    return anchor !== null && anchors.has(anchor) ? { anchor, offset, unit } : { anchor: "opening", offset: daysBetween(opensOn, dueOn), unit: "day" }
  }
  return {
    stages: union(
      list.stages,
      tasks.map(({ stage }) => stage),
    ),
    teams: union(
      list.teams,
      tasks.map(({ team }) => team),
    ),
    tasks: tasks.map((task) => ({
      key: keys.get(task.id),
      stage: task.stage,
      title: task.title,
      ...hung(task),
      clock: some(task.clock),
      days: daysBetween(task.startsOn, task.dueOn) + 1,
      team: task.team,
      role: some(task.role),
      ...(owners && task.owner ? { owner: task.owner } : {}),
      legal: task.legal,
      basis: some(task.basis),
      standard: some(task.standard),
      certainty: task.certainty ?? undefined,
      contingency: some(task.contingency),
      notes: some(task.notes),
      proofs: task.needsProofs,
      alarmMinutes: task.alarmMinutes ?? undefined,
      waitsFor: task.waitsFor.flatMap((id) => keys.get(id) ?? []),
      document: some(task.document),
    })),
  }
}
