import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { unitsService } from "#modules/units/service.ts"
import { serve } from "#server/api.ts"
import type { Actor, Context } from "#server/context.ts"
import { access, type Me } from "./contract.ts"
import presets from "./data/roles.json" with { type: "json" }
import { enrol, openLink } from "./keys/service.ts"
import {
  accountNamed,
  accountsOf,
  addAccount,
  addGrant,
  changePassword,
  closeAccount,
  endSessions,
  openAccount,
  organisationOf,
  ownersLeft,
  passwordOf,
  removeGrant,
  rolesOf,
  saveRole,
  setOrganisation,
} from "./store.ts"

const meOf = (actor: Actor): Me | null =>
  actor.kind === "public" || actor.kind === "job"
    ? null
    : {
        kind: actor.kind,
        id: actor.id,
        name: actor.name,
        meetingId: actor.meetingId,
        device: actor.device ?? null,
        grants: actor.grants.map((grant) => ({ ...grant, operations: [...grant.operations] })),
      }

const accountActor = (id: string, name: string): Actor => ({ kind: "account", id, name, grants: [], meetingId: null })

async function mustLeaveAnOwner(ctx: Context): Promise<void> {
  if ((await ownersLeft(ctx.db)) === 0) throw new Refusal("access.lastOwner")
}

async function newAccount(ctx: Context, { name, username, password }: { name: string; username: string; password: string }): Promise<string> {
  const id = newId()
  await addAccount(ctx.db, { id, name, username, passwordHash: await ctx.platform.accounts.hash(password), now: ctx.now })
  return id
}

export const accessService = serve(access, {
  async state(ctx) {
    const organisation = await organisationOf(ctx.db, false)
    return { isSetUp: organisation !== undefined, organisation: organisation ?? null, me: meOf(ctx.actor) }
  },

  async setUp(ctx, { organisation, ...owner }) {
    if (await organisationOf(ctx.db, true)) throw new Refusal("access.alreadySetUp")
    await setOrganisation(ctx.db, organisation)
    await unitsService.add(ctx, { name: organisation, parentId: null })
    for (const preset of presets) await saveRole(ctx.db, { id: newId(), ...preset })
    const ownerRole = (await rolesOf(ctx.db)).find((role) => role.operations.includes("*"))
    const accountId = await newAccount(ctx, owner)
    if (ownerRole) await addGrant(ctx.db, { id: newId(), accountId, roleId: ownerRole.id, meetingId: null })
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

  accounts: (ctx) => accountsOf(ctx.db),
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

  roles: (ctx) => rolesOf(ctx.db),
  addRole: (ctx, role) => saveRole(ctx.db, { id: newId(), ...role }),

  async changeRole(ctx, role) {
    if (!(await rolesOf(ctx.db)).some(({ id }) => id === role.id)) throw new Refusal("house.notFound")
    const saved = await saveRole(ctx.db, role)
    await mustLeaveAnOwner(ctx)
    return saved
  },

  async grant(ctx, wanted) {
    if (!(await openAccount(ctx.db, wanted.accountId))) throw new Refusal("house.notFound")
    const id = newId()
    await addGrant(ctx.db, { id, ...wanted })
    return { id }
  },

  async revokeGrant(ctx, { id }) {
    if (!(await removeGrant(ctx.db, id))) throw new Refusal("house.notFound")
    await mustLeaveAnOwner(ctx)
    return { id }
  },

  openLink: (ctx, { token }) => openLink(ctx, token),
  enrol: (ctx, { token }) => enrol(ctx, token),
})
