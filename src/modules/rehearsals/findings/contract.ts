/** 问题: what was found when a script was walked; mended by a task, or settled on the spot. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { Day, Id, Instant, text, textOrNone } from "#kernel/types.ts"
import { Role } from "./role/contract.ts"

/** 必须整改, 应当整改, 建议. */
export const Severity = z.enum(["must", "should", "may"])
export type Severity = z.infer<typeof Severity>

const Mending = z.object({ id: Id, title: z.string(), owner: z.string(), dueOn: Day, doneAt: Instant.nullable() })

export const Finding = z.object({
  meetingId: Id,
  id: Id,
  scriptId: Id,
  script: z.string(),
  runId: Id,
  number: z.int(),
  role: Role,
  /** Null: about the whole, or its line was struck from the script since. */
  lineId: Id.nullable(),
  /** What the line said when it was found. */
  about: z.string(),
  text: text(400),
  severity: Severity,
  photo: z.object({ id: Id, name: z.string() }).nullable(),
  /** The task it became; done with it. */
  task: Mending.nullable(),
  outcome: z.string().nullable(),
  settledAt: Instant.nullable(),
  settledBy: z.string().nullable(),
  isOpen: z.boolean(),
  foundBy: z.string(),
  foundAt: Instant,
  version: z.int(),
})
export type Finding = z.infer<typeof Finding>

const ofMeeting = z.object({ meetingId: Id })
const Which = ofMeeting.extend({ id: Id })
const Said = Finding.pick({ text: true, severity: true })
const follows = ["agenda", "meetings", "tasks"]

export const findingOperations = {
  findings: query({ scope: "meeting", follows }, ofMeeting.extend({ scriptId: Id.optional() }), z.array(Finding)),
  addFinding: command(
    { scope: "meeting" },
    Said.extend({ meetingId: Id, runId: Id, role: Role, lineId: Id.nullable(), photoId: Id.nullable().default(null) }),
    Finding,
  ),
  editFinding: command({ scope: "meeting" }, Said.extend({ ...Which.shape, version: z.int() }), Finding),
  removeFinding: command({ scope: "meeting" }, Which, Finding),
  photoTicket: query({ scope: "meeting", audited: true }, Which, Ticket),
  /** Mended on the spot, without a task. */
  settle: command({ scope: "meeting" }, Which.extend({ outcome: text(200) }), Finding),
  unsettle: command({ scope: "meeting" }, Which, Finding),
  /** Somebody mends it by a day before the session. */
  makeTask: command(
    { scope: "meeting" },
    Which.extend({ title: text(80), team: text(20), owner: textOrNone(40), ownerAccount: Id.nullable().default(null), dueOn: Day }),
    Finding,
  ),
}

export const findingRefusals = {
  notUploaded: refusal(409, { "zh-CN": "照片没有上传成功，请重新选择", en: "The photo was not uploaded; choose it again" }),
  notAPhoto: refusal(415, { "zh-CN": "“{name}”不是图片，请选照片", en: "“{name}” is no picture; choose a photo" }),
  hasTask: refusal(409, { "zh-CN": "这个问题已经转为任务“{title}”", en: "This is a task already: “{title}”" }),
  settledAlready: refusal(409, { "zh-CN": "这个问题已经解决，先改回未解决", en: "This is settled already; reopen it first" }),
  dueTooLate: refusal(409, { "zh-CN": "整改期限不能晚于“{title}”当天", en: "It must be mended by the day of “{title}” at the latest" }),
}
