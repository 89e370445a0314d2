/** Passwords: weighed by the house's policy and hashed, never inside a transaction. */
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Actor, Context } from "#server/context.ts"
import type { Person } from "../accounts/contract.ts"
import { mustBeGoodPassword } from "../accounts/rules.ts"
import { addAccount, type Credentials, credentialsOf, passwordsOf, policyOf } from "../accounts/store.ts"

export const accountActor = (id: string, name: string): Actor => ({ kind: "account", id, name, grants: [], meetingId: null })

/** Throws the refusal that says what the password lacks. */
export async function hashedBy(ctx: Context, { username, password }: { username: string; password: string }): Promise<string> {
  mustBeGoodPassword(password, username, await policyOf(ctx.db))
  return ctx.platform.accounts.hash(password)
}

export async function newAccount(ctx: Context, { name, username }: Person, made: { passwordHash: string; mustChange: boolean }): Promise<string> {
  const id = newId()
  await addAccount(ctx.db, { id, name, username, ...made, now: ctx.now })
  return id
}

/** The person at the keyboard is who he says: his own password once more. Throws access.wrongCurrent. */
export async function mustKnowPassword(ctx: Context, password: string): Promise<Credentials> {
  const mine = await credentialsOf(ctx.db, { id: ctx.actor.id })
  if (!mine || !(await ctx.platform.accounts.verify(mine.hash, password))) throw new Refusal("access.wrongCurrent")
  return mine
}

/** Throws access.passwordUsed. */
export async function mustBeNewPassword(ctx: Context, id: string, password: string): Promise<void> {
  const { keptPasswords } = await policyOf(ctx.db)
  for (const hash of await passwordsOf(ctx.db, id, keptPasswords))
    if (await ctx.platform.accounts.verify(hash, password)) throw new Refusal("access.passwordUsed", { count: keptPasswords })
}
