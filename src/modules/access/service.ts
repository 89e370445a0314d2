import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { unitsService } from "#modules/units/service.ts"
import { serve } from "#server/api.ts"
import type { Actor, Context } from "#server/context.ts"
import { access, type Me } from "./contract.ts"
import { enrol, openLink } from "./keys/service.ts"
import { keepPresets, mustLeaveAnOwner, offeredTo, roleHandlers, withNames } from "./roles/service.ts"
import { addGrant, grantsBy, rolesOf } from "./roles/store.ts"
import {
  accountNamed,
  accountsOf,
  addAccount,
  changePassword,
  closeAccount,
  endSessions,
  openAccount,
  organisationOf,
  passwordOf,
  setOrganisation,
} from "./store.ts"

async function meOf(ctx: Context): Promise<Me | null> {
  const { actor } = ctx
  if (actor.kind === "public" || actor.kind === "job") return null
  return {
    kind: actor.kind,
    id: actor.id,
    name: actor.name,
    meetingId: actor.meetingId,
    device: actor.device ?? null,
    grants: await offeredTo(ctx),
  }
}

const accountActor = (id: string, name: string): Actor => ({ kind: "account", id, name, grants: [], meetingId: null })

async function newAccount(ctx: Context, { name, username, password }: { name: string; username: string; password: string }): Promise<string> {
  const id = newId()
  await addAccount(ctx.db, { id, name, username, passwordHash: await ctx.platform.accounts.hash(password), now: ctx.now })
  return id
}

export const accessService = serve(access, {
  async state(ctx) {
    const organisation = await organisationOf(ctx.db, false)
    return { isSetUp: organisation !== undefined, organisation: organisation ?? null, me: await meOf(ctx) }
  },

  async setUp(ctx, { organisation, ...owner }) {
    if (await organisationOf(ctx.db, true)) throw new Refusal("access.alreadySetUp")
    await setOrganisation(ctx.db, organisation)
    await unitsService.add(ctx, { name: organisation, parentId: null })
    await keepPresets(ctx.db, { withOwner: true })
    const ownerRole = (await rolesOf(ctx.db)).find((role) => role.operations.includes("*"))
    const accountId = await newAccount(ctx, owner)
    const always = { at: { kind: "system" as const }, validFrom: null, validUntil: null, note: "", now: ctx.now }
    if (ownerRole) await addGrant(ctx.db, { ...always, id: newId(), accountId, roleId: ownerRole.id, by: owner.name })
    ctx.actor = accountActor(accountId, owner.name)
    return { accountId }
  },

  async signIn(ctx, { username, password }) {
    const account = await accountNamed(ctx.db, username)
    // better-auth hashes for unknown names too, so that the time of the answer does not tell which names exist
    const cookies = await ctx.platform.accounts.signIn(username, password)
    if (!account || !cookies) throw new Refusal("access.wrongPassword")
    if (account.closedAt) throw new Refusal("access.closed")
    ctx.cookies.push(...cookies)
    ctx.actor = accountActor(account.id, account.name)
    return { name: account.name }
  },

  async signOut(ctx) {
    ctx.cookies.push(...(await ctx.platform.accounts.signOut(String(ctx.headers.cookie ?? ""))))
    return {}
  },

  async changePassword(ctx, { current, password }) {
    const hash = await passwordOf(ctx.db, ctx.actor.id)
    if (!hash || !(await ctx.platform.accounts.verify(hash, current))) throw new Refusal("access.wrongPassword")
    await changePassword(ctx.db, { id: ctx.actor.id, hash: await ctx.platform.accounts.hash(password), now: ctx.now })
    // whoever else is signed in by the old password is out; this browser stays
    await endSessions(ctx.db, ctx.actor.id, ctx.platform.accounts.tokenOf(String(ctx.headers.cookie ?? "")))
    return {}
  },

  async accounts(ctx) {
    const grants = Map.groupBy(await withNames(ctx, await grantsBy(ctx.db, {})), ({ accountId }) => accountId)
    return (await accountsOf(ctx.db)).map((account) => ({ ...account, grants: grants.get(account.id) ?? [] }))
  },
  addAccount: async (ctx, account) => ({ id: await newAccount(ctx, account) }),

  async resetPassword(ctx, { id, password }) {
    if (!(await openAccount(ctx.db, id))) throw new Refusal("house.notFound")
    await changePassword(ctx.db, { id, hash: await ctx.platform.accounts.hash(password), now: ctx.now })
    await endSessions(ctx.db, id)
    return { id }
  },

  async closeAccount(ctx, { id }) {
    if (!(await closeAccount(ctx.db, { id, now: ctx.now }))) throw new Refusal("house.notFound")
    await mustLeaveAnOwner(ctx)
    return { id }
  },

  ...roleHandlers,

  openLink: (ctx, { token }) => openLink(ctx, token),
  enrol: (ctx, { token }) => enrol(ctx, token),
})
