/** Accounts by better-auth: its sessions, cookies and password hash. Its HTTP handler is not mounted (sign-up is on by default there); our operations call it. */
import { randomUUID } from "node:crypto"
import { betterAuth } from "better-auth"
import { createAuthEndpoint } from "better-auth/api"
import { setSessionCookie } from "better-auth/cookies"
import { hashPassword, verifyPassword } from "better-auth/crypto"
import type pg from "pg"
import { z } from "zod"

export type NewSession = { userId: string; address: string; browser: string; hours: number }
export type Accounts = {
  /** Set-Cookie lines of a new session; who it is was proven before. */
  open(session: NewSession): Promise<string[]>
  signOut(cookie: string): Promise<string[]>
  /** The account and the token of a session cookie that this house signed and that is not over. */
  sessionOf(cookie: string): Promise<{ userId: string; token: string } | undefined>
  /** The session's token in a cookie header, as auth_session keeps it; "" without one. */
  tokenOf(cookie: string): string
  hash(password: string): Promise<string>
  /** Without a hash it takes as long and answers false. */
  verify(hash: string | undefined, password: string): Promise<boolean>
}

/** The longest life a policy may give a session; the policy's own is written into each. */
const longest = 7 * 86_400

const NewSession = z.object({ userId: z.string(), address: z.string(), browser: z.string(), hours: z.number() })
const openSession = createAuthEndpoint("/huixu/open-session", { method: "POST", body: NewSession, metadata: { SERVER_ONLY: true } }, async (ctx) => {
  const { internalAdapter } = ctx.context
  const { userId, address, browser, hours } = ctx.body
  const user = await internalAdapter.findUserById(userId)
  if (!user) throw new Error("no such account")
  const times = { expiresAt: new Date(Date.now() + hours * 3_600_000) }
  const session = await internalAdapter.createSession(userId, false, { ipAddress: address, userAgent: browser, ...times }, true)
  await setSessionCookie(ctx, { session, user }, false, { maxAge: hours * 3600 })
  return {}
})

export function createAccounts(pool: pg.Pool, { secret }: { secret: string }): Accounts {
  const auth = betterAuth({
    database: pool,
    secret,
    baseURL: "http://localhost",
    plugins: [{ id: "huixu", endpoints: { openSession } }],
    user: { modelName: "auth_user" },
    session: { modelName: "auth_session", expiresIn: longest, disableSessionRefresh: true },
    account: { modelName: "auth_account" },
    verification: { modelName: "auth_verification" },
    advanced: {
      database: { generateId: "uuid" },
      cookiePrefix: "huixu",
      // whether a cookie is Secure is known per request: the door adds it
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: "strict", httpOnly: true, path: "/" },
    },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
  })
  // what an unknown name is weighed against
  const nobody = hashPassword(randomUUID())
  return {
    open: async (session) => (await auth.api.openSession({ body: session, asResponse: true })).headers.getSetCookie(),
    async signOut(cookie) {
      const response = await auth.api.signOut({ headers: new Headers({ cookie }), asResponse: true })
      return response.headers.getSetCookie()
    },
    async sessionOf(cookie) {
      const read = () => auth.api.getSession({ headers: new Headers({ cookie }) })
      // better-auth keeps the cause to itself: a database that is away must be answered as that, a connection just lost is read anew, a bug fails again
      const found = await read().catch(() => pool.query("select").then(read))
      return found ? { userId: found.user.id, token: found.session.token } : undefined
    },
    tokenOf: (cookie) => /(?:^|;\s*)huixu\.session_token=([^;.%]+)/.exec(cookie)?.[1] ?? "",
    hash: hashPassword,
    verify: async (hash, password) => (await verifyPassword({ hash: hash ?? (await nobody), password })) && hash !== undefined,
  }
}
