/** What a service, a job and a route are given: the types of the platform, without their making. */
import type { FastifyInstance } from "fastify"
import type pg from "pg"
import type { z } from "zod"
import type { ActorKind, Job, Occasion, Operation, Part, Question, Refusal, RefusalSpec } from "#kernel/contract.ts"
import type { Locale } from "#kernel/words.ts"
import type { Accounts } from "./accounts.ts"
import type { Config } from "./config.ts"
import type { Db } from "./db.ts"
import type { Files } from "./files.ts"
import type { Keys } from "./keys.ts"
import type { Live } from "./live.ts"
import type { Log } from "./log.ts"
import type { Migration } from "./migrate.ts"
import type { Places } from "./places.ts"
import type { Print } from "./print.ts"
import type { Told } from "./told.ts"

/** Where a grant counts. That of a unit counts in the units below it and in their series and meetings, that of a series in its meetings. */
export type At =
  | { kind: "system" }
  | { kind: "unit" | "series"; id: string }
  | { kind: "meeting"; id: string; delegations: "all" | readonly string[]; gates: "all" | readonly string[] }

/** `operations` are patterns: "*", "papers.*" or "papers.issue". */
export type Grant = { operations: readonly string[]; at: At }

export type Actor = {
  kind: ActorKind
  /** account, attendee, unit, device, API key or job id; "public" for nobody. */
  id: string
  name: string
  grants: readonly Grant[]
  /** The one meeting an attendee, unit link or device belongs to. */
  meetingId: string | null
  /** devices only: what it may do. */
  device?: "gate" | "screen"
  /** accounts only: no business is his, not even his own — he still owes a new password or the second step, or he keeps one of the three offices. */
  apart?: boolean
}

/** What the grants behind this call reach in the meeting. Operations with `within` keep to it; behind all others it is "all". */
export type Reach = { meetingId: string | null; delegations: "all" | readonly string[]; gates: "all" | readonly string[] }

export type Context = {
  /** The only database handle; in a command it is the transaction. */
  db: Db
  actor: Actor
  /** ISO instant at which the request came in. */
  now: string
  locale: Locale
  reach: Reach
  platform: Platform
  /** Set-Cookie lines the door sends with the answer. */
  cookies: string[]
  /** Of the request; empty in a job. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  address: string
  /** Later modules join in, in module order, in this transaction; one may refuse. */
  raise<Data extends z.ZodType>(occasion: Occasion<Data>, data: z.input<Data>): Promise<void>
  /** Later modules' answers, in module order. */
  ask<Data extends z.ZodType, Answer extends z.ZodType>(question: Question<Data, Answer>, data: z.input<Data>): Promise<z.output<Answer>[]>
  /** Extra live event in this meeting beside the one the door sends; `payload` must be fit for every eye in the meeting. Meeting null: to the house. */
  announce(module: string, payload?: unknown, meetingId?: string | null): void
  /** How each operation that can be undone is undone, by its name. */
  undoings: ReadonlyMap<string, Undoing>
  /** Starts a job when the transaction commits; answers the id of its JobRun. */
  start<Data extends z.ZodType>(job: Job<Data>, data: z.input<Data>, meetingId?: string): Promise<string>
}

export type Platform = {
  config: Config
  /** The pool itself, for reads and for hot paths outside a door. */
  db: Db
  pool: pg.Pool
  files: Files
  keys: Keys
  print: Print
  accounts: Accounts
  live: Live
  log: Log
  places: Places
  told: Told
  /** Every operation of the house. */
  operations: readonly Operation[]
  /** The sentence of a refusal, in the person's language. */
  say(refusal: Refusal, locale: Locale): string
  /** What this program has brought the database to. */
  migrations: readonly Migration[]
  /** Every refusal's status and sentence, by code. */
  sentences: Record<string, RefusalSpec>
}

/** What the worker of a job is given. It runs outside any transaction, may run twice, and works in chunks. */
export type JobContext = {
  id: string
  platform: Platform
  db: Db
  actor: Actor
  locale: Locale
  meetingId: string | null
  /** One short transaction (below a second), with a full context: audit, occasions, announcements. */
  transaction<T>(work: (ctx: Context) => Promise<T>): Promise<T>
  /** Shown to the person; written at most twice a second. */
  progress(done: number, total: number, sentence?: string): Promise<void>
  /** Throws when the person cancelled; call it once a chunk. */
  mustGoOn(): Promise<void>
}
export type JobResult = { fileId?: string; [number: string]: unknown }

/** What is done by the clock is given this. It may come late, once for many hours that were missed, and twice when a process died: it looks at what is, not at how often it came. */
export type Tick = Pick<JobContext, "platform" | "db"> & {
  /** The house itself. */
  actor: Actor
  /** ISO instant of the tick; `ctx.now` of its transactions is the same. */
  now: string
  /** One short transaction (below a second) with a full context, in a meeting or of the house; audited under the tick's name when it changed something. */
  transaction<T>(work: (ctx: Context) => Promise<T>, meetingId?: string): Promise<T>
}

/** jobs.ts of a module exports one of these as `jobs`. */
export type ModuleJobs = {
  /** Joins occasions in the same transaction: `on(occasion, (ctx, data) => …)`. */
  during?: readonly Reaction[]
  /**
   * Answers questions: `answers(question, (ctx, data) => …, within)`; `within` as in a contract: who keeps to no limit is not asked on behalf of a limited grant.
   * `answersAs(operation, question, (ctx, data) => …)`: only on behalf of those who may call the operation in that meeting.
   */
  answers?: readonly Answering[]
  /** Does jobs: `does(job, (run, data) => …)`. */
  work?: readonly Worker[]
  /** Its operations that can be undone: `undoing(tasks.complete.name, (ctx, entry) => …)`. */
  undoes?: readonly Undoing[]
  /** Done by the clock: `every("0 8 * * *", "tasks.remind", (tick) => …)`. */
  every?: readonly Ticking[]
}
export type Reaction = { occasion: Occasion; react: (ctx: Context, data: never) => Promise<void> }
export type Answering = { question: Question; within: readonly Part[]; as?: Operation; answer: (ctx: Context, data: never) => Promise<unknown> }
export type Worker = { job: Job; work: (run: JobContext, data: never) => Promise<JobResult> }

export type Ticking = { cron: string; name: string; work: (tick: Tick) => Promise<void> }

/** One recorded change of a row; of an update `before` is whole and `after` only what changed. */
export type Touched = { entryId: string; table: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }
export type UndoEntry = { id: string; meetingId: string; operation: string; input: unknown; touched: readonly Touched[] }
/** By table, columns in which its rows only follow others: one that followed does not hold the undoing up. */
export type Along = Readonly<Record<string, readonly string[]>>
export type Undoing = { operation: string; along: Along; undo: (ctx: Context, entry: UndoEntry) => Promise<void> }
/** Before `undo` is called the rows the entry changed are locked and found as it left them; mostly it is server/undo.ts's putBack and what follows from it. */
export const undoing = (operation: string, undo: Undoing["undo"], along: Along = {}): Undoing => ({ operation, along, undo })

export const on = <Data extends z.ZodType>(occasion: Occasion<Data>, react: (ctx: Context, data: z.output<Data>) => Promise<void>): Reaction => ({
  occasion,
  react: react as Reaction["react"],
})
export const answers = <Data extends z.ZodType, Answer extends z.ZodType>(
  question: Question<Data, Answer>,
  answer: (ctx: Context, data: z.output<Data>) => Promise<z.input<Answer>>,
  within: readonly Part[] = [],
): Answering => ({ question, within, answer: answer as Answering["answer"] })
/** For what an operation of one's own shows as well: no other door shows it to somebody who has not this one's grant. The question names the meeting. */
export const answersAs = <Data extends z.ZodType<{ meetingId: string }>, Answer extends z.ZodType>(
  operation: Operation,
  question: Question<Data, Answer>,
  answer: (ctx: Context, data: z.output<Data>) => Promise<z.input<Answer>>,
): Answering => ({ ...answers(question, answer, operation.within), as: operation })
export const does = <Data extends z.ZodType>(job: Job<Data>, work: (run: JobContext, data: z.output<Data>) => Promise<JobResult>): Worker => ({
  job,
  work: work as Worker["work"],
})

/**
 * By cron (minute hour day month weekday, in the office's zone), once over all processes; hours missed while the house was down are made up for by one tick.
 * `name` is "module.verb": the audit shows it, so it stands in audit/data/names.json.
 */
export const every = (cron: string, name: string, work: Ticking["work"]): Ticking => ({ cron, name, work })

/** routes.ts of a module exports `routes: Routes`; `actorOf` answers who asks (set by a hook, never null). */
export type Routes = (app: FastifyInstance, platform: Platform) => void
declare module "fastify" {
  interface FastifyRequest {
    actor: Actor
  }
}
