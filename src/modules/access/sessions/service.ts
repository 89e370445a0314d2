/** Where somebody is signed in, and the end of it. */
import { Refusal } from "#kernel/contract.ts"
import type { Context } from "#server/context.ts"
import type { Session, SignedIn } from "../accounts/contract.ts"
import { browserOf } from "../accounts/rules.ts"
import { endSession, endSessions, type StoredSession, sessionsOf } from "./store.ts"

/** The token of this very browser; "" in a job. */
export const tokenOf = (ctx: Context): string => ctx.platform.accounts.tokenOf(String(ctx.headers.cookie ?? ""))

const shown = (ctx: Context, { id, token, userAgent, address, since, seenAt }: StoredSession): Session => ({
  id,
  ...browserOf(userAgent),
  address,
  since,
  seenAt,
  isThis: token === tokenOf(ctx),
})

export const sessionHandlers = {
  sessions: async (ctx: Context) => (await sessionsOf(ctx.db, ctx.actor.id)).map((session) => shown(ctx, session)),

  async endSession(ctx: Context, { id }: { id: string }) {
    if (!(await endSession(ctx.db, { id, accountId: ctx.actor.id }))) throw new Refusal("house.notFound")
    return { id }
  },

  endOtherSessions: async (ctx: Context) => ({ ended: await endSessions(ctx.db, ctx.actor.id, tokenOf(ctx)) }),

  signIns: async (ctx: Context): Promise<SignedIn[]> =>
    (await sessionsOf(ctx.db, null)).map((session) => {
      const { accountId, name, username, office } = session
      return { ...shown(ctx, session), accountId, name, username, office }
    }),

  async endSignIn(ctx: Context, { id }: { id: string }) {
    if (!(await endSession(ctx.db, { id }))) throw new Refusal("house.notFound")
    return { id }
  },
}
