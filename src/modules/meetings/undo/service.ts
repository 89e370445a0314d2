/** How changes of a meeting itself are undone. */
import { type Context, type UndoEntry, undoing } from "#server/context.ts"
import { putBack } from "#server/undo.ts"
import { meetings } from "../contract.ts"
import { follow } from "../moving/service.ts"
import { meetingById } from "../store.ts"

/** What nobody touched since is put back; what was, keeps its distance from the old dates. */
async function moveBack(ctx: Context, entry: UndoEntry): Promise<void> {
  const before = await meetingById(ctx.db, entry.meetingId)
  await putBack(ctx, entry)
  await follow(ctx, before, await meetingById(ctx.db, entry.meetingId))
}

/** What hangs on the dates, and what stands by the name of its hall. */
const hanging = { task: ["anchor", "offset_days", "unit", "clock", "starts_on", "due_on"], agenda_session: ["day", "starts", "ends", "place"] }

export const undoes = [
  undoing(meetings.update.name, putBack),
  undoing(meetings.setPhase.name, putBack),
  undoing(meetings.editProfile.name, putBack),
  undoing(meetings.confirmVariables.name, putBack),
  undoing(meetings.requireScheme.name, putBack),
  undoing(meetings.move.name, moveBack, hanging),
]
