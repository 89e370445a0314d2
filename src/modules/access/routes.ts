/** Who asks: every request gets its actor here, before any door. */
import type { FastifyRequest } from "fastify"
import type { Actor, Platform, Routes } from "#server/context.ts"
import { hashOf } from "./keys/service.ts"
import { holderOf } from "./keys/store.ts"
import { grantsOf } from "./roles/store.ts"
import { openAccount } from "./store.ts"

const nobody: Actor = { kind: "public", id: "public", name: "public", grants: [], meetingId: null }
const changesAccess = /^\/api\/(access\/(?!state|openLink|enrol)|\w+\/(revoke|renew|reissue|issue))/
const keepFor = 10_000
const keepAtMost = 10_000

export const routes: Routes = (app, platform) => {
  const known = new Map<string, { actor: Actor; until: number }>()
  app.decorateRequest("actor", null as unknown as Actor)
  app.addHook("onRequest", async (request) => {
    request.actor = await actorOf(platform, known, request)
  })
  // a changed grant, a closed account or a revoked device counts from the next request on
  app.addHook("onSend", async (request) => {
    if (request.method === "POST" && changesAccess.test(request.url)) known.clear()
  })
}

async function actorOf(platform: Platform, known: Map<string, { actor: Actor; until: number }>, request: FastifyRequest): Promise<Actor> {
  const credential = credentialOf(request)
  if (!credential) return nobody
  const id = `${credential.kind}:${credential.secret}`
  const kept = known.get(id)
  if (kept && kept.until > Date.now()) return kept.actor
  const actor = (credential.kind === "session" ? await accountActor(platform, credential.secret) : await keyActor(platform, credential.secret)) ?? nobody
  if (known.size >= keepAtMost) known.clear()
  if (actor !== nobody) known.set(id, { actor, until: Date.now() + keepFor })
  return actor
}

type Credential = { kind: "session" | "key"; secret: string }

/** One browser may be a desk, a phone and a gate at once: the shell says which of its cookies counts. */
function credentialOf(request: FastifyRequest): Credential | undefined {
  const bearer = /^Bearer ([0-9A-Z]{26})$/.exec(request.headers.authorization ?? "")?.[1]
  if (bearer) return { kind: "key", secret: bearer }
  const header = request.headers.cookie
  if (!header) return undefined
  const shell = String(request.headers["x-huixu-shell"] ?? (request.query as { as?: string } | undefined)?.as ?? "desk")
  if (shell === "desk") {
    const session = cookieNamed(header, "huixu.session_token") ?? cookieNamed(header, "__Secure-huixu.session_token")
    return session ? { kind: "session", secret: header } : undefined
  }
  const key = cookieNamed(header, shell === "phone" ? "huixu_link" : shell === "screen" ? "huixu_screen" : "huixu_gate")
  return key ? { kind: "key", secret: key } : undefined
}

function cookieNamed(header: string, name: string): string | undefined {
  for (const part of header.split(";")) {
    const at = part.indexOf("=")
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

async function accountActor(platform: Platform, cookie: string): Promise<Actor | undefined> {
  const session = await platform.accounts.sessionOf(cookie)
  const account = session && (await openAccount(platform.db, session.userId))
  return account && { kind: "account", id: session.userId, name: account.name, grants: await grantsOf(platform.db, session.userId), meetingId: null }
}

async function keyActor(platform: Platform, secret: string): Promise<Actor | undefined> {
  const holder = await holderOf(platform.pool, hashOf(secret))
  if (!holder) return undefined
  const { kind, id, name, meetingId } = holder
  if (kind === "gate" || kind === "screen") return { kind: "device", id, name, grants: [], meetingId, device: kind }
  return { kind, id, name, grants: [], meetingId }
}
