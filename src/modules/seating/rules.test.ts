import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { rostrumOrder, rostrumRows } from "./rules.ts"

const table: [number, string, string][] = [
  [1, "1", "1"],
  [2, "1 2", "2 1"],
  [3, "3 1 2", "3 1 2"],
  [4, "3 1 2 4", "4 2 1 3"],
  [5, "5 3 1 2 4", "5 3 1 2 4"],
  [6, "5 3 1 2 4 6", "6 4 2 1 3 5"],
  [7, "7 5 3 1 2 4 6", "7 5 3 1 2 4 6"],
  [8, "7 5 3 1 2 4 6 8", "8 6 4 2 1 3 5 7"],
  [9, "9 7 5 3 1 2 4 6 8", "9 7 5 3 1 2 4 6 8"],
  [10, "9 7 5 3 1 2 4 6 8 10", "10 8 6 4 2 1 3 5 7 9"],
  [11, "11 9 7 5 3 1 2 4 6 8 10", "11 9 7 5 3 1 2 4 6 8 10"],
  [12, "11 9 7 5 3 1 2 4 6 8 10 12", "12 10 8 6 4 2 1 3 5 7 9 11"],
]

describe("the order of the rostrum", () => {
  test.each(table)("%i leaders sit in the agreed order, two at one's left hand or at one's right", (count, left, right) => {
    expect(rostrumOrder(count, "two-left").join(" ")).toBe(left)
    expect(rostrumOrder(count, "two-right").join(" ")).toBe(right)
  })

  test("nobody on the rostrum is an empty line", () => expect(rostrumOrder(0)).toEqual([]))

  test("it agrees with the generator rule of the guides for any number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
        const left: number[] = []
        const right: number[] = []
        for (let rank = 2; rank <= count; rank++) (rank % 2 === 0 ? left : right).push(rank)
        expect(rostrumOrder(count, "two-left")).toEqual([...right.reverse(), 1, ...left])
      }),
    )
  })

  test("every rank sits once, and a higher rank never sits farther from the centre", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.constantFrom("two-left" as const, "two-right" as const), (count, even) => {
        const line = rostrumOrder(count, even)
        expect(line.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at + 1))
        const centre = (count - 1) / 2
        const far = line.map((rank, at) => [rank, Math.abs(at - centre)] as const).toSorted((a, b) => a[0] - b[0])
        for (let at = 1; at < far.length; at++) expect(far[at]![1]).toBeGreaterThanOrEqual(far[at - 1]![1])
      }),
    )
  })

  test("the front row is filled first and the ranks go on behind it", () => {
    expect(rostrumRows(7, [4, 5])).toEqual([
      [3, 1, 2, 4],
      [7, 5, 6],
    ])
    expect(rostrumRows(7, [4, 5], "two-right")).toEqual([
      [4, 2, 1, 3],
      [7, 5, 6],
    ])
    expect(rostrumRows(3, [4, 5])).toEqual([[3, 1, 2]])
    expect(rostrumRows(12, [4, 5]).flat()).toHaveLength(9)
  })
})
