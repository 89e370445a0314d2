import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import { mustBeFresh } from "../store.ts"
import type { Body, BodyKind, Quorum } from "./contract.ts"
import * as making from "./making/store.ts"
import { type Member, type MemberOrder, type MemberRole, printingMembers } from "./members/contract.ts"
import * as members from "./members/store.ts"
import { mustBeAShare, mustFitRole } from "./rules.ts"
import { categoriesOf, delegationById, syncMembers } from "./store.ts"

type One = { meetingId: string; id: string }
type Rule = { quorum: Quorum; basis: string | null }
type Making = Rule & { meetingId: string; name: string; kind: BodyKind }
type Follows = { categories: string[]; delegationId: string | null; groupId: string | null }

async function mustKnow(ctx: Context, meetingId: string, { name, categories, delegationId }: Follows & { name: string }): Promise<void> {
  const known = (await categoriesOf(ctx.db, meetingId)).map((category) => category.name)
  const unknown = categories.find((category) => !known.includes(category))
  if (unknown !== undefined) throw new Refusal("attendees.noSuchCategory", { category: unknown })
  if (categories.length === 0) throw new Refusal("attendees.whoBelongs", { name })
  if (delegationId) await delegationById(ctx.db, meetingId, delegationId)
}

async function mustBeByHand(ctx: Context, { meetingId, id }: One): Promise<Body> {
  const body = await making.bodyById(ctx.db, meetingId, id)
  if (!body.byHand) throw new Refusal("attendees.followsRoster", { name: body.name })
  return body
}

async function mustBeWritten(ctx: Context, at: One, isFresh: boolean): Promise<void> {
  if (!isFresh) await mustBeFresh(ctx, { meetingId: at.meetingId, isFresh }, await making.lastHand(ctx.db, at))
}
const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })
const none = { categories: [], delegationId: null, groupId: null }

export const bodyHandlers = {
  bodies: ({ db }: Context, { meetingId }: { meetingId: string }) => making.bodiesOf(db, meetingId),

  async members({ db }: Context, { meetingId, id, ...page }: One & { order: MemberOrder; find: string; page: number; size: number }) {
    await making.bodyById(db, meetingId, id)
    return members.membersOf(db, { meetingId, id }, page)
  },

  async addBody(ctx: Context, { meetingId, follows, ...body }: Making & { follows: Follows | null; qualified: boolean }) {
    mustBeAShare(body.quorum)
    if (follows) await mustKnow(ctx, meetingId, { ...follows, name: body.name })
    const id = newId()
    await making.addBodies(ctx.db, meetingId, [{ ...body, ...(follows ?? none), id, key: id, byHand: follows === null, source: "" }])
    if (follows) await syncMembers(ctx.db, meetingId)
    return making.bodyById(ctx.db, meetingId, id)
  },

  async editBody(ctx: Context, { categories, ...change }: One & { version: number; name: string; qualified: boolean; categories?: string[] | undefined }) {
    const { meetingId, id } = change
    const body = await making.bodyById(ctx.db, meetingId, id)
    const wanted = body.byHand ? body.categories : (categories ?? body.categories)
    if (!body.byHand) await mustKnow(ctx, meetingId, { ...body, categories: wanted })
    await mustBeWritten(ctx, { meetingId, id }, await making.changeBody(ctx.db, hand(ctx), { ...change, categories: wanted }))
    await syncMembers(ctx.db, meetingId)
    return making.bodyById(ctx.db, meetingId, id)
  },

  async setQuorum(ctx: Context, wanted: One & Rule & { version: number }) {
    mustBeAShare(wanted.quorum)
    await making.bodyById(ctx.db, wanted.meetingId, wanted.id)
    await mustBeWritten(ctx, wanted, await making.setQuorum(ctx.db, hand(ctx), wanted))
    return making.bodyById(ctx.db, wanted.meetingId, wanted.id)
  },

  async removeBody({ db }: Context, { meetingId, id }: One) {
    const { name } = await making.bodyById(db, meetingId, id)
    await making.removeBody(db, { meetingId, id, name })
    return { count: 1 }
  },

  async formBodies({ db }: Context, { meetingId, of }: { meetingId: string; of: "delegation" | "group" }) {
    const [found, categories] = await Promise.all([making.bodiless(db, meetingId, of), categoriesOf(db, meetingId)])
    const voting = categories.filter(({ mayVote }) => mayVote)
    const belong = (voting.length > 0 ? voting : categories).map(({ name }) => name)
    const body = { kind: of, byHand: false, categories: belong, qualified: false, quorum: { num: 1, den: 2, strict: true }, basis: null, source: "" }
    const made = found.map(({ id: ofId, name }) => {
      const id = newId()
      return { ...body, id, key: id, name, delegationId: of === "delegation" ? ofId : null, groupId: of === "group" ? ofId : null }
    })
    if (made.length > 0) await making.addBodies(db, meetingId, made)
    await syncMembers(db, meetingId)
    return { count: made.length }
  },

  async addElected(
    ctx: Context,
    { meetingId, elected, ...body }: Making & { source: string; elected: { attendeeId: string; votes: number; alternate: boolean }[] },
  ) {
    mustBeAShare(body.quorum)
    const ids = elected.map(({ attendeeId }) => attendeeId)
    await members.mustBePeople(ctx.db, meetingId, ids)
    const id = newId()
    await making.addBodies(ctx.db, meetingId, [{ ...body, ...none, id, key: id, byHand: true, qualified: false }])
    await members.addElected(ctx.db, { meetingId, id }, elected)
    await syncMembers(ctx.db, meetingId, ids)
    return making.bodyById(ctx.db, meetingId, id)
  },

  async addMembers(ctx: Context, { ids, ...at }: One & { ids: string[] }) {
    await mustBeByHand(ctx, at)
    await members.mustBePeople(ctx.db, at.meetingId, ids)
    const count = await members.addMembers(ctx.db, at, ids)
    await syncMembers(ctx.db, at.meetingId, ids)
    return { count }
  },

  async removeMembers(ctx: Context, { ids, ...at }: One & { ids: string[] }) {
    await mustBeByHand(ctx, at)
    return { count: await members.removeMembers(ctx.db, at, ids) }
  },

  async setMember(
    ctx: Context,
    { role, rights, ...which }: One & { attendeeId: string; role: MemberRole; rights: (Pick<Member, "mayVote" | "mayElect"> & { reason: string }) | null },
  ) {
    mustFitRole(role, rights)
    const { name } = await making.bodyById(ctx.db, which.meetingId, which.id)
    await members.memberOf(ctx.db, { ...which, name })
    await members.setMember(ctx.db, which, { role, rights })
    await syncMembers(ctx.db, which.meetingId, [which.attendeeId])
    return members.memberOf(ctx.db, { ...which, name })
  },

  async printMembers(ctx: Context, choice: One & { order: MemberOrder; form: "pdf" | "xlsx" }) {
    await making.bodyById(ctx.db, choice.meetingId, choice.id)
    return { jobId: await ctx.start(printingMembers, choice, choice.meetingId) }
  },
}
