import { expect, test } from "vitest"
import type { Person, Seat } from "../contract.ts"
import { type Checked, check } from "./rules.ts"

type Told = Partial<Person> & { id: string; row: number; number: number; area?: "rostrum" | "hall"; sortKey?: string }

function checked(told: Told[], more: Partial<Checked> = {}): Record<string, number> {
  const people = told.map(({ row: _row, number: _number, area: _area, sortKey = "5", ...person }) => ({
    name: person.id,
    mark: null,
    groupId: "east",
    role: null,
    unit: null,
    post: null,
    sex: null,
    rank: null,
    excused: false,
    sortKey,
    ...person,
  }))
  const seats = told.flatMap(({ id, row, number, area = "hall" }): Seat[] => (row > 0 ? [{ attendeeId: id, area, row, number }] : []))
  const findings = check({
    hall: { name: "一号厅", rows: 4, sections: [2, 2].map((count, at) => ({ name: `${at}`, seats: count, entrance: "" })), aislesAfterRows: [2] },
    rostrum: { name: "主席台", rows: [3], even: "two-left" },
    order: { from: "left", names: "surname-first", excused: "leave-out" },
    groups: [
      { id: "east", name: "东港区", behind: false },
      { id: "west", name: "西塘区", behind: false },
      { id: "guests", name: "特邀", behind: true },
    ],
    people,
    seats,
    reserved: [],
    ...more,
  })
  return Object.fromEntries(findings.filter((finding) => finding.level !== "ok").map((finding) => [finding.rule, finding.count]))
}
const full = (row: number): Told[] => [1, 2, 3, 4].map((number) => ({ id: `${row}-${number}`, row, number }))

test("a hall in order breaks no rule, and nobody seated breaks none about seats", () => {
  expect(checked(full(1))).toEqual({})
  expect(checked([])).toEqual({})
})

test("who is due without a seat, and who is on leave with one, is named", () => {
  expect(checked([...full(1), { id: "left out", row: 0, number: 0 }])).toEqual({ everyone: 1 })
  expect(checked([...full(1).slice(0, 3), { id: "ill", row: 1, number: 4, excused: true }])).toEqual({ excused: 1 })
  const keep = { order: { from: "left", names: "surname-first", excused: "keep" } } as const
  expect(checked([...full(1).slice(0, 3), { id: "ill", row: 1, number: 4, excused: true }], keep)).toEqual({})
})

test("a member away from his delegation is found, one across the aisle is not", () => {
  const west = (row: number, number: number): Told => ({ id: `w${row}-${number}`, row, number, groupId: "west" })
  expect(checked([...full(1).slice(0, 3), west(1, 4)])).toEqual({})
  expect(
    checked([...full(1), ...full(2), west(3, 1), west(3, 2), west(3, 3), { id: "away", row: 4, number: 1 }, { id: "w", row: 3, number: 4, groupId: "west" }]),
  ).toMatchObject({ block: 1 })
})

test("a leader behind his delegation's first row is found; deputies only while an ordinary member sits in front", () => {
  expect(checked([...full(1), { id: "leader", row: 2, number: 1, role: "leader" }])).toMatchObject({ leaders: 1 })
  const front = [1, 2, 3, 4].map((number): Told => ({ id: `l${number}`, row: 1, number, role: number === 1 ? "leader" : "deputy" }))
  expect(checked([...front, { id: "deputy", row: 2, number: 1, role: "deputy" }]).leaders).toBeUndefined()
})

test("members out of stroke order are found column by column", () => {
  expect(
    checked([
      { id: "b", row: 1, number: 1, sortKey: "2" },
      { id: "a", row: 1, number: 2, sortKey: "1" },
    ]),
  ).toEqual({ strokes: 1 })
})

test("a guest in front of a delegate and an empty seat in front of somebody are found", () => {
  expect(checked([{ id: "guest", row: 1, number: 1, groupId: "guests" }, ...full(2)])).toMatchObject({ behind: 1, front: 3 })
  expect(checked(full(1).slice(0, 2))).toEqual({})
})

test("ranks out of their order on the rostrum are found", () => {
  const at = (id: string, number: number, rank: number): Told => ({ id, area: "rostrum", row: 1, number, rank })
  expect(checked([at("c", 1, 3), at("a", 2, 1), at("b", 3, 2)])).toEqual({})
  expect(checked([at("b", 1, 2), at("a", 2, 1), at("c", 3, 3)])).toEqual({ rostrum: 2 })
})

test("the head and the deputy of one unit side by side are found, not across an aisle and not of two units", () => {
  const pair = (first: number, unit = "市教育局"): Told[] => [
    { id: "head", row: 1, number: first, unit: "市教育局", post: "局长" },
    { id: "deputy", row: 1, number: first + 1, unit, post: "副局长" },
  ]
  expect(checked(pair(1))).toEqual({ colleagues: 1 })
  expect(checked(pair(2))).toEqual({})
  expect(checked(pair(1, "市卫健委"))).toEqual({})
})
