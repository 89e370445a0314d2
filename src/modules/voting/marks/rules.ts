/** One ballot paper: what may stand on it, whether it is valid, and for whom it counts. */
import { Refusal } from "#kernel/contract.ts"
import type { Ballot, BallotReason, TallyPoll } from "../tally/contract.ts"

export const ILLEGIBLE = "illegible"
export const UNMARKED = "unmarked"
const MOTION = "motion"
const taken = new Set([ILLEGIBLE, UNMARKED, "invalid", "valid", "name", "writeIn", "passed", "elected"])
const abstentions = new Set(["abstain", "弃权"])
const deferrals = new Set(["defer", "缓议"])

/** The blank paper as the engine sees it: everything that does not change from ballot to ballot. */
export type Paper = {
  kind: TallyPoll["kind"]
  choices: readonly string[]
  favour: string
  against: string | undefined
  abstain: string | undefined
  /** key → name as printed, in the printed order */
  candidates: ReadonlyMap<string, string>
  /** Infinity where any number of names may be marked */
  seats: number
  writeIn: TallyPoll["writeIn"]
  blank: TallyPoll["blank"]
  exactly: boolean
}

/** What one valid ballot says: one mark per candidate, and the names written in. */
export type Reading = { marks: Map<string, string>; writeIns: string[] }

/** Two-character names are padded with blanks in official lists; the blanks are not part of the name. */
export const nameKey = (name: string): string => {
  const plain = name.normalize("NFC").trim()
  return /\p{Script=Han}/u.test(plain) ? plain.replace(/\s+/gu, "") : plain.replace(/\s+/gu, " ")
}

export const usualChoices = { motion: ["for", "against", "abstain"], election: ["for", "against", "abstain"], selection: ["for"], assessment: [] }

export function paperOf(poll: TallyPoll): Paper {
  const choices = poll.choices ?? usualChoices[poll.kind]
  const least = poll.kind === "selection" ? 1 : 2
  if (choices.length < least) throw new Refusal("voting.noChoices", { least })
  const twice = choices.find((choice, at) => taken.has(choice) || choices.indexOf(choice) !== at)
  if (twice !== undefined) throw new Refusal("voting.choiceTwice", { choice: twice })
  const candidates = candidatesOf(poll)
  return {
    kind: poll.kind,
    choices,
    favour: choices[0]!,
    against: choices.slice(1).find((choice) => !abstentions.has(choice) && !deferrals.has(choice)),
    abstain: choices.find((choice) => abstentions.has(choice)),
    candidates,
    seats: hasSeats(poll) ? mustFillSeats(poll, candidates.size) : Number.POSITIVE_INFINITY,
    writeIn: hasSeats(poll) ? poll.writeIn : "none",
    blank: poll.blank,
    exactly: poll.fill === "exactly" && hasSeats(poll),
  }
}

const hasSeats = (poll: TallyPoll): boolean => poll.kind === "election" || poll.kind === "selection"

function candidatesOf(poll: TallyPoll): Map<string, string> {
  if (poll.kind === "motion") return new Map([[MOTION, MOTION]])
  const candidates = new Map<string, string>()
  for (const name of poll.candidates) {
    if (candidates.has(nameKey(name))) throw new Refusal("voting.candidateTwice", { name })
    candidates.set(nameKey(name), name)
  }
  return candidates
}

function mustFillSeats(poll: TallyPoll, candidates: number): number {
  const seats = poll.seats ?? 0
  if (seats < 1) throw new Refusal("voting.seatsBelowOne", { seats })
  if (candidates === 0 && poll.writeIn !== "free") throw new Refusal("voting.noCandidates")
  if (seats > candidates && poll.writeIn === "none") throw new Refusal("voting.tooFewCandidates", { seats, candidates })
  return seats
}

export const notPressed = (paper: Paper, ballot: Ballot): boolean => paper.kind === "motion" && ballot.mark === null

/** A motion's ballot has one mark, every other one a mark per name: the wrong form is a mistake of the caller, not of the voter. */
export function mustFit(paper: Paper, ballot: Ballot, number: number): void {
  const fits = paper.kind === "motion" ? ballot.marks === undefined : ballot.mark === undefined
  if (!fits) throw new Refusal("voting.wrongBallot", { number })
}

const marksOf = (paper: Paper, ballot: Ballot): [string, string][] => {
  const given = paper.kind === "motion" ? { [MOTION]: ballot.mark } : (ballot.marks ?? {})
  return Object.entries(given).flatMap(([name, mark]) => (mark === null || mark === undefined ? [] : [[nameKey(name), mark.normalize("NFC").trim()]]))
}
// an unreadable name counts for nobody, and its ballot stays valid (对无法辨认的部分无效)
const writeInsOf = (ballot: Ballot): string[] => (ballot.writeIns ?? []).map(nameKey).filter((name) => name !== "" && name !== ILLEGIBLE)

/** The first reason of the stated order for which the ballot is void, or null. */
export function judge(paper: Paper, ballot: Ballot): BallotReason | null {
  const marks = marksOf(paper, ballot)
  const writeIns = writeInsOf(ballot)
  if (marks.some(([, mark]) => mark !== ILLEGIBLE && !paper.choices.includes(mark))) return "unknown-choice"
  if (marks.some(([name]) => !paper.candidates.has(name))) return "unknown-candidate"
  if (writeIns.length > 0 && paper.writeIn === "none") return "write-in-not-allowed"
  const persons = [...marks.map(([name]) => name), ...writeIns]
  if (new Set(persons).size !== persons.length) return "duplicate"
  const chosen = marks.filter(([, mark]) => mark === paper.favour).length + writeIns.length
  if (chosen > paper.seats) return "over-vote"
  if (paper.exactly && chosen < paper.seats) return "under-vote"
  return paper.writeIn === "afterAgainst" ? judgeWriteIns(paper, marks, writeIns.length) : null
}

/** 代表法 §17(6) and the 选举办法: another person may be chosen in place of one voted against, not in place of an abstention. */
function judgeWriteIns(paper: Paper, marks: [string, string][], writeIns: number): BallotReason | null {
  if (writeIns <= marks.filter(([, mark]) => mark === paper.against).length) return null
  const blanks = paper.blank === "abstain" && marks.length < paper.candidates.size
  const abstained = marks.some(([, mark]) => mark === paper.abstain) || blanks
  return paper.abstain !== undefined && abstained ? "write-in-after-abstain" : "write-in-without-against"
}

/** The chief teller's ruling stands; without one the engine's. */
export function verdictOn(paper: Paper, ballot: Ballot): { valid: boolean; reason: BallotReason | null } {
  if (ballot.ruled?.valid) return { valid: true, reason: null }
  const reason = judge(paper, ballot)
  if (ballot.ruled) return { valid: false, reason: ballot.ruled.reason ?? reason }
  return { valid: reason === null, reason }
}

/** What a valid ballot counts for. One that was ruled valid may hold what the engine cannot read: that counts for nobody. */
export function read(paper: Paper, ballot: Ballot): Reading {
  const given = new Map(marksOf(paper, ballot).filter(([name]) => paper.candidates.has(name)))
  const writeIns = [...new Set(writeInsOf(ballot))].filter((name) => !given.has(name))
  const marks = new Map<string, string>()
  for (const name of paper.candidates.keys()) {
    const mark = given.get(name)
    if (mark !== undefined) marks.set(name, paper.choices.includes(mark) ? mark : ILLEGIBLE)
    // a printed candidate left unmarked but written in below was chosen by the voter's clear will
    else marks.set(name, writeIns.includes(name) ? paper.favour : blankMark(paper))
  }
  return { marks, writeIns: writeIns.filter((name) => !paper.candidates.has(name)) }
}

// a scale without an abstention (agree, disagree, defer) has no place for a blank: deferring is a choice of its own
const blankMark = (paper: Paper): string => (paper.blank === "abstain" && paper.abstain !== undefined ? paper.abstain : UNMARKED)
