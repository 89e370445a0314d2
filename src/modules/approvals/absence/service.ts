import { Refusal } from "#kernel/contract.ts"
import { dayOf, officeZone } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import { personWith } from "../flows/service.ts"
import type { Delegation, NewDelegation } from "./contract.ts"
import { mustBeSound } from "./rules.ts"
import { addDelegation, endDelegation, lockDelegations } from "./store.ts"

export const today = (ctx: Context) => dayOf(ctx.now, officeZone)

export async function delegate(ctx: Context, wanted: NewDelegation): Promise<Delegation> {
  const to = await personWith(ctx, wanted.toId)
  mustBeSound({ ...wanted, fromId: ctx.actor.id }, await lockDelegations(ctx.db, today(ctx)), today(ctx))
  const made = { id: newId(), fromId: ctx.actor.id, fromName: ctx.actor.name, toName: to.name, endedOn: null, ...wanted }
  await addDelegation(ctx.db, made, ctx.now)
  return made
}

export async function end(ctx: Context, id: string): Promise<{ id: string }> {
  if (!(await endDelegation(ctx.db, { id, fromId: ctx.actor.id, today: today(ctx) }))) throw new Refusal("house.notFound")
  return { id }
}
