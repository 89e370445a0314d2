import type { FastifyInstance } from "fastify"
import { localeOf } from "#kernel/words.ts"
import type { Platform } from "#server/context.ts"
import { ScanBatch } from "./gate/contract.ts"
import { takeBatch } from "./gate/service.ts"

/** POST /api/checkin/scan: the hot path of the gates. */
export function routes(app: FastifyInstance, platform: Platform): void {
  app.post("/api/checkin/scan", { config: { rateLimit: false } }, (request) => {
    const batch = ScanBatch.parse(request.body ?? {})
    return takeBatch(platform, request.actor, { batch, locale: localeOf(request.headers["accept-language"]) })
  })
}
