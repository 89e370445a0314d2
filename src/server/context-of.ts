/** Makes the context of one call: what it announces and starts is collected here and written by whoever owns the transaction. */
import type { FastifyRequest } from "fastify"
import type { Job } from "#kernel/contract.ts"
import type { Locale } from "#kernel/words.ts"
import type { Actor, Context, Platform, Reach } from "./context.ts"
import type { Db } from "./db.ts"
import type { Occasions } from "./occasions.ts"
import type { Announcement } from "./outbox.ts"

export type Jobs = {
  start(ctx: Context, what: { job: Job; data: unknown; meetingId: string | null }): Promise<string>
  /** Begins to work; until then started jobs wait in the queue. */
  open(making: Making): Promise<void>
  /** Does now what the clock does under this name. */
  tick(making: Making, name: string, now?: string): Promise<void>
  /** Lets running jobs finish for up to `seconds`; what does not finish is taken up again at the next start. */
  close(seconds: number): Promise<void>
}

export type Making = { platform: Platform; occasions: Occasions; jobs: Jobs }
/** `reach` absent: the call came through no door (a job), and nothing is kept back from it. */
type Given = { db: Db; actor: Actor; locale: Locale; meetingId: string | null; reach?: Reach; request?: FastifyRequest; now?: string }

export function createContext(making: Making, given: Given): { context: Context; announcements: Announcement[] } {
  const announcements: Announcement[] = []
  const context: Context = {
    db: given.db,
    actor: given.actor,
    now: given.now ?? new Date().toISOString(),
    locale: given.locale,
    reach: given.reach ?? { meetingId: given.meetingId, delegations: "all", gates: "all" },
    platform: making.platform,
    cookies: [],
    headers: given.request?.headers ?? {},
    address: given.request?.ip ?? "",
    raise: (occasion, data) => making.occasions.raise(context, occasion, data),
    ask: (question, data) => making.occasions.ask(context, question, data) as Promise<never[]>,
    undoings: making.occasions.undoings,
    announce: (module, payload, meetingId) =>
      void announcements.push({ meetingId: meetingId === undefined ? given.meetingId : meetingId, topic: module, payload }),
    start: (job, data, meetingId) => making.jobs.start(context, { job, data, meetingId: meetingId ?? given.meetingId }),
  }
  return { context, announcements }
}
