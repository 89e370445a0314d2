/** GET /live?as=SHELL&topics=MEETING/module,…: Server-Sent Events with resume by Last-Event-ID. */
import type { FastifyInstance } from "fastify"
import { Refusal } from "#kernel/contract.ts"
import type { Actor, Platform } from "./context.ts"

const beat = 20_000

export function liveRoutes(app: FastifyInstance, platform: Platform): void {
  app.get<{ Querystring: { topics?: string; after?: string } }>("/live", async (request, reply) => {
    const topics = (request.query.topics ?? "").split(",").filter((topic) => mayHear(request.actor, topic))
    if (request.actor.kind === "public") throw new Refusal("house.notSignedIn")
    const last = request.headers["last-event-id"]
    reply.hijack()
    const raw = reply.raw
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
    raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no" })
    raw.write("retry: 1000\n\n")
    const heart = setInterval(() => raw.write(": \n\n"), beat)
    raw.on("close", () => clearInterval(heart))
    await platform.live.subscribe(raw, { topics, after: typeof last === "string" ? last : request.query.after })
  })
}

/** Announcements carry names of modules and counts: whoever belongs to a meeting may hear them. "-": the house's own, for accounts. */
function mayHear(actor: Actor, topic: string): boolean {
  const meetingId = topic.split("/")[0]
  if (actor.kind === "account") return meetingId === "-" || actor.grants.some((grant) => grant.meetingId === null || grant.meetingId === meetingId)
  return actor.meetingId === meetingId
}
