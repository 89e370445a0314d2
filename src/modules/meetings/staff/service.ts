import { Refusal } from "#kernel/contract.ts"
import { partsNamed } from "#modules/access/roles/contract.ts"
import { giveGrant, grantsHeld, knownRoles, openPeople, takeGrant } from "#modules/access/roles/service.ts"
import type { Context } from "#server/context.ts"
import { covers, mayAt } from "#server/grants.ts"
import { keysEndOf } from "../store.ts"

type Part = "all" | readonly string[]
type Wanted = { meetingId: string; accountId: string; roleId: string; delegations: Part; gates: Part; validUntil: string | null; note: string }

/** Does he himself hold, in the whole meeting, everything the role says? */
async function holdsAll({ platform, actor }: Context, meetingId: string, role: readonly string[]): Promise<boolean> {
  const named = platform.operations.filter(({ name, scope }) => scope !== "self" && scope !== "public" && role.some((pattern) => covers(pattern, name)))
  const held = await Promise.all(named.map(({ name }) => mayAt(platform.places, actor, { kind: "meeting", id: meetingId, operation: name })))
  return held.every(Boolean)
}

async function partsOf(ctx: Context, meetingId: string) {
  return (await ctx.ask(partsNamed, { meetingIds: [meetingId] })).flat()
}

async function mustBeParts(ctx: Context, { meetingId, delegations, gates }: Pick<Wanted, "meetingId" | "delegations" | "gates">): Promise<void> {
  if (delegations === "all" && gates === "all") return
  if (delegations !== "all" && gates !== "all") throw new Refusal("meetings.oneLimit")
  const known = new Set((await partsOf(ctx, meetingId)).map(({ id }) => id))
  const wanted = [delegations, gates].flatMap((ids) => (ids === "all" ? [] : ids))
  if (wanted.length === 0 || wanted.some((id) => !known.has(id))) throw new Refusal("meetings.noSuchPart")
}

export const staffHandlers = {
  async staff(ctx: Context, { meetingId }: { meetingId: string }) {
    const roles = new Map((await knownRoles(ctx)).map((role) => [role.id, role]))
    const held = await grantsHeld(ctx, { meetingId })
    return Promise.all(held.map(async (grant) => ({ ...grant, mayRemove: await holdsAll(ctx, meetingId, roles.get(grant.roleId)?.operations ?? []) })))
  },

  async staffChoices(ctx: Context, { meetingId, find }: { meetingId: string; find?: string }) {
    const roles = await knownRoles(ctx)
    const mine = await Promise.all(roles.map(async (role) => role.preset && (await holdsAll(ctx, meetingId, role.operations))))
    return {
      accounts: await openPeople(ctx, find ?? ""),
      roles: roles.filter((_, index) => mine[index]).map(({ id, name }) => ({ id, name })),
      parts: (await partsOf(ctx, meetingId)).map(({ kind, id, name }) => ({ kind, id, name })),
      endsAt: await keysEndOf(ctx.db, meetingId),
    }
  },

  async addStaff(ctx: Context, { meetingId, delegations, gates, ...wanted }: Wanted) {
    const role = (await knownRoles(ctx)).find(({ id }) => id === wanted.roleId)
    if (!role) throw new Refusal("house.notFound")
    if (!role.preset) throw new Refusal("meetings.notAPreset", { role: role.name })
    if (!(await holdsAll(ctx, meetingId, role.operations))) throw new Refusal("meetings.moreThanYours", { role: role.name })
    await mustBeParts(ctx, { meetingId, delegations, gates })
    const limit = (ids: Part) => (ids === "all" ? ("all" as const) : [...ids])
    const at = { kind: "meeting" as const, id: meetingId, delegations: limit(delegations), gates: limit(gates) }
    return giveGrant(ctx, { ...wanted, at, validFrom: null })
  },

  /** A grant for a wider place is not this meeting's to take away. */
  async removeStaff(ctx: Context, { meetingId, id }: { meetingId: string; id: string }) {
    const [grant] = await grantsHeld(ctx, { id, meetingId })
    const role = grant && (await knownRoles(ctx)).find((one) => one.id === grant.roleId)
    if (!role) throw new Refusal("house.notFound")
    if (!(await holdsAll(ctx, meetingId, role.operations))) throw new Refusal("meetings.moreThanYours", { role: role.name })
    return takeGrant(ctx, id)
  },
}
