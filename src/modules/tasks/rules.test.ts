import fc from "fast-check"
import { expect, test } from "vitest"
import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween } from "#kernel/dates.ts"
import type { Dates } from "#modules/meetings/contract.ts"
import type { Task } from "./contract.ts"
import { hung, movedTasks, spotsOf } from "./placing/rules.ts"
import { firstPlaces, mustBeReady, mustHaveClock, mustHavePlan, mustKnowItsStages, mustNotBeLegal, mustNotGoRound, mustStartInTime, restDay } from "./rules.ts"
import { type TaskAnchor, TasksPart } from "./template/contract.ts"

const dates: Dates = { arrivesOn: "2026-12-07", startsOn: "2026-12-08", endsOn: "2026-12-11", departsOn: "2026-12-11", opensAt: "09:00" }
const election = { key: "session:election", day: "2026-12-10", clock: "14:30" }
const spots = spotsOf(dates, [election])

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
    const dueOn = addDays(on === null ? "2026-11-01" : (spots[on]?.day ?? ""), offset)
    return { id, anchor: on, offset, unit: "day" as const, clock: null, dueOn, startsOn: addDays(dueOn, -length) }
  })

test("moving the opening moves exactly what hangs on it", () => {
  fc.assert(
    fc.property(fc.array(aTask), fc.integer({ min: -90, max: 90 }), (tasks, by) => {
      const moved = new Map(movedTasks(tasks, { ...spots, opening: { day: addDays("2026-12-08", by), clock: "09:00" } }).map((task) => [task.id, task]))
      for (const task of tasks) {
        const after = moved.get(task.id)
        if (task.anchor !== "opening" || by === 0) expect(after).toBeUndefined()
        else expect([after?.dueOn, after?.startsOn]).toEqual([addDays(task.dueOn, by), addDays(task.startsOn, by)])
      }
    }),
  )
})

test("after any change of days every task stands at its distance, with its length", () => {
  const day = fc.integer({ min: 0, max: 400 }).map((n) => ({ day: addDays("2026-06-01", n), clock: null }))
  fc.assert(
    fc.property(fc.array(aTask), fc.record({ arrival: day, opening: day, closing: day, departure: day, "session:election": day }), (tasks, to) => {
      const moved = new Map(movedTasks(tasks, to).map((task) => [task.id, task]))
      for (const task of tasks) {
        const after = moved.get(task.id) ?? task
        if (task.anchor) expect(after.dueOn).toBe(addDays(to[task.anchor as keyof typeof to].day, task.offset))
        else expect(after).toBe(task)
        expect(daysBetween(after.startsOn, after.dueOn)).toBe(daysBetween(task.startsOn, task.dueOn))
      }
    }),
  )
})

test("a task whose session was struck hangs on the opening at the distance it has", () => {
  const task = { id: "1", anchor: "session:election" as const, offset: -1, unit: "day" as const, clock: null, startsOn: "2026-12-09", dueOn: "2026-12-09" }
  expect(movedTasks([task], spotsOf(dates, []))).toEqual([{ ...task, anchor: "opening", offset: 1 }])
})

test("a date set by hand keeps its anchor at the new distance, unless it is fixed", () => {
  const byHand = { dueOn: "2026-12-01", clock: null, unit: "day" as const, anchor: "closing" as const }
  expect(hung(byHand, { spots, fixed: false })).toEqual({ anchor: "closing", offset: -10, unit: "day" })
  expect(hung({ ...byHand, anchor: null }, { spots, fixed: false })).toEqual({ anchor: "opening", offset: -7, unit: "day" })
  expect(hung(byHand, { spots, fixed: true })).toEqual({ anchor: null, offset: 0, unit: "day" })
  // 5 and 6 December are a weekend: four working days lead from the 1st to the 7th
  expect(hung({ ...byHand, unit: "workday", anchor: "arrival" }, { spots, fixed: false })).toEqual({ anchor: "arrival", offset: -4, unit: "workday" })
  expect(hung({ ...byHand, unit: "workday", dueOn: "2026-12-06" }, { spots, fixed: false })).toEqual({ anchor: "closing", offset: -5, unit: "day" })
})

const part = (tasks: object[]) => TasksPart.parse({ stages: ["文件起草"], teams: ["秘书组"], tasks: tasks.map((task) => ({ ...plain, ...task })) })
const plain = { stage: "文件起草", title: "起草开幕词", anchor: "opening", offset: -14, days: 1, team: "秘书组", legal: false }
const inOrder = () => {
  let n = 0
  return () => String(n++)
}

test("the first dates of a template's task cover its length up to the day it is due", () => {
  const tasks = [
    { anchor: "session:election", offset: -2, days: 2 },
    { anchor: "session:unknown", offset: -2, days: 2 },
    { key: "draft", anchor: "opening", offset: -10 },
    { anchor: "task:draft", offset: 3, unit: "workday", clock: "17:00" },
    { anchor: "session:election", offset: -90, unit: "minute" },
  ]
  const placed = firstPlaces(part(tasks), spots, inOrder())
  expect(placed.map(({ startsOn, dueOn, clock }) => [startsOn, dueOn, clock])).toEqual([
    ["2026-12-07", "2026-12-08", null],
    ["2026-12-05", "2026-12-06", null],
    ["2026-11-28", "2026-11-28", null],
    ["2026-12-02", "2026-12-02", "17:00"],
    ["2026-12-10", "2026-12-10", "13:00"],
  ])
  expect(placed[3]?.anchor).toBe("task:2")
})

test("a task does not start after it is due, and what the law requires is not struck", () => {
  expect(codeOf(() => mustStartInTime({ startsOn: "2026-12-02", dueOn: "2026-12-01" }))).toBe("tasks.startAfterDue")
  expect(codeOf(() => mustStartInTime({ startsOn: "2026-12-01", dueOn: "2026-12-01" }))).toBe("allowed")
  expect(codeOf(() => mustNotBeLegal({ legal: true, title: "代表资格审查" } as Task))).toBe("tasks.legalStays")
})

test("a template's task stands in a stage and a team that the template lists, and names only its own tasks", () => {
  expect(codeOf(() => mustKnowItsStages(part([{}])))).toBe("allowed")
  expect(codeOf(() => mustKnowItsStages(part([{ team: "会务组" }])))).toBe("tasks.unknownStage")
  expect(codeOf(() => mustKnowItsStages(part([{ key: "a" }, { anchor: "task:b" }])))).toBe("tasks.unknownKey")
  expect(codeOf(() => mustKnowItsStages(part([{ key: "a", waitsFor: ["b"] }])))).toBe("tasks.unknownKey")
  expect(codeOf(() => mustKnowItsStages(part([{ key: "a" }, { anchor: "task:a", waitsFor: ["a"] }])))).toBe("allowed")
})

test("a template whose tasks hang on each other or wait for each other in a ring is not applied", () => {
  const [a, b, c] = ["a", "b", "c"]
  expect(codeOf(() => mustNotGoRound(part([{ key: a }, { key: b, anchor: "task:a" }, { key: c, anchor: "task:b", waitsFor: [a, b] }])))).toBe("allowed")
  expect(codeOf(() => mustNotGoRound(part([{ key: a, anchor: "task:a" }])))).toBe("tasks.circle")
  expect(codeOf(() => mustNotGoRound(part([{ key: a, waitsFor: [a] }])))).toBe("tasks.circle")
  expect(
    codeOf(() =>
      mustNotGoRound(
        part([
          { key: a, anchor: "task:c" },
          { key: b, anchor: "task:a" },
          { key: c, anchor: "task:b" },
        ]),
      ),
    ),
  ).toBe("tasks.circle")
  expect(
    codeOf(() =>
      mustNotGoRound(
        part([
          { key: a, waitsFor: [c] },
          { key: b, waitsFor: [a] },
          { key: c, waitsFor: [b] },
        ]),
      ),
    ),
  ).toBe("tasks.circle")
  // one hangs on the other, and the other waits for it: each has its day, and each can be done
  expect(
    codeOf(() =>
      mustNotGoRound(
        part([
          { key: a, waitsFor: [b] },
          { key: b, anchor: "task:a" },
        ]),
      ),
    ),
  ).toBe("allowed")
})

test("an alarm is counted from a clock time", () => {
  expect(codeOf(() => mustHaveClock(30, null))).toBe("tasks.alarmNeedsClock")
  expect([mustHaveClock(30, "09:00"), mustHaveClock(null, null)]).toEqual([undefined, undefined])
})

test("what is unclear has a plan, what waits is not done before the other, what asks for proofs has all three", () => {
  expect(codeOf(() => mustHavePlan("unclear", ""))).toBe("tasks.needsContingency")
  expect(codeOf(() => mustHavePlan("unclear", "改在室内"))).toBe("allowed")
  expect(codeOf(() => mustHavePlan("foreseeable", ""))).toBe("allowed")
  const task = (also: Partial<Task>) => ({ id: "a", title: "印制票", doneAt: null, waitsFor: [], needsProofs: false, proofs: [], ...also }) as unknown as Task
  const waiting = task({ waitsFor: [{ id: "b", title: "定稿", isDone: false }] })
  expect(codeOf(() => mustBeReady([waiting], undefined))).toBe("tasks.stillWaits")
  expect(codeOf(() => mustBeReady([waiting], "领导要求先印"))).toBe("allowed")
  expect(codeOf(() => mustBeReady([waiting, task({ id: "b" })], undefined))).toBe("allowed")
  expect(codeOf(() => mustBeReady([task({ needsProofs: true })], "急"))).toBe("tasks.lacksProofs")
})

test("a due day on a festival or a weekend is told, a make-up day counts as work", () => {
  expect(["2026-10-01", "2026-12-06", "2026-12-08", "2026-02-14"].map(restDay)).toEqual(["国庆节", "", null, null])
})
