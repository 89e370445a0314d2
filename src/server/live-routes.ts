/** GET /live?as=SHELL&topics=MEETING/module,…: Server-Sent Events with resume by Last-Event-ID. */
import type { FastifyInstance } from "fastify"
import { Refusal } from "#kernel/contract.ts"
import type { Actor, Platform } from "./context.ts"
import { belongsTo } from "./grants.ts"

const beat = 20_000
/** A stream ends now and then and is taken up again where it was: at the door it is asked anew who listens, so that a session gone idle hears no more. */
const longestStream = 300_000
const mostTopics = 100

export function liveRoutes(app: FastifyInstance, platform: Platform): void {
  app.get<{ Querystring: { topics?: string | string[]; after?: string | string[] } }>("/live", async (request, reply) => {
    if (request.actor.kind === "public") throw new Refusal("house.notSignedIn")
    const topics = await audible(
      platform,
      request.actor,
      String(request.query.topics ?? "")
        .split(",")
        .slice(0, mostTopics),
    )
    const last = request.headers["last-event-id"]
    reply.hijack()
    const raw = reply.raw
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
    raw.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store", "x-accel-buffering": "no" })
    raw.write("retry: 1000\n\n")
    const heart = setInterval(() => raw.write(": \n\n"), beat)
    const end = setTimeout(() => raw.end(), longestStream * (1 + Math.random() / 2))
    raw.on("close", () => {
      clearInterval(heart)
      clearTimeout(end)
    })
    await platform.live.subscribe(raw, {
      topics,
      actor: `${request.actor.kind}:${request.actor.id}`,
      after: typeof last === "string" ? last : request.query.after?.toString(),
    })
  })
}

/** Announcements carry names of modules and counts: whoever belongs to a meeting may hear them. "-": the house's own, for accounts. */
async function audible({ places }: Platform, actor: Actor, topics: readonly string[]): Promise<string[]> {
  const meetings = new Set(topics.map((topic) => topic.split("/")[0] ?? ""))
  const heard = new Set<string>()
  for (const meetingId of meetings) {
    if (meetingId === "-" ? actor.kind === "account" : await belongsTo(places, actor, meetingId)) heard.add(meetingId)
  }
  return topics.filter((topic) => heard.has(topic.split("/")[0] ?? ""))
}
