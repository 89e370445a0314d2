import fc from "fast-check"
import { expect, test } from "vitest"
import { check } from "../check/rules.ts"
import type { Hall, Order, Rostrum } from "../contract.ts"
import { arrange, type Guest, keyOf, type Request, seatsOf, sequence } from "./rules.ts"

const order: Order = { from: "left", names: "surname-first", excused: "leave-out" }
const noRostrum: Rostrum = { name: "主席台", rows: [], even: "two-left" }

const hallOf = (rows: number, seats: number[]): Hall => ({
  name: "一号厅",
  rows,
  sections: seats.map((count, at) => ({ name: `${at}`, seats: count, entrance: "" })),
  aislesAfterRows: [],
})

/** A roster: for each delegation so many members, the first a leader, the second a deputy; every 17th person is excused. */
function roster(sizes: number[], ranked = 0, excusedEvery = 0): Guest[] {
  let made = 0
  return sizes.flatMap((size, group) =>
    Array.from({ length: size }, (_, at): Guest => {
      made++
      const sortKey = String((made * 7919) % 100_003).padStart(6, "0")
      return {
        id: `p${made}`,
        groupId: `g${group}`,
        role: at === 0 ? "leader" : at === 1 ? "deputy" : null,
        rank: made <= ranked ? made : null,
        excused: excusedEvery > 0 && made % excusedEvery === 0,
        sortKey,
      }
    }),
  )
}
const requestOf = (hall: Hall, sizes: number[], more: Partial<Request> = {}): Request => ({
  hall,
  rostrum: noRostrum,
  order,
  groups: sizes.map((_, at) => ({ id: `g${at}`, behind: false })),
  people: roster(sizes),
  kept: [],
  ...more,
})
const findingsOf = (request: Request) =>
  Object.fromEntries(
    check({
      ...request,
      groups: request.groups.map((group) => ({ ...group, name: group.id })),
      people: request.people.map((person) => ({ ...person, name: person.id, mark: null, unit: null, post: null, sex: null })),
      seats: arrange(request).seats,
      reserved: request.kept.filter((one) => !one.attendeeId).map((one) => one.place),
    }).map((finding) => [finding.rule, finding.count]),
  )

const requests = fc
  .record({
    rows: fc.integer({ min: 1, max: 40 }),
    sections: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
    sizes: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 20 }),
    behind: fc.integer({ min: 0, max: 3 }),
    ranked: fc.integer({ min: 0, max: 30 }),
    chairs: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
    from: fc.constantFrom("left" as const, "centre" as const),
    excused: fc.constantFrom("leave-out" as const, "keep" as const),
    excusedEvery: fc.constantFrom(0, 5, 17),
  })
  .map((of): Request => {
    const hall = hallOf(of.rows, of.sections)
    return requestOf(hall, of.sizes, {
      rostrum: { name: "主席台", rows: of.chairs, even: "two-left" },
      order: { ...order, from: of.from, excused: of.excused },
      groups: of.sizes.map((_, at) => ({ id: `g${at}`, behind: at >= of.sizes.length - of.behind })),
      people: roster(of.sizes, of.ranked, of.excusedEvery),
    })
  })

test("nobody sits twice, no seat holds two, and whoever has no seat is named", () => {
  fc.assert(
    fc.property(requests, (request) => {
      const { seats, lacking } = arrange(request)
      expect(new Set(seats.map((seat) => seat.attendeeId)).size).toBe(seats.length)
      expect(new Set(seats.map(keyOf)).size).toBe(seats.length)
      const due = request.people.filter((person) => request.order.excused === "keep" || !person.excused).map((person) => person.id)
      expect([...seats.map((seat) => seat.attendeeId), ...lacking].toSorted()).toEqual(due.toSorted())
      if (lacking.length > 0) expect(seats.filter((seat) => seat.area === "hall")).toHaveLength(seatsOf(request.hall))
    }),
  )
})

test("those on leave get no seat unless the office keeps them one", () => {
  fc.assert(
    fc.property(requests, (request) => {
      const seated = new Set(arrange(request).seats.map((seat) => seat.attendeeId))
      if (request.order.excused === "leave-out") for (const person of request.people) if (person.excused) expect(seated.has(person.id)).toBe(false)
    }),
  )
})

test("every delegation sits in one piece, its leaders in its first row, its members in stroke order, observers behind", () => {
  fc.assert(
    fc.property(requests, (request) => {
      const { block, leaders, strokes, behind, rostrum } = findingsOf(request)
      expect({ block, leaders, strokes, behind, rostrum }).toEqual({ block: 0, leaders: 0, strokes: 0, behind: 0, rostrum: 0 })
    }),
    { numRuns: 300 },
  )
})

test("the same roster is seated in the same way every time, in whatever order it is read", () => {
  fc.assert(
    fc.property(requests, (request) => {
      const again = { ...request, people: request.people.toReversed() }
      expect(arrange(again).seats.toSorted((a, b) => (a.attendeeId < b.attendeeId ? -1 : 1))).toEqual(
        arrange(request).seats.toSorted((a, b) => (a.attendeeId < b.attendeeId ? -1 : 1)),
      )
    }),
  )
})

test("empty seats are left at the back, at the sides first", () => {
  const { seats } = arrange(requestOf(hallOf(4, [3, 3]), [10, 6]))
  const taken = new Set(seats.map((seat) => `${seat.row}/${seat.number}`))
  expect([1, 2, 3, 4, 5, 6].map((number) => taken.has(`3/${number}`))).toEqual([false, true, true, true, true, false])
  expect([1, 2, 3, 4, 5, 6].filter((number) => taken.has(`4/${number}`))).toEqual([])
})

test("from the centre the first delegation sits in the middle and the next at its side", () => {
  const groups = [10, 10, 10, 10, 10].map((size, at) => ({ name: at + 1, members: Array.from({ length: size }) }))
  expect(sequence(groups, "centre").map((group) => group.name)).toEqual([5, 3, 1, 2, 4])
  expect(sequence(groups, "left").map((group) => group.name)).toEqual([1, 2, 3, 4, 5])
})

test("a locked seat keeps its person, a reserved seat stays empty", () => {
  const reserved = { area: "hall" as const, row: 1, number: 1 }
  const locked = { area: "hall" as const, row: 3, number: 2 }
  const { seats } = arrange(
    requestOf(hallOf(4, [4]), [8], {
      kept: [
        { place: reserved, attendeeId: null },
        { place: locked, attendeeId: "p5" },
      ],
    }),
  )
  expect(seats.find((seat) => seat.attendeeId === "p5")).toMatchObject(locked)
  expect(seats.map(keyOf)).not.toContain(keyOf(reserved))
  expect(seats).toHaveLength(8)
})

test("3 000 people are seated and checked in 200 ms", () => {
  const sizes = Array.from({ length: 35 }, (_, at) => 60 + ((at * 37) % 52))
  const request = requestOf(hallOf(40, [24, 27, 24]), sizes, { rostrum: { name: "主席台", rows: [30, 32, 34, 36, 38, 40], even: "two-left" } })
  findingsOf(request)
  const began = performance.now()
  const { seats } = arrange(request)
  const took = performance.now() - began
  expect(seats.length).toBeGreaterThan(2900)
  expect(took).toBeLessThan(200)
})
