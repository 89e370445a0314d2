import { Refusal } from "#kernel/contract.ts"
import type { Context } from "#server/context.ts"
import { categoriesOf, delegationById } from "../../bodies/store.ts"
import { mustBelong } from "../../groups/service.ts"
import { groupById, leaveForeignGroups } from "../../groups/store.ts"
import { mustBeConsented } from "../../privacy/service.ts"
import { withdrawnOf } from "../../privacy/store.ts"
import { mustBeThere } from "../../store.ts"
import { changeMany } from "../store.ts"
import type { Change } from "./contract.ts"

type Changing = { meetingId: string; ids: string[]; set: Change }

/** What many people are given must exist here, and a liaison's people stay in his delegations. */
async function mustFit({ db, reach }: Context, { meetingId, ids, set }: Changing): Promise<void> {
  const { category, delegationId, groupId } = set
  if (category !== undefined && !(await categoriesOf(db, meetingId)).some(({ name }) => name === category))
    throw new Refusal("attendees.noSuchCategory", { category })
  if (delegationId) await delegationById(db, meetingId, delegationId)
  if (delegationId !== undefined && reach.delegations !== "all" && !(delegationId && reach.delegations.includes(delegationId)))
    throw new Refusal("attendees.noSuchDelegation")
  if (groupId && delegationId === undefined) await mustBelong({ db }, meetingId, { ids, group: await groupById(db, meetingId, groupId, reach) })
}

async function mustBeAllConsented(ctx: Context, { meetingId, ids, set }: Changing): Promise<void> {
  const given = Object.entries(set).flatMap(([field, value]) => (value ? [field] : []))
  const withdrawn = (await withdrawnOf(ctx.db, meetingId, ids)).find(({ field }) => given.includes(field))
  if (withdrawn) await mustBeConsented(ctx, meetingId, { ...set, id: withdrawn.attendeeId })
}

/** One field or several of many people at once; those who have it already are not counted. */
export async function changePeople(ctx: Context, changing: Changing): Promise<{ count: number }> {
  const { meetingId, ids, set } = changing
  if (Object.keys(set).length === 0) throw new Refusal("attendees.nothingToChange")
  await mustBeThere(ctx.db, { ...ctx.reach, meetingId }, ids)
  await mustFit(ctx, changing)
  await mustBeAllConsented(ctx, changing)
  const count = await changeMany(ctx.db, { meetingId, by: ctx.actor.name, at: ctx.now }, { ids, set })
  if (set.delegationId !== undefined) await leaveForeignGroups(ctx.db, meetingId, ids)
  return { count }
}
