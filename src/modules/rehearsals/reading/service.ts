import type { Meeting } from "#modules/meetings/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { Context } from "#server/context.ts"
import type { WholeScript } from "../contract.ts"
import { linesOf, scriptById, type There } from "../store.ts"

export async function there(ctx: Context, meetingId: string): Promise<There & { meeting: Meeting }> {
  const meeting = (await meetingsService.get(ctx, { meetingId })) as Meeting
  return { meetingId, meeting, startsOn: meeting.startsOn }
}

/** With its lines. */
export async function whole(ctx: Context, meetingId: string, id: string): Promise<WholeScript> {
  const script = await scriptById(ctx.db, await there(ctx, meetingId), id)
  const lines = await linesOf(ctx.db, meetingId, [id])
  return { ...script, lines: lines.map(({ scriptId, ...line }) => line) }
}
