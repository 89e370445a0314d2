import { expect, test } from "vitest"
import type { BoardLine } from "./contract.ts"
import { anything, firstDay, isShown, leftOf, matching, mondays, piecesOf } from "./rules.ts"

const line: BoardLine = {
  id: "a",
  name: "甲会",
  host: "海州市",
  place: "市会议中心",
  hall: "一号厅",
  arrivesOn: "2030-12-09",
  startsOn: "2030-12-10",
  endsOn: "2030-12-13",
  departsOn: "2030-12-14",
  opensAt: "09:00",
  phase: "prepare",
  today: "2030-11-20",
  begunOn: "2030-09-01",
  unit: "市委办",
  series: null,
  isMine: false,
  numbers: null,
  clashes: [],
}

test("the strip begins on a Monday four weeks back and has sixteen weeks", () => {
  expect(firstDay("2030-11-20", 0)).toBe("2030-10-21")
  expect(mondays("2030-10-21").at(-1)).toBe("2031-02-03")
  expect([isShown("2030-10-21", "2030-10-20"), isShown("2030-10-21", "2031-02-09"), isShown("2030-10-21", "2031-02-10")]).toEqual([false, true, false])
})

test("the phases follow each other without a gap, cut at the edge of the strip", () => {
  const pieces = piecesOf(line, "2030-10-21")
  expect(pieces.map(({ phase }) => phase)).toEqual(["prepare", "arrive", "hold", "after"])
  expect(pieces[0]?.left).toBe(0)
  for (const [at, piece] of pieces.entries()) if (at > 0) expect(piece.left).toBeCloseTo((pieces[at - 1]?.left ?? 0) + (pieces[at - 1]?.width ?? 0))
  expect(pieces[2]?.width).toBeCloseTo(leftOf("2030-10-21", "2030-12-14") - leftOf("2030-10-21", "2030-12-10"))
  expect(piecesOf(line, "2031-06-02")).toEqual([])
})

test("conditions narrow the list together", () => {
  expect(matching([line], anything)).toEqual([line])
  expect(matching([line], { ...anything, find: " 一号 ", year: "2030", unit: "市委办", phase: "prepare" })).toEqual([line])
  for (const one of [{ mine: true }, { year: "2031" }, { series: "全委会" }, { find: "乙" }, { phase: "hold" }])
    expect(matching([line], { ...anything, ...one })).toEqual([])
})
