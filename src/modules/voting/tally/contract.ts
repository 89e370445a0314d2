/** 计票: what the counting engine is given and what it answers; the same on server, phone, hall screen, report and command line. */
import { z } from "zod"
import { refusal } from "#kernel/contract.ts"

/** `strict`: more than num/den (过半数); otherwise at least (三分之二以上). */
// the bounds keep every product below 2^53, so that plain integers never round
export const Share = z.strictObject({ num: z.int().min(0).max(1_000_000), den: z.int().min(1).max(1_000_000), strict: z.boolean() })

const People = z.int().min(0).max(1_000_000_000)
const Name = z.string().normalize("NFC").trim().min(1).max(100)

/** 应到(全体) / 实到 / 发出 / 收回(参加投票) / 有效票 */
export const Base = z.enum(["members", "present", "issued", "returned", "valid"])
export type Base = z.infer<typeof Base>

export const TallyPoll = z.strictObject({
  id: z.string().optional(),
  title: z.string().optional(),
  kind: z.enum(["motion", "election", "selection", "assessment"]),
  /** The first is the one in favour. */
  choices: z.array(Name).max(20).optional(),
  candidates: z.array(Name).max(1000).default([]),
  seats: z.int().max(1000).optional(),
  writeIn: z.enum(["none", "afterAgainst", "free"]).default("none"),
  blank: z.enum(["abstain", "unmarked"]).default("abstain"),
  base: Base,
  fill: z.enum(["atMost", "exactly"]).default("atMost"),
  threshold: Share.optional(),
  quorum: Share.nullish(),
  order: z.enum(["votes", "strokes", "given"]).default("votes"),
})
export type TallyPoll = z.infer<typeof TallyPoll>

export const Roll = z.strictObject({ members: People, present: People, issued: People.nullish(), returned: People.nullish() })
export type Roll = z.infer<typeof Roll>

export const voidReasons = [
  "unknown-choice",
  "unknown-candidate",
  "write-in-not-allowed",
  "duplicate",
  "over-vote",
  "under-vote",
  "write-in-after-abstain",
  "write-in-without-against",
] as const
export const tellerReasons = ["marked", "wrong-form", "illegible"] as const
const BallotReason = z.enum([...voidReasons, ...tellerReasons])
export type BallotReason = z.infer<typeof BallotReason>

/** The chief teller's ruling wins over the engine. */
const Ruling = z.strictObject({ valid: z.boolean(), reason: BallotReason.nullish() })

export const Ballot = z.strictObject({
  /** Motions: null is a voter who did not press; absent is a paper left blank. */
  mark: z.string().nullish(),
  marks: z.record(z.string(), z.string().nullable()).optional(),
  writeIns: z.array(z.string()).optional(),
  ruled: Ruling.optional(),
})
export type Ballot = z.infer<typeof Ballot>

const Marks = z.record(z.string(), People)
/** One heap counted by hand: a motion's choices, or an election's candidates. */
export const Batch = z.union([
  z.strictObject({ valid: People, invalid: People.default(0), candidates: z.record(z.string(), Marks), writeIns: Marks.default({}) }),
  Marks,
])
export type Batch = z.infer<typeof Batch>

export const TallyInput = z.strictObject({
  poll: TallyPoll,
  roll: Roll,
  ballots: z.array(Ballot).optional(),
  counts: z.union([z.array(Batch), Batch]).optional(),
})
export type TallyInput = z.infer<typeof TallyInput>

/** One integer per choice stands beside the named fields, under the choice's own name. */
export const ResultRow = z
  .object({ name: z.string(), writeIn: z.boolean(), passed: z.boolean(), elected: z.boolean() })
  .catchall(z.union([z.int(), z.string(), z.boolean()]))
export type ResultRow = z.infer<typeof ResultRow>

export const Outcome = z.object({
  valid: z.boolean(),
  reason: z.enum(["returned-exceeds-issued", "no-quorum"]).nullable(),
  ballots: z.array(z.object({ valid: z.boolean(), reason: BallotReason.nullable() })),
  cast: z.int(),
  validBallots: z.int(),
  invalidBallots: z.int(),
  notPressed: z.int(),
  /** Null only where an assessment names no threshold. */
  needed: z.int().nullable(),
  results: z.array(ResultRow),
  elected: z.array(z.string()),
  tie: z.array(z.string()),
  vacancies: z.int(),
  /** Motions only; null elsewhere. */
  passed: z.boolean().nullable(),
  sentence: z.string(),
})
export type Outcome = z.infer<typeof Outcome>

/** What the engine will not count, and why. */
export const tallyRefusals = {
  unreadable: refusal(400, { "zh-CN": "计票数据的 {where} 不合格式：{message}", en: "The data to be counted is wrong at {where}: {message}" }),
  noChoices: refusal(400, { "zh-CN": "票上的选项少于 {least} 个", en: "The ballot has fewer than {least} choices" }),
  choiceTwice: refusal(400, { "zh-CN": "选项“{choice}”重复，或是计票专用的词", en: "The choice “{choice}” occurs twice or is a word the count itself uses" }),
  candidateTwice: refusal(400, { "zh-CN": "候选人“{name}”重复", en: "The candidate “{name}” occurs twice" }),
  noCandidates: refusal(400, { "zh-CN": "没有候选人，也不能另选他人", en: "There are no candidates, and nobody may be written in" }),
  seatsBelowOne: refusal(400, { "zh-CN": "应选名额是 {seats}，至少应为 1", en: "{seats} seats to fill; there must be at least 1" }),
  tooFewCandidates: refusal(400, {
    "zh-CN": "应选 {seats} 名，候选人只有 {candidates} 名，又不能另选他人",
    en: "{seats} seats but only {candidates} candidates, and nobody may be written in",
  }),
  noThreshold: refusal(400, { "zh-CN": "没有规定通过（当选）所需的票数比例（threshold）", en: "No threshold is given" }),
  shareAboveOne: refusal(400, { "zh-CN": "{what} {num}/{den} 超过全体，永远达不到", en: "The {what} {num}/{den} is more than all and can never be reached" }),
  nobodyDue: refusal(400, { "zh-CN": "应到人数为 0，无法计票", en: "Nobody is due, so nothing can be counted" }),
  presentAboveMembers: refusal(400, { "zh-CN": "实到 {present} 人，多于应到 {members} 人", en: "{present} are present, more than the {members} due" }),
  noIssued: refusal(400, { "zh-CN": "以发出票数为基数，但没有给出发出票数", en: "The base is the ballots issued, but their number is not given" }),
  baseIsNothing: refusal(400, { "zh-CN": "以{base}为基数，而它为 0，无法计算所需票数", en: "The base ({base}) is 0, so the votes needed cannot be computed" }),
  returnedMismatch: refusal(400, { "zh-CN": "收回 {returned} 张，计得 {counted} 张，两数不等", en: "{returned} ballots were returned but {counted} counted" }),
  castAbovePresent: refusal(400, { "zh-CN": "投票 {cast} 人，多于实到 {present} 人", en: "{cast} voted, more than the {present} present" }),
  wrongBallot: refusal(400, { "zh-CN": "第 {number} 张票不是这种表决的票", en: "Ballot {number} is not of this kind of poll" }),
  wrongCounts: refusal(400, { "zh-CN": "第 {number} 批人工计数不是这种表决的计数", en: "Batch {number} of the hand count is not of this kind of poll" }),
  countsUnknown: refusal(400, {
    "zh-CN": "第 {number} 批人工计数里有不认识的“{name}”",
    en: "Batch {number} of the hand count names “{name}”, which is unknown",
  }),
  countsSum: refusal(400, {
    "zh-CN": "第 {number} 批人工计数里，{name}的各项合计 {sum}，不等于有效票 {valid}",
    en: "In batch {number} of the hand count the marks of {name} add up to {sum}, not to the {valid} valid ballots",
  }),
  countsTooMany: refusal(400, {
    "zh-CN": "第 {number} 批人工计数里，赞成与另选合计 {sum}，与名额乘有效票 {most} 不符",
    en: "In batch {number} of the hand count the votes in favour and written in are {sum}, which does not agree with seats × valid = {most}",
  }),
  countsWriteIns: refusal(400, {
    "zh-CN": "第 {number} 批人工计数里，另选他人的票数不合规则（{name}）",
    en: "In batch {number} of the hand count the write-ins break the rule ({name})",
  }),
}
