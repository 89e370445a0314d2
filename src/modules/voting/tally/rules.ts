/** One pure count for every place: integers only, the same answer on server, phone, hall screen, report and command line. */
import { Refusal } from "#kernel/contract.ts"
import { compareNames } from "#kernel/names.ts"
import { leastOf, type Share } from "#kernel/shares.ts"
import { addBatch, addVotes, addWriteIn, type Count, startCount } from "../counts/rules.ts"
import { ILLEGIBLE, mustFit, notPressed, paperOf, read, UNMARKED, verdictOn } from "../marks/rules.ts"
import { sentenceOf } from "../verdict/rules.ts"
import { type Ballot, type Base, type Batch, type Outcome, type ResultRow, type Roll, TallyInput, type TallyPoll } from "./contract.ts"

type Box = { ballots?: readonly Ballot[]; counts?: Batch | readonly Batch[] }

export function tallyInput(json: unknown): TallyInput {
  const parsed = TallyInput.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw new Refusal("voting.unreadable", { where: issue.path.join(".") || "JSON", message: issue.message })
}

export function tally(poll: TallyPoll, roll: Roll, { ballots = [], counts = [] }: Box): Outcome {
  const paper = paperOf(poll)
  const threshold = mustMakeSense(poll, roll)
  const count = startCount(paper)
  const verdicts = ballots.map((ballot, at) => addBallot(count, ballot, at + 1))
  for (const [at, batch] of [counts].flat().entries()) addBatch(count, batch as Batch, at + 1)
  const cast = count.valid + count.invalid
  mustAddUp(roll, cast, count.notPressed)
  const reason = invalidity(poll, roll, cast)
  const needed = threshold && leastOf(threshold, baseOf(poll.base, roll, count))
  const seats = paper.kind === "election" || paper.kind === "selection" ? paper.seats : 0
  const standing = announced(poll, standingOf(count, reason === null ? needed : undefined))
  const { elected, tie } = elect(standing, seats)
  const results = standing.map((one) => ({ ...one.row, elected: elected.includes(one) }))
  const outcome = {
    valid: reason === null,
    reason,
    ballots: verdicts,
    cast,
    validBallots: count.valid,
    invalidBallots: count.invalid,
    notPressed: isPressed(roll) ? roll.present - cast : 0,
    needed: needed ?? null,
    results,
    elected: elected.map(({ row }) => row.name),
    tie: inTieOrder(poll, tie),
    vacancies: seats - elected.length,
    passed: paper.kind === "motion" ? results[0]!.passed : null,
  }
  return { ...outcome, sentence: sentenceOf({ poll, roll, outcome }, "zh-CN") }
}

/** Ballots are handed out or keys are pressed: 发出 is only known of paper. */
const isPressed = (roll: Roll): boolean => roll.issued === undefined || roll.issued === null

function addBallot(count: Count, ballot: Ballot, number: number): Outcome["ballots"][number] {
  mustFit(count.paper, ballot, number)
  if (notPressed(count.paper, ballot)) {
    count.notPressed++
    return { valid: true, reason: null }
  }
  const verdict = verdictOn(count.paper, ballot)
  if (!verdict.valid) {
    count.invalid++
    return verdict
  }
  count.valid++
  const reading = read(count.paper, ballot)
  for (const [name, mark] of reading.marks) addVotes(count, { name, mark, votes: 1 })
  for (const name of reading.writeIns) addWriteIn(count, name, 1)
  return verdict
}

function mustMakeSense(poll: TallyPoll, roll: Roll): Share | undefined {
  // an assessment without a threshold only counts; a choice among names without one goes to those with most votes
  const threshold = poll.threshold ?? (poll.kind === "selection" ? { num: 0, den: 1, strict: false } : undefined)
  if (!threshold && poll.kind !== "assessment") throw new Refusal("voting.noThreshold")
  if (threshold) mustBeReachable("threshold", threshold)
  if (poll.quorum) mustBeReachable("quorum", poll.quorum)
  if (roll.members < 1) throw new Refusal("voting.nobodyDue")
  if (roll.present > roll.members) throw new Refusal("voting.presentAboveMembers", { present: roll.present, members: roll.members })
  if (poll.base === "issued" && isPressed(roll)) throw new Refusal("voting.noIssued")
  return threshold
}

function mustBeReachable(what: string, { num, den, strict }: Share): void {
  if (num > den || (strict && num === den)) throw new Refusal("voting.shareAboveOne", { what, num, den })
}

function mustAddUp(roll: Roll, cast: number, notPressed: number): void {
  const returned = roll.returned ?? cast
  if (returned !== cast) throw new Refusal("voting.returnedMismatch", { returned, counted: cast })
  if (isPressed(roll) && cast + notPressed > roll.present) throw new Refusal("voting.castAbovePresent", { cast: cast + notPressed, present: roll.present })
}

function invalidity(poll: TallyPoll, roll: Roll, cast: number): Outcome["reason"] {
  if (!isPressed(roll) && cast > roll.issued!) return "returned-exceeds-issued"
  return poll.quorum && roll.present < leastOf(poll.quorum, roll.members) ? "no-quorum" : null
}

function baseOf(base: Base, roll: Roll, count: Count): number {
  const cast = count.valid + count.invalid
  const size = { members: roll.members, present: roll.present, issued: roll.issued ?? 0, returned: cast, valid: count.valid }[base]
  if (size === 0) throw new Refusal("voting.baseIsNothing", { base })
  return size
}

/** A result row with what it is ordered by: votes in favour, and its place on the ballot paper. */
type Standing = { row: ResultRow; votes: number; place: number }

function standingOf(count: Count, needed: number | undefined): Standing[] {
  return [...count.votes].map(([key, marks], place) => {
    const votes = marks.get(count.paper.favour)!
    const row = {
      name: count.paper.candidates.get(key) ?? key,
      ...Object.fromEntries([...marks].filter(([mark, n]) => n > 0 || (mark !== ILLEGIBLE && mark !== UNMARKED))),
      writeIn: !count.paper.candidates.has(key),
      // a threshold of nothing (再次投票) still wants one vote
      passed: needed !== undefined && votes >= needed && votes > 0,
      elected: false,
    }
    return { row, votes, place }
  })
}

const byVotes = (a: Standing, b: Standing): number => b.votes - a.votes
const byStrokes = (a: Standing, b: Standing): number => compareNames("surname-first")(a.row.name, b.row.name)
const byPlace = (a: Standing, b: Standing): number => a.place - b.place

/** The order in which the names are read out: 得票多少 (equal ones by 姓氏笔画), 姓氏笔画, or as approved with written-in names behind. */
function announced(poll: TallyPoll, standing: Standing[]): Standing[] {
  if (poll.order === "strokes") return standing.sort((a, b) => byStrokes(a, b) || byPlace(a, b))
  if (poll.order === "votes") return standing.sort((a, b) => byVotes(a, b) || byStrokes(a, b) || byPlace(a, b))
  return standing.sort((a, b) => (a.row.writeIn && b.row.writeIn ? byVotes(a, b) || byStrokes(a, b) : byPlace(a, b)))
}

function elect(standing: Standing[], seats: number): { elected: Standing[]; tie: Standing[] } {
  if (seats === 0) return { elected: [], tie: [] }
  const passed = standing.filter(({ row }) => row.passed)
  if (passed.length <= seats) return { elected: passed, tie: [] }
  const last = [...passed].sort(byVotes)[seats - 1]!.votes
  const level = passed.filter(({ votes }) => votes === last)
  const above = passed.filter(({ votes }) => votes > last)
  if (above.length + level.length > seats) return { elected: above, tie: level }
  return { elected: passed.filter(({ votes }) => votes >= last), tie: [] }
}

/** The tied stand again in the order of the first ballot paper, unless the whole list goes by strokes. */
const inTieOrder = (poll: TallyPoll, tie: Standing[]): string[] => tie.sort(poll.order === "strokes" ? byStrokes : byPlace).map(({ row }) => row.name)
