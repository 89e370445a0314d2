import { expect, test } from "vitest"
import type { SeatMap } from "../contract.ts"
import { layoutOf, spotBeside, spotUnder } from "./hall-layout.ts"
import { keyOf } from "./hall-places.ts"
import { inOrder, marksOf } from "./marks.ts"

const person = (id: string, groupId: string) => ({
  id,
  name: id,
  mark: null,
  groupId,
  role: null,
  unit: null,
  post: null,
  sex: null,
  rank: null,
  excused: false,
})
const map: SeatMap = {
  plan: {
    hall: {
      name: "一号厅",
      rows: 3,
      sections: [
        { name: "左区", seats: 2, entrance: "西门" },
        { name: "右区", seats: 2, entrance: "" },
      ],
      aislesAfterRows: [2],
    },
    rostrum: { name: "主席台", rows: [4, 4], even: "two-left" },
    order: { from: "left", names: "surname-first", excused: "leave-out" },
    edition: 0,
    publishedAt: null,
    publishedBy: null,
    changedAt: "2026-11-21T00:00:00.000Z",
  },
  groups: [
    { id: "east", name: "东港区代表团", behind: false },
    { id: "west", name: "西塘区代表团", behind: false },
  ],
  people: [person("a", "east"), person("b", "east"), person("c", "west"), person("d", "west")],
  seats: [
    { area: "rostrum", row: 1, number: 1, attendeeId: "d" },
    { area: "hall", row: 1, number: 1, attendeeId: "a" },
    { area: "hall", row: 2, number: 1, attendeeId: "b" },
    { area: "hall", row: 1, number: 3, attendeeId: "c" },
  ],
  locks: [{ area: "hall", row: 3, number: 4 }],
  findings: [
    { rule: "everyone", level: "ok", count: 0, spots: [] },
    { rule: "block", level: "warning", count: 1, spots: [{ places: [{ area: "hall", row: 1, number: 3 }], names: ["c"] }] },
    { rule: "front", level: "wrong", count: 1, spots: [{ places: [{ area: "hall", row: 1, number: 2 }], names: [] }] },
  ],
  differences: 0,
  undo: null,
  redo: null,
}
const layout = layoutOf(map)
const at = (row: number, number: number) => layout.byKey.get(`hall/${row}/${number}`)!

test("every seat of the hall and every occupied chair of the rostrum has its place, the rostrum before the hall", () => {
  expect(layout.spots).toHaveLength(12 + 1)
  expect(Math.max(...layout.spots.filter((spot) => spot.area === "rostrum").map((spot) => spot.y))).toBeLessThan(at(1, 1).y)
  expect(layout.byPerson.get("d")).toMatchObject({ area: "rostrum", number: 1 })
  expect(at(3, 4).locked).toBe(true)
})

test("aisles part sections and rows", () => {
  expect(at(1, 3).x - at(1, 2).x).toBeGreaterThan(at(1, 2).x - at(1, 1).x)
  expect(at(3, 1).y - at(2, 1).y).toBeGreaterThan(at(2, 1).y - at(1, 1).y)
})

test("the pointer finds the seat under it and nothing in an aisle", () => {
  const seat = at(2, 1)
  expect(spotUnder(layout, seat.x + 3, seat.y + 3)).toBe(seat)
  expect(spotUnder(layout, at(1, 2).x + at(1, 2).w + 10, seat.y + 3)).toBeUndefined()
})

test("arrow keys go to the next seat, over aisles too, and stop at the wall", () => {
  expect(keyOf(spotBeside(layout, at(1, 2), [1, 0])!)).toBe("hall/1/3")
  expect(keyOf(spotBeside(layout, at(2, 4), [0, 1])!)).toBe("hall/3/4")
  expect(spotBeside(layout, at(3, 1), [0, 1])).toBeUndefined()
})

test("each delegation is named once over its seats, neighbours in different tints", () => {
  expect(layout.blocks.map(({ name, count }) => [name, count])).toEqual([
    ["东港区", 2],
    ["西塘区", 1],
  ])
  expect(at(1, 1).tint).toBe(at(2, 1).tint)
  expect(at(1, 1).tint).not.toBe(at(1, 3).tint)
})

test("broken rules come first and are marked in the hall with their number", () => {
  expect(inOrder(map.findings).map(({ finding, disc }) => [finding.rule, disc])).toEqual([
    ["front", 1],
    ["block", 2],
    ["everyone", null],
  ])
  expect(marksOf(map.findings)).toEqual([
    { key: "hall/1/2", level: "wrong", disc: 1 },
    { key: "hall/1/3", level: "warning", disc: 2 },
  ])
})
