import { createHash } from "node:crypto"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { newSecret } from "#kernel/ids.ts"
import type { GatePerson } from "./contract.ts"
import { clockAheadMs, codeOf, correctedAt, findPeople, judge, sha256 } from "./rules.ts"

const person = (name: string, more: Partial<GatePerson> = {}): GatePerson => ({
  id: crypto.randomUUID(),
  name,
  delegation: "临江县代表团",
  category: "正式代表",
  seat: "",
  entrance: "",
  pinyin: "",
  initials: "",
  excused: false,
  bodies: [],
  codes: [],
  ...more,
})

test("the hash a gate makes by hand is SHA-256", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => sha256(text) === createHash("sha256").update(text).digest("hex")))
})

test("a code is read the same however a scanner wraps it", () => {
  const code = newSecret()
  for (const read of [code, `HX1:${code}`, `hx1:${code.toLowerCase()}`, `]Q3HX1:${code}`, ` HX1:${code}\r\n`, `\u0002HX1:${code}\u0003`, `\\000026HX1:${code}`])
    expect(codeOf(read)).toBe(code)
})

describe("what a gate answers", () => {
  const known = { person: person("张三"), revoked: false, kind: "entry" as const, signsIn: true, entered: undefined }
  const before = { at: "2026-12-08T00:41:00.000Z", gate: "二号门" }
  test.each([
    ["admits who is on the list", known, "admitted"],
    ["tells who was in before", { ...known, entered: before }, "already"],
    ["stops who is not on the list", { ...known, person: undefined }, "notOnList"],
    ["stops a lost card, even of someone who is in", { ...known, revoked: true, entered: before }, "revokedCard"],
    ["stops at a session without attendance", { ...known, signsIn: false }, "wrongSession"],
    ["stops who has leave", { ...known, person: person("张三", { excused: true }) }, "excused"],
    ["lets a person with leave in by hand", { ...known, kind: "manual" as const, person: person("张三", { excused: true }) }, "admitted"],
    ["knows a person with leave who came after all", { ...known, person: person("张三", { excused: true }), entered: before }, "already"],
  ] as const)("%s", (_, given, verdict) => expect(judge(given)).toBe(verdict))
})

test("a clock wrong by two hours is corrected, the network's delay is not, and no scan lies in the future", () => {
  const now = "2026-12-08T01:00:00.000Z"
  expect(clockAheadMs("2026-12-08T00:59:58.000Z", now)).toBe(0)
  const ahead = clockAheadMs("2026-12-08T03:00:00.000Z", now)
  expect(ahead).toBe(7_200_000)
  expect(correctedAt("2026-12-08T02:41:00.000Z", ahead, now)).toBe("2026-12-08T00:41:00.000Z")
  expect(correctedAt("2026-12-08T01:00:03.000Z", 0, now)).toBe(now)
})

test("people are found by a character, two letters of pinyin or initials; one letter finds nobody", () => {
  const people = [
    person("王敏", { pinyin: "wangmin", initials: "wm" }),
    person("黄王山", { pinyin: "huangwangshan", initials: "hws" }),
    person("李伟明", { pinyin: "liweiming", initials: "lwm" }),
  ]
  const names = (find: string) => findPeople(people, find).map(({ name }) => name)
  expect(names("王")).toEqual(["王敏", "黄王山"])
  expect(names("wm")).toEqual(["王敏"])
  expect(names("hu")).toEqual(["黄王山"])
  expect(names("LiWei")).toEqual(["李伟明"])
  expect(names("w")).toEqual([])
})
