/** /healthz, /readyz and /metrics: for a supervisor, a balancer and a monitor. Reasons and numbers only for who stands at the machine or holds the token. */
import { createHash, timingSafeEqual } from "node:crypto"
import type { FastifyInstance, FastifyRequest } from "fastify"
import { Refusal } from "#kernel/contract.ts"
import type { Platform } from "./context.ts"
import type { Metrics } from "./metrics.ts"
import { checksOf } from "./state.ts"

const digest = (text: string) => createHash("sha256").update(text).digest()

/** A proxy on the same machine speaks for the whole world: what it forwards did not come from here. */
function isInsider(request: FastifyRequest, token: string | null): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1]
  if (token && given && timingSafeEqual(digest(given), digest(token))) return true
  const forwarded = request.headers["x-forwarded-for"] ?? request.headers.forwarded
  return forwarded === undefined && /^(127\.|::1$|::ffff:127\.)/.test(request.raw.socket.remoteAddress ?? "")
}

export function healthRoutes(app: FastifyInstance, platform: Platform, metrics: Metrics): void {
  const token = platform.config.metricsToken
  app.get("/healthz", async () => ({ ok: true }))
  app.get("/readyz", async (request, reply) => {
    const checks = await checksOf(platform)
    const ready = checks.every(({ ok }) => ok)
    const reasons = isInsider(request, token) ? { checks: Object.fromEntries(checks.map(({ name, ok }) => [name, ok])) } : {}
    return reply.status(ready ? 200 : 503).send({ ready, ...reasons })
  })
  app.get("/metrics", async (request, reply) => {
    if (!isInsider(request, token)) throw new Refusal("house.notFound")
    return reply.header("content-type", "text/plain; version=0.0.4; charset=utf-8").send(await metrics.text(platform))
  })
}

/** Every answer is counted and logged: request, operation, status, time and who, by kind and id. Never a body, an address with a token, or a name. */
export function watchRequests(app: FastifyInstance, platform: Platform, metrics: Metrics): void {
  app.addHook("onResponse", async (request, reply) => {
    const operation = operationOf(request)
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10
    metrics.seen(operation, reply.statusCode, reply.elapsedTime / 1000)
    if (/^(page|healthz|readyz|metrics)$/.test(operation)) return
    const { kind, id } = request.actor ?? { kind: "public", id: "public" }
    platform.log.info({ id: request.id, operation, status: reply.statusCode, ms: milliseconds, actor: kind, actorId: id }, "request")
  })
}

/** By the route and never by the address: an address that somebody made up would become a label, or hold a token. */
function operationOf({ routeOptions, method }: FastifyRequest): string {
  const route = routeOptions.url
  if (!route) return "unknown"
  const operation = /^\/api\/(\w+)\/(\w+)$/.exec(route)
  if (operation) return `${operation[1]}.${operation[2]}`
  if (route.endsWith("*")) return "page"
  return route === "/files" || route === "/files/:id" ? `files.${method === "POST" ? "upload" : "download"}` : route.slice(1).replaceAll("/", ".") || "page"
}
