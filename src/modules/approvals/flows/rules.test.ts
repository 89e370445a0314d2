import { expect, test } from "vitest"
import { dueAt } from "./rules.ts"

const at = (text: string) => new Date(`${text}+08:00`).toISOString()

test.each([
  ["two working days end at five in the afternoon", "2026-11-18T10:00", { amount: 2, unit: "days" }, "2026-11-20T17:00"],
  ["a weekend does not count", "2026-11-20T10:00", { amount: 1, unit: "days" }, "2026-11-23T17:00"],
  ["the holiday of October does not count, the Saturday worked for it does", "2026-09-30T10:00", { amount: 2, unit: "days" }, "2026-10-09T17:00"],
  ["hours run on the next working morning", "2026-11-20T16:00", { amount: 4, unit: "hours" }, "2026-11-23T12:00"],
  ["what comes on a Sunday begins on Monday at nine", "2026-11-22T20:00", { amount: 2, unit: "hours" }, "2026-11-23T11:00"],
  ["what comes at night begins in the morning", "2026-11-18T22:00", { amount: 8, unit: "hours" }, "2026-11-19T17:00"],
] as const)("%s", (_, now, within, due) => {
  expect(dueAt(at(now), within)).toBe(at(due))
})

test("a step without a deadline is never late", () => {
  expect(dueAt(at("2026-11-18T10:00"), null)).toBeNull()
})
