import fc from "fast-check"
import { expect, test } from "vitest"
import { Refusal } from "#kernel/contract.ts"
import { addDays, daysBetween } from "#kernel/dates.ts"
import type { TaskAnchor } from "../template/contract.ts"
import { addWorkdays, at, distance, movedTasks, mustHang, mustNotWaitForItself, type Placed, spotsOf, workdaysBetween } from "./rules.ts"

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return "allowed"
}
const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays("2025-03-01", n))

test("working days go round 国庆 2025 and count its make-up days: Sunday 28 September and Saturday 11 October", () => {
  expect(addWorkdays("2025-09-26", 1)).toBe("2025-09-28")
  expect(addWorkdays("2025-09-30", 1)).toBe("2025-10-09")
  expect(addWorkdays("2025-10-09", -1)).toBe("2025-09-30")
  expect(addWorkdays("2025-10-10", 1)).toBe("2025-10-11")
  expect(addWorkdays("2025-10-10", 2)).toBe("2025-10-13")
  expect(workdaysBetween("2025-09-26", "2025-10-13")).toBe(7)
})

test("working days go round 春节 2026 and count its make-up days: Saturdays 14 and 28 February", () => {
  expect(addWorkdays("2026-02-13", 1)).toBe("2026-02-14")
  expect(addWorkdays("2026-02-14", 1)).toBe("2026-02-24")
  expect(addWorkdays("2026-02-24", -2)).toBe("2026-02-13")
  expect(addWorkdays("2026-02-27", 1)).toBe("2026-02-28")
  expect(workdaysBetween("2026-02-14", "2026-02-15")).toBeNull()
})

test("a year that is not announced yet goes by its weekends", () => {
  expect(addWorkdays("2031-04-11", 1)).toBe("2031-04-14")
})

test("working days there and back meet again, and a day set by hand is found at its distance", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -120, max: 120 }), (from, n) => {
      const to = addWorkdays(from, n)
      if (n !== 0) expect(workdaysBetween(from, to)).toBe(n)
      const back = distance({ day: from, clock: null }, { dueOn: to, clock: null, unit: "workday" })
      expect(at({ day: from, clock: null }, { ...back, clock: null }).day).toBe(to)
    }),
  )
})

test("minutes before nine o'clock may fall on the day before", () => {
  const opening = { day: "2026-12-08", clock: "09:00" }
  expect(at(opening, { offset: -45, unit: "minute", clock: null })).toEqual({ day: "2026-12-08", clock: "08:15" })
  expect(at(opening, { offset: -600, unit: "minute", clock: null })).toEqual({ day: "2026-12-07", clock: "23:00" })
  expect(distance(opening, { dueOn: "2026-12-07", clock: "23:00", unit: "minute" })).toEqual({ offset: -600, unit: "minute" })
})

const own: TaskAnchor[] = ["arrival", "opening", "closing", "departure", "session:election"]
type Given = { offset: number; unit: "day" | "workday" | "minute"; length: number; hangs: number; isDone: boolean }
const aTask = fc.record<Given>({
  offset: fc.integer({ min: -60, max: 60 }),
  unit: fc.constantFrom("day", "workday", "minute"),
  length: fc.integer({ min: 0, max: 20 }),
  hangs: fc.integer({ min: 0, max: 12 }),
  isDone: fc.boolean(),
})
/** Chains of tasks: each hangs on a day of the meeting, on nothing, or on one before it. */
const listOf = (given: Given[]): (Placed & { isDone: boolean })[] =>
  given.map(({ offset, unit, length, hangs, isDone }, index) => {
    const anchor = own[hangs] ?? (hangs === 5 || index === 0 ? null : (`task:${hangs % index}` as const))
    const clock = unit === "minute" ? "08:00" : null
    return { id: String(index), anchor, offset, unit, clock, dueOn: "2026-05-20", startsOn: addDays("2026-05-20", -length), isDone }
  })
const dates = fc.tuple(day, fc.integer({ min: 0, max: 5 })).map(([from, length]) => ({
  dates: { arrivesOn: addDays(from, -1), startsOn: from, endsOn: addDays(from, length), departsOn: addDays(from, length), opensAt: "09:00" },
  election: { key: "session:election", day: addDays(from, 1), clock: "14:30" },
}))

test("by no sequence of moves is a task lost or doubled, and what is done stays where it was done", () => {
  fc.assert(
    fc.property(fc.array(aTask, { maxLength: 30 }), fc.array(fc.record({ to: dates, isStruck: fc.boolean() }), { maxLength: 6 }), (given, moves) => {
      let all = listOf(given)
      const first = all
      for (const { to, isStruck } of moves) {
        const moved = movedTasks(
          all.filter((task) => !task.isDone),
          spotsOf(to.dates, isStruck ? [] : [to.election]),
          all.filter((task) => task.isDone),
        )
        expect(new Set(moved.map(({ id }) => id)).size).toBe(moved.length)
        const byId = new Map(moved.map((task) => [task.id, task]))
        all = all.map((task) => byId.get(task.id) ?? task)
      }
      expect(all.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
      for (const [index, task] of all.entries()) {
        const before = first[index] ?? task
        if (task.isDone || before.anchor === null) expect(task).toEqual(before)
        expect(daysBetween(task.startsOn, task.dueOn)).toBe(daysBetween(before.startsOn, before.dueOn))
      }
    }),
  )
})

test("after a move everything stands at its distance: asked again, nothing moves any more", () => {
  fc.assert(
    fc.property(fc.array(aTask, { maxLength: 30 }), dates, (given, to) => {
      const all = listOf(given)
      const still = all.filter((task) => task.isDone)
      const spots = spotsOf(to.dates, [to.election])
      const open = all.filter((task) => !task.isDone)
      const moved = new Map(movedTasks(open, spots, still).map((task) => [task.id, task]))
      const after = open.map((task) => moved.get(task.id) ?? task)
      expect(movedTasks(after, spots, still)).toEqual([])
      const momentOf = new Map([...after, ...still].map((task) => [`task:${task.id}`, { day: task.dueOn, clock: task.clock }]))
      for (const task of after) {
        const from = task.anchor === null ? undefined : (momentOf.get(task.anchor) ?? spots[task.anchor])
        if (from) expect({ day: task.dueOn, clock: task.clock }).toEqual(at(from, task))
      }
    }),
  )
})

const placed = (id: string, anchor: TaskAnchor | null, clock: string | null = null): Placed => ({
  id,
  anchor,
  offset: 1,
  unit: "day",
  clock,
  startsOn: "2026-12-01",
  dueOn: "2026-12-01",
})
const meeting = { arrivesOn: "2026-12-07", startsOn: "2026-12-08", endsOn: "2026-12-11", departsOn: "2026-12-11", opensAt: "09:00" }

test("a task does not hang on itself, by whatever way; on what is there, in minutes only where there is a clock", () => {
  const all = [placed("a", "task:b"), placed("b", "task:c"), placed("c", "opening"), placed("d", null, "10:00")]
  const spots = spotsOf(meeting, [])
  const hang = (id: string, anchor: TaskAnchor, unit: Placed["unit"] = "day") => codeOf(() => mustHang({ id, title: "会标" }, { anchor, unit }, { spots, all }))
  expect(hang("c", "task:a")).toBe("tasks.circle")
  expect(hang("a", "task:a")).toBe("tasks.circle")
  expect(hang("c", "task:d")).toBe("allowed")
  expect(hang("a", "task:x")).toBe("tasks.noSuchAnchor")
  expect(hang("a", "session:x")).toBe("tasks.noSuchAnchor")
  expect(hang("a", "closing", "minute")).toBe("tasks.noClock")
  expect(hang("a", "opening", "minute")).toBe("allowed")
  expect(hang("a", "task:d", "minute")).toBe("allowed")
})

test("a circle that got into the data hangs on the opening where it stands, and none is lost", () => {
  const moved = movedTasks([placed("a", "task:b"), placed("b", "task:a")], spotsOf(meeting, []))
  expect(moved.map(({ id }) => id).sort()).toEqual(["a", "b"])
})

test("nothing waits for itself", () => {
  const waits = [
    { id: "a", waitsFor: "b" },
    { id: "b", waitsFor: "c" },
  ]
  expect(codeOf(() => mustNotWaitForItself({ id: "c", title: "会标" }, ["a"], waits))).toBe("tasks.circle")
  expect(codeOf(() => mustNotWaitForItself({ id: "c", title: "会标" }, ["d"], waits))).toBe("allowed")
})
