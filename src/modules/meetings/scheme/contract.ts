/** 会议方案 (PR-02): drafted from the template and the meeting's own fields, edited by hand, approved before anything goes out (BR-52). */
import { z } from "zod"
import { command, job, query, question, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { Day, Id, Instant, text, textOrNone } from "#kernel/types.ts"
import { Act, State as ApprovalState, Chosen, Round } from "#modules/approvals/contract.ts"

/** One section or annex; `key` says which of the usual ones it is. */
export const Part = z.object({ key: text(20), title: text(40), text: textOrNone(60_000) })
export type Part = z.infer<typeof Part>
export const SchemeText = z.object({ title: text(120), sections: z.array(Part).min(1).max(20), annexes: z.array(Part).max(10) })
export type SchemeText = z.infer<typeof SchemeText>
export const SchemeFile = z.object({ id: Id, name: z.string(), size: z.int(), sha256: z.string() })
export type SchemeFile = z.infer<typeof SchemeFile>

export const Scheme = z.object({
  meetingId: Id,
  text: SchemeText,
  files: z.array(SchemeFile),
  version: z.int(),
  updatedBy: z.string(),
  updatedAt: Instant,
  /** Where it stands; whether the text, and the dates and place of the meeting, are still those laid before the deciders. */
  approval: z.object({ id: Id, state: ApprovalState, stepName: z.string().nullable(), isOfThisText: z.boolean(), isOfTheseDates: z.boolean() }).nullable(),
  /** What was laid before the deciders each time, and every opinion. */
  rounds: z.array(Round.pick({ round: true, at: true, by: true, note: true, body: true })),
  opinions: z.array(Act.pick({ id: true, round: true, kind: true, stepName: true, by: true, forName: true, opinion: true, at: true })),
})
export type Scheme = z.infer<typeof Scheme>

/** Who let things go out without an approved scheme, and why. */
const Waived = z.object({ by: z.string(), at: Instant, reason: z.string() })
export type Waived = z.infer<typeof Waived>

/** `flowId`: the way it is sent; null: the office has none in use. `due`: by when it is to be submitted, as the countdown has it. */
export const Standing = z.object({
  isRequired: z.boolean(),
  waived: Waived.nullable(),
  flowId: Id.nullable(),
  due: z.object({ on: Day, isLate: z.boolean() }).nullable(),
  scheme: Scheme.nullable(),
})
export type Standing = z.infer<typeof Standing>

const ofMeeting = z.object({ meetingId: Id })
const Seen = ofMeeting.extend({ version: z.int() })

export const schemeOperations = {
  scheme: query({ scope: "meeting", follows: ["approvals"] }, ofMeeting, Standing),
  requireScheme: command({ scope: "meeting" }, ofMeeting.extend({ isRequired: z.boolean(), reason: textOrNone(200).default("") }), Standing),
  draftScheme: command({ scope: "meeting" }, ofMeeting, Standing),
  /** Notice, programme and roster as they stand now. */
  gatherAnnexes: command({ scope: "meeting" }, Seen, Standing),
  editScheme: command({ scope: "meeting" }, Seen.extend({ text: SchemeText, fileIds: z.array(Id).max(20) }), Standing),
  submitScheme: command({ scope: "meeting" }, Seen.extend({ flowId: Id, chosen: Chosen, note: textOrNone(500) }), Standing),
  /** As a paper: PDF for the printer, DOCX for the pen. */
  printScheme: command({ scope: "meeting" }, ofMeeting.extend({ as: z.enum(["pdf", "docx"]) }), z.object({ jobId: Id })),
  schemeFileTicket: query({ scope: "meeting", audited: true }, ofMeeting.extend({ fileId: Id }), Ticket),
}

export const schemeRefusals = {
  schemeNotApproved: refusal(409, {
    "zh-CN": "会议方案还没有批准，不能发通知、发链接和付印；请先报批方案",
    en: "The scheme of this meeting is not approved: nothing may be sent or printed before; submit the scheme first",
  }),
  schemeChangedSince: refusal(409, {
    "zh-CN": "会议方案批准后又改过，不能发通知、发链接和付印；请重新报批",
    en: "The scheme was changed after it was approved: nothing may be sent or printed; submit it again",
  }),
  schemeMovedSince: refusal(409, {
    "zh-CN": "会议方案批准后，会议的日期或地点改了，不能发通知、发链接和付印；请改方案重新报批",
    en: "The dates or the place of the meeting changed after its scheme was approved: nothing may be sent or printed; change the scheme and submit it again",
  }),
  schemeWhyNot: refusal(409, { "zh-CN": "请写明为什么方案不经批准", en: "Say why the scheme need not be approved" }),
  schemeDrafted: refusal(409, { "zh-CN": "这个会议已有方案，请打开修改", en: "This meeting has a scheme; open and edit it" }),
  noScheme: refusal(404, { "zh-CN": "还没有方案，请先起草", en: "There is no scheme yet; draft it first" }),
  schemeUnderApproval: refusal(409, {
    "zh-CN": "方案正在审批，要改请先撤回，或等退回",
    en: "The scheme is being approved; withdraw it, or wait until it comes back, before changing it",
  }),
  schemeUnchanged: refusal(409, {
    "zh-CN": "方案已经批准，没有改动，不用再报",
    en: "The scheme is approved and has not changed; it need not be submitted again",
  }),
  schemeLacks: refusal(409, {
    "zh-CN": "方案里“{section}”还没有写，不能报批；没有的请写“无”",
    en: "“{section}” is still empty in the scheme; write “none” where there is nothing to say",
  }),
  schemeFileGone: refusal(409, { "zh-CN": "附件已过期，请重新上传", en: "The upload has expired; please upload again" }),
}

export const printingScheme = job(
  "meetings.printScheme",
  { "zh-CN": "打印会议方案", en: "Print the scheme" },
  ofMeeting.extend({ as: z.enum(["pdf", "docx"]) }),
)

/** By when a paper of the list (PR-02: the scheme) is to be there, as the countdown has it. */
export const paperDue = question("meetings.paperDue", ofMeeting.extend({ paper: z.string() }), z.array(Day))

/** Notice, programme and roster as the modules that hold them would annex them to the scheme. */
export const annexes = question("meetings.annexes", ofMeeting, z.array(Part))
