/** When a poll may be changed, opened and counted, and what of it the hall may see. */
import { Refusal } from "#kernel/contract.ts"
import type { Frame } from "#modules/sittings/screens/contract.ts"
import type { HandCount, Poll, Result, Rules } from "./contract.ts"
import { type Roll, TallyPoll } from "./tally/contract.ts"
import { tally } from "./tally/rules.ts"
import { choiceWord, sentenceOf } from "./verdict/rules.ts"

export const engineRules = ({ choices, base, threshold, quorum }: Rules): TallyPoll =>
  TallyPoll.parse({ kind: "motion", choices, base, threshold, quorum, blank: "abstain" })

/** Senseless rules are refused when they are written, not before a waiting hall. */
export function mustBeSensible(rules: Rules): void {
  tally(engineRules(rules), { members: 1, present: 1 }, { ballots: [{ mark: rules.choices[0]! }] })
}

export function mustBeDraft(poll: Poll): void {
  if (poll.state !== "draft") throw new Refusal("voting.notDraft", { title: poll.title })
}
export function mustBeVotedOn(poll: Poll): void {
  if (poll.state !== "open") throw new Refusal("voting.notOpen", { title: poll.title })
}
export function mustBeCounted(poll: Poll): Result {
  if (!poll.result) throw new Refusal("voting.notClosed", { title: poll.title })
  return poll.result
}

/** A batch names the choices of its poll and void papers, nothing else. */
export function mustBeChoices(poll: Poll, counts: Record<string, number>): void {
  const unknown = Object.keys(counts).find((key) => key !== "invalid" && !poll.rules.choices.includes(key))
  if (unknown) throw new Refusal("voting.unknownVote", { choice: unknown })
}

type Box = { roll: { members: number; present: number }; choices: readonly string[]; hand: readonly HandCount[] }
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0)

export function resultOf(rules: Rules, { roll, choices, hand }: Box): Result {
  const poll = engineRules(rules)
  const { ballots: _, ...outcome } = tally(poll, roll, { ballots: choices.map((mark) => ({ mark })), counts: hand.map(({ counts }) => counts) })
  const byHand = hand.reduce((all, { counts }) => all + sum(counts), 0)
  return { ...outcome, english: sentenceOf({ poll, roll, outcome }, "en"), scale: scaleOf(rules, roll, outcome), electronic: choices.length, byHand }
}

function scaleOf({ base }: Rules, roll: Roll, outcome: { cast: number; validBallots: number }): number {
  return { members: roll.members, present: roll.present, returned: outcome.cast, valid: outcome.validBallots }[base]
}

export function voteFrame(poll: Poll, { cast, present }: { cast: number; present: number }): Frame {
  return { what: "vote", pollId: poll.id, title: poll.title, state: poll.state === "open" ? "open" : "counted", members: poll.members ?? 0, present, cast }
}

export function resultFrame(poll: Poll): Frame | null {
  const { result, releasedAt, closedAt } = poll
  if (!result || !releasedAt || !closedAt) return null
  return {
    what: "result",
    pollId: poll.id,
    title: poll.title,
    valid: result.valid,
    passed: result.passed ?? false,
    rows: poll.rules.choices.map((choice) => ({
      choice,
      name: { "zh-CN": choiceWord(choice, "zh-CN"), en: choiceWord(choice, "en") },
      votes: Number(result.results[0]?.[choice] ?? 0),
    })),
    members: poll.members ?? 0,
    present: poll.present ?? 0,
    notPressed: result.notPressed,
    invalid: result.invalidBallots,
    base: poll.rules.base,
    scale: result.scale,
    needed: result.needed ?? 0,
    sentence: { "zh-CN": result.sentence, en: result.english },
    countedAt: closedAt,
  }
}
