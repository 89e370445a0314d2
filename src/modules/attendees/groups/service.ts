import { Refusal } from "#kernel/contract.ts"
import type { Context } from "#server/context.ts"
import * as bodies from "../bodies/store.ts"
import { mustBeAll } from "../rules.ts"
import { markSameNames, mustBeThere } from "../store.ts"
import type { DivideBy, Group } from "./contract.ts"
import { groupName, stretches } from "./rules.ts"
import * as store from "./store.ts"

type OfMeeting = { meetingId: string }
type One = OfMeeting & { id: string }
const hand = (ctx: Context, meetingId: string) => ({ meetingId, by: ctx.actor.name, at: ctx.now })

/** Groups across delegations belong to the office alone. */
async function mustBeOurs({ db, reach: { delegations } }: Context, meetingId: string, delegationId: string | null): Promise<void> {
  if (delegationId) await bodies.delegationById(db, meetingId, delegationId)
  if (delegations !== "all" && !(delegationId && delegations.includes(delegationId))) throw new Refusal("attendees.noSuchDelegation")
}

const delegationOperations = {
  async delegations({ db, reach: { delegations } }: Context, { meetingId }: OfMeeting) {
    const all = await bodies.delegationsOf(db, meetingId)
    return delegations === "all" ? all : all.filter(({ id }) => delegations.includes(id))
  },

  async addDelegation({ db }: Context, { meetingId, name }: OfMeeting & { name: string }) {
    return bodies.delegationById(db, meetingId, await bodies.addDelegation(db, meetingId, name))
  },

  async renameDelegation({ db }: Context, { meetingId, id, name }: One & { name: string }) {
    await bodies.delegationById(db, meetingId, id)
    await bodies.renameDelegation(db, { meetingId, id, name })
    await markSameNames(db, meetingId)
    return bodies.delegationById(db, meetingId, id)
  },

  async lodgeDelegation({ db }: Context, { meetingId, id, hotel }: One & { hotel: string }) {
    await bodies.delegationById(db, meetingId, id)
    await bodies.lodgeDelegation(db, { meetingId, id, hotel })
    return bodies.delegationById(db, meetingId, id)
  },

  async orderDelegations({ db }: Context, { meetingId, ids }: OfMeeting & { ids: string[] }) {
    mustBeAll(await bodies.delegationsOf(db, meetingId), ids)
    await bodies.placeDelegations(db, meetingId, ids)
    return bodies.delegationsOf(db, meetingId)
  },

  async removeDelegation({ db }: Context, { meetingId, id }: One) {
    const { name, count } = await bodies.delegationById(db, meetingId, id)
    if (count > 0) throw new Refusal("attendees.delegationNotEmpty", { name, count })
    const groups = await store.groupsOf(db, meetingId, { delegations: [id] })
    if (groups.length > 0) throw new Refusal("attendees.delegationHasGroups", { name })
    return { count: await bodies.removeDelegations(db, meetingId, [id]) }
  },
}

export const groupsService = {
  ...delegationOperations,

  groups: ({ db, reach }: Context, { meetingId }: OfMeeting) => store.groupsOf(db, meetingId, reach),

  async addGroup(ctx: Context, { meetingId, delegationId, name }: OfMeeting & { delegationId: string | null; name: string }) {
    await mustBeOurs(ctx, meetingId, delegationId)
    const [id] = await store.addGroups(ctx.db, meetingId, delegationId, [name])
    return store.groupById(ctx.db, meetingId, id!)
  },

  async renameGroup(ctx: Context, { meetingId, id, name }: One & { name: string }) {
    await store.groupById(ctx.db, meetingId, id, ctx.reach)
    await store.renameGroup(ctx.db, meetingId, { id, name })
    return store.groupById(ctx.db, meetingId, id)
  },

  async removeGroup(ctx: Context, { meetingId, id }: One) {
    const group = await store.groupById(ctx.db, meetingId, id, ctx.reach)
    const members = await store.membersOf(ctx.db, meetingId, id)
    await store.putIntoGroups(
      ctx.db,
      hand(ctx, meetingId),
      members.map((member) => ({ id: member, groupId: null })),
    )
    await store.removeGroup(ctx.db, meetingId, group)
    return { count: members.length }
  },

  async setGroupOffices(ctx: Context, { meetingId, id, convenors, recorders }: One & { convenors: string[]; recorders: string[] }) {
    await store.groupById(ctx.db, meetingId, id, ctx.reach)
    const people = [...new Set([...convenors, ...recorders])]
    if (people.length > 0) await mustBeThere(ctx.db, { ...ctx.reach, meetingId }, people)
    await store.setOffices(ctx.db, meetingId, { id, convenors, recorders })
    return store.groupById(ctx.db, meetingId, id)
  },

  async divideGroups(ctx: Context, asked: OfMeeting & { delegationId: string | null; groups: number; by: DivideBy; categories: string[] }) {
    const { meetingId, delegationId, groups: count } = asked
    await mustBeOurs(ctx, meetingId, delegationId)
    const people = await store.toDivide(ctx.db, meetingId, asked)
    if (people.length === 0) throw new Refusal("attendees.nobodyToDivide")
    const groups = await enough(ctx, { meetingId, delegationId, count })
    const parts = stretches(people, count)
    const places = parts.flatMap((part, at) => part.map((id) => ({ id, groupId: groups[at]!.id })))
    await store.putIntoGroups(ctx.db, hand(ctx, meetingId), places)
    return store.groupsOf(ctx.db, meetingId, ctx.reach)
  },

  async assignGroup(ctx: Context, { meetingId, ids, groupId }: OfMeeting & { ids: string[]; groupId: string | null }) {
    await mustBeThere(ctx.db, { ...ctx.reach, meetingId }, ids)
    const group = groupId ? await store.groupById(ctx.db, meetingId, groupId, ctx.reach) : undefined
    if (group) await mustBelong(ctx, meetingId, { ids, group })
    const count = await store.putIntoGroups(
      ctx.db,
      hand(ctx, meetingId),
      ids.map((id) => ({ id, groupId })),
    )
    return { count }
  },
}

/** The first so many groups there are, and new ones behind them where there are too few. */
async function enough(
  { db }: Context,
  { meetingId, delegationId, count }: { meetingId: string; delegationId: string | null; count: number },
): Promise<Group[]> {
  const own = async () => (await store.groupsOf(db, meetingId, { delegations: "all" })).filter((group) => group.delegationId === delegationId)
  const there = await own()
  const taken = new Set(there.map(({ name }) => name))
  const names = Array.from({ length: count + there.length }, (_, at) => groupName(at + 1)).filter((name) => !taken.has(name))
  const missing = Math.max(0, count - there.length)
  if (missing > 0) await store.addGroups(db, meetingId, delegationId, names.slice(0, missing))
  return missing > 0 ? own() : there
}

export async function mustBelong({ db }: Pick<Context, "db">, meetingId: string, { ids, group }: { ids: readonly string[]; group: Group }): Promise<void> {
  const { delegationId, delegation, name } = group
  if (!delegationId) return
  const count = await store.strangers(db, meetingId, { ids, delegationId })
  if (count > 0) throw new Refusal("attendees.groupElsewhere", { group: name, delegation: delegation ?? "", count })
}
