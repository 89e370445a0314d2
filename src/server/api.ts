/** The door: actor → Zod → grant and scope → one transaction → handler → output check → audit, announcement, answer. Once, for every operation. */
import { createHash } from "node:crypto"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { sql } from "kysely"
import type { z } from "zod"
import { type Contract, houseRefusals, moduleOf, type Operation, Refusal, type RefusalSpec, refusalsOf } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { localeOf } from "#kernel/words.ts"
import { addEntry, beginEntry, withoutSecrets } from "./audit.ts"
import type { Context, Platform } from "./context.ts"
import { createContext, type Making } from "./context-of.ts"
import { mustBeAllowed } from "./grants.ts"
import { addAnnouncements } from "./outbox.ts"

type Handlers<C> = {
  [K in keyof C as C[K] extends Operation ? K : never]: C[K] extends Operation<infer In, infer Out>
    ? (ctx: Context, input: z.output<In>) => Promise<z.input<Out>> | z.input<Out>
    : never
}
export type Served = { contract: Contract; handlers: Record<string, (ctx: Context, input: never) => unknown> }
export const servedOf: unique symbol = Symbol("served")

/** Binds a contract to its handlers. The answer is callable by later modules with their own ctx: same transaction, no second door. */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>): Handlers<C> & { [servedOf]: Served } {
  return Object.assign(handlers, { [servedOf]: { contract, handlers: { ...handlers } as unknown as Served["handlers"] } })
}

export type Door = Making & { platform: Platform; served: readonly Served[]; rateOf?: (operation: Operation) => object | undefined }

/** One POST route an operation: /api/module/verb. */
export function openDoor(app: FastifyInstance, door: Door): void {
  for (const { contract, handlers } of door.served) {
    for (const [verb, operation] of Object.entries(contract)) {
      const handler = handlers[verb]
      if (!handler) throw new Error(`${operation.name} has no handler`)
      app.post(`/api/${contract[moduleOf]}/${verb}`, { config: { rateLimit: door.rateOf?.(operation) ?? false } }, (request, reply) =>
        answer(door, { operation, handler, request, reply }),
      )
    }
  }
}

type Call = { operation: Operation; handler: Served["handlers"][string]; request: FastifyRequest; reply: FastifyReply }

async function answer(door: Door, call: Call): Promise<unknown> {
  const { operation, request, reply } = call
  const parsed = operation.input.safeParse(request.body ?? {})
  const input = parsed.success ? parsed.data : request.body
  try {
    if (!parsed.success) throw parsed.error
    await mustBeAllowed(door.platform.db, { operation, actor: request.actor, input })
    if (operation.kind === "query" && !operation.audited) return await read(door, call, input)
    const out = await withRetry(() => write(door, call, input))
    door.platform.live.wake()
    for (const cookie of out.cookies) reply.header("set-cookie", cookie)
    return reply.send(out.answer)
  } catch (error) {
    if (error instanceof Refusal && (operation.kind === "command" || operation.audited)) await auditRefusal(door, call, { input, code: error.code })
    throw error
  }
}

async function read(door: Door, { operation, handler, request }: Call, input: unknown): Promise<unknown> {
  const ctx = createContext(door, { db: door.platform.db, actor: request.actor, locale: localeOf(request.headers["accept-language"]), meetingId: meetingOf(input), request })
  return operation.output.parse(await handler(ctx.context, input as never))
}

type Written = { answer: unknown; cookies: string[] }

function write(door: Door, call: Call, input: unknown): Promise<Written> {
  const { operation, handler, request } = call
  return door.platform.db.transaction().execute(async (db) => {
    const key = operation.scope === "public" ? undefined : keyOf(request)
    const earlier = key ? await earlierAnswer(db, { request, operation, key }) : undefined
    if (earlier) return { answer: earlier.answer, cookies: [] }
    const entryId = newId()
    await beginEntry(db, entryId)
    const made = createContext(door, { db, actor: request.actor, locale: localeOf(request.headers["accept-language"]), meetingId: meetingOf(input), request })
    const answer = operation.output.parse(await handler(made.context, input as never))
    const meetingId = meetingOf(input) ?? meetingOf(answer)
    await addEntry(db, {
      id: entryId,
      at: made.context.now,
      actor: made.context.actor,
      operation: operation.name,
      meetingId,
      objectId: objectOf(input) ?? objectOf(answer),
      input: withoutSecrets(input, operation.secret),
      result: "done",
    })
    if (operation.kind === "command") await addAnnouncements(db, [{ meetingId, topic: operation.module }, ...made.announcements])
    if (key) await keepAnswer(db, { request, operation, key, answer })
    return { answer, cookies: made.context.cookies }
  })
}

/** A deadlock or a serialization failure is nobody's fault: once more, then it is an error. */
async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === "40001" || code === "40P01") return work()
    throw error
  }
}

type Keyed = { request: FastifyRequest; operation: Operation; key: string }
const actorKey = (request: FastifyRequest) => `${request.actor.kind}:${request.actor.id}`
const keyOf = (request: FastifyRequest): string | undefined => {
  const key = request.headers["idempotency-key"]
  return typeof key === "string" && key.length > 0 && key.length <= 200 ? key : undefined
}
const hashOf = (request: FastifyRequest) => createHash("sha256").update(JSON.stringify(request.body ?? {})).digest("base64")

async function earlierAnswer(db: Context["db"], { request, operation, key }: Keyed): Promise<{ answer: unknown } | undefined> {
  const actor = actorKey(request)
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`${actor}/${key}`}, 0)) as locked`.execute(db)
  if (!rows[0]?.locked) throw new Refusal("house.inFlight")
  const { rows: kept } = await sql<{ operation: string; input_hash: string; answer: unknown }>`
    select operation, input_hash, answer from idempotency where actor = ${actor} and key = ${key}`.execute(db)
  const found = kept[0]
  if (!found) return undefined
  if (found.operation !== operation.name || found.input_hash !== hashOf(request)) throw new Refusal("house.keyReused")
  return { answer: found.answer }
}

async function keepAnswer(db: Context["db"], { request, operation, key, answer }: Keyed & { answer: unknown }): Promise<void> {
  await sql`insert into idempotency (actor, key, operation, input_hash, answer)
    values (${actorKey(request)}, ${key}, ${operation.name}, ${hashOf(request)}, ${JSON.stringify(answer ?? null)}::jsonb)`.execute(db)
}

async function auditRefusal(door: Door, { operation, request }: Call, { input, code }: { input: unknown; code: string }): Promise<void> {
  await addEntry(door.platform.db, {
    id: newId(),
    at: new Date().toISOString(),
    actor: request.actor,
    operation: operation.name,
    meetingId: meetingOf(input),
    objectId: objectOf(input),
    input: withoutSecrets(input, operation.secret),
    result: code,
  }).catch((error: Error) => door.platform.log.error({ operation: operation.name, error: error.message }, "audit of a refusal failed"))
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const idIn = (value: unknown, field: "meetingId" | "id"): string | null => {
  const id = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[field] : undefined
  return typeof id === "string" && uuid.test(id) ? id : null
}
const meetingOf = (value: unknown) => idIn(value, "meetingId")
const objectOf = (value: unknown) => idIn(value, "id")

/** The sentence of a refusal, in the person's language, by its code; every served contract adds its own. */
export function sentencesOf(served: readonly Served[]): Record<string, RefusalSpec> {
  const own: Record<string, RefusalSpec> = Object.fromEntries(Object.entries(houseRefusals).map(([code, spec]) => [`house.${code}`, spec]))
  return Object.assign(own, ...served.map(({ contract }) => contract[refusalsOf]))
}
