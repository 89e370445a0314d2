/** What may be written of a task beside its title, team and dates. */
import { z } from "zod"
import { ClockTime, Day, Id, textOrNone } from "#kernel/types.ts"
import { Certainty, TaskAnchor, Unit } from "../template/contract.ts"

/** What may be left out stays as it is. */
export const Also = z.object({
  clock: ClockTime.nullable().optional(),
  ownerAccount: Id.nullable().optional(),
  standard: textOrNone(400).optional(),
  certainty: Certainty.nullable().optional(),
  contingency: textOrNone(1000).optional(),
  notes: textOrNone(2000).optional(),
  needsProofs: z.boolean().optional(),
  waitsFor: z.array(Id).max(50).optional(),
  /** Counted from here; the days that are sent beside it only say how long it lasts. */
  hang: z.object({ anchor: TaskAnchor, offset: z.int().min(-100_000).max(100_000), unit: Unit }).optional(),
})
export type Also = z.infer<typeof Also>
/** What a task can be counted from. */
export const Spot = z.object({ anchor: TaskAnchor, title: z.string(), day: Day, clock: ClockTime.nullable() })
export type Spot = z.infer<typeof Spot>
