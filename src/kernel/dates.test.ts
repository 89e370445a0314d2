import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays, clockOf, dayOf, daysBetween, instantAt, longDay, mondayOf, plainClock, shortDay, shortWeekday, weekdayOf } from "./dates.ts"

const aDay = fc.integer({ min: -20_000, max: 40_000 }).map((n) => addDays("2000-01-01", n))

test("a day is written as an office writes it, in both languages", () => {
  expect(longDay("2026-11-21", "zh-CN")).toBe("2026年11月21日（星期六）")
  expect(longDay("2026-11-21", "en")).toBe("Saturday, 21 November 2026")
  expect(shortDay("2026-12-08", "zh-CN")).toBe("12月8日")
  expect(shortDay("2026-12-08", "en")).toBe("8 Dec")
  expect(shortWeekday("2026-11-26", "zh-CN")).toBe("周四")
  expect(plainClock("09:05")).toBe("9:05")
})

test("days are added across months, years and leap days", () => {
  expect(addDays("2026-12-08", -12)).toBe("2026-11-26")
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29")
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01")
})

test("adding the days between two days leads from one to the other", () => {
  fc.assert(fc.property(aDay, aDay, (from, to) => addDays(from, daysBetween(from, to)) === to))
})

test("the Monday of a week is a Monday at most six days back", () => {
  fc.assert(fc.property(aDay, (day) => weekdayOf(mondayOf(day)) === 1 && daysBetween(mondayOf(day), day) >= 0 && daysBetween(mondayOf(day), day) <= 6))
})

test("nine in Shanghai is one in the morning in UTC", () => {
  expect(instantAt("2026-12-08", "09:00", "Asia/Shanghai")).toBe("2026-12-08T01:00:00.000Z")
  expect(dayOf("2026-12-07T17:30:00.000Z", "Asia/Shanghai")).toBe("2026-12-08")
  expect(clockOf("2026-12-07T17:30:00.000Z", "Asia/Shanghai")).toBe("01:30")
})

test("a clock time is found again from its instant in every zone, apart from an hour that summer time skips", () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`)
  const modern = fc.integer({ min: 0, max: 9000 }).map((n) => addDays("2020-01-01", n))
  fc.assert(
    fc.property(modern, clock, fc.constantFrom("Asia/Shanghai", "Asia/Urumqi", "Asia/Kathmandu", "UTC"), (day, time, zone) => {
      const instant = instantAt(day, time, zone)
      return dayOf(instant, zone) === day && clockOf(instant, zone) === time
    }),
  )
  expect(instantAt("2026-03-29", "02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z")
  expect(instantAt("2026-10-25", "02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z")
})
