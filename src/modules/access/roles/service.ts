/** Roles and grants: who may do what, where and until when. */
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { unitsService } from "#modules/units/service.ts"
import type { Context, Grant } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import { countsIn, covering, covers, limitsOf } from "#server/grants.ts"
import { openAccount } from "../accounts/store.ts"
import presets from "../data/roles.json" with { type: "json" }
import { holdKeysOf } from "../keys/api/store.ts"
import { ended } from "../keys/service.ts"
import { modeOf } from "../offices/store.ts"
import { type At, type HeldGrant, type KnownRole, partsNamed, placesNamed } from "./contract.ts"
import * as store from "./store.ts"

export async function mustLeaveAnOwner(ctx: Context): Promise<void> {
  // with separated offices nobody holds everything
  if ((await modeOf(ctx.db)) === "owner" && (await store.ownersLeft(ctx.db)) === 0) throw new Refusal("access.lastOwner")
}

/** For later modules: roles, who holds what, and whom a meeting may take on. */
export const knownRoles = (ctx: Context): Promise<KnownRole[]> => store.rolesOf(ctx.db)
export const peopleWithRoles = (ctx: Context) => store.peopleWithRoles(ctx.db)
export const openPerson = (ctx: Context, id: string) => store.openPerson(ctx.db, id)
/** What everybody holds now: whom a thing without a caller concerns. */
export const everyGrant = (ctx: Context) => store.everyGrant(ctx.db)
export const openPeople = (ctx: Context, find: string) => store.openPeople(ctx.db, find)
export const grantsHeld = async (ctx: Context, by: { id?: string; meetingId: string }): Promise<HeldGrant[]> => withNames(ctx, await store.grantsBy(ctx.db, by))

/** What the product brings; the role of an owner comes only with a set-up that wants one. */
export async function keepPresets(db: Db, { withOwner }: { withOwner: boolean }): Promise<void> {
  const wanted = presets.filter(({ operations }) => withOwner || !operations.includes("*"))
  await store.keepPresets(
    db,
    wanted.map((preset) => ({ ...preset, id: newId() })),
  )
}

/**
 * What a page may offer this person, in words a browser can weigh: patterns become names where a grant covers less than they say, units and series become their meetings.
 */
export async function offeredTo(ctx: Context): Promise<{ operations: string[]; meetingIds: string[] | null }[]> {
  const { grants } = ctx.actor
  const wide = grants.some(({ at }) => at.kind === "unit" || at.kind === "series")
  const meetings = wide ? (await ctx.ask(placesNamed, { ids: null })).flat().filter(({ kind }) => kind === "meeting") : []
  const offered = []
  for (const { operations, at } of grants) {
    if (at.kind === "system") offered.push({ operations: [...operations], meetingIds: null })
    else if (at.kind === "meeting") offered.push({ operations: namesCovered(ctx, { operations, at }), meetingIds: [at.id] })
    else {
      const places = await Promise.all(meetings.map(async ({ id }) => ({ id, place: await ctx.platform.places.of("meeting", id) })))
      offered.push({ operations: [...operations], meetingIds: places.flatMap(({ id, place }) => (place && countsIn(at, place) ? [id] : [])) })
      const inUnit = ctx.platform.operations.filter(({ name, scope }) => scope === at.kind && operations.some((pattern) => covers(pattern, name)))
      if (inUnit.length > 0) offered.push({ operations: inUnit.map(({ name }) => name), meetingIds: null })
    }
  }
  return offered
}

/** A grant with a limit offers only what keeps to the limit. */
function namesCovered({ platform }: Context, grant: Grant): string[] {
  if (limitsOf(grant.at).length === 0) return [...grant.operations]
  return platform.operations.filter((operation) => covering([grant], operation).length > 0).map(({ name }) => name)
}

/** Grants (or keys) with the names of their places and parts: one look-up a kind, however many grants there are. */
export async function withNames<Held extends { at: At }>(ctx: Context, grants: readonly Held[]): Promise<(Held & Pick<HeldGrant, "where" | "parts">)[]> {
  const idOf = (at: At) => (at.kind === "system" ? [] : [at.id])
  const inMeetings = grants.flatMap(({ at }) => (at.kind === "meeting" && (at.delegations !== "all" || at.gates !== "all") ? [at.id] : []))
  const units = grants.some(({ at }) => at.kind === "unit") ? await unitsService.list(ctx, {}) : []
  const places = (await ctx.ask(placesNamed, { ids: [...new Set(grants.flatMap(({ at }) => idOf(at)))] })).flat()
  const parts = inMeetings.length > 0 ? (await ctx.ask(partsNamed, { meetingIds: [...new Set(inMeetings)] })).flat() : []
  const names = new Map([...units, ...places, ...parts].map(({ id, name }) => [id, name]))
  const partsOf = (at: At) => (at.kind === "meeting" ? [at.delegations, at.gates].flatMap((ids) => (ids === "all" ? [] : ids)) : [])
  return grants.map((grant) => ({
    ...grant,
    where: names.get(idOf(grant.at)[0] ?? "") ?? null,
    parts: partsOf(grant.at).flatMap((id) => names.get(id) ?? []),
  }))
}

export type Wanted = { accountId: string; roleId: string; at: At; validFrom: string | null; validUntil: string | null; note: string }

/** Throws house.notFound, access.alreadyGranted, access.alreadyOver. */
export async function giveGrant(ctx: Context, wanted: Wanted): Promise<{ id: string }> {
  const { at } = wanted
  if (!(await openAccount(ctx.db, wanted.accountId))) throw new Refusal("house.notFound")
  if (at.kind !== "system" && !(await ctx.platform.places.of(at.kind, at.id))) throw new Refusal("house.notFound")
  if (at.kind === "meeting" && at.delegations !== "all" && at.gates !== "all") throw new Refusal("access.oneLimit")
  if (wanted.validUntil !== null && wanted.validUntil <= ctx.now) throw new Refusal("access.alreadyOver")
  const id = newId()
  await store.addGrant(ctx.db, { ...wanted, id, by: ctx.actor.name, now: ctx.now })
  ended(ctx, [`account:${wanted.accountId}`])
  return { id }
}

/** Throws house.notFound, access.lastOwner. */
export async function takeGrant(ctx: Context, id: string): Promise<{ id: string }> {
  const [held] = await store.grantsBy(ctx.db, { id })
  if (!held || !(await store.removeGrant(ctx.db, id))) throw new Refusal("house.notFound")
  await mustLeaveAnOwner(ctx)
  ended(ctx, [`account:${held.accountId}`])
  return { id }
}

export const roleHandlers = {
  roles: (ctx: Context) => store.rolesOf(ctx.db),
  addRole: (ctx: Context, role: { name: string; operations: string[] }) => store.saveRole(ctx.db, { ...role, id: newId() }),

  async changeRole(ctx: Context, role: { id: string; name: string; operations: string[] }) {
    const before = (await store.rolesOf(ctx.db)).find(({ id }) => id === role.id)
    if (!before) throw new Refusal("house.notFound")
    const saved = await store.saveRole(ctx.db, role)
    await mustLeaveAnOwner(ctx)
    const hasGrown = role.operations.some((operation) => !before.operations.some((pattern) => covers(pattern, operation)))
    const held = hasGrown && (await modeOf(ctx.db)) === "three" ? await holdKeysOf(ctx.db, role.id) : []
    const holders = await store.grantsBy(ctx.db, { roleId: role.id })
    ended(ctx, [...new Set([...holders.map(({ accountId }) => `account:${accountId}`), ...held.map((id) => `key:${id}`)])])
    return saved
  },

  async removeRole(ctx: Context, { id }: { id: string }) {
    const holders = await store.grantsBy(ctx.db, { roleId: id })
    if (holders.length > 0) throw new Refusal("access.roleInUse", { count: new Set(holders.map(({ accountId }) => accountId)).size })
    if (!(await store.removeRole(ctx.db, id))) throw new Refusal("house.notFound")
    return { id }
  },

  grants: async (ctx: Context, by: { accountId?: string; roleId?: string; meetingId?: string }) => withNames(ctx, await store.grantsBy(ctx.db, by)),
  grant: giveGrant,

  async places(ctx: Context) {
    const units = (await unitsService.list(ctx, {})).map(({ id, name, parentId }) => ({ kind: "unit" as const, id, name, unitId: parentId }))
    return [...units, ...(await ctx.ask(placesNamed, { ids: null })).flat()]
  },

  parts: async (ctx: Context, { of }: { of: string }) => (await ctx.ask(partsNamed, { meetingIds: [of] })).flat(),

  revokeGrant: (ctx: Context, { id }: { id: string }) => takeGrant(ctx, id),
}
