/** 审计: who did what, when, with what result; nothing here can be changed, only read, verified and taken along. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, text } from "#kernel/types.ts"

/** `operation`: "units.add", or "units" for all of a module. `result`: "done", "refused" (for any reason) or one refusal's code. */
export const Where = z.object({
  from: Instant.optional(),
  until: Instant.optional(),
  actorId: z.string().max(80).optional(),
  operation: z
    .string()
    .regex(/^[a-zA-Z]+(\.[a-zA-Z]+)?$/)
    .optional(),
  /** null: outside every meeting. */
  inMeeting: Id.nullable().optional(),
  objectId: z.string().max(80).optional(),
  result: z
    .string()
    .regex(/^[a-zA-Z]+(\.[a-zA-Z]+)?$/)
    .optional(),
  /** In names of people and things, operations and what was given with them. */
  find: text(80).optional(),
})
export type Where = z.output<typeof Where>

export const Line = z.object({
  id: Id,
  at: Instant,
  who: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  operation: z.string(),
  /** What it was done to, in a word of its own. */
  about: z.string().nullable(),
  objectId: z.string().nullable(),
  meeting: z.object({ id: Id, name: z.string().nullable() }).nullable(),
  /** "done", or the refusal's code with its sentence. */
  result: z.string(),
  refusal: z.string().nullable(),
  /** How many rows it changed. */
  changes: z.int(),
  /** Its place in the sealed chain; null: written in the last seconds. */
  position: z.int().nullable(),
})
export type Line = z.infer<typeof Line>

const Value = z.json()
export const Change = z.object({
  table: z.string(),
  kind: z.enum(["added", "changed", "removed"]),
  id: z.string().nullable(),
  fields: z.array(z.object({ name: z.string(), before: Value.nullable(), after: Value.nullable() })),
})
export type Change = z.infer<typeof Change>
/** At most the first 200 changes. */
const Entry = Line.extend({
  address: z.string().nullable(),
  input: Value,
  rows: z.array(Change),
  hash: z.string().nullable(),
  algorithm: z.string().nullable(),
})
export type Entry = z.infer<typeof Entry>

const Broken = z.object({
  fault: z.string(),
  seal: z.int().nullable(),
  position: z.int().nullable(),
  entryId: z.string().nullable(),
  at: z.string().nullable(),
  operation: z.string().nullable(),
})
/** What a verification found; `sentence` says it to a person. */
export const Verified = z.object({
  entries: z.int(),
  seals: z.int(),
  intact: z.boolean(),
  broken: Broken.nullable(),
  sentence: z.string(),
  at: Instant,
  by: z.string(),
})
export type Verified = z.infer<typeof Verified>

const State = z.object({
  entries: z.int(),
  /** Not sealed yet. */
  waiting: z.int(),
  head: z.object({ seal: z.int(), position: z.int(), hash: z.string(), algorithm: z.string(), at: Instant }).nullable(),
  /** What was kept for its time and is gone: up to this place. */
  cutTo: z.int().nullable(),
  first: Instant.nullable(),
  keepDays: z.int(),
  verified: Verified.nullable(),
})
export type State = z.infer<typeof State>

export const Format = z.enum(["xlsx", "jsonl"])
const started = z.object({ jobId: Id })

export const audit = contract(
  "audit",
  {
    list: query(
      { scope: "system" },
      Where.extend({ after: Id.optional(), size: z.int().min(1).max(200).default(100) }),
      z.object({ rows: z.array(Line), next: Id.nullable() }),
    ),
    get: query({ scope: "system", audited: true }, z.object({ id: Id }), Entry),
    state: query({ scope: "system" }, z.object({}), State),
    verify: command({ scope: "system" }, z.object({}), started),
    export: command({ scope: "system" }, Where.extend({ format: Format }), started),
  },
  {
    nothingFound: refusal(409, { "zh-CN": "按这些条件没有记录，没有导出", en: "Nothing was done under these conditions; nothing was exported" }),
    tooMany: refusal(409, {
      "zh-CN": "符合条件的记录超过 {limit} 条，请缩短时间范围后分次导出",
      en: "More than {limit} entries match; choose a shorter time and export in parts",
    }),
  },
)

export const verifying = job("audit.verify", { "zh-CN": "核验审计记录", en: "Verifying the audit" }, z.object({}))
export const exporting = job("audit.export", { "zh-CN": "导出审计记录", en: "Exporting the audit" }, Where.extend({ format: Format }))
