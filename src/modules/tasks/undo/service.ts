/** How changes of tasks are undone; what counts from a task follows it back. */
import { type Context, type UndoEntry, undoing } from "#server/context.ts"
import { putBack } from "#server/undo.ts"
import { tasks } from "../contract.ts"
import { placeAll } from "../placing/service.ts"

async function putBackAndPlace(ctx: Context, entry: UndoEntry): Promise<void> {
  await putBack(ctx, entry)
  // the meeting may have moved since
  await placeAll(ctx, entry.meetingId)
}

const following = { task: ["anchor", "offset_days", "unit", "clock", "starts_on", "due_on"] }

export const undoes = [
  ...[tasks.prove, tasks.takeBackProof, tasks.addMatter, tasks.editMatter, tasks.closeMatter, tasks.reopenMatter].map(({ name }) => undoing(name, putBack)),
  ...[tasks.complete, tasks.reopen, tasks.completeMine, tasks.reopenMine, tasks.add, tasks.edit, tasks.remove].map(({ name }) =>
    undoing(name, putBackAndPlace, following),
  ),
]
