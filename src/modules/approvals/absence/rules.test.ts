import fc from "fast-check"
import { expect, test } from "vitest"
import { Refusal } from "#kernel/contract.ts"
import type { NewDelegation } from "./contract.ts"
import { mustBeSound } from "./rules.ts"

const days = ["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05"]
const people = ["甲", "乙", "丙", "丁"]
const anyWanted = fc.record({
  fromId: fc.constantFrom(...people),
  toId: fc.constantFrom(...people),
  kinds: fc.subarray(["request", "budget"] as const),
  startsOn: fc.constantFrom(...days),
  endsOn: fc.constantFrom(...days),
})

test("whoever delegates to whom and when, on no day is anything passed on, and no one waits in a circle", () => {
  fc.assert(
    fc.property(fc.array(anyWanted, { maxLength: 40 }), (wishes) => {
      const held: (NewDelegation & { fromId: string; fromName: string; toName: string; endedOn: null })[] = []
      for (const wish of wishes) {
        try {
          mustBeSound(wish, held, "2026-12-01")
          held.push({ ...wish, fromName: wish.fromId, toName: wish.toId, endedOn: null })
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
      }
      for (const day of days)
        for (const kind of ["request", "budget"] as const) {
          const today = held.filter(({ kinds, startsOn, endsOn }) => (kinds.length === 0 || kinds.includes(kind)) && startsOn <= day && day <= endsOn)
          expect(new Set(today.map(({ fromId }) => fromId)).size).toBe(today.length)
          expect(today.some(({ toId }) => today.some(({ fromId }) => fromId === toId))).toBe(false)
        }
    }),
    { numRuns: 1000 },
  )
})
