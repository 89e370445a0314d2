/** This module's part of a template: which sessions have a script, and what it says. */
import { z } from "zod"
import { ClockTime, text } from "#kernel/types.ts"
import { GivenLine } from "../contract.ts"

export const RehearsalsPart = z.object({
  scripts: z.array(
    z.object({
      /** The template's name for the session; null: it has a day of its own, counted from the opening. */
      session: z.string().nullable(),
      own: z.object({ offset: z.int(), starts: ClockTime }).optional(),
      title: text(80).optional(),
      /** Absent: the usual lines of such a session. */
      lines: z.array(GivenLine.omit({ id: true, account: true })).optional(),
    }),
  ),
})
export type RehearsalsPart = z.input<typeof RehearsalsPart>
