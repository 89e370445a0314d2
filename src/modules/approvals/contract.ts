/** 审批: any object goes through the steps of its flow — opinions are kept for ever, what was decided on is provable, the outcome is an occasion. */
import { z } from "zod"
import { command, contract, job, occasion, query, refusal } from "#kernel/contract.ts"
import { Ticket } from "#kernel/house.ts"
import { Id, Instant, Paging, rowsOf, text, textOrNone } from "#kernel/types.ts"
import { absenceRefusals, Delegation, NewDelegation } from "./absence/contract.ts"
import { Flow, FlowText, flowRefusals, KeptFlow, Kind } from "./flows/contract.ts"

/** `path` is where it stands, below / or, in a meeting, below /meetings/ID/. */
export const Subject = z.object({ kind: Kind, id: Id, title: text(200), path: z.string().max(200) })
export type Subject = z.infer<typeof Subject>
export const State = z.enum(["running", "returned", "approved", "withdrawn"])
export type State = z.infer<typeof State>
export const Person = z.object({ id: Id, name: z.string() })
export type Person = z.infer<typeof Person>
/** Whom the submitter chooses for the steps that leave it to him. */
export const Chosen = z.array(z.object({ step: z.int().min(0).max(11), accountIds: z.array(Id).min(1).max(50) })).max(12)
const PaperFile = z.object({ id: Id, name: z.string(), size: z.int(), sha256: z.string() })

/** What was laid before the deciders: text and files, and one hash over both. */
export const Round = z.object({
  round: z.int(),
  at: Instant,
  by: z.string(),
  note: z.string(),
  body: z.string(),
  files: z.array(PaperFile),
  sha256: z.string(),
})
export type Round = z.infer<typeof Round>
export const ActKind = z.enum(["submitted", "agreed", "returned", "sentBack", "withdrawn", "asked", "handed", "urged"])
export type ActKind = z.infer<typeof ActKind>
/** One line of the way so far; `forName`: in whose place. `sentBack`: to a step before, `returned`: to the submitter. */
export const Act = z.object({
  id: Id,
  round: z.int(),
  step: z.int(),
  stepName: z.string(),
  kind: ActKind,
  by: z.string(),
  forName: z.string().nullable(),
  toName: z.string().nullable(),
  opinion: z.string(),
  at: Instant,
})
export type Act = z.infer<typeof Act>

export const Line = z.object({
  id: Id,
  meetingId: Id.nullable(),
  subject: Subject,
  state: State,
  round: z.int(),
  stepName: z.string().nullable(),
  waitsFor: z.array(z.string()),
  submittedBy: z.string(),
  submittedAt: Instant,
  dueAt: Instant.nullable(),
  isLate: z.boolean(),
})
export type Line = z.infer<typeof Line>

const Seat = Person.extend({ hasAgreed: z.boolean(), isOff: z.boolean(), addedBy: z.string().nullable() })
export const Approval = Line.extend({
  version: z.int(),
  step: z.int(),
  flow: KeptFlow,
  /** Who is asked at each step of this round. */
  seats: z.array(z.array(Seat)),
  rounds: z.array(Round),
  acts: z.array(Act),
  /** What this person may do now; `inPlaceOf` is whom he would decide for. */
  may: z.object({ decide: z.boolean(), inPlaceOf: z.string().nullable(), withdraw: z.boolean(), change: z.boolean(), urge: z.boolean() }),
})
export type Approval = z.infer<typeof Approval>

export const Box = z.enum(["todo", "mine", "done"])
export type Box = z.infer<typeof Box>
const One = z.object({ id: Id })
const Seen = One.extend({ version: z.int() })
const Written = z.object({ title: text(200), body: textOrNone(20_000), fileIds: z.array(Id).max(20), chosen: Chosen })
const listOf = Paging.extend({ find: z.string().trim().max(80).optional() })

export const approvals = contract(
  "approvals",
  {
    counts: query({ scope: "self" }, z.object({}), z.object({ todo: z.int(), late: z.int() })),
    mine: query({ scope: "self" }, listOf.extend({ box: Box }), rowsOf(Line)),
    list: query({ scope: "meeting" }, listOf.extend({ meetingId: Id }), rowsOf(Line)),
    all: query({ scope: "system" }, listOf, rowsOf(Line)),
    get: query({ scope: "self" }, One, Approval),
    fileTicket: query({ scope: "self", audited: true }, One.extend({ fileId: Id }), Ticket),
    choices: query({ scope: "self" }, z.object({}), z.object({ people: z.array(Person), roles: z.array(z.string()), flows: z.array(Flow) })),
    request: command({ scope: "self" }, Written.extend({ meetingId: Id.nullable(), flowId: Id }), Approval),
    resubmit: command({ scope: "self" }, Written.extend({ ...Seen.shape, note: text(500) }), Approval),
    withdraw: command({ scope: "self" }, Seen.extend({ opinion: textOrNone(500) }), Approval),
    agree: command({ scope: "self" }, Seen.extend({ opinion: textOrNone(2000) }), Approval),
    /** `toStep` null: to the submitter. */
    sendBack: command({ scope: "self" }, Seen.extend({ opinion: text(2000), toStep: z.int().min(0).max(11).nullable() }), Approval),
    askAlso: command({ scope: "self" }, Seen.extend({ accountId: Id, opinion: textOrNone(500) }), Approval),
    handOver: command({ scope: "self" }, Seen.extend({ accountId: Id, opinion: textOrNone(500) }), Approval),
    urge: command({ scope: "self" }, One, Approval),
    print: command({ scope: "self" }, One, z.object({ jobId: Id })),
    delegations: query({ scope: "self" }, z.object({}), z.array(Delegation)),
    delegate: command({ scope: "self" }, NewDelegation, Delegation),
    endDelegation: command({ scope: "self" }, One, One),
    flows: query({ scope: "system" }, z.object({}), z.array(Flow)),
    addFlow: command({ scope: "system" }, FlowText, Flow),
    changeFlow: command({ scope: "system" }, FlowText.extend(Seen.shape), Flow),
    closeFlow: command({ scope: "system" }, Seen, Flow),
  },
  {
    ...flowRefusals,
    underWay: refusal(409, { "zh-CN": "“{title}”正在审批，不能重复送审", en: "“{title}” is already under way" }),
    nobodyThere: refusal(409, {
      "zh-CN": "“{step}”一步可办的人不够（要 {need} 人，除去送审人和已办其他步骤的人）",
      en: "Too few people can decide the step “{step}” ({need} needed, without the submitter and those who decide another step)",
    }),
    chooseFor: refusal(409, { "zh-CN": "请为“{step}”选人", en: "Choose someone for the step “{step}”" }),
    ownSubmission: refusal(409, {
      "zh-CN": "两人原则：送审人不能自己审批，受人委托也不行",
      en: "Two persons: who submitted it may not decide it, not even in another's place",
    }),
    decidedBefore: refusal(409, {
      "zh-CN": "您已办过本轮的另一步，这一步要由别人办",
      en: "You decided another step of this round; somebody else must decide this one",
    }),
    neededLater: refusal(409, {
      "zh-CN": "您若办这一步，“{step}”一步就没有人能办了；请把这一步转给别人",
      en: "If you decide this step, nobody is left for “{step}”; hand this one over",
    }),
    alreadyDecided: refusal(409, { "zh-CN": "这一步您已经办过", en: "You have already decided this step" }),
    notYours: refusal(409, { "zh-CN": "这一步不是由您办理，或已办到下一步", en: "This step is not yours to decide, or it has moved on" }),
    notRunning: refusal(409, { "zh-CN": "已不在审批中，不能再办", en: "It is no longer under way" }),
    notReturned: refusal(409, { "zh-CN": "只有退回的才能修改后重新送审", en: "Only what was returned can be changed and submitted again" }),
    mayNotReturnThere: refusal(409, { "zh-CN": "这一步不能退到那里，只能退给送审人", en: "This step can be sent back to the submitter only" }),
    alreadyAsked: refusal(409, { "zh-CN": "{name}已在这一步", en: "{name} is already at this step" }),
    urgedLately: refusal(409, { "zh-CN": "刚催办过，一小时后可再催", en: "Urged just now; again in an hour" }),
    notAFreshFile: refusal(409, { "zh-CN": "附件已过期，请重新上传", en: "The upload has expired; please upload again" }),
    ...absenceRefusals,
  },
)

const Outcome = z.enum(["approved", "returned", "withdrawn"])
export type Outcome = z.infer<typeof Outcome>
/** Raised once a round, in the transaction of whoever ended it. */
export const decided = occasion("approvals.decided", z.object({ approvalId: Id, meetingId: Id.nullable(), subject: Subject, outcome: Outcome, round: z.int() }))
export const printSheet = job("approvals.print", { "zh-CN": "打印审批单", en: "Print approval sheet" }, One)
