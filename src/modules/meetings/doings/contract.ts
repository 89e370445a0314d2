/** 最近动态: who did what in a meeting, and taking it back. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, Instant } from "#kernel/types.ts"

const Doing = z.object({
  id: Id,
  at: Instant,
  who: z.string(),
  operation: z.string(),
  /** What it was done to, by title or name; null: without one, or not the reader's to see. */
  about: z.string().nullable(),
  /** To how many; 1 where it is not known. */
  count: z.int(),
  /** The operation that this doing took back. */
  undid: z.string().nullable(),
  isUndone: z.boolean(),
  canUndo: z.boolean(),
})
export type Doing = z.infer<typeof Doing>

const Wanted = z.object({
  meetingId: Id,
  size: z.int().min(1).max(100).default(5),
  /** Behind this doing. */
  after: Id.optional(),
  whoId: z.string().max(80).optional(),
  /** One room of the house: "tasks". */
  module: z
    .string()
    .regex(/^[a-z]+$/)
    .max(40)
    .optional(),
})

/** `rooms`: whose doings are among them. */
export const doingOperations = (rooms: readonly string[]) => ({
  doings: query({ scope: "meeting", follows: rooms }, Wanted, z.object({ rows: z.array(Doing), next: Id.nullable() })),
  doers: query({ scope: "meeting", follows: rooms }, z.object({ meetingId: Id }), z.array(z.object({ id: z.string(), name: z.string() }))),
  undo: command({ scope: "meeting" }, z.object({ meetingId: Id, entryId: Id }), z.object({ entryId: Id, operation: z.string() })),
})

export const doingRefusals = {
  alreadyUndone: refusal(409, { "zh-CN": "{who}已在{when}撤销过这一步", en: "{who} undid this step at {when}" }),
}
