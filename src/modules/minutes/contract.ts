/** 纪要: the minutes of a session — drafted from what was recorded, edited, numbered when final, printed by GB/T 9704. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { MinutesPaper } from "#kernel/official.ts"
import { Id, Instant, text, textOrNone } from "#kernel/types.ts"
import { State as ApprovalState, Chosen } from "#modules/approvals/contract.ts"

/** What is written by hand; the number comes with the final text. */
export const Text = MinutesPaper.omit({ form: true, documentNumber: true, copyNumber: true, signers: true, recipients: true, sealed: true })
export type Text = z.infer<typeof Text>

export const State = z.enum(["draft", "final"])

export const Minutes = z.object({
  meetingId: Id,
  id: Id,
  sessionId: Id,
  sessionTitle: z.string(),
  state: State,
  /** 常务会议纪要 of 常务会议纪要〔2026〕3号. */
  series: text(40),
  documentNumber: z.string().nullable(),
  text: Text,
  version: z.int(),
  updatedBy: z.string(),
  updatedAt: Instant,
  /** The text as it stands now has been printed. */
  isPrinted: z.boolean(),
  pages: z.int().nullable(),
  /** 审签: where it stands, and whether the text is still what was laid before the deciders. */
  approval: z.object({ id: Id, state: ApprovalState, isOfThisText: z.boolean() }).nullable(),
  /** The flow without which the text may not become final; null: none is set. */
  requiredFlowId: Id.nullable(),
})
export type Minutes = z.infer<typeof Minutes>

export const MinutesLine = Minutes.omit({ text: true, series: true, approval: true, requiredFlowId: true }).extend({
  title: z.string(),
  approvalState: ApprovalState.nullable(),
})
export type MinutesLine = z.infer<typeof MinutesLine>

const One = z.object({ meetingId: Id, id: Id })
const Seen = One.extend({ version: z.int() })

export const minutes = contract(
  "minutes",
  {
    list: query({ scope: "meeting", follows: ["agenda", "approvals"] }, z.object({ meetingId: Id }), z.array(MinutesLine)),
    get: query({ scope: "meeting", follows: ["approvals"] }, One, Minutes),
    draft: command({ scope: "meeting" }, z.object({ meetingId: Id, sessionId: Id }), Minutes),
    gatherAgain: command({ scope: "meeting" }, Seen, Minutes),
    edit: command({ scope: "meeting" }, Seen.extend({ series: text(40), text: Text }), Minutes),
    remove: command({ scope: "meeting" }, Seen, One),
    submitForApproval: command({ scope: "meeting" }, Seen.extend({ flowId: Id, chosen: Chosen, note: textOrNone(500) }), Minutes),
    finalise: command({ scope: "meeting" }, Seen, Minutes),
    print: command({ scope: "meeting" }, One, z.object({ jobId: Id })),
    paperTicket: query({ scope: "meeting", audited: true }, One.extend({ as: z.enum(["pdf", "docx"]) }), Ticket),
  },
  {
    alreadyDrafted: refusal(409, { "zh-CN": "这一场已有纪要，请打开修改", en: "This session already has minutes; open and edit them" }),
    alreadyFinal: refusal(409, { "zh-CN": "纪要已定稿（{number}），不能再改", en: "These minutes are final ({number}) and cannot be changed" }),
    underApproval: refusal(409, {
      "zh-CN": "纪要正在审签，要改请先撤回，或等退回",
      en: "These minutes are being approved; withdraw them, or wait until they come back, before changing them",
    }),
    notApproved: refusal(409, { "zh-CN": "纪要须先审签，批准后才能定稿", en: "These minutes must be approved before they become final" }),
    changedSince: refusal(409, { "zh-CN": "批准后文字又改过，请重新送审签", en: "The text has changed since it was approved; submit it again" }),
    notPrinted: refusal(409, { "zh-CN": "内容改过还没有打印，请先打印", en: "The text has changed since it was printed; print it first" }),
    notHeld: refusal(409, {
      "zh-CN": "这一场没有签到，也没有会中记录，请会后再起草",
      en: "Nothing was recorded for this session yet; draft its minutes after it was held",
    }),
  },
)

export const printMinutes = job("minutes.print", { "zh-CN": "打印纪要", en: "Print minutes" }, One)
