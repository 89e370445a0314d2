/** How changes of tasks are undone; what counts from a task follows it back. */
import { Refusal } from "#kernel/contract.ts"
import { type Context, type Touched, type UndoEntry, undoing } from "#server/context.ts"
import { putBack } from "#server/undo.ts"
import { tasks } from "../contract.ts"
import { mustNotHangOnItself, mustNotWaitForItself } from "../placing/rules.ts"
import { placeAll, there } from "../placing/service.ts"
import { mustBeReady } from "../rules.ts"
import { standing, tasksByIds } from "../store.ts"
import { waitsIn } from "../waiting/store.ts"

/** The rows are as the entry left them, but the tasks they name may have changed since: no circle comes back. */
async function mustNotGoRound(ctx: Context, { meetingId, touched }: UndoEntry): Promise<void> {
  const ids = new Set(touched.flatMap(({ table, before }) => (before && ["task", "task_wait"].includes(table) ? [before.task_id ?? before.id] : [])))
  const all = await standing(ctx.db, meetingId)
  const byId = new Map(all.map((task) => [task.id, task]))
  const waits = await waitsIn(ctx.db, meetingId)
  for (const task of all.filter(({ id }) => ids.has(id))) {
    mustNotHangOnItself(task, byId)
    const own = waits.filter(({ id }) => id === task.id)
    mustNotWaitForItself(
      task,
      own.map(({ waitsFor }) => waitsFor),
      waits,
    )
  }
}

const wasReopened = ({ table, before, after }: Touched): boolean => table === "task" && before?.done_at != null && after?.done_at === null

/** What becomes done again is ready for it again: what it waits for is done, or a reason was given, and its proofs are there. */
async function mustBeReadyAgain(ctx: Context, { meetingId, touched }: UndoEntry): Promise<void> {
  const ids = touched.filter(wasReopened).map(({ before }) => String(before?.id))
  if (ids.length === 0) return
  for (const task of await tasksByIds(ctx.db, await there(ctx, meetingId), ids)) mustBeReady([{ ...task, doneAt: null }], task.doneRegardless ?? undefined)
}

async function putBackAndPlace(ctx: Context, entry: UndoEntry): Promise<void> {
  await putBack(ctx, entry)
  await mustBeReadyAgain(ctx, entry)
  await mustNotGoRound(ctx, entry)
  // the meeting may have moved since
  await placeAll(ctx, entry.meetingId)
}

/** A task that was done since leans on its proofs. */
async function takeProofBack(ctx: Context, entry: UndoEntry): Promise<void> {
  const ids = entry.touched.map(({ before, after }) => String((before ?? after)?.task_id))
  const done = (await tasksByIds(ctx.db, await there(ctx, entry.meetingId), ids)).find(({ doneAt }) => doneAt !== null)
  if (done) throw new Refusal("tasks.doneAlready", { title: done.title })
  await putBack(ctx, entry)
}

const following = { task: ["anchor", "offset_days", "unit", "clock", "starts_on", "due_on"] }

export const undoes = [
  ...[tasks.prove, tasks.takeBackProof].map(({ name }) => undoing(name, takeProofBack)),
  ...[tasks.addMatter, tasks.editMatter, tasks.closeMatter, tasks.reopenMatter].map(({ name }) => undoing(name, putBack)),
  ...[tasks.complete, tasks.reopen, tasks.completeMine, tasks.reopenMine, tasks.add, tasks.edit, tasks.remove].map(({ name }) =>
    undoing(name, putBackAndPlace, following),
  ),
]
