/** Accounts by better-auth: sessions and passwords. Its HTTP handler is not mounted (sign-up is on by default there); our operations call it. */
import { betterAuth } from "better-auth"
import { hashPassword, verifyPassword } from "better-auth/crypto"
import { username } from "better-auth/plugins"
import type pg from "pg"

export type Accounts = {
  /** Set-Cookie lines of a new session, or undefined when name or password are wrong. */
  signIn(name: string, password: string): Promise<string[] | undefined>
  signOut(cookie: string): Promise<string[]>
  /** The account of a session cookie. */
  sessionOf(cookie: string): Promise<{ userId: string } | undefined>
  /** The session's token in a cookie header, as auth_session keeps it; "" without one. */
  tokenOf(cookie: string): string
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
}

export function createAccounts(pool: pg.Pool, { secure, secret }: { secure: boolean; secret: string }): Accounts {
  const auth = betterAuth({
    database: pool,
    secret,
    baseURL: secure ? "https://localhost" : "http://localhost",
    emailAndPassword: { enabled: true, disableSignUp: true },
    plugins: [username({ minUsernameLength: 2, maxUsernameLength: 30, usernameValidator: (name) => /^[\p{L}\p{N}_.-]+$/u.test(name) })],
    user: { modelName: "auth_user" },
    session: { modelName: "auth_session", expiresIn: 60 * 60 * 24, updateAge: 60 * 60 },
    account: { modelName: "auth_account" },
    verification: { modelName: "auth_verification" },
    advanced: {
      database: { generateId: "uuid" },
      cookiePrefix: "huixu",
      useSecureCookies: secure,
      defaultCookieAttributes: { sameSite: "strict", httpOnly: true, path: "/" },
    },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
  })
  return {
    async signIn(name, password) {
      // the answer is a Response whatever happens: a wrong password is 401, never an exception
      const response = await auth.api.signInUsername({ body: { username: name, password }, asResponse: true })
      return response.ok ? response.headers.getSetCookie() : undefined
    },
    async signOut(cookie) {
      const response = await auth.api.signOut({ headers: new Headers({ cookie }), asResponse: true })
      return response.headers.getSetCookie()
    },
    async sessionOf(cookie) {
      const session = await auth.api.getSession({ headers: new Headers({ cookie }) })
      return session ? { userId: session.user.id } : undefined
    },
    tokenOf: (cookie) => /(?:^|;\s*)(?:__Secure-)?huixu\.session_token=([^;.%]+)/.exec(cookie)?.[1] ?? "",
    hash: hashPassword,
    verify: (hash, password) => verifyPassword({ hash, password }),
  }
}
