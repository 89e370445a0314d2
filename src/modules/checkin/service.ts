import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { addDevice, renewDevice, revokeDevice } from "#modules/access/keys/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { checkin, exportPresent } from "./contract.ts"
import type { GateSession } from "./gate/contract.ts"
import { gatePeople, gateVersion, onPool, takeScans, within } from "./gate/store.ts"
import { totalsOf, withAbsent } from "./rules.ts"
import * as store from "./store.ts"
import { words } from "./words.ts"

async function mustTakeAttendance({ db }: Context, meetingId: string, sessionId: string): Promise<GateSession> {
  const session = await store.signInSession(db, meetingId, sessionId)
  if (!session) throw new Refusal("checkin.noSession")
  return session
}
const mustExist = <Thing>(thing: Thing | undefined): Thing => {
  if (!thing) throw new Refusal("house.notFound")
  return thing
}
async function mustBeGate({ db, reach: { gates } }: Context, meetingId: string, id: string): Promise<void> {
  if (gates !== "all" && !gates.includes(id)) throw new Refusal("checkin.noSuchGate")
  if (!(await store.gatesOf(db, meetingId, null)).some((gate) => gate.id === id && !gate.revokedAt)) throw new Refusal("checkin.noSuchGate")
}
/** Signed in by hand at the desk; by somebody who stands at one gate, there, so that he can undo it again. */
async function placeOf({ db, reach: { gates }, locale }: Context, meetingId: string): Promise<{ deviceId: string | null; gate: string }> {
  const own = gates === "all" ? undefined : (await store.gatesOf(db, meetingId, null)).find(({ id }) => id !== null && gates.includes(id))
  return own ? { deviceId: own.id, gate: own.name } : { deviceId: null, gate: words[locale].desk }
}
const ownMeeting = ({ actor }: Context): string => mustExist(actor.meetingId ?? undefined)

export const checkinService = serve(checkin, {
  async setup(ctx, { have }) {
    const meetingId = ownMeeting(ctx)
    const meeting = mustExist(await store.meetingHead(ctx.db, meetingId))
    const run = onPool(ctx.platform.pool)
    const version = await gateVersion(run, meetingId)
    return {
      deviceId: ctx.actor.id,
      meeting: { id: meeting.id, name: meeting.name, zone: meeting.zone },
      gate: ctx.actor.name,
      sessions: await store.signInSessions(ctx.db, meetingId),
      version,
      people: version === have ? null : await gatePeople(run, meetingId),
    }
  },

  async myCard(ctx) {
    const meetingId = ownMeeting(ctx)
    const { id, name, place, hall, zone } = mustExist(await store.meetingHead(ctx.db, meetingId))
    return {
      meeting: { id, name, place: `${place}${hall}`, zone },
      me: mustExist(await store.myself(ctx.db, meetingId, ctx.actor.id)),
      card: (await store.myCode(ctx.db, meetingId, ctx.actor.id)) ?? null,
      seat: (await store.mySeat(ctx.db, meetingId, ctx.actor.id)) ?? null,
      sessions: await store.myProgramme(ctx.db, meetingId, ctx.actor.id),
    }
  },

  sessions: ({ db }, { meetingId }) => store.signInSessions(db, meetingId),

  async board(ctx, { meetingId, sessionId }) {
    const session = await mustTakeAttendance(ctx, meetingId, sessionId)
    const of = { meetingId, sessionId, delegations: ctx.reach.delegations }
    const tallies = await store.tallies(ctx.db, of)
    const { zone } = mustExist(await store.meetingHead(ctx.db, meetingId))
    return {
      session,
      zone,
      totals: totalsOf(tallies),
      delegations: tallies.map(withAbsent),
      arrivals: await store.arrivalsByFive(ctx.db, of),
    }
  },

  present: ({ db, reach }, { meetingId, sessionId, ...asked }) => store.attendance(db, { meetingId, sessionId, delegations: reach.delegations }, asked),
  scans: ({ db, reach }, { meetingId, sessionId, ...asked }) => store.scansOf(db, { meetingId, sessionId, gates: reach.gates }, asked),

  async gates({ db, reach: { gates } }, { meetingId, sessionId }) {
    const all = await store.gatesOf(db, meetingId, sessionId ?? null)
    return gates === "all" ? all : all.filter(({ id }) => id !== null && gates.includes(id))
  },

  async addGate(ctx, { meetingId, name }) {
    const gates = await store.gatesOf(ctx.db, meetingId, null)
    if (gates.some((gate) => gate.name === name && !gate.revokedAt)) throw new Refusal("checkin.gateName", { name })
    return addDevice(ctx, { meetingId, kind: "gate", name })
  },

  async renewGate(ctx, { meetingId, id }) {
    await mustBeGate(ctx, meetingId, id)
    return renewDevice(ctx, { meetingId, id })
  },

  async revokeGate(ctx, { meetingId, id }) {
    await mustBeGate(ctx, meetingId, id)
    await revokeDevice(ctx, { meetingId, id })
    return { id }
  },

  async manual(ctx, { meetingId, sessionId, attendeeId, reason }) {
    await mustTakeAttendance(ctx, meetingId, sessionId)
    if (!(await store.personNamed(ctx.db, { meetingId, attendeeId, delegations: ctx.reach.delegations }))) throw new Refusal("checkin.noSuchPerson")
    const scan = { id: newId(), sessionId, kind: "manual" as const, code: "", attendeeId, scannedAt: ctx.now, operator: ctx.actor.name, reason }
    const taken = (await takeScans(within(ctx.db), { meetingId, aheadMs: 0, ...(await placeOf(ctx, meetingId)) }, [scan])).get(scan.id)
    const { verdict, firstAt, firstGate } = mustExist(taken)
    return { verdict, first: firstAt && firstGate !== null ? { at: firstAt, gate: firstGate } : null }
  },

  async undo(ctx, { meetingId, sessionId, attendeeId, reason }) {
    const person = await store.personNamed(ctx.db, { meetingId, attendeeId, delegations: ctx.reach.delegations })
    if (!person) throw new Refusal("checkin.noSuchPerson")
    const entry = await store.takeOut(ctx.db, { meetingId, sessionId, attendeeId, gates: ctx.reach.gates })
    if (!entry) throw new Refusal("checkin.notPresent", { name: person.name })
    await store.keepUndo(ctx.db, { meetingId, id: newId(), sessionId, attendeeId, operator: ctx.actor.name, reason, now: ctx.now }, entry)
    return { attendeeId }
  },

  async export(ctx, { meetingId, sessionId }) {
    const { delegations } = ctx.reach
    await mustTakeAttendance(ctx, meetingId, sessionId)
    return { jobId: await ctx.start(exportPresent, { meetingId, sessionId, delegations: delegations === "all" ? "all" : [...delegations] }, meetingId) }
  },
})
