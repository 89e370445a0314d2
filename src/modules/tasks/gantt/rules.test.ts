import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays, daysBetween } from "#kernel/dates.ts"
import type { Task } from "../contract.ts"
import type { TaskAnchor } from "../template/contract.ts"
import { leftWaiting, linesOf, linksOf, rowHeight, scaleOf, seenLines, stageHeight, takenAlong } from "./rules.ts"

const stage = (name: string) => ({ name, total: 1, done: 0, late: 0 })

function task(id: string, change: Partial<Task> = {}): Task {
  const said = {
    stage: "组织筹备",
    title: id,
    team: "会务组",
    role: "",
    owner: "",
    ownerAccount: null,
    alarmMinutes: null,
    standard: "",
    certainty: null,
    contingency: "",
    notes: "",
  }
  const dates = { anchor: "opening" as const, offset: 0, unit: "day" as const, clock: null, startsOn: "2026-12-01", dueOn: "2026-12-03" }
  const state = { legal: false, basis: null, document: null, waitsFor: [], files: [], needsProofs: false, proofs: [], doneAt: null, doneBy: null }
  return { meetingId: "m", id, key: null, ...said, ...dates, ...state, doneRegardless: null, lateDays: 0, version: 1, ...change }
}
const after = (id: string, other: string, offset: number, change: Partial<Task> = {}) =>
  task(id, { anchor: `task:${other}` as TaskAnchor, offset, startsOn: addDays("2026-12-03", offset), dueOn: addDays("2026-12-03", offset), ...change })

test("what counts from a task goes along with it, and what counts from that; nothing else moves", () => {
  const all = [task("a"), after("b", "a", 2), after("c", "b", 3, { dueOn: "2026-12-08", startsOn: "2026-12-06" }), task("d"), after("e", "d", 1)]
  expect(takenAlong(all, "a", 2).map(({ id, startsOn, dueOn }) => [id, startsOn, dueOn])).toEqual([
    ["b", "2026-12-07", "2026-12-07"],
    ["c", "2026-12-08", "2026-12-10"],
  ])
  expect(takenAlong(all, "c", 2)).toEqual([])
  expect(takenAlong(all, "a", 0)).toEqual([])
})

test("what is done stays where it is; what counts in working days passes the days off", () => {
  const done = after("b", "a", 2, { doneAt: "2026-11-20T00:00:00Z" })
  const workday = after("c", "a", 1, { unit: "workday", startsOn: "2026-12-04", dueOn: "2026-12-04" })
  // one day later is Friday the 4th: its next working day is Monday
  expect(takenAlong([task("a"), done, workday], "a", 1).map(({ id, dueOn }) => [id, dueOn])).toEqual([["c", "2026-12-07"]])
})

test("moved away and back, everything stands where it stood", () => {
  const offsets = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: -10, max: 10 })), { maxLength: 20 })
  fc.assert(
    fc.property(offsets, fc.integer({ min: -30, max: 30 }), (chain, days) => {
      const all = [task("t0")]
      for (const [index, [of, offset]] of chain.entries()) {
        const other = all[of % all.length] ?? all[0]
        const dueOn = addDays(other?.dueOn ?? "", offset)
        all.push(task(`t${index + 1}`, { anchor: `task:${other?.id}` as TaskAnchor, offset, dueOn, startsOn: dueOn }))
      }
      const along = new Map(takenAlong(all, "t0", days).map((one) => [one.id, one]))
      const there = all.map((one) =>
        one.id === "t0" ? { ...one, startsOn: addDays(one.startsOn, days), dueOn: addDays(one.dueOn, days) } : (along.get(one.id) ?? one),
      )
      const back = new Map(takenAlong(there, "t0", -days).map((one) => [one.id, one.dueOn]))
      for (const one of all) if (one.id !== "t0") expect(back.get(one.id) ?? there.find(({ id }) => id === one.id)?.dueOn).toBe(one.dueOn)
    }),
  )
})

test("whole weeks are drawn, from the first task's Monday, with the meeting and today between them", () => {
  const scale = scaleOf([task("a")], { startsOn: "2026-12-08", endsOn: "2026-12-11" }, { today: "2026-11-21", zoom: "week" })
  expect([scale.first, scale.days % 7, scale.at(scale.first)]).toEqual(["2026-11-16", 0, 0])
  expect(daysBetween(scale.first, "2026-12-11")).toBeLessThan(scale.days)
})

test("each stage stands above its tasks; an empty one is left out; only what is seen is drawn", () => {
  const rows = [task("a"), task("b", { stage: "文件起草" }), task("c", { stage: "文件起草" })]
  const { lines, height } = linesOf(rows, [stage("组织筹备"), stage("无"), stage("文件起草")])
  expect(lines.map((line) => line.stage?.name ?? line.task?.id)).toEqual(["组织筹备", "a", "文件起草", "b", "c"])
  expect(height).toBe(2 * stageHeight + 3 * rowHeight)
  expect(seenLines(lines, { from: 0, to: 40 }).map((line) => line.stage?.name ?? line.task?.id)).toEqual(["组织筹备", "a"])
  expect(seenLines(lines, { from: 100, to: 1000 }).map((line) => line.stage?.name ?? line.task?.id)).toEqual(["b", "c"])
  expect(seenLines(lines, { from: 9000, to: 9900 })).toEqual([])
})

test("arrows lead from what is waited for to what waits; a task moved past what waits for it is said", () => {
  const all = [task("a"), after("b", "a", 2), task("c", { waitsFor: [{ id: "b", title: "b", isDone: false }] })]
  expect(linksOf(all, "b")).toEqual([
    { from: "a", to: "b" },
    { from: "b", to: "c" },
  ])
  expect(leftWaiting(all, { id: "b" }, "2026-12-05").map(({ id }) => id)).toEqual(["c"])
  expect(leftWaiting(all, { id: "b" }, "2026-12-02")).toEqual([])
})
