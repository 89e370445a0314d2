/** 代表资格审查: who is a delegate in good standing, and the report without which a congress does not begin. */
import { z } from "zod"
import { command, job, query, refusal } from "#kernel/contract.ts"
import { Day, Id, Instant, Paging, rowsOf, text, textOrNone } from "#kernel/types.ts"

/** 有效, 待核, 终止, 补选 (elected since, and valid). */
export const Standing = z.enum(["valid", "pending", "ended", "byElection"])
export type Standing = z.infer<typeof Standing>

export const Credential = z.object({
  attendeeId: Id,
  name: z.string(),
  sameNameMark: z.string(),
  sex: z.enum(["male", "female"]).nullable(),
  ethnicity: z.string().nullable(),
  delegation: z.string().nullable(),
  unit: z.string(),
  post: z.string(),
  standing: Standing,
  ground: z.string(),
  by: z.string().nullable(),
  at: Instant.nullable(),
})
export type Credential = z.infer<typeof Credential>
export const Standings = z.object({ valid: z.int(), pending: z.int(), ended: z.int(), byElection: z.int() })
export type Standings = z.infer<typeof Standings>

/** One table of the structure: how many of those who are valid, and their share. */
const Part = z.object({ title: z.string(), rows: z.array(z.object({ name: z.string(), count: z.int(), share: z.string() })) })
export const Structure = z.object({ standings: Standings, delegates: z.int(), delegations: z.int(), parts: z.array(Part) })
export type Structure = z.infer<typeof Structure>

export const Report = z.object({
  /** Some body counts only valid credentials: then the first formal session needs this report. */
  isAsked: z.boolean(),
  isWritten: z.boolean(),
  title: text(60),
  body: text(20_000),
  issuer: text(60),
  day: Day.nullable(),
  structure: Structure,
  /** The text as it would be drafted from the numbers of now; empty once it is adopted. */
  draft: z.string(),
  /** As they are now, whatever the report was adopted with. */
  standings: Standings,
  adopted: z.object({ bodyId: Id.nullable(), by: z.string(), on: Day, at: z.string() }).nullable(),
  version: z.int(),
})
export type Report = z.infer<typeof Report>

const ofMeeting = z.object({ meetingId: Id })
const Judged = ofMeeting.extend({ standing: Standing, ground: textOrNone(100).default("") })
const Printing = ofMeeting.extend({ as: z.enum(["pdf", "docx"]).default("pdf") })
const counted = z.object({ count: z.int() })

export const qualificationOperations = {
  qualifications: query(
    { scope: "meeting" },
    ofMeeting.extend({ find: textOrNone(40).default(""), standing: Standing.optional(), delegationId: Id.optional(), ...Paging.shape }),
    rowsOf(Credential).extend({ standings: Standings, held: z.int() }),
  ),
  qualify: command({ scope: "meeting" }, Judged.extend({ ids: z.array(Id).min(1).max(500) }), counted),
  /** Everybody whom nobody has judged yet, of one delegation or of all, is valid on this ground; who is kept waiting with a ground still waits. */
  qualifyRest: command({ scope: "meeting" }, ofMeeting.extend({ delegationId: Id.nullable().default(null), ground: text(100) }), counted),
  qualificationReport: query({ scope: "meeting" }, ofMeeting, Report),
  writeReport: command(
    { scope: "meeting" },
    ofMeeting.extend({ version: z.int(), title: text(60), body: text(20_000), issuer: text(60), day: Day.nullable() }),
    Report,
  ),
  /** `at`: the session it was adopted in, in words. `standings`: the numbers as they were read; others are refused. */
  adoptReport: command(
    { scope: "meeting" },
    ofMeeting.extend({ version: z.int(), bodyId: Id, on: Day, at: text(60), standings: Standings.optional() }),
    Report,
  ),
  reopenReport: command({ scope: "meeting" }, ofMeeting.extend({ version: z.int(), reason: text(100) }), Report),
  printReport: command({ scope: "meeting" }, Printing, z.object({ jobId: Id })),
}

export const qualificationRefusals = {
  groundNeeded: refusal(409, { "zh-CN": "终止、补选和待核要写明理由", en: "Say why a credential waits, has ended or is of a by-election" }),
  notADelegate: refusal(409, { "zh-CN": "{name}不是有表决权的代表，不审查资格", en: "{name} is no voting delegate; there are no credentials to review" }),
  nobodyQualified: refusal(409, { "zh-CN": "还没有资格有效的代表，报告不能通过", en: "No credentials are valid yet; the report cannot be adopted" }),
  figuresMoved: refusal(409, {
    "zh-CN": "您打开以后数字变了：现有效 {valid} 名、补选 {byElection} 名、待核 {pending} 名、终止 {ended} 名，请核对报告后再通过",
    en: "The numbers changed while you read: {valid} valid, {byElection} of by-elections, {pending} to review, {ended} ended. Check the report, then adopt it",
  }),
  nobodyAdopts: refusal(409, { "zh-CN": "“{name}”还没有成员，不能由它通过报告", en: "“{name}” has no members; it cannot adopt the report" }),
  adoptedTooLate: refusal(409, { "zh-CN": "通过的日期晚于会议最后一天（{day}）", en: "The day of the adoption is after the last day of the meeting ({day})" }),
  reportAdopted: refusal(409, { "zh-CN": "资格审查报告已经通过，要改先撤回通过", en: "The report is adopted; take that back before changing it" }),
  reportNotAdopted: refusal(409, { "zh-CN": "资格审查报告还没有通过", en: "The report is not adopted" }),
  reportMissing: refusal(409, {
    "zh-CN": "“{title}”还不能开会：代表资格审查报告尚未通过。请在“资格审查”里通过报告",
    en: "“{title}” cannot be opened: the report on credentials is not adopted yet. Adopt it under “Credentials”",
  }),
}

export const printingReport = job("attendees.printReport", { "zh-CN": "打印资格审查报告", en: "Print the report on credentials" }, Printing)
