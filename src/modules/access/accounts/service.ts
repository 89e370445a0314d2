/** Accounts: signing in and out, passwords by the house's policy, locks. Every password is hashed before the transaction, never in it. */
import { Refusal } from "#kernel/contract.ts"
import { slowFirst } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { mayEverywhere } from "#server/grants.ts"
import { mustKeepOffices, needsTwoHands } from "../offices/service.ts"
import { modeOf, officeOf } from "../offices/store.ts"
import { accountActor, hashedBy, mustBeNewPassword, mustKnowPassword, newAccount } from "../passwords/service.ts"
import { mustLeaveAnOwner, withNames } from "../roles/service.ts"
import { grantsBy } from "../roles/store.ts"
import { tokenOf } from "../sessions/service.ts"
import { endSessions } from "../sessions/store.ts"
import { mustBeRightCode } from "../totp/service.ts"
import type { Person, Policy } from "./contract.ts"
import { mustBeGoodPassword } from "./rules.ts"
import * as store from "./store.ts"

async function mustBeOpen(ctx: Context, id: string) {
  const account = await store.openAccount(ctx.db, id)
  if (!account) throw new Refusal("house.notFound")
  return account
}

type Asked = { username: string; password: string; code?: string }

/** Everything that is weighed stands before the transaction: a counted failure stays counted whatever the answer is. */
async function weighSignIn(ctx: Context, { username, password, code }: Asked) {
  const policy = await store.policyOf(ctx.db)
  const locked = await store.takeTry(ctx.db, username, policy)
  if (locked) throw new Refusal("access.locked", { minutes: Math.max(1, Math.ceil((Date.parse(locked.lockedUntil) - Date.now()) / 60_000)) })
  const account = await store.credentialsOf(ctx.db, { username })
  // an unknown name is hashed like a known one, so that the time of the answer does not tell which names exist
  const isRight = await ctx.platform.accounts.verify(account?.hash, password)
  if (!account || !isRight) throw new Refusal("access.wrongPassword")
  if (account.closedAt || (account.sealed && !code)) {
    await store.giveTryBack(ctx.db, username)
    throw new Refusal(account.closedAt ? "access.closed" : "access.codeNeeded")
  }
  if (account.sealed && code) await mustBeRightCode(ctx, { accountId: account.id, sealed: account.sealed, code })
  const cookies = await ctx.platform.accounts.open({
    userId: account.id,
    address: ctx.address,
    browser: String(ctx.headers["user-agent"] ?? "").slice(0, 400),
    hours: policy.lifeHours,
  })
  return { account, cookies }
}

export const accountHandlers = {
  signIn: slowFirst(weighSignIn, async (ctx, { username }, { account, cookies }) => {
    await store.noteSignIn(ctx.db, { id: account.id, username, now: ctx.now })
    ctx.cookies.push(...cookies)
    ctx.actor = accountActor(account.id, account.name)
    return { name: account.name }
  }),

  // better-auth ends the session on a connection of its own: within a transaction it would wait for those who wait for it
  signOut: slowFirst(
    (ctx: Context) => ctx.platform.accounts.signOut(String(ctx.headers.cookie ?? "")),
    (ctx: Context, _input: unknown, cookies) => {
      ctx.cookies.push(...cookies)
      return {}
    },
  ),

  changePassword: slowFirst(
    async (ctx: Context, { current, password }: { current: string; password: string }) => {
      const { id, username } = await mustKnowPassword(ctx, current)
      mustBeGoodPassword(password, username, await store.policyOf(ctx.db))
      await mustBeNewPassword(ctx, id, password)
      return ctx.platform.accounts.hash(password)
    },
    async (ctx, _input, hash) => {
      await store.changePassword(ctx.db, { id: ctx.actor.id, hash, mustChange: false, by: null, now: ctx.now })
      // whoever else is signed in by the old password is out; this browser stays
      await endSessions(ctx.db, ctx.actor.id, tokenOf(ctx))
      return {}
    },
  ),

  async accounts(ctx: Context) {
    // who opens accounts need not know what each may do where
    const held = mayEverywhere(ctx.actor, "access.grants") ? await withNames(ctx, await grantsBy(ctx.db, {})) : []
    const grants = Map.groupBy(held, ({ accountId }) => accountId)
    return (await store.accountsOf(ctx.db)).map((account) => ({ ...account, grants: grants.get(account.id) ?? [] }))
  },

  addAccount: slowFirst(
    (ctx: Context, person: Person) => hashedBy(ctx, person),
    async (ctx, person, passwordHash) => ({ id: await newAccount(ctx, person, { passwordHash, mustChange: true }) }),
  ),

  async closeAccount(ctx: Context, { id }: { id: string }) {
    if (!(await store.closeAccount(ctx.db, { id, now: ctx.now }))) throw new Refusal("house.notFound")
    await endSessions(ctx.db, id)
    await mustLeaveAnOwner(ctx)
    await mustKeepOffices(ctx)
    return { id }
  },

  async reopenAccount(ctx: Context, { id }: { id: string }) {
    if (!(await store.closeAccount(ctx.db, { id, now: null }))) throw new Refusal("house.notFound")
    return { id }
  },

  async unlock(ctx: Context, { id }: { id: string }) {
    if (id === ctx.actor.id) throw new Refusal("access.notOneself")
    const { username } = await mustBeOpen(ctx, id)
    await store.forgetTries(ctx.db, username)
    return { id }
  },

  resetPassword: slowFirst(
    async (ctx: Context, { id, password }: { id: string; password: string }) => hashedBy(ctx, { ...(await mustBeOpen(ctx, id)), password }),
    async (ctx, { id }, hash) => {
      if (id === ctx.actor.id) throw new Refusal("access.notOneself")
      if ((await store.resetsOf(ctx.db, id)).totp === ctx.actor.id && (await needsTwoHands(ctx, id))) throw new Refusal("access.twoHands")
      if ((await officeOf(ctx.db, id)) && (await store.hasPasswordOnly(ctx.db, id))) throw new Refusal("access.passwordOnly")
      await store.changePassword(ctx.db, { id, hash, mustChange: true, by: ctx.actor.id, now: ctx.now })
      await endSessions(ctx.db, id)
      return { id }
    },
  ),

  policy: (ctx: Context) => store.policyOf(ctx.db),
  async changePolicy(ctx: Context, policy: Policy) {
    // GB/T 22239 三级: who administers proves himself by two factors
    if (policy.totp === "nobody" && (await modeOf(ctx.db)) === "three") throw new Refusal("access.officesNeedTotp")
    if (!(await store.savePolicy(ctx.db, policy))) throw new Refusal("house.stale", { who: "—", when: "—" })
    return store.policyOf(ctx.db)
  },
}
