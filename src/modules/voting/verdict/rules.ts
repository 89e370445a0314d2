/** The sentence that says the result; the chair reads it out, so it holds every number that decides. */
import { leastOf } from "#kernel/shares.ts"
import { fill, type Locale } from "#kernel/words.ts"
import { usualChoices } from "../marks/rules.ts"
import type { Outcome, Roll, TallyPoll } from "../tally/contract.ts"
import { words } from "./words.ts"

type Key = keyof (typeof words)["zh-CN"]
type Counted = { poll: TallyPoll; roll: Roll; outcome: Omit<Outcome, "sentence" | "ballots"> }
type Say = (key: Key, data?: Record<string, unknown>) => string

const named: Record<string, Key> = { for: "inFavour", against: "against", abstain: "abstain", agree: "agree", disagree: "disagree", defer: "defer" }

/** The word for a choice; one that the office named itself is said as it stands. */
export const choiceWord = (choice: string, locale: Locale): string => (named[choice] ? words[locale][named[choice]] : choice)

export function sentenceOf(counted: Counted, locale: Locale): string {
  const say: Say = (key, data) => fill(words[locale][key], data)
  const parts = counted.outcome.valid ? validParts(counted, say, locale) : invalidParts(counted, say)
  return parts.join(say("comma")) + say("stop")
}

function invalidParts({ poll, roll, outcome }: Counted, say: Say): string[] {
  const present = say("present", roll)
  if (outcome.reason === "returned-exceeds-issued") return [present, say("tooMany", { issued: roll.issued, cast: outcome.cast })]
  const least = leastOf(poll.quorum!, roll.members)
  return [present, say("noQuorum", { least, missing: least - roll.present })]
}

function validParts(counted: Counted, say: Say, locale: Locale): string[] {
  const { poll, roll, outcome } = counted
  const papers = roll.issued === undefined || roll.issued === null ? [] : [say("papers", { issued: roll.issued, cast: outcome.cast })]
  const head = [say("present", roll)]
  if (poll.kind === "motion") return [...head, ...motionParts(counted, say, locale)]
  const sheets = say("sheets", { valid: outcome.validBallots, invalid: outcome.invalidBallots })
  return [...head, ...papers, sheets, ...(poll.kind === "assessment" ? gradeParts(counted, say, locale) : electionParts(counted, say))]
}

function motionParts({ poll, outcome }: Counted, say: Say, locale: Locale): string[] {
  const favour = (poll.choices ?? usualChoices.motion)[0]!
  const votes = Number(outcome.results[0]![favour])
  const needed = outcome.needed!
  const verdict = outcome.passed ? [say("passed")] : [...(votes < needed ? [say("short", { short: needed - votes })] : []), say("failed")]
  return [say("votes", { choice: choiceWord(favour, locale), votes }), say("needed", { needed }), ...verdict]
}

function electionParts({ poll, outcome }: Counted, say: Say): string[] {
  const names = (list: readonly string[]) => list.join(say("pause"))
  const count = outcome.elected.length
  return [
    say("needed", { needed: outcome.needed }),
    say("seats", { seats: poll.seats }),
    count > 0 ? say("elected", { count, names: names(outcome.elected) }) : say("nobody"),
    ...(outcome.tie.length > 0 ? [say("tie", { names: names(outcome.tie) })] : []),
    ...(outcome.vacancies > 0 && outcome.tie.length === 0 ? [say("vacancies", { vacancies: outcome.vacancies })] : []),
  ]
}

function gradeParts({ poll, outcome }: Counted, say: Say, locale: Locale): string[] {
  const graded = outcome.results.map((row) =>
    (poll.choices ?? [])
      .map((choice, at) =>
        at === 0
          ? say("graded", { name: row.name, choice: choiceWord(choice, locale), votes: row[choice] })
          : say("votes", { choice: choiceWord(choice, locale), votes: row[choice] }),
      )
      .join(say("pause")),
  )
  return [graded.join(say("semicolon"))]
}
