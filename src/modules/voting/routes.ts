import type { FastifyInstance } from "fastify"
import type { Platform } from "#server/context.ts"
import { cast } from "./casting/service.ts"
import { Cast } from "./contract.ts"

/** POST /api/voting/cast: a hall votes within seconds, and every ballot is acknowledged when it is safe. */
export function routes(app: FastifyInstance, platform: Platform): void {
  app.post("/api/voting/cast", { config: { rateLimit: false } }, (request) => cast(platform, request.actor, Cast.parse(request.body ?? {})))
}
