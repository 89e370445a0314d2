/** Contracts: operations, refusals, occasions, jobs. The one place where an operation gets its name. */
import type { z } from "zod"
import type { Sentence } from "./words.ts"

/**
 * What an operation is about, and therefore what the door checks: the input of "meeting" names a meetingId, of "series" a seriesId, of "unit" a unitId
 * (null there: the whole house, so that only a grant for the system covers it). "self": the actor's own things, no grant needed.
 */
export type Scope = "meeting" | "series" | "unit" | "system" | "self" | "public"
/** "key": another system that calls with an API key, granted like an account. */
export type ActorKind = "account" | "attendee" | "unitLink" | "device" | "key" | "job" | "public"
/** What a grant in a meeting may be limited to: some delegations, or some gates. */
export type Part = "delegation" | "gate"

type Common = {
  scope: Scope
  /**
   * Parts of the meeting this operation keeps to by `ctx.reach`. A grant limited to delegations or gates covers only operations that say so;
   * whoever writes it here promises that the service shows and changes nothing outside `ctx.reach` (or that the answer is the same for everyone in the meeting).
   */
  within?: readonly Part[]
  /** Kinds of actor that may call it without a grant of an account; absent: accounts only. */
  actors?: readonly ActorKind[]
}
export type QueryOptions = Common & {
  /** Modules whose announcements make this answer stale; its own module is always one of them. */
  follows?: readonly string[]
  /** Exports and unmasking: the query itself leaves an audit entry. */
  audited?: boolean
}
export type CommandOptions = Common & {
  /** Fields of the input that never reach the audit. */
  secret?: readonly string[]
  /** The answer holds a token that is shown once: it is not kept for a repeated Idempotency-Key, since what is kept can be read. Asked again, a new token is made. */
  secretAnswer?: boolean
}

export type Operation<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  name: string
  module: string
  kind: "query" | "command"
  input: In
  output: Out
} & QueryOptions &
  CommandOptions

type Unnamed<In extends z.ZodType, Out extends z.ZodType> = Omit<Operation<In, Out>, "name" | "module">

export const query = <In extends z.ZodType, Out extends z.ZodType>(options: QueryOptions, input: In, output: Out): Unnamed<In, Out> => ({
  ...options,
  kind: "query",
  input,
  output,
})

export const command = <In extends z.ZodType, Out extends z.ZodType>(options: CommandOptions, input: In, output: Out): Unnamed<In, Out> => ({
  ...options,
  kind: "command",
  input,
  output,
})

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 423 | 429 | 503
export type RefusalSpec = { status: RefusalStatus; sentence: Sentence }
export const refusal = (status: RefusalStatus, sentence: Sentence): RefusalSpec => ({ status, sentence })

export const refusalsOf: unique symbol = Symbol("refusals")
export const moduleOf: unique symbol = Symbol("module")

type Named<Ops> = { [K in keyof Ops]: Ops[K] extends Unnamed<infer In, infer Out> ? Operation<In, Out> : never }
export type Contract<Ops = Record<string, Operation>> = Ops & { [refusalsOf]: Record<string, RefusalSpec>; [moduleOf]: string }

/** Names every operation `module.verb`: its URL, grant, audit verb, live event and heading in docs/operations.md. */
export function contract<Ops extends Record<string, Unnamed<z.ZodType, z.ZodType>>>(
  module: string,
  operations: Ops,
  refusals: Record<string, RefusalSpec> = {},
): Contract<Named<Ops>> {
  const named = Object.fromEntries(Object.entries(operations).map(([verb, operation]) => [verb, { ...operation, module, name: `${module}.${verb}` }]))
  const coded = Object.fromEntries(Object.entries(refusals).map(([code, spec]) => [`${module}.${code}`, spec]))
  return Object.assign(named, { [refusalsOf]: coded, [moduleOf]: module }) as unknown as Contract<Named<Ops>>
}

export type InputOf<Op extends { input: z.ZodType }> = z.input<Op["input"]>
export type OutputOf<Op extends { output: z.ZodType }> = z.output<Op["output"]>

/** Refusals the door itself may give, for every operation. */
export const houseRefusals = {
  notSignedIn: refusal(401, { "zh-CN": "请先登录", en: "Please sign in first" }),
  mayNot: refusal(403, { "zh-CN": "您没有“{operation}”的权限，请联系会议管理员", en: "You may not do “{operation}”; ask the meeting's administrator" }),
  notFound: refusal(404, { "zh-CN": "没有找到，可能已被删除，或不在您的会议里", en: "Not found: it may be gone, or belong to another meeting" }),
  inFlight: refusal(409, { "zh-CN": "同一请求正在办理，请稍候", en: "The same request is being done; please wait" }),
  keyReused: refusal(409, { "zh-CN": "同一幂等键已用于另一请求", en: "This Idempotency-Key was used for another request" }),
  stale: refusal(409, { "zh-CN": "{who}已在{when}改过，请刷新后再改", en: "{who} changed this at {when}; reload and try again" }),
  invalid: refusal(400, { "zh-CN": "填写有误：{where}", en: "Please check: {where}" }),
  tooLarge: refusal(413, { "zh-CN": "内容太大，上限 {limit}", en: "Too large; the limit is {limit}" }),
  badJson: refusal(400, { "zh-CN": "请求不是有效的 JSON", en: "The request is not valid JSON" }),
  brokenForm: refusal(400, { "zh-CN": "上传没有完整到达，请重新选择文件上传", en: "The upload did not arrive whole; choose the file and send it again" }),
  foreignOrigin: refusal(403, { "zh-CN": "请求来自其他网站，已拒绝", en: "The request came from another site and was refused" }),
  tooMany: refusal(429, { "zh-CN": "请求太频繁，请 {seconds} 秒后再试", en: "Too many requests; try again in {seconds} s" }),
  busy: refusal(503, { "zh-CN": "系统正忙，请稍后重试", en: "The system is busy; please retry" }),
  away: refusal(503, {
    "zh-CN": "数据库暂时连不上，正在恢复；请稍后重试，不会重复办理",
    en: "The database is away and coming back; please retry, nothing is done twice",
  }),
  changedSince: refusal(409, {
    "zh-CN": "{who}已在{when}改过，不能再撤销；请直接修改",
    en: "{who} changed this at {when}; it can no longer be undone, change it instead",
  }),
  heldSince: refusal(409, { "zh-CN": "此后已有别的内容用到它，不能撤销", en: "Something else uses it since; it can no longer be undone" }),
  otherSince: refusal(409, {
    "zh-CN": "它所依据的内容此后已有改动，不能撤销；请直接修改",
    en: "What it rested on has changed since; it can no longer be undone, change it instead",
  }),
  notUndone: refusal(409, { "zh-CN": "这一步不能撤销，请直接修改", en: "This step cannot be undone; change it instead" }),
  uploadedEnough: refusal(429, {
    "zh-CN": "您一天之内上传的文件已达 {limit}，请过些时候再传",
    en: "You have brought {limit} of files within a day; please bring the rest later",
  }),
  noSpace: refusal(503, {
    "zh-CN": "服务器磁盘已满，没有保存；请管理员清理后重试",
    en: "The server's disk is full and nothing was saved; free space and retry",
  }),
} satisfies Record<string, RefusalSpec>

/** An expected "no", said in the office's words. The sentence stands beside the contract, under the same code. */
export class Refusal extends Error {
  readonly code: string
  readonly data: Record<string, unknown>
  constructor(code: string, data: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.data = data
  }
}

/** Something that happens in an earlier module and that later ones join, in the same transaction or after it. */
export type Occasion<Data extends z.ZodType = z.ZodType> = { name: string; data: Data }
export const occasion = <Data extends z.ZodType>(name: string, data: Data): Occasion<Data> => ({ name, data })

/** Something an earlier module asks the later ones; each may answer. */
export type Question<Data extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> = { name: string; data: Data; answer: Answer }
export const question = <Data extends z.ZodType, Answer extends z.ZodType>(name: string, data: Data, answer: Answer): Question<Data, Answer> => ({
  name,
  data,
  answer,
})

/** Work that takes longer than a request may: started by a service, done by a worker in jobs.ts. `sentence`: what the person sees in the job list. */
export type Job<Data extends z.ZodType = z.ZodType> = { name: string; data: Data; sentence: Sentence }
export const job = <Data extends z.ZodType>(name: string, sentence: Sentence, data: Data): Job<Data> => ({ name, data, sentence })
