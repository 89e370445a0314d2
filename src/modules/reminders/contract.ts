/** 提醒: what the house tells a person by itself — what is due, what is late, what must be confirmed now — and where it is mended. */
import { z } from "zod"
import { command, contract, query } from "#kernel/contract.ts"
import { Id, Instant, Paging } from "#kernel/types.ts"

/** An alarm stands until what it is about is confirmed; the others until they are read or no longer so. */
export const Level = z.enum(["alarm", "late", "due", "info"])
export type Level = z.infer<typeof Level>

export const Reminder = z.object({
  id: Id,
  level: Level,
  meetingId: Id.nullable(),
  /** Of the page where it is mended. */
  path: z.string(),
  title: z.string(),
  sentence: z.string(),
  at: Instant,
  isRead: z.boolean(),
})
export type Reminder = z.infer<typeof Reminder>

export const reminders = contract("reminders", {
  /** Alarms first, then what is not read, the newest first. `waiting`: alarms and what is not read; nothing of meetings that the reader does not belong to any more. */
  mine: query(
    { scope: "self" },
    Paging,
    z.object({ rows: z.array(Reminder), total: z.int().nonnegative(), waiting: z.int().nonnegative(), alarms: z.int().nonnegative() }),
  ),
  /** `ids` null: all of one's own. Alarms stay. */
  markRead: command({ scope: "self" }, z.object({ ids: z.array(Id).max(200).nullable() }), z.object({ changed: z.int().nonnegative() })),
})
