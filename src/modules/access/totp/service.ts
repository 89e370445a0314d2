/** The second step: an authenticator's secret sealed with the house's keys, codes that open once, recovery codes for a lost phone. */
import { createHmac, randomBytes } from "node:crypto"
import { Refusal } from "#kernel/contract.ts"
import { newSecret } from "#kernel/ids.ts"
import { slowFirst } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { noteTotpReset, openAccount, resetsOf, standingOf } from "../accounts/store.ts"
import { needsTwoHands } from "../offices/service.ts"
import { organisationOf } from "../offices/store.ts"
import { mustKnowPassword } from "../passwords/service.ts"
import { endSessions } from "../sessions/store.ts"
import { keyOf, stepOf, uriOf } from "./rules.ts"
import * as store from "./store.ts"

const about = (id: string) => `access_totp.sealed/${id}`

/** With a key that is not in the database: whoever reads the hashes cannot try all codes. */
const hashOf = (ctx: Context, id: string, code: string): string =>
  createHmac("sha256", ctx.platform.keys.secret("recovery-codes"))
    .update(`${id}/${code.toUpperCase().replace(/[^0-9A-Z]/g, "")}`)
    .digest("base64url")

/** A code of the authenticator or a recovery code; each opens once. Throws access.wrongCode. */
export async function mustBeRightCode(ctx: Context, { accountId, sealed, code }: { accountId: string; sealed: string; code: string }): Promise<void> {
  const given = code.replace(/\s/g, "")
  if (/^\d{6}$/.test(given)) {
    const step = await stepOf(ctx.platform.keys.open(sealed, about(accountId)), given, Date.now())
    if (step !== undefined && (await store.takeStep(ctx.db, accountId, step))) return
  } else if (await store.takeRecovery(ctx.db, accountId, hashOf(ctx, accountId, given))) return
  throw new Refusal("access.wrongCode")
}

async function newRecovery(ctx: Context, id: string): Promise<{ recoveryCodes: string[] }> {
  const codes = Array.from({ length: 10 }, () => newSecret().slice(-10))
  await store.replaceRecovery(
    ctx.db,
    id,
    codes.map((code) => hashOf(ctx, id, code)),
  )
  return { recoveryCodes: codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`) }
}

type Proof = { password: string }
const provesHimself = (ctx: Context, { password }: Proof) => mustKnowPassword(ctx, password)

export const totpHandlers = {
  async totp(ctx: Context) {
    const standing = await standingOf(ctx.db, ctx.actor.id)
    return { ...(await store.totpOf(ctx.db, ctx.actor.id)), isRequired: standing?.totpRequired ?? false }
  },

  beginTotp: slowFirst(provesHimself, async (ctx: Context, _proof: Proof, { id, username }) => {
    const secret = randomBytes(20).toString("base64url")
    if (!(await store.keepSecret(ctx.db, { id, sealed: ctx.platform.keys.seal(secret, about(id)) }))) throw new Refusal("access.totpOn")
    const uri = uriOf(secret, { organisation: (await organisationOf(ctx.db, false)) ?? "", username })
    return { uri, key: keyOf(uri) }
  }),

  async confirmTotp(ctx: Context, { code }: { code: string }) {
    const { id } = ctx.actor
    const sealed = await store.waitingSecret(ctx.db, id)
    if (!sealed) throw new Refusal("access.noTotp")
    const step = await stepOf(ctx.platform.keys.open(sealed, about(id)), code, Date.now())
    if (step === undefined || !(await store.confirm(ctx.db, { id, step, now: ctx.now }))) throw new Refusal("access.codeMismatch")
    await noteTotpReset(ctx.db, id, null)
    return newRecovery(ctx, id)
  },

  endTotp: slowFirst(provesHimself, async (ctx: Context, _proof: Proof) => {
    if ((await standingOf(ctx.db, ctx.actor.id))?.totpRequired) throw new Refusal("access.totpRequired")
    if (!(await store.removeTotp(ctx.db, ctx.actor.id))) throw new Refusal("access.noTotp")
    return {}
  }),

  renewRecovery: slowFirst(provesHimself, async (ctx: Context, _proof: Proof, { id, sealed }) => {
    if (!sealed) throw new Refusal("access.noTotp")
    return newRecovery(ctx, id)
  }),

  /** For a lost phone. Whoever could take away both the password and the second step of an office would hold it. */
  async resetTotp(ctx: Context, { id }: { id: string }) {
    if (id === ctx.actor.id) throw new Refusal("access.notOneself")
    if (!(await openAccount(ctx.db, id))) throw new Refusal("house.notFound")
    if ((await resetsOf(ctx.db, id)).password === ctx.actor.id && (await needsTwoHands(ctx, id))) throw new Refusal("access.twoHands")
    if (!(await store.removeTotp(ctx.db, id))) throw new Refusal("access.noTotp")
    await noteTotpReset(ctx.db, id, ctx.actor.id)
    await endSessions(ctx.db, id)
    return { id }
  },
}
