import fc from "fast-check"
import { expect, test } from "vitest"
import { Refusal } from "#kernel/contract.ts"
import { addDays } from "#kernel/dates.ts"
import { anchorDay, dayFrom } from "./contract.ts"
import { mostDays, mustBeInOrder, mustBeZone, mustLastLongEnough, mustNotBeSecret, proposedDates, wrongIn } from "./rules.ts"
import { templateBy } from "./templates/rules.ts"

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return "allowed"
}

test.each(["confidential", "secret", "topSecret"] as const)("a meeting marked %s stays off line", (asked) => {
  expect(codeOf(() => mustNotBeSecret(asked))).toBe("meetings.secretsStayOffline")
})

test("公开、内部、工作秘密 may be kept here", () => {
  expect((["open", "internal", "workSecret"] as const).map(mustNotBeSecret)).toEqual(["open", "internal", "workSecret"])
})

test("dates stand in the order arrival, opening, closing, departure", () => {
  const dates = proposedDates("2026-12-08", templateBy("congress").defaults)
  expect(dates).toEqual({ arrivesOn: "2026-12-07", startsOn: "2026-12-08", endsOn: "2026-12-11", departsOn: "2026-12-11", opensAt: "09:00" })
  expect(codeOf(() => mustBeInOrder(dates))).toBe("allowed")
  expect(codeOf(() => mustBeInOrder({ ...dates, endsOn: "2026-12-07" }))).toBe("meetings.datesOutOfOrder")
  expect(codeOf(() => mustBeInOrder({ ...dates, arrivesOn: "2026-12-09" }))).toBe("meetings.datesOutOfOrder")
  expect(codeOf(() => mustBeInOrder({ ...dates, departsOn: "2026-12-10" }))).toBe("meetings.datesOutOfOrder")
  expect(codeOf(() => mustBeInOrder({ ...dates, endsOn: "2036-12-11", departsOn: "2036-12-11" }))).toBe("meetings.tooLong")
  expect(wrongIn({ ...dates, departsOn: addDays(dates.arrivesOn, mostDays - 1) })).toBeNull()
  expect(wrongIn({ ...dates, departsOn: addDays(dates.arrivesOn, mostDays) })).toEqual({ code: "meetings.tooLong", days: mostDays + 1 })
})

test("a congress does not fit into one day", () => {
  const congress = templateBy("congress")
  const oneDay = proposedDates("2026-12-08", { ...congress.defaults, days: 1 })
  expect(codeOf(() => mustLastLongEnough(oneDay, congress, "zh-CN"))).toBe("meetings.tooShort")
})

test("an unknown time zone is refused", () => {
  expect(mustBeZone("Asia/Urumqi")).toBe("Asia/Urumqi")
  expect(codeOf(() => mustBeZone("Asia/Nowhere"))).toBe("meetings.unknownZone")
})

test("whatever hangs on an anchor keeps its distance when the dates move", () => {
  const anchor = fc.constantFrom("arrival", "opening", "closing", "departure")
  fc.assert(
    fc.property(anchor, fc.integer({ min: -200, max: 200 }), fc.integer({ min: -400, max: 400 }), (key, offset, by) => {
      const before = proposedDates("2026-12-08", templateBy("congress").defaults)
      const after = proposedDates(addDays("2026-12-08", by), templateBy("congress").defaults)
      return dayFrom(after, key, offset) === addDays(dayFrom(before, key, offset), by) && dayFrom(before, key, 0) === anchorDay(before, key)
    }),
  )
})
