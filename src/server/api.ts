/** The door: actor → Zod → grant and scope → one transaction → handler → output check → audit, announcement, answer. Once, for every operation. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { z } from "zod"
import { type Contract, houseRefusals, moduleOf, type Operation, Refusal, type RefusalSpec, refusalsOf } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { localeOf } from "#kernel/words.ts"
import { type AuditEntry, addEntry, addressOf, withoutSecrets } from "./audit.ts"
import type { Config } from "./config.ts"
import type { Actor, Context, Platform, Reach } from "./context.ts"
import { createContext, type Making } from "./context-of.ts"
import { type Db, triedAgain } from "./db.ts"
import { mustBeAllowed } from "./grants.ts"
import type { Announcement } from "./outbox.ts"
import { doWork, keyOf } from "./work.ts"

type Handlers<C> = {
  [K in keyof C as C[K] extends Operation ? K : never]: C[K] extends Operation<infer In, infer Out>
    ? (ctx: Context, input: z.output<In>) => Promise<z.input<Out>> | z.input<Out>
    : never
}
type Handler = ((ctx: Context, input: never) => unknown) & { slowly?: Slowly<never, never, unknown> }
type Slowly<In, Prepared, Out> = {
  before: (ctx: Context, input: In) => Promise<Prepared>
  within: (ctx: Context, input: In, prepared: Prepared) => Promise<Out> | Out
}
export type Served = { contract: Contract; handlers: Record<string, Handler> }
export const servedOf: unique symbol = Symbol("served")

/** Binds a contract to its handlers. The answer is callable by later modules with their own ctx: same transaction, no second door. */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>): Handlers<C> & { [servedOf]: Served } {
  return Object.assign(handlers, { [servedOf]: { contract, handlers: { ...handlers } as unknown as Served["handlers"] } })
}

/**
 * A handler with a slow part (hashing a password or a file): `before` runs outside the transaction, on the pool, once; `within` runs inside it, perhaps twice, with what was prepared.
 * `before` writes only what must stay even when the answer is a refusal (a counted failure), and its writes leave no row changes in the audit.
 * A later module that calls it with its own ctx gets both parts, one after the other, in its own transaction: where that would be slow, it prepares in a `before` of its own.
 */
export function slowFirst<In, Prepared, Out>(
  before: (ctx: Context, input: In) => Promise<Prepared>,
  within: (ctx: Context, input: In, prepared: Prepared) => Promise<Out> | Out,
): ((ctx: Context, input: In) => Promise<Out>) & { slowly: Slowly<In, Prepared, Out> } {
  const both = async (ctx: Context, input: In) => within(ctx, input, await before(ctx, input))
  return Object.assign(both, { slowly: { before, within } })
}

export type Door = Making & { platform: Platform; served: readonly Served[]; rateOf?: (operation: Operation) => object | undefined }

/** One POST route an operation: /api/module/verb. */
export function openDoor(app: FastifyInstance, door: Door): void {
  const underWay = new Set<Promise<unknown>>()
  const counted = (work: Promise<unknown>) => {
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }
  // whose caller hung up is waited for by no connection: it would find the database gone in its middle
  app.addHook("onClose", async () => void (await Promise.allSettled(underWay)))
  for (const { contract, handlers } of door.served) {
    for (const [verb, operation] of Object.entries(contract)) {
      const handler = handlers[verb]
      if (!handler) throw new Error(`${operation.name} has no handler`)
      app.post(`/api/${contract[moduleOf]}/${verb}`, { config: { rateLimit: door.rateOf?.(operation) ?? false } }, (request, reply) =>
        // whoever sits at this machine next finds no answer of ours in its cache
        counted(answer(door, { operation, handler, request, reply: reply.header("cache-control", "no-store") })),
      )
    }
  }
}

type Call = { operation: Operation; handler: Handler; request: FastifyRequest; reply: FastifyReply }

async function answer(door: Door, call: Call): Promise<unknown> {
  const { operation, request, reply } = call
  const parsed = operation.input.safeParse(request.body ?? {})
  const input = parsed.success ? parsed.data : request.body
  try {
    if (!parsed.success) throw parsed.error
    const reach = await mustBeAllowed(door.platform.places, { operation, actor: request.actor, input })
    // a page that follows what it reads hears everything from here on, however much later its stream opens
    reply.header("x-huixu-read-at", door.platform.live.readAt())
    if (operation.kind === "query" && !operation.audited) return await read(door, call, { input, reach })
    const prepared = await prepare(door, call, { input, reach })
    const out = await lookedForAgain(call, () => triedAgain(() => write(door, call, { input, reach, prepared }), { times: 1, also: "idempotency_pkey" }))
    door.platform.told.tell(out.announcements)
    door.platform.live.wake()
    // by it the page can offer to take the command back
    if (out.entryId) reply.header("x-huixu-entry", out.entryId)
    for (const cookie of out.cookies) reply.header("set-cookie", isSecure(door.platform.config, request) ? `${cookie}; Secure` : cookie)
    return reply.send(out.answer)
  } catch (error) {
    // who is nobody leaves no entry, or anybody could fill the disk with them; a failed sign-in does, within its rate
    if (error instanceof Refusal && error.code !== "house.notSignedIn" && (operation.kind === "command" || operation.audited))
      await auditRefusal(door, call, { input, code: error.code })
    throw error
  }
}

/** A browser drops a Secure cookie that comes over plain http; the machine's own address is plain even where a proxy before it is not. */
const isSecure = (config: Config, { protocol, hostname }: FastifyRequest): boolean =>
  protocol === "https" || (config.isSecure && !/^(localhost|127\.0\.0\.1|\[?::1\]?)$/.test(hostname))

type Allowed = { input: unknown; reach: Reach }
const contextOn = (door: Door, { request }: Call, { db, input, reach }: Allowed & { db: Db }) =>
  createContext(door, { db, actor: request.actor, locale: localeOf(request.headers["accept-language"]), meetingId: meetingOf(input), reach, request })

async function read(door: Door, call: Call, allowed: Allowed): Promise<unknown> {
  const { context } = contextOn(door, call, { ...allowed, db: door.platform.db })
  return answerOf(call.operation, await call.handler(context, allowed.input as never))
}

async function prepare(door: Door, call: Call, allowed: Allowed): Promise<unknown> {
  const { slowly } = call.handler
  return slowly && (await slowly.before(contextOn(door, call, { ...allowed, db: door.platform.db }).context, allowed.input as never))
}

/** An answer that breaks its contract is our bug: a ZodError from here would tell the person that he filled something in wrongly. */
function answerOf(operation: Operation, answer: unknown): unknown {
  const checked = operation.output.safeParse(answer)
  if (checked.success) return checked.data
  throw new TypeError(`${operation.name} answers against its contract: ${checked.error.issues.map(({ path, code }) => `${path.join(".")} ${code}`).join(", ")}`)
}

type Given = Allowed & { prepared: unknown }
type Written = { entryId?: string; answer: unknown; cookies: string[]; announcements: readonly Announcement[] }

async function write(door: Door, call: Call, { input, reach, prepared }: Given): Promise<Written> {
  const { operation, handler, request } = call
  const { pool, keys } = door.platform
  // what a public operation answers (a session, a device key) must not be kept
  const header = operation.scope === "public" || operation.secretAnswer ? undefined : request.headers["idempotency-key"]
  const key = keyOf({ actor: request.actor, header, operation: operation.name, input })
  const entryId = newId()
  const out = await doWork(pool, { keys, entryId, key }, async (db) => {
    const { context, announcements } = contextOn(door, call, { db, input, reach })
    const done = handler.slowly ? handler.slowly.within(context, input as never, prepared as never) : handler(context, input as never)
    const answer = answerOf(operation, await done)
    const entry = entryOf(call, { id: entryId, actor: context.actor, at: context.now, input, answer, result: "done" })
    const own = operation.kind === "command" ? [{ meetingId: entry.meetingId, topic: operation.module }] : []
    return { entry, announcements: [...own, ...announcements], answer, cookies: context.cookies }
  })
  return "earlier" in out ? { answer: out.earlier, cookies: [], announcements: [] } : { ...out, entryId }
}

type Ended = { id: string; actor: Actor; at: string; input: unknown; answer: unknown; result: string }
function entryOf({ operation, request }: Call, { input, answer, ...ended }: Ended): AuditEntry {
  return {
    ...ended,
    operation: operation.name,
    meetingId: meetingOf(input) ?? meetingOf(answer),
    objectId: objectOf(input) ?? objectOf(answer),
    input: withoutSecrets(input, operation.secret),
    address: addressOf(ended.actor, request.ip),
  }
}

/** A refusal under a key may be caused by the same request, done elsewhere just after this one had looked for its answer: looked for again, it is found. */
async function lookedForAgain<T>({ request }: Call, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal && request.headers["idempotency-key"] !== undefined) return work()
    throw error
  }
}

async function auditRefusal(door: Door, call: Call, { input, code }: { input: unknown; code: string }): Promise<void> {
  const entry = entryOf(call, { id: newId(), actor: call.request.actor, at: new Date().toISOString(), input, answer: null, result: code })
  const { db, keys, log } = door.platform
  await addEntry(db, keys, entry)
    // what no column takes (a NUL in a text) is refused too, and that remains to be seen
    .catch(() => addEntry(db, keys, { ...entry, objectId: null, input: null }))
    .catch((error: Error) => log.error({ operation: entry.operation, error: error.message }, "audit of a refusal failed"))
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
