import fc from "fast-check"
import { expect, test } from "vitest"
import { sessionAtDoor, totalsOf, withAbsent } from "./rules.ts"

const tally = fc.record({
  id: fc.uuid(),
  name: fc.string(),
  due: fc.nat(300),
  present: fc.nat(300),
  excused: fc.nat(300),
  others: fc.nat(50),
  late: fc.nat(50),
})

test("the delegations add up to the totals, and due is present, excused and absent", () => {
  fc.assert(
    fc.property(fc.array(tally), (tallies) => {
      const totals = totalsOf(tallies)
      expect(totals.present + totals.excused + totals.absent).toBe(totals.due)
      expect(tallies.map(withAbsent).reduce((all, row) => all + row.absent, 0)).toBe(totals.absent)
    }),
  )
})

test("the door opens for the session that is on, or begins within the hour, or comes next", () => {
  const session = (id: string, startsAt: string, endsAt: string) => ({ id, startsAt, endsAt })
  const opening = session("opening", "2026-12-08T01:00:00.000Z", "2026-12-08T03:30:00.000Z")
  const second = session("second", "2026-12-08T04:00:00.000Z", "2026-12-08T06:00:00.000Z")
  const at = (now: string) => sessionAtDoor([second, opening], now)?.id
  expect(at("2026-12-07T10:00:00.000Z")).toBe("opening")
  expect(at("2026-12-08T00:30:00.000Z")).toBe("opening")
  expect(at("2026-12-08T02:00:00.000Z")).toBe("opening")
  expect(at("2026-12-08T03:10:00.000Z")).toBe("second")
  expect(at("2026-12-09T03:10:00.000Z")).toBe("second")
  expect(sessionAtDoor([], "2026-12-09T03:10:00.000Z")).toBeUndefined()
})
