/** Ctrl K beyond the meeting in hand: tasks and people of the reader's other meetings, each as far as he may see them there. */
import { z } from "zod"
import { query, question } from "#kernel/contract.ts"
import { Id } from "#kernel/types.ts"

const Found = z.object({ kind: z.string(), title: z.string(), detail: z.string(), path: z.string() })

export const findingOperations = {
  /** `but`: the meeting in hand, which is searched by itself. */
  find: query({ scope: "self" }, z.object({ find: z.string().trim().min(1).max(40), but: Id.optional() }), z.array(Found)),
}

/** Asked once for all meetings: who answers finds out by `meetingsHeld` where the reader may see its things. */
export const everywhere = question("meetings.find", z.object({ find: z.string(), but: Id.nullable() }), z.array(Found))
