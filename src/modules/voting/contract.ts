/** 表决: a motion put to the vote — frozen when it opens, cast by those who are present, counted by one engine, announced when released. */
import { z } from "zod"
import { command, contract, job, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, Paging, rowsOf, text } from "#kernel/types.ts"
import { Base, Outcome, Share, tallyRefusals } from "./tally/contract.ts"

export const Rules = z.object({
  choices: z.array(text(10)).min(2).max(5).default(["for", "against", "abstain"]),
  base: Base.exclude(["issued"]),
  threshold: Share,
  quorum: Share.nullable(),
  /** Which of several presses of one voter counts, while the poll is open. */
  press: z.enum(["first", "last"]).default("last"),
})
export type Rules = z.infer<typeof Rules>
export const HandCounts = z.record(text(10), z.int().min(0).max(100_000))
export const HandCount = z.object({ id: Id, counts: HandCounts, reason: z.string(), at: Instant, by: z.string() })
export type HandCount = z.infer<typeof HandCount>

export const Result = Outcome.omit({ ballots: true }).extend({ english: z.string(), scale: z.int(), electronic: z.int(), byHand: z.int() })
export type Result = z.infer<typeof Result>
export const PollState = z.enum(["draft", "open", "closed", "abandoned"])
export const Poll = z.object({
  meetingId: Id,
  id: Id,
  sessionId: Id,
  title: text(120),
  rules: Rules,
  state: PollState,
  openedAt: Instant.nullable(),
  ruleHash: z.string().nullable(),
  members: z.int().nullable(),
  present: z.int().nullable(),
  closedAt: Instant.nullable(),
  result: Result.nullable(),
  releasedAt: Instant.nullable(),
  reportFileId: Id.nullable(),
  version: z.int(),
})
export type Poll = z.infer<typeof Poll>

const Progress = z.object({
  cast: z.int(),
  present: z.int(),
  members: z.int(),
  delegations: z.array(z.object({ name: z.string(), cast: z.int(), present: z.int() })),
  hand: z.array(HandCount),
})
export const NamedBallot = z.object({
  attendeeId: Id,
  name: z.string(),
  delegation: z.string(),
  choice: z.string().nullable(),
  at: Instant.nullable(),
  present: z.boolean(),
})

/** What the voter's own phone shows: the poll that is open, and what the box holds of his. */
export const Mine = z.object({
  poll: z
    .object({
      id: Id,
      title: z.string(),
      choices: z.array(z.string()),
      press: Rules.shape.press,
      state: z.enum(["open", "closed"]),
      sentence: z.string().nullable(),
    })
    .nullable(),
  mayVote: z.boolean(),
  isPresent: z.boolean(),
  ballot: z.object({ choice: z.string(), press: z.int(), castAt: Instant }).nullable(),
  zone: z.string(),
})
export type Mine = z.infer<typeof Mine>
/** The body of POST /api/voting/cast; the voter is the actor. */
export const Cast = z.object({ pollId: Id, choice: text(10), press: z.int().min(1).max(10_000) })
export type Cast = z.infer<typeof Cast>
/** `press` below the one sent: the box keeps what it shows here. */
export const CastReply = z.object({ choice: z.string(), press: z.int(), castAt: Instant })
export type CastReply = z.infer<typeof CastReply>

/** What rides along on the live events of "voting", for every eye in the meeting. */
export type LivePoll =
  | { state: "open"; pollId: string; title: string; choices: string[]; press: "first" | "last" }
  | { state: "closed" | "abandoned"; pollId: string }
  | { state: "released"; pollId: string; sentence: string; english: string }

/** This module's part of a template. */
export const VotingPart = z.object({
  polls: z.array(z.object({ key: z.string(), kind: z.literal("motion"), session: z.string(), title: text(120), rules: Rules, named: z.literal(true) })),
})
export const printReport = job("voting.printReport", { "zh-CN": "打印表决结果报告单", en: "Print the report of a vote" }, z.object({ meetingId: Id, id: Id }))

const ofPoll = z.object({ meetingId: Id, id: Id })
const Written = z.object({ title: text(120), rules: Rules })

export const voting = contract(
  "voting",
  {
    list: query({ scope: "meeting" }, z.object({ meetingId: Id, sessionId: Id.optional() }), z.array(Poll)),
    get: query({ scope: "meeting" }, ofPoll, Poll),
    // "votes": the counter's own topic
    progress: query({ scope: "meeting", follows: ["checkin", "votes"] }, ofPoll, Progress),
    ballots: query({ scope: "meeting", audited: true }, ofPoll.extend(Paging.shape), rowsOf(NamedBallot)),
    mine: query({ scope: "self", actors: ["attendee"] }, z.object({}), Mine),
    add: command({ scope: "meeting" }, Written.extend({ meetingId: Id, sessionId: Id }), Poll),
    edit: command({ scope: "meeting" }, Written.extend({ meetingId: Id, id: Id, version: z.int() }), Poll),
    remove: command({ scope: "meeting" }, ofPoll, ofPoll),
    open: command({ scope: "meeting" }, ofPoll, Poll),
    addHandCount: command({ scope: "meeting" }, ofPoll.extend({ counts: HandCounts, reason: text(100) }), z.array(HandCount)),
    removeHandCount: command({ scope: "meeting" }, ofPoll.extend({ handCountId: Id }), z.array(HandCount)),
    close: command({ scope: "meeting" }, ofPoll, Poll),
    abandon: command({ scope: "meeting" }, ofPoll.extend({ reason: text(100) }), Poll),
    release: command({ scope: "meeting" }, ofPoll, Poll),
    report: command({ scope: "meeting" }, ofPoll, z.object({ jobId: Id })),
  },
  {
    ...tallyRefusals,
    notDraft: refusal(409, { "zh-CN": "“{title}”已经付诸表决，不能再改", en: "“{title}” was put to the vote and can no longer be changed" }),
    notOpen: refusal(409, { "zh-CN": "“{title}”没有在表决", en: "“{title}” is not being voted on" }),
    otherOpen: refusal(409, { "zh-CN": "“{title}”正在表决，一次只能表决一件", en: "“{title}” is being voted on; only one vote at a time" }),
    notClosed: refusal(409, { "zh-CN": "“{title}”还没有表决结果", en: "“{title}” has no result yet" }),
    changedWhileOpen: refusal(409, {
      "zh-CN": "“{title}”的规则或名单与开始表决时封存的不一致，不能计票，请查审计记录",
      en: "The rules or the roll of “{title}” differ from what was frozen; it cannot be counted: see the audit",
    }),
    nobodyPresent: refusal(409, { "zh-CN": "没有一位有表决权的人签到，不能表决", en: "Nobody who may vote has signed in; there can be no vote" }),
    notAVoter: refusal(403, { "zh-CN": "您在这次表决中没有表决权", en: "You have no vote in this poll" }),
    notSignedIn: refusal(403, {
      "zh-CN": "您还没有签到，签到后才能表决；请找签到处工作人员",
      en: "You have not signed in at the door; sign in and you can vote",
    }),
    unknownVote: refusal(409, { "zh-CN": "没有“{choice}”这个选项", en: "There is no choice “{choice}”" }),
    tooLate: refusal(409, { "zh-CN": "表决已经结束，这一票没有入箱", en: "The vote is over; this ballot is not in the box" }),
    attendeesOnly: refusal(403, { "zh-CN": "只有代表本人用自己的链接才能投票", en: "Only a delegate, with a link of his own, can vote" }),
  },
)
