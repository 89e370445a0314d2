import fc from "fast-check"
import { expect, test } from "vitest"
import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween } from "#kernel/dates.ts"
import type { Dates } from "#modules/meetings/contract.ts"
import type { Task, TaskAnchor, TasksPart } from "./contract.ts"
import { anchorDays, firstDates, hung, movedTasks, mustKnowItsStages, mustNotBeLegal, mustStartInTime, restDay } from "./rules.ts"

const dates: Dates = { arrivesOn: "2026-12-07", startsOn: "2026-12-08", endsOn: "2026-12-11", departsOn: "2026-12-11", opensAt: "09:00" }
const election = { key: "session:election", day: "2026-12-10" }
const days = anchorDays(dates, [election])

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return "allowed"
}

const anchor = fc.constantFrom<TaskAnchor | null>("arrival", "opening", "closing", "departure", "session:election", null)
const aTask = fc
  .record({ id: fc.uuid(), anchor, offset: fc.integer({ min: -150, max: 60 }), length: fc.integer({ min: 0, max: 60 }) })
  .map(({ id, anchor: on, offset, length }) => {
    const dueOn = addDays(on === null ? "2026-11-01" : (days[on] ?? ""), offset)
    return { id, anchor: on, offset, dueOn, startsOn: addDays(dueOn, -length) }
  })

test("moving the opening moves exactly what hangs on it", () => {
  fc.assert(
    fc.property(fc.array(aTask), fc.integer({ min: -90, max: 90 }), (tasks, by) => {
      const moved = new Map(movedTasks(tasks, { ...days, opening: addDays("2026-12-08", by) }).map((task) => [task.id, task]))
      for (const task of tasks) {
        const after = moved.get(task.id)
        if (task.anchor !== "opening" || by === 0) expect(after).toBeUndefined()
        else expect([after?.dueOn, after?.startsOn]).toEqual([addDays(task.dueOn, by), addDays(task.startsOn, by)])
      }
    }),
  )
})

test("after any change of days every task stands at its distance, with its length", () => {
  const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays("2026-06-01", n))
  fc.assert(
    fc.property(fc.array(aTask), fc.record({ arrival: day, opening: day, closing: day, departure: day, "session:election": day }), (tasks, to) => {
      const moved = new Map(movedTasks(tasks, to).map((task) => [task.id, task]))
      for (const task of tasks) {
        const after = moved.get(task.id) ?? task
        if (task.anchor) expect(after.dueOn).toBe(addDays(to[task.anchor as keyof typeof to], task.offset))
        else expect(after).toBe(task)
        expect(daysBetween(after.startsOn, after.dueOn)).toBe(daysBetween(task.startsOn, task.dueOn))
      }
    }),
  )
})

test("a task whose session was struck hangs on the opening at the distance it has", () => {
  const task = { id: "1", anchor: "session:election" as const, offset: -1, startsOn: "2026-12-09", dueOn: "2026-12-09" }
  expect(movedTasks([task], anchorDays(dates, []))).toEqual([{ ...task, anchor: "opening", offset: 1 }])
})

test("a date set by hand keeps its anchor at the new distance, unless it is fixed", () => {
  expect(hung("2026-12-01", { anchor: "closing", days, fixed: false })).toEqual({ anchor: "closing", offset: -10 })
  expect(hung("2026-12-01", { anchor: null, days, fixed: false })).toEqual({ anchor: "opening", offset: -7 })
  expect(hung("2026-12-01", { anchor: "closing", days, fixed: true })).toEqual({ anchor: null, offset: 0 })
})

test("the first dates of a template's task cover its length up to the day it is due", () => {
  const task: TasksPart["tasks"][number] = {
    stage: "会场与座次",
    title: "表决系统联调",
    anchor: "session:election",
    offset: -2,
    days: 2,
    team: "会务组",
    legal: false,
  }
  expect(firstDates(task, days)).toEqual({ startsOn: "2026-12-07", dueOn: "2026-12-08" })
  expect(firstDates({ ...task, anchor: "session:unknown" }, days)).toEqual({ startsOn: "2026-12-05", dueOn: "2026-12-06" })
})

test("a task does not start after it is due, and what the law requires is not struck", () => {
  expect(codeOf(() => mustStartInTime({ startsOn: "2026-12-02", dueOn: "2026-12-01" }))).toBe("tasks.startAfterDue")
  expect(codeOf(() => mustStartInTime({ startsOn: "2026-12-01", dueOn: "2026-12-01" }))).toBe("allowed")
  expect(codeOf(() => mustNotBeLegal({ legal: true, title: "代表资格审查" } as Task))).toBe("tasks.legalStays")
})

test("a template's task stands in a stage and a team that the template lists", () => {
  const task: TasksPart["tasks"][number] = { stage: "文件起草", title: "起草开幕词", anchor: "opening", offset: -14, days: 1, team: "秘书组", legal: false }
  expect(codeOf(() => mustKnowItsStages({ stages: ["文件起草"], teams: ["秘书组"], tasks: [task] }))).toBe("allowed")
  expect(codeOf(() => mustKnowItsStages({ stages: ["文件起草"], teams: ["会务组"], tasks: [task] }))).toBe("tasks.unknownStage")
})

test("a due day on a festival or a weekend is told, a make-up day counts as work", () => {
  expect(["2026-10-01", "2026-12-06", "2026-12-08", "2026-02-14"].map(restDay)).toEqual(["国庆节", "", null, null])
})
