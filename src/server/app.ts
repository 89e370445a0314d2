/** The Fastify app: limits, headers, errors in the person's words, the door, files, live events, pages, health. */
import { readFileSync } from "node:fs"
import helmet from "@fastify/helmet"
import multipart from "@fastify/multipart"
import rateLimit from "@fastify/rate-limit"
import underPressure from "@fastify/under-pressure"
import Fastify, { type FastifyError, type FastifyInstance } from "fastify"
import { ZodError } from "zod"
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { fill, type Locale, localeOf } from "#kernel/words.ts"
import { type Door, openDoor, type Served } from "./api.ts"
import type { Config } from "./config.ts"
import type { Platform, Routes } from "./context.ts"
import type { Making } from "./context-of.ts"
import { isAway } from "./db.ts"
import { fileRoutes, largest } from "./file-routes.ts"
import { healthRoutes, watchRequests } from "./health.ts"
import { endLeftovers, refuseHead } from "./leftover.ts"
import { liveRoutes } from "./live-routes.ts"
import { withoutValues } from "./log.ts"
import { createMetrics } from "./metrics.ts"
import { type Names, openApiOf } from "./openapi.ts"
import { pageRoutes } from "./page-routes.ts"
import { limitSignIns, rateWith } from "./rates.ts"

export type Parts = { making: Making; served: readonly Served[]; routes: readonly Routes[]; names: Names }

const slowest = { headersTimeout: 20_000, connectionsCheckingInterval: 5000 }

export async function createApp(platform: Platform, { making, served, routes, names }: Parts): Promise<FastifyInstance> {
  const { config } = platform
  const app = Fastify({
    bodyLimit: 4 * 1024 * 1024,
    keepAliveTimeout: 65_000,
    // one proxy, ours: what stands before its own entry in X-Forwarded-For is whatever the sender wrote
    trustProxy: config.trustProxy ? 1 : false,
    logger: false,
    genReqId: () => newId(),
    forceCloseConnections: "idle",
    clientErrorHandler: refuseHead,
    // a head comes within 20 s, a file of 50 MB over a poor line within ten minutes; who is slower holds a connection for nothing
    requestTimeout: 600_000,
    ...(config.tls ? { https: { ...slowest, cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) } } : { http: slowest }),
  } as object) as unknown as FastifyInstance
  const metrics = createMetrics()
  app.addHook("onClose", async () => metrics.close())
  app.addHook("preClose", async () => endLater(app))
  setErrors(app, platform)
  watchRequests(app, platform, metrics)
  endLeftovers(app)
  await guard(app, config)
  for (const route of routes) route(app, platform)
  const door: Door = { ...making, platform, served, rateOf: rateWith(config.rate) }
  await app.register(async (api) => openDoor(api, door))
  await app.register(async (api) => fileRoutes(api, platform))
  await app.register(async (api) => liveRoutes(api, platform))
  healthRoutes(app, platform, metrics)
  app.get("/api/openapi.json", async () => openApiOf(served, names))
  await pageRoutes(app)
  return app
}

async function guard(app: FastifyInstance, config: Config): Promise<void> {
  await app.register(helmet, headersOf(config) as object)
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => new Refusal("house.tooMany", { seconds: Math.ceil(ttl / 1000) }) as never,
  })
  limitSignIns(app, config.rate)
  await app.register(multipart, { limits: { fileSize: largest, files: 1, fields: 5 } })
  await app.register(underPressure, { maxEventLoopDelay: 2000, maxHeapUsedBytes: 0, pressureHandler: (request) => mustNotBePressed(request.url) })
  app.addHook("onRequest", async (request) => mustBeSameOrigin(request))
}

/** What was begun is answered; what then still holds on (a download nobody reads) is let go. */
function endLater(app: FastifyInstance): void {
  setTimeout(() => app.server.closeAllConnections(), 15_000).unref()
}

/** Scanning and casting are never turned away; other requests are asked to come again. */
function mustNotBePressed(url: string): void {
  if (/^\/(healthz|readyz|metrics|api\/(checkin\/scan|voting\/cast))/.test(url)) return
  throw new Refusal("house.busy")
}

function mustBeSameOrigin(request: { method: string; headers: Record<string, unknown>; host: string }): void {
  if (request.method === "GET" || request.method === "HEAD") return
  const { origin } = request.headers
  // no Origin: not a browser; a browser always sends it with POST
  if (typeof origin !== "string") return
  const host = URL.canParse(origin) ? new URL(origin).host : null
  if (host !== request.host) throw new Refusal("house.foreignOrigin")
}

function headersOf(config: Config): object {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        mediaSrc: ["'self'", "blob:"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // without TLS this header would lock a hall's plain-http address out of browsers that remember it
    strictTransportSecurity: config.tls ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: "no-referrer" },
  }
}

function setErrors(app: FastifyInstance, platform: Platform): void {
  app.setErrorHandler((error: FastifyError | Refusal | ZodError, request, reply) => {
    const locale = localeOf(request.headers["accept-language"])
    const refusal = refusalOf(error)
    if (refusal) {
      const known = platform.sentences[refusal.code]
      const status = known?.status ?? 409
      if (status === 503) reply.header("retry-after", "2")
      const issues = error instanceof ZodError ? { issues: error.issues.map(({ path, message }) => ({ path: path.join("."), message })) } : {}
      return reply.status(status).send({ code: refusal.code, message: platform.say(refusal, locale), data: refusal.data, ...issues })
    }
    platform.log.error({ id: request.id, route: request.routeOptions.url, error: withoutValues(error) }, "bug")
    const message =
      locale === "en"
        ? `Something went wrong inside; nothing was changed. Tell the administrator: ${request.id}`
        : `系统内部出错，什么都没有改动。请把编号告诉管理员：${request.id}`
    return reply.status(500).send({ code: "house.bug", message, data: { id: request.id } })
  })
  app.setNotFoundHandler((request) => {
    throw new Refusal("house.notFound", { url: request.url.split("?")[0] })
  })
}

function refusalOf(error: FastifyError | Refusal | ZodError): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (error instanceof ZodError)
    return new Refusal("house.invalid", {
      where: error.issues
        .slice(0, 5)
        .map((issue) => `${issue.path.join(".") || "—"}（${issue.message}）`)
        .join("；"),
    })
  const { code = "", statusCode = 500 } = error
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE" || code === "FST_REQ_FILE_TOO_LARGE")
    return new Refusal("house.tooLarge", { limit: code.includes("FILE") ? "50 MB" : "4 MB" })
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new Refusal("house.wrongType", { type: "?" })
  if (statusCode === 400) return new Refusal("house.badJson")
  // text or a number that no column can hold: the sender's mistake, not a bug of ours
  if (code === "22021" || code === "22P05" || code === "22003") return new Refusal("house.invalid", { where: "—" })
  if (isAway(error)) return new Refusal("house.away")
  if (code === "53100") return new Refusal("house.noSpace")
  return undefined
}

/** The sentence of a refusal by its code, with its data filled in. */
export function sayer(sentences: Platform["sentences"]): Platform["say"] {
  return (refusal: Refusal, locale: Locale) => fill(sentences[refusal.code]?.sentence[locale] ?? refusal.code, refusal.data)
}
