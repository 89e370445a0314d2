import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays } from "#kernel/dates.ts"
import { afterReply, lateness, lightOf, mustBeAnswered, mustBeUnfinished } from "./rules.ts"

const light = (state: "open" | "answered" | "accepted" | "returned", deadline: string) => lightOf({ state, ...lateness(deadline, state, "2026-12-10") })

test.each([
  ["open", "2026-12-20", "open"],
  ["open", "2026-12-13", "soon"],
  ["open", "2026-12-10", "soon"],
  ["open", "2026-12-09", "late"],
  ["returned", "2026-12-09", "late"],
  ["answered", "2026-12-01", "answered"],
  ["accepted", "2026-12-01", "accepted"],
] as const)("%s with the deadline %s shows %s", (state, deadline, shown) => {
  expect(light(state, deadline)).toBe(shown)
})

test("late days count from the day after the deadline and never below zero", () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), (days) => {
      const { lateDays, daysLeft } = lateness(addDays("2026-12-10", days), "open", "2026-12-10")
      return daysLeft === days && lateDays === Math.max(0, -days)
    }),
  )
})

test("a report of progress leaves it open, and takes back what was reported as done", () => {
  expect([afterReply(true, "open"), afterReply(false, "open"), afterReply(false, "returned"), afterReply(false, "answered")]).toEqual([
    "answered",
    "open",
    "returned",
    "open",
  ])
})

test("what is accepted takes no more words, and only what was answered is accepted", () => {
  expect(() => mustBeUnfinished({ state: "accepted", number: 1 })).toThrow("decisions.alreadyAccepted")
  expect(() => mustBeAnswered({ state: "open", number: 1 })).toThrow("decisions.notAnswered")
  expect(() => mustBeAnswered({ state: "answered", number: 1 })).not.toThrow()
})
