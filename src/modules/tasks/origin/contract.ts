/** Where a task comes from, such as what was found at a rehearsal: later modules make tasks and answer for them. */
import { z } from "zod"
import { query, question } from "#kernel/contract.ts"
import { Id } from "#kernel/types.ts"

const Which = z.object({ meetingId: Id, id: Id })
/** `path`: below the meeting. */
const Origins = z.array(z.object({ kind: z.string(), title: z.string(), path: z.string() }))

export const origins = question("tasks.origins", Which, Origins)

export const originOperations = {
  origins: query({ scope: "meeting", follows: ["rehearsals"] }, Which, Origins),
}
