/** 平台: what the house itself answers — jobs in the background, files, search, what wants attention. */
import { z } from "zod"
import { command, contract, houseRefusals, occasion, query, question, refusal } from "./contract.ts"
import { Id, Instant } from "./types.ts"

/** A job as the person who started it sees it. `result` names what it made: a file to fetch and numbers to show. */
export const JobRun = z.object({
  id: Id,
  name: z.string(),
  title: z.string(),
  meetingId: Id.nullable(),
  state: z.enum(["waiting", "running", "done", "failed", "cancelled"]),
  done: z.int(),
  total: z.int(),
  sentence: z.string().nullable(),
  fileId: Id.nullable(),
  result: z.record(z.string(), z.json()).nullable(),
  startedBy: z.string(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
})
export type JobRun = z.infer<typeof JobRun>

export const Ticket = z.object({ url: z.string(), name: z.string(), size: z.int() })

/** One thing that must be right before the house takes requests. */
const HouseCheck = z.object({ name: z.enum(["database", "migrations", "disk", "keys"]), ok: z.boolean() })
export type HouseCheck = z.infer<typeof HouseCheck>

/** Sizes in bytes. */
const HouseState = z.object({
  version: z.string(),
  node: z.string(),
  startedAt: Instant,
  memory: z.int(),
  checks: z.array(HouseCheck),
  database: z.object({ version: z.string(), size: z.int(), own: z.boolean() }),
  migrations: z.int(),
  disk: z.object({ free: z.int(), size: z.int() }),
  /** `wanted`: a folder for nightly backups is named; `at`: when the last one was made or, `failed`, could not be. */
  backup: z.object({ wanted: z.boolean(), at: Instant.nullable(), size: z.int().nullable(), failed: z.boolean() }),
  jobs: z.object({ waiting: z.int(), running: z.int(), done: z.int(), failed: z.int(), cancelled: z.int() }),
  live: z.object({ clients: z.int(), waiting: z.int() }),
  /** Audit entries not yet in the sealed chain. */
  unsealed: z.int(),
})
export type HouseState = z.infer<typeof HouseState>

export const house = contract(
  "house",
  {
    jobs: query({ scope: "self", actors: ["account"] }, z.object({}), z.array(JobRun)),
    job: query({ scope: "self", actors: ["account"] }, z.object({ id: Id }), JobRun),
    cancelJob: command({ scope: "self", actors: ["account"] }, z.object({ id: Id }), JobRun),
    state: query({ scope: "system" }, z.object({}), HouseState),
    resultTicket: query({ scope: "self", actors: ["account"], audited: true }, z.object({ id: Id }), Ticket),
  },
  {
    ...houseRefusals,
    noResult: refusal(404, { "zh-CN": "这项任务没有生成文件", en: "This job made no file" }),
    jobLost: refusal(503, {
      "zh-CN": "处理多次中断，没有完成；请重新开始",
      en: "The work was interrupted again and again and did not finish; please start it anew",
    }),
    jobOver: refusal(409, { "zh-CN": "这项任务已经结束", en: "This job is already over" }),
    noSuchFile: refusal(404, { "zh-CN": "文件不存在或链接已过期，请重新下载", en: "No such file, or the link has expired; download again" }),
    printFailed: refusal(503, { "zh-CN": "打印程序中断，没有生成文件，请重新打印", en: "The printer stopped and made no file; print again" }),
    wrongType: refusal(415, { "zh-CN": "不能上传这种文件（{type}）", en: "Files of this kind cannot be uploaded ({type})" }),
    sheetBroken: refusal(415, {
      "zh-CN": "打不开“{name}”：文件已损坏，或不是 xlsx、xls、csv 表格",
      en: "“{name}” cannot be opened: it is damaged, or not an xlsx, xls or csv sheet",
    }),
    sheetLocked: refusal(415, {
      "zh-CN": "“{name}”有打开密码，请先在表格软件里取消密码再导入",
      en: "“{name}” is protected by a password; remove it in your spreadsheet program first",
    }),
    sheetEmpty: refusal(415, { "zh-CN": "“{name}”里没有内容", en: "“{name}” is empty" }),
  },
)

/** What the overview of a meeting shows as "wrong" or "due": each module answers for its own. `path` is where it is mended. */
export const attention = question(
  "house.attention",
  z.object({ meetingId: Id }),
  z.array(z.object({ level: z.enum(["wrong", "warning"]), sentence: z.string(), verb: z.string(), path: z.string() })),
)

/** The numbers at the rail: how many, and how many want attention; `room` is the page's path below /meetings/$meetingId/. */
export const counts = question("house.counts", z.object({ meetingId: Id }), z.array(z.object({ room: z.string(), count: z.int().nullable(), wants: z.int() })))

/** Ctrl K: each module finds its own things in one meeting. */
export const search = question(
  "house.search",
  z.object({ meetingId: Id, find: z.string() }),
  z.array(z.object({ kind: z.string(), title: z.string(), detail: z.string(), path: z.string() })),
)

/** Papers for the archive: each module brings what it made. `fileId` is a stored file. */
export const collect = question(
  "archive.collect",
  z.object({ meetingId: Id }),
  z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      number: z.string().nullable(),
      author: z.string(),
      madeOn: z.iso.date(),
      pages: z.int().nullable(),
      fileId: Id,
    }),
  ),
)

/** A meeting came into being from a template: each module validates and applies `parts[its own name]`, with every variable already filled in. */
export const meetingCreated = occasion("meetings.created", z.object({ meetingId: Id, template: z.string(), parts: z.record(z.string(), z.unknown()) }))
