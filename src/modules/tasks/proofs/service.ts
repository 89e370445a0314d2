import { Refusal } from "#kernel/contract.ts"
import type { Context } from "#server/context.ts"
import type { Task } from "../contract.ts"
import { own } from "../mine/service.ts"
import { there } from "../placing/service.ts"
import { taskById } from "../store.ts"
import type { Proof, ProofKind } from "./contract.ts"
import { addProof, removeProof } from "./store.ts"

type Which = { meetingId: string; id: string; kind: ProofKind }

function mustAskProofs({ needsProofs, doneAt, title }: Task): void {
  if (!needsProofs) throw new Refusal("tasks.asksNoProofs", { title })
  if (doneAt) throw new Refusal("tasks.doneAlready", { title })
}
const taskOf = async (ctx: Context, { meetingId, id }: Which): Promise<Task> => taskById(ctx.db, await there(ctx, meetingId), id)

/** Said twice, the first who said it counts. */
async function say(ctx: Context, { note, ...which }: Which & { note: string }): Promise<Proof[]> {
  await addProof(ctx.db, which, { byId: ctx.actor.id, by: ctx.actor.name, at: ctx.now, note })
  return (await taskOf(ctx, which)).proofs
}

export const proofHandlers = {
  async prove(ctx: Context, said: Which & { note: string }): Promise<Proof[]> {
    mustAskProofs(await taskOf(ctx, said))
    return say(ctx, said)
  },

  async takeBackProof(ctx: Context, which: Which): Promise<Proof[]> {
    mustAskProofs(await taskOf(ctx, which))
    await removeProof(ctx.db, which)
    return (await taskOf(ctx, which)).proofs
  },

  async proveMine(ctx: Context, said: Which & { note: string }): Promise<Proof[]> {
    mustAskProofs((await own(ctx, said)).task)
    return say(ctx, said)
  },

  async takeBackMyProof(ctx: Context, which: Which): Promise<Proof[]> {
    mustAskProofs((await own(ctx, which)).task)
    await removeProof(ctx.db, which, ctx.actor.id)
    return (await taskOf(ctx, which)).proofs
  },
}
