import { expect, test } from "vitest"
import type { Plan, Seat } from "../contract.ts"
import { type Drawing, linesOf, type Sheet, sheetsOf } from "./rules.ts"

const words = { aisle: "过道", whole: "全场", entrance: (name: string) => `${name}入` }

/** A hall filled row by row, each section its own delegation. */
function drawing(rows: number, sections: number[]): Drawing {
  const plan: Plan = {
    hall: { name: "一号厅", rows, sections: sections.map((seats, at) => ({ name: `${at + 1}区`, seats, entrance: "西门" })), aislesAfterRows: [] },
    rostrum: { name: "主席台", rows: [2], even: "two-left" },
    order: { from: "left", names: "surname-first", excused: "leave-out" },
    edition: 1,
    publishedAt: null,
    publishedBy: null,
    changedAt: "2026-11-21T00:00:00.000Z",
  }
  let last = 0
  const seats = sections.flatMap((count, section) => {
    const first = last
    last += count
    return Array.from({ length: rows * count }, (_, at): Seat & { groupId: string } => ({
      attendeeId: `${section}/${at}`,
      area: "hall",
      row: Math.floor(at / count) + 1,
      number: first + (at % count) + 1,
      groupId: `g${section}`,
    }))
  })
  const people = seats.map(({ attendeeId, groupId }, at) => ({
    id: attendeeId,
    name: `名${at}`,
    mark: null,
    groupId,
    role: null,
    unit: null,
    post: null,
    sex: null,
    rank: null,
    excused: false,
  }))
  return { plan, groups: sections.map((_, at) => ({ id: `g${at}`, name: `第${at + 1}代表团`, behind: false })), people, seats, words }
}
const namesOn = (sheets: readonly Sheet[]) => sheets.flatMap((sheet) => sheet.cells.flatMap((cell) => (cell.lines.length > 0 ? [cell.lines.join("")] : [])))

test("a hall whose names can be read on one sheet is one sheet, each person once", () => {
  const sheets = sheetsOf(drawing(10, [8, 10, 8]))
  expect(sheets).toHaveLength(1)
  expect(new Set(namesOn(sheets)).size).toBe(260)
  expect(namesOn(sheets)).toHaveLength(260)
})

test("a larger hall is an overview of delegations and a sheet of names for each section", () => {
  const sheets = sheetsOf(drawing(40, [24, 27, 24]))
  expect(sheets.map((sheet) => sheet.part)).toEqual(["全场", "1区", "2区", "3区"])
  expect(namesOn(sheets.slice(0, 1))).toEqual([])
  expect(new Set(namesOn(sheets)).size).toBe(3000)
  expect(sheets[0]!.labels.map((label) => label.text)).toContain("第2\n1080")
})

test("nothing stands outside the sheet and no seat upon another", () => {
  for (const sheet of sheetsOf(drawing(40, [24, 27, 24]))) {
    for (const { x, y, w, h } of sheet.cells) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(x + w).toBeLessThanOrEqual(420)
      expect(y + h).toBeLessThanOrEqual(297)
    }
    expect(new Set(sheet.cells.map(({ x, y }) => `${x.toFixed(2)}/${y.toFixed(2)}`)).size).toBe(sheet.cells.length)
  }
})

test("delegations are parted by a line, neighbours differ in tint", () => {
  const [sheet] = sheetsOf(drawing(2, [3, 3]))
  const tints = sheet!.cells.map((cell) => cell.tint)
  expect(new Set(tints).size).toBe(2)
})

test.each([
  ["王芳", ["王　芳"]],
  ["王小芳", ["王小芳"]],
  ["阿不都热合曼·吐尔逊", ["阿不都热合曼·", "吐尔逊"]],
])("%s is written in the lines %j", (name, lines) => expect(linesOf(name)).toEqual(lines))
