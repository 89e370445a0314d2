/** Who asks: every request gets its actor here, before any door. */
import type { FastifyRequest } from "fastify"
import type { Actor, Platform, Routes } from "#server/context.ts"
import { standingOf } from "./accounts/store.ts"
import { apiKeyBy } from "./keys/api/store.ts"
import { hashOf } from "./keys/service.ts"
import { holderOf } from "./keys/store.ts"
import { grantOf } from "./offices/service.ts"
import { organisationOf } from "./offices/store.ts"
import { keepPresets } from "./roles/service.ts"
import { grantsOf } from "./roles/store.ts"
import { seeSession } from "./sessions/store.ts"

const nobody: Actor = { kind: "public", id: "public", name: "public", grants: [], meetingId: null }
const keepFor = 10_000
const keepAtMost = 10_000
type Known = Map<string, { actor: Actor; until: number }>

export const routes: Routes = (app, platform) => {
  const known: Known = new Map()
  app.decorateRequest("actor", null as unknown as Actor)
  app.addHook("onRequest", async (request) => {
    request.actor = await actorOf(platform, known, request)
  })
  // a changed grant, a closed account or a revoked device counts from the next request on, whoever changed it: this process, another one or a job
  platform.told.on("access", (payload) => {
    known.clear()
    for (const actor of (payload as { ended?: string[] } | null | undefined)?.ended ?? []) platform.live.endFor(actor)
  })
  for (const topic of ["meetings", "units"]) platform.told.on(topic, () => platform.places.forget())
  app.addHook("onReady", async () => {
    if (await organisationOf(platform.db, false)) await keepPresets(platform.db, { withOwner: false })
  })
}

async function actorOf(platform: Platform, known: Known, request: FastifyRequest): Promise<Actor> {
  const credential = credentialOf(request)
  if (!credential) return nobody
  // kept by a hash: what is dumped with the memory of a process opens nothing
  const id = `${credential.kind}:${hashOf(credential.secret)}`
  const kept = known.get(id)
  if (kept && kept.until > Date.now()) return kept.actor
  const actor = (await resolved(platform, credential, request)) ?? nobody
  if (known.size >= keepAtMost) known.clear()
  if (actor !== nobody) known.set(id, { actor, until: Date.now() + keepFor })
  return actor
}

type Credential = { kind: "session" | "link" | "api"; secret: string }

function resolved(platform: Platform, { kind, secret }: Credential, request: FastifyRequest): Promise<Actor | undefined> {
  if (kind === "session") return accountActor(platform, String(request.headers.cookie), request)
  return kind === "api" ? apiActor(platform, secret, request.ip) : linkActor(platform, secret)
}

/** One browser may be a desk, a phone and a gate at once: the shell says which of its cookies counts. */
function credentialOf(request: FastifyRequest): Credential | undefined {
  const [, api, bearer] = /^Bearer (hxk_)?([0-9A-Z]{26})$/.exec(request.headers.authorization ?? "") ?? []
  if (bearer) return api ? { kind: "api", secret: `${api}${bearer}` } : { kind: "link", secret: bearer }
  const header = request.headers.cookie
  if (!header) return undefined
  const shell = String(request.headers["x-huixu-shell"] ?? (request.query as { as?: string } | undefined)?.as ?? "desk")
  if (shell === "desk") {
    const session = cookieNamed(header, "huixu.session_token") ?? cookieNamed(header, "__Secure-huixu.session_token")
    return session ? { kind: "session", secret: session } : undefined
  }
  const key = cookieNamed(header, shell === "phone" ? "huixu_link" : shell === "screen" ? "huixu_screen" : "huixu_gate")
  return key ? { kind: "link", secret: key } : undefined
}

function cookieNamed(header: string, name: string): string | undefined {
  for (const part of header.split(";")) {
    const at = part.indexOf("=")
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

async function accountActor(platform: Platform, cookie: string, request: FastifyRequest): Promise<Actor | undefined> {
  const session = await platform.accounts.sessionOf(cookie)
  const isIdle = request.headers["x-huixu-idle"] !== undefined
  if (!session || !(await seeSession(platform.db, { token: session.token, isIdle }))) return undefined
  const standing = await standingOf(platform.db, session.userId)
  if (!standing) return undefined
  const { name, office } = standing
  const owes = standing.owesPassword || standing.owesTotp
  const held = async () => (office ? [grantOf(office)] : await grantsOf(platform.db, session.userId))
  return { kind: "account", id: session.userId, name, grants: owes ? [] : await held(), meetingId: null, apart: owes || office !== null }
}

async function linkActor(platform: Platform, secret: string): Promise<Actor | undefined> {
  const holder = await holderOf(platform.pool, hashOf(secret))
  if (!holder) return undefined
  const { kind, id, name, meetingId } = holder
  if (kind === "gate" || kind === "screen") return { kind: "device", id, name, grants: [], meetingId, device: kind }
  return { kind, id, name, grants: [], meetingId }
}

async function apiActor(platform: Platform, secret: string, address: string): Promise<Actor | undefined> {
  const holder = await apiKeyBy(platform.pool, hashOf(secret), address)
  return holder && { kind: "key", id: holder.id, name: holder.name, grants: [holder.grant], meetingId: null }
}
