/** 请假: one life from asking to the end, from session to session or for the whole meeting. Who is a delegate sends nobody in his place. */
import { z } from "zod"
import { command, job, query, question, refusal } from "#kernel/contract.ts"
import { Id, Instant, Paging, Reached, rowsOf, text, textOrNone } from "#kernel/types.ts"
import { Attendee } from "../person/contract.ts"

export const LeaveState = z.enum(["asked", "granted", "refused", "ended"])
export type LeaveState = z.infer<typeof LeaveState>
/** Who brought it in: the person's unit, the liaison of his delegation, the office itself. */
export const AskedFor = z.enum(["unit", "liaison", "office"])

const SessionOf = z.object({ id: Id, title: z.string(), startsAt: Instant })
export type SessionOf = z.infer<typeof SessionOf>

export const Leave = z.object({
  id: Id,
  attendeeId: Id,
  name: z.string(),
  delegation: z.string().nullable(),
  unit: z.string(),
  post: z.string(),
  category: z.string(),
  /** The seat is the unit's: somebody may be sent in his place. */
  unitSeat: z.boolean(),
  state: LeaveState,
  reason: z.string(),
  /** Titles of the first and the last session; both null: the whole meeting. */
  from: z.string().nullable(),
  until: z.string().nullable(),
  askedFor: AskedFor,
  askedBy: z.string(),
  askedAt: Instant,
  note: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  endedBy: z.string().nullable(),
  endedAt: Instant.nullable(),
  substitute: z.object({ id: Id, name: z.string(), post: z.string() }).nullable(),
})
export type Leave = z.infer<typeof Leave>

const ofMeeting = z.object({ meetingId: Id })
const one = ofMeeting.extend({ id: Id })
const inDelegation = { scope: "meeting", within: ["delegation"] } as const
/** Why somebody stays away may be his health: the record of who did what does without it. */
const personal = { ...inDelegation, secret: ["reason", "note"] }
export const LeaveWanted = ofMeeting.extend({ find: textOrNone(40).default(""), state: LeaveState.optional(), attendeeId: Id.optional() })
export type LeaveWanted = z.output<typeof LeaveWanted>
const counts = z.object({ asked: z.int(), granted: z.int(), refused: z.int(), ended: z.int() })

export const leaveOperations = {
  leaves: query({ ...inDelegation, follows: ["agenda"] }, LeaveWanted.extend(Paging.shape), rowsOf(Leave).extend({ counts })),
  /** What a leave may begin and end with. */
  leaveSessions: query({ ...inDelegation, follows: ["agenda"] }, ofMeeting, z.array(SessionOf)),
  /** `attendeeId` without sessions: for the whole meeting. */
  askLeave: command(
    personal,
    ofMeeting.extend({
      attendeeId: Id,
      reason: text(100),
      fromSessionId: Id.nullable().default(null),
      untilSessionId: Id.nullable().default(null),
      askedFor: AskedFor.optional(),
    }),
    Leave,
  ),
  decideLeave: command(personal, one.extend({ isGranted: z.boolean(), note: textOrNone(100).default("") }), Leave),
  /** Asked and granted at once, for the whole meeting: `id` is the person. */
  grantLeave: command(personal, one.extend({ reason: text(100) }), Attendee),
  /** 销假 of this leave, or of all the person has. */
  endLeave: command(inDelegation, one.extend({ leaveId: Id.optional() }), Attendee),
  sendSubstitute: command(
    inDelegation,
    one.extend({ name: text(40), post: textOrNone(300).default(""), sex: z.enum(["male", "female"]).nullable().default(null) }),
    Leave,
  ),
  exportLeaves: command(inDelegation, LeaveWanted, z.object({ jobId: Id })),
}

export const leaveRefusals = {
  onLeave: refusal(409, { "zh-CN": "{name}已经请假（{reason}）", en: "{name} is already on leave ({reason})" }),
  notOnLeave: refusal(409, { "zh-CN": "{name}没有请假", en: "{name} is not on leave" }),
  leaveDecided: refusal(409, { "zh-CN": "{name}的请假已经办过", en: "The leave of {name} is already decided" }),
  leaveBackwards: refusal(409, { "zh-CN": "请假结束的会次早于开始的会次", en: "The leave ends before it begins" }),
  noSuchSession: refusal(404, { "zh-CN": "日程里没有这个会次", en: "The programme has no such session" }),
  noSubstitute: refusal(409, {
    "zh-CN": "{name}是{category}，可以请假，不能派人代替",
    en: "{name} is {category}: leave may be taken, but nobody may be sent instead",
  }),
  substituteSent: refusal(409, { "zh-CN": "{name}已由{substitute}代替", en: "{substitute} already stands for {name}" }),
}

/** Sessions belong to a later module; a leave begins and ends with them. */
export const leaveSessions = question("attendees.leaveSessions", ofMeeting, z.array(SessionOf))
export const exportingLeaves = job("attendees.exportLeaves", { "zh-CN": "导出请假名单", en: "Export the leaves" }, LeaveWanted.extend({ delegations: Reached }))
