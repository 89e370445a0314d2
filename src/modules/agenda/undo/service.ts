/** How changes of the programme are undone; tasks that count from a session follow it back. */
import { placeAll } from "#modules/tasks/placing/service.ts"
import { type Context, type UndoEntry, undoing } from "#server/context.ts"
import { putBack } from "#server/undo.ts"
import { agenda } from "../contract.ts"

async function putBackAndPlace(ctx: Context, entry: UndoEntry): Promise<void> {
  await putBack(ctx, entry)
  await placeAll(ctx, entry.meetingId)
}

const following = { task: ["anchor", "offset_days", "unit", "clock", "starts_on", "due_on"] }

export const undoes = [agenda.add, agenda.edit, agenda.remove].map(({ name }) => undoing(name, putBackAndPlace, following))
