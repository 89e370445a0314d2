import fc from "fast-check"
import { expect, test } from "vitest"
import { minutesOf } from "#kernel/dates.ts"
import usual from "./data/drafts.json" with { type: "json" }
import { type DraftKind, draftKindOf, draftOf } from "./drafts/rules.ts"
import { clockAfter, inOrder, minutesTo, urgencyOf } from "./rules.ts"

const clock = fc.integer({ min: 0, max: 1439 }).map((all) => clockAfter("00:00", all))

test("wherever a session is moved, however often, every line keeps its distance", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -700, max: 700 }), { minLength: 1 }), fc.array(clock, { minLength: 1 }), (distances, moves) => {
      for (const starts of moves) expect(distances.map((minutes) => minutesTo(starts, clockAfter(starts, minutes)))).toEqual(distances)
    }),
  )
})

test("midnight is no wall: twenty minutes before ten past twelve is ten to midnight", () => {
  expect(clockAfter("00:10", -20)).toBe("23:50")
  expect(minutesTo("00:10", "23:50")).toBe(-20)
  expect(minutesTo("23:50", "00:10")).toBe(20)
})

test("lines of one minute stay as they were written", () => {
  expect(inOrder([3, 1, 3, 2].map((minutes, n) => ({ minutes, n })))).toEqual([
    { minutes: 1, n: 1 },
    { minutes: 2, n: 3 },
    { minutes: 3, n: 0 },
    { minutes: 3, n: 2 },
  ])
})

const kinds = Object.keys(usual.kinds) as DraftKind[]
test.each(kinds)("the usual script of a session of the kind %s is whole, however short the session is", (kind) => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 600 }), (length) => {
      const lines = draftOf(kind, { chair: "陈洁", place: "一号厅", length })
      expect(lines.length).toBe(usual.kinds[kind].length)
      expect(lines).toEqual(inOrder(lines))
      expect(JSON.stringify(lines)).not.toMatch(/[{}]\w+}/)
      const cues = lines.map(({ cue }) => cue)
      const ends = usual.kinds[kind].filter((line) => "from" in line).map((line) => line.cue)
      expect(cues.filter((cue) => ends.includes(cue))).toEqual(ends)
      expect(lines.every(({ minutes }) => minutes >= -1440 && minutes <= 1440)).toBe(true)
    }),
  )
})

test.each([
  [{ key: "opening", kind: "plenary", title: "开幕大会" }, "opening"],
  [{ key: null, kind: "plenary", title: "第二次全体会议（选举）" }, "election"],
  [{ key: "election", kind: "plenary", title: "第二次全体会议" }, "election"],
  [{ key: "closing", kind: "plenary", title: "闭幕大会" }, "closing"],
  [{ key: "closing", kind: "plenary", title: "总结大会" }, "plenary"],
  [{ key: "meeting", kind: "plenary", title: "市政府常务会议" }, "office"],
  [{ key: "meeting", kind: "plenary", title: "全市安全生产动员会" }, "plenary"],
  [{ key: "groups", kind: "group", title: "分团讨论" }, "group"],
  [{ key: "registration", kind: "registration", title: "代表报到" }, "registration"],
  [{ key: null, kind: "plenary", title: "全体会议" }, "plenary"],
  [{ key: null, kind: "other", title: "参观" }, "other"],
] as const)("which usual script fits %j", (session, kind) => {
  expect(draftKindOf(session)).toBe(kind)
})

test.each([
  ["2026-12-01", 1, null],
  ["2026-12-03", 1, "warning"],
  ["2026-12-08", 2, "wrong"],
  ["2026-12-10", 2, "wrong"],
  ["2026-12-11", 2, null],
  ["2026-12-09", 0, null],
] as const)("on %s %i findings of the tenth are %s", (today, open, level) => {
  expect(urgencyOf({ day: "2026-12-10", open }, today)).toBe(level)
})

test("a clock is a clock", () => {
  fc.assert(fc.property(clock, (one) => minutesOf(one) >= 0 && minutesOf(one) < 1440))
})
