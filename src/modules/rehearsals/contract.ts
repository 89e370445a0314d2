/** 彩排: what happens minute by minute at a session — when, on which cue, what, who, where — walked before it counts, and what was found then. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { ClockTime, Day, Id, text, textOrNone } from "#kernel/types.ts"
import { findingOperations, findingRefusals } from "./findings/contract.ts"
import { runOperations, runRefusals } from "./runs/contract.ts"

export const Line = z.object({
  id: Id,
  /** From the moment the session begins; before it, negative. The line keeps this distance wherever the session moves. */
  minutes: z.int().min(-1440).max(1440),
  /** 口令: the words on which it happens. */
  cue: textOrNone(60),
  /** What happens. */
  what: text(200),
  person: textOrNone(40),
  /** When it is someone who signs in. */
  account: Id.nullable(),
  /** Place or device. */
  place: textOrNone(60),
  /** How long it takes. */
  seconds: z.int().min(1).max(36_000).nullable(),
})
export type Line = z.infer<typeof Line>

/** A script as it stands in the list. */
export const Script = z.object({
  meetingId: Id,
  id: Id,
  /** The session whose begin its minutes count from; null: its own day and clock. */
  sessionId: Id.nullable(),
  title: text(80),
  day: Day,
  starts: ClockTime,
  place: z.string(),
  lines: z.int(),
  runs: z.int(),
  /** Findings that nobody has mended yet. */
  open: z.int(),
  version: z.int(),
})
export type Script = z.infer<typeof Script>

export const WholeScript = Script.omit({ lines: true }).extend({ lines: z.array(Line) })
export type WholeScript = z.infer<typeof WholeScript>

/** Without an id: a new line. */
export const GivenLine = Line.extend({ id: Id.optional(), account: Id.nullable().default(null), seconds: Line.shape.seconds.default(null) })
export type GivenLine = z.infer<typeof GivenLine>
const Lines = z.array(GivenLine).max(300)

const ofMeeting = z.object({ meetingId: Id })
const Which = ofMeeting.extend({ id: Id })
/** Of a script that belongs to no session. */
const Own = z.object({ day: Day, starts: ClockTime })
const follows = ["agenda", "meetings", "tasks"]

export const rehearsals = contract(
  "rehearsals",
  {
    scripts: query({ scope: "meeting", follows }, ofMeeting, z.array(Script)),
    script: query({ scope: "meeting", follows }, Which, WholeScript),
    /** The lines a session of its kind usually has; nothing is written yet. */
    draft: query({ scope: "meeting", follows }, ofMeeting.extend({ sessionId: Id.nullable() }), z.object({ title: z.string(), lines: z.array(GivenLine) })),
    addScript: command({ scope: "meeting" }, ofMeeting.extend({ sessionId: Id.nullable(), title: text(80), own: Own.nullable(), lines: Lines }), WholeScript),
    editScript: command({ scope: "meeting" }, Which.extend({ version: z.int(), title: text(80), own: Own.nullable(), lines: Lines }), WholeScript),
    removeScript: command({ scope: "meeting" }, Which, WholeScript),
    /** One script, or all of the meeting. */
    printScripts: command({ scope: "meeting" }, ofMeeting.extend({ id: Id.optional() }), z.object({ jobId: Id })),
    exportScripts: command({ scope: "meeting" }, ofMeeting.extend({ id: Id.optional() }), Ticket),
    ...runOperations,
    ...findingOperations,
  },
  {
    scriptExists: refusal(409, { "zh-CN": "“{title}”已经有彩排脚本，请直接打开修改", en: "“{title}” has a script already; open and change it" }),
    noSuchSession: refusal(409, { "zh-CN": "没有这个会次，请重新选择", en: "There is no such session; choose again" }),
    unknownSession: refusal(409, {
      "zh-CN": "模板里的彩排脚本引用了没有的会次“{key}”",
      en: "A script of the template names the session “{key}”, which it does not have",
    }),
    ownTimeNeeded: refusal(409, { "zh-CN": "不随会次的脚本要写明日期和开始时间", en: "A script that belongs to no session needs its day and clock" }),
    noSuchPerson: refusal(409, {
      "zh-CN": "“{name}”的账号已不能使用，请重新选择人员",
      en: "The account of “{name}” is not open any more; choose the person again",
    }),
    walked: refusal(409, {
      "zh-CN": "“{title}”已经走过场，脚本要留存，不能删除",
      en: "“{title}” has been walked already; its script stays and cannot be removed",
    }),
    nothingWritten: refusal(409, { "zh-CN": "还没有彩排脚本，请先起草", en: "There is no script yet; draft one first" }),
    ...runRefusals,
    ...findingRefusals,
  },
)

export const printing = job("rehearsals.print", { "zh-CN": "打印彩排脚本", en: "Print the rehearsal scripts" }, z.object({ meetingId: Id, id: Id.optional() }))
