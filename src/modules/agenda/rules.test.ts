import fc from "fast-check"
import { expect, test } from "vitest"
import { Refusal } from "#kernel/contract.ts"
import { addDays, minutesOf } from "#kernel/dates.ts"
import type { Anchor, Dates } from "#modules/meetings/contract.ts"
import type { AgendaPart } from "./contract.ts"
import { clashesOf, dayUnder, firstSession, hung, later, movedSessions, mustEndLater, mustKnowWhoIsDue } from "./rules.ts"

const dates: Dates = { arrivesOn: "2026-12-07", startsOn: "2026-12-08", endsOn: "2026-12-11", departsOn: "2026-12-11", opensAt: "09:00" }

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return "allowed"
}

const anchor = fc.constantFrom<Anchor | null>("arrival", "opening", "closing", "departure", null)
const aSession = fc.record({ id: fc.uuid(), anchor, offset: fc.integer({ min: -20, max: 20 }) }).map(({ id, anchor: on, offset }) => ({
  id,
  title: "会",
  anchor: on,
  offset,
  day: dayUnder(dates, { anchor: on, offset, day: "2026-12-01" }),
  starts: "14:30",
  ends: "17:00",
  atOpening: false,
}))

test("moving the opening moves exactly the sessions that hang on it", () => {
  fc.assert(
    fc.property(fc.array(aSession), fc.integer({ min: -60, max: 60 }), (sessions, by) => {
      const moved = new Map(movedSessions(sessions, { ...dates, startsOn: addDays(dates.startsOn, by) }).map((session) => [session.id, session.day]))
      for (const session of sessions) expect(moved.get(session.id)).toBe(session.anchor === "opening" && by !== 0 ? addDays(session.day, by) : undefined)
    }),
  )
})

test("a later opening takes the opening session along, with its length, and nothing else", () => {
  const opening = { id: "1", title: "开幕大会", anchor: "opening" as const, offset: 0, day: "2026-12-08", starts: "09:00", ends: "11:30", atOpening: true }
  const moved = movedSessions([opening, { ...opening, id: "2", atOpening: false }], { ...dates, opensAt: "09:40" })
  expect(moved.map(({ id, starts, ends }) => [id, starts, ends])).toEqual([["1", "09:40", "12:10"]])
})

test("a clock stays within its day", () => {
  expect([later("09:00", 90), later("23:30", 60), later("00:10", -30)]).toEqual(["10:30", "23:59", "00:00"])
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: -2000, max: 2000 }),
      (at, by) => minutesOf(later(later("00:00", at), by)) === Math.min(1439, Math.max(0, at + by)),
    ),
  )
})

test("two sessions clash when they share a body or a hall at one time", () => {
  const one = { id: "1", title: "开幕大会", day: "2026-12-08", starts: "09:00", ends: "11:30", bodyId: "a", place: "一号厅" }
  const at = (change: Partial<typeof one> & { bodyId?: string | null }) =>
    clashesOf(one, [one, { ...one, id: "2", title: "另一场", bodyId: null, place: "二号厅", ...change }])
  expect(at({ bodyId: "a", starts: "11:00", ends: "12:00" })).toEqual(["另一场"])
  expect(at({ place: "一号厅", starts: "08:00", ends: "09:01" })).toEqual(["另一场"])
  expect(at({ bodyId: "a", starts: "11:30", ends: "12:00" })).toEqual([])
  expect(at({ bodyId: "a", day: "2026-12-09" })).toEqual([])
  expect(at({})).toEqual([])
  expect(at({ place: "" })).toEqual([])
})

test("a session put on another day keeps its anchor at the new distance", () => {
  expect(hung("2026-12-10", { anchor: "closing", dates, fixed: false })).toEqual({ anchor: "closing", offset: -1, day: "2026-12-10" })
  expect(hung("2026-11-26", { anchor: null, dates, fixed: false })).toEqual({ anchor: "opening", offset: -12, day: "2026-11-26" })
  expect(hung("2026-11-26", { anchor: "opening", dates, fixed: true })).toEqual({ anchor: null, offset: 0, day: "2026-11-26" })
})

test("a session ends after it starts, and sign-in needs to know who is due", () => {
  expect(codeOf(() => mustEndLater({ starts: "09:00", ends: "09:00" }))).toBe("agenda.endsBeforeStart")
  expect(codeOf(() => mustEndLater({ starts: "19:30", ends: "00:30" }))).toBe("agenda.pastMidnight")
  expect(codeOf(() => mustKnowWhoIsDue({ signIn: true, bodyId: null }))).toBe("agenda.bodyNeeded")
  expect(codeOf(() => mustKnowWhoIsDue({ signIn: false, bodyId: null }))).toBe("allowed")
})

test("an opening later than the template foresaw still ends after it starts", () => {
  const given: AgendaPart["sessions"][number] = {
    key: "opening",
    anchor: "opening",
    offset: 0,
    clock: "opening",
    until: "11:30",
    kind: "plenary",
    title: "开幕大会",
    place: "一号厅",
    chair: "",
    body: "assembly",
    categories: ["observer"],
    signIn: true,
    legal: true,
    basis: "《中国共产党章程》",
  }
  const made = firstSession(given, { dates: { ...dates, opensAt: "15:00" }, bodyId: "a" })
  expect([made.day, made.starts, made.ends]).toEqual(["2026-12-08", "15:00", "17:00"])
  expect(made).toMatchObject({ legal: true, basis: "《中国共产党章程》", categories: ["observer"] })
  expect(firstSession({ ...given, legal: false, basis: undefined }, { dates, bodyId: null }).basis).toBeNull()
})
