import { Refusal } from "#kernel/contract.ts"
import type { Context } from "#server/context.ts"
import type { Task } from "../contract.ts"
import { there } from "../placing/service.ts"
import { taskById } from "../store.ts"
import type { Proof, ProofKind } from "./contract.ts"
import { addProof, removeProof } from "./store.ts"

type Which = { meetingId: string; id: string; kind: ProofKind }

async function openTask(ctx: Context, { meetingId, id }: Which): Promise<Task> {
  const task = await taskById(ctx.db, await there(ctx, meetingId), id)
  if (!task.needsProofs) throw new Refusal("tasks.asksNoProofs", { title: task.title })
  if (task.doneAt) throw new Refusal("tasks.doneAlready", { title: task.title })
  return task
}
const proofsOf = async (ctx: Context, { meetingId, id }: Which): Promise<Proof[]> => (await taskById(ctx.db, await there(ctx, meetingId), id)).proofs

export const proofHandlers = {
  /** Said twice, the first who said it counts. */
  async prove(ctx: Context, { note, ...which }: Which & { note: string }): Promise<Proof[]> {
    await openTask(ctx, which)
    await addProof(ctx.db, which, { byId: ctx.actor.id, by: ctx.actor.name, at: ctx.now, note })
    return proofsOf(ctx, which)
  },

  async takeBackProof(ctx: Context, which: Which): Promise<Proof[]> {
    await openTask(ctx, which)
    await removeProof(ctx.db, which)
    return proofsOf(ctx, which)
  },
}
