/** How a leave and its end are undone: the leave is put back, and what stands on the person follows it. */
import { Refusal } from "#kernel/contract.ts"
import { type Context, type UndoEntry, undoing } from "#server/context.ts"
import { putBack } from "#server/undo.ts"
import { attendees } from "../../contract.ts"
import { attendeeById } from "../../store.ts"
import { overlaps } from "../rules.ts"
import * as store from "../store.ts"

const instant = (value: unknown): string | null => (typeof value === "string" ? new Date(value).toISOString() : null)

/** A leave that comes back may meet one that was given since. */
async function mustHaveRoom(ctx: Context, meetingId: string, row: Record<string, unknown>): Promise<void> {
  const id = String(row.attendee_id)
  const times = { fromAt: instant(row.from_at), untilAt: instant(row.until_at) }
  const met = (await store.openLeaves(ctx.db, meetingId, id)).find((leave) => leave.id !== row.id && overlaps(leave, times))
  if (met) throw new Refusal("attendees.onLeave", { name: (await attendeeById(ctx, meetingId, id)).name, reason: met.reason })
}

async function putBackLeave(ctx: Context, entry: UndoEntry): Promise<void> {
  const { meetingId } = entry
  const leaves = entry.touched.filter(({ table }) => table === "attendee_leave")
  const people = [...new Set(leaves.map(({ before, after }) => String((before ?? after)?.attendee_id)))].sort()
  for (const id of people) await store.lockPerson(ctx.db, meetingId, id)
  for (const { before } of leaves) if (before) await mustHaveRoom(ctx, meetingId, before)
  await putBack(ctx, entry)
  for (const id of people) await store.markPerson(ctx.db, { meetingId, by: ctx.actor.name, at: ctx.now }, id)
}

export const undoes = [attendees.grantLeave, attendees.endLeave].map(({ name }) => undoing(name, putBackLeave, { attendee: ["excused_at"] }))
