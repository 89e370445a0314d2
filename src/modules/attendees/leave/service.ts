import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import { syncMembers } from "../bodies/store.ts"
import { putPeople, sealed } from "../person/store.ts"
import { attendeeById, markSameNames } from "../store.ts"
import { exportingLeaves, type Leave, type LeaveWanted, leaveSessions, type SessionOf } from "./contract.ts"
import { mustBeAsked, mustTakeSubstitute, overlaps, spanOf } from "./rules.ts"
import * as store from "./store.ts"

type Asked = {
  meetingId: string
  attendeeId: string
  reason: string
  fromSessionId: string | null
  untilSessionId: string | null
  askedFor?: Leave["askedFor"] | undefined
}
type One = { meetingId: string; id: string }

const hand = (ctx: Context, meetingId: string) => ({ meetingId, by: ctx.actor.name, at: ctx.now })
const sessionsOf = async (ctx: Context, meetingId: string): Promise<SessionOf[]> => (await ctx.ask(leaveSessions, { meetingId })).flat()

/** A liaison is known by his limited reach; the office says itself on whose behalf it writes. */
async function put(ctx: Context, { meetingId, attendeeId, reason, askedFor, ...ids }: Asked, isGranted: boolean): Promise<string> {
  const isWhole = ids.fromSessionId === null && ids.untilSessionId === null
  const span = spanOf(isWhole ? [] : await sessionsOf(ctx, meetingId), ids)
  await store.lockPerson(ctx.db, meetingId, attendeeId)
  const { name } = await attendeeById(ctx, meetingId, attendeeId, ctx.reach)
  const times = { fromAt: span.from?.startsAt ?? null, untilAt: span.until?.startsAt ?? null }
  const other = (await store.openLeaves(ctx.db, meetingId, attendeeId)).find((leave) => overlaps(leave, times))
  if (other) throw new Refusal("attendees.onLeave", { name, reason: other.reason })
  const id = newId()
  const by = askedFor ?? (ctx.reach.delegations === "all" ? "office" : "liaison")
  await store.addLeave(ctx.db, hand(ctx, meetingId), { ...span, id, attendeeId, reason, askedFor: by, isGranted })
  if (isGranted) await store.markPerson(ctx.db, hand(ctx, meetingId), attendeeId)
  return id
}

export const leaveHandlers = {
  leaves: ({ db, reach }: Context, wanted: LeaveWanted & { page: number; size: number }) =>
    store.leavesOf(db, wanted, { page: wanted.page, size: wanted.size, delegations: reach.delegations }),

  leaveSessions: (ctx: Context, { meetingId }: { meetingId: string }) => sessionsOf(ctx, meetingId),

  async askLeave(ctx: Context, asked: Asked) {
    const id = await put(ctx, asked, false)
    return store.leaveById(ctx.db, asked.meetingId, id, ctx.reach)
  },

  async decideLeave(ctx: Context, { meetingId, ...decision }: One & { isGranted: boolean; note: string }) {
    const leave = await store.leaveById(ctx.db, meetingId, decision.id, ctx.reach)
    await store.lockPerson(ctx.db, meetingId, leave.attendeeId)
    mustBeAsked(await store.leaveById(ctx.db, meetingId, decision.id, ctx.reach))
    await store.decide(ctx.db, hand(ctx, meetingId), decision)
    await store.markPerson(ctx.db, hand(ctx, meetingId), leave.attendeeId)
    return store.leaveById(ctx.db, meetingId, decision.id, ctx.reach)
  },

  async grantLeave(ctx: Context, { meetingId, id, reason }: One & { reason: string }) {
    await put(ctx, { meetingId, attendeeId: id, reason, fromSessionId: null, untilSessionId: null }, true)
    return attendeeById(ctx, meetingId, id)
  },

  async endLeave(ctx: Context, { meetingId, id, leaveId }: One & { leaveId?: string | undefined }) {
    await store.lockPerson(ctx.db, meetingId, id)
    const { name } = await attendeeById(ctx, meetingId, id, ctx.reach)
    const granted = (await store.openLeaves(ctx.db, meetingId, id)).filter(
      (leave) => leave.state === "granted" && (leaveId === undefined || leave.id === leaveId),
    )
    if (granted.length === 0) throw new Refusal("attendees.notOnLeave", { name })
    const ids = granted.map((leave) => leave.id)
    await store.endLeaves(ctx.db, hand(ctx, meetingId), ids)
    await store.markPerson(ctx.db, hand(ctx, meetingId), id)
    return attendeeById(ctx, meetingId, id)
  },

  async sendSubstitute(ctx: Context, { meetingId, id, ...who }: One & { name: string; post: string; sex: "male" | "female" | null }) {
    const leave = await store.leaveById(ctx.db, meetingId, id, ctx.reach)
    await store.lockPerson(ctx.db, meetingId, leave.attendeeId)
    mustTakeSubstitute(await store.leaveById(ctx.db, meetingId, id, ctx.reach))
    const { category, unit, delegationId } = await attendeeById(ctx, meetingId, leave.attendeeId, ctx.reach)
    const substituteId = newId()
    const person = { ...who, id: substituteId, category, unit, delegationId, ethnicity: null, rank: null, role: null, remark: "" }
    await putPeople(ctx.db, hand(ctx, meetingId), [sealed(ctx.platform.keys, person)])
    await store.setSubstitute(ctx.db, { meetingId, id, substituteId })
    await syncMembers(ctx.db, meetingId, [substituteId])
    await markSameNames(ctx.db, meetingId)
    return store.leaveById(ctx.db, meetingId, id, ctx.reach)
  },

  async exportLeaves(ctx: Context, wanted: LeaveWanted) {
    const { delegations } = ctx.reach
    return { jobId: await ctx.start(exportingLeaves, { ...wanted, delegations: delegations === "all" ? "all" : [...delegations] }, wanted.meetingId) }
  },
}
