/** Heaps counted by hand (paper, show of hands) that stand beside the electronic ballots of the same poll. */
import { Refusal } from "#kernel/contract.ts"
import { ILLEGIBLE, nameKey, type Paper, UNMARKED } from "../marks/rules.ts"
import type { Batch } from "../tally/contract.ts"

/** The running count: filled by ballots one by one and by batches counted by hand. */
export type Count = {
  paper: Paper
  valid: number
  invalid: number
  notPressed: number
  /** key of the candidate or written-in name → choice → votes */
  votes: Map<string, Map<string, number>>
}

const noVotes = (paper: Paper) => new Map(paper.choices.map((choice) => [choice, 0]))

export const startCount = (paper: Paper): Count => ({
  paper,
  valid: 0,
  invalid: 0,
  notPressed: 0,
  votes: new Map([...paper.candidates.keys()].map((name) => [name, noVotes(paper)])),
})

export function addVotes(count: Count, { name, mark, votes }: { name: string; mark: string; votes: number }): void {
  const row = count.votes.get(name)!
  row.set(mark, (row.get(mark) ?? 0) + votes)
}

export function addWriteIn(count: Count, name: string, votes: number): void {
  const key = nameKey(name)
  if (!count.votes.has(key)) count.votes.set(key, noVotes(count.paper))
  addVotes(count, { name: key, mark: count.paper.favour, votes })
}

type Heap = Extract<Batch, { valid: number; candidates: Record<string, Record<string, number>> }>

const isHeap = (batch: Batch): batch is Heap => typeof batch.candidates === "object"
const sum = (votes: Iterable<number>): number => [...votes].reduce((all, one) => all + one, 0)

export function addBatch(count: Count, batch: Batch, number: number): void {
  const isMotion = count.paper.kind === "motion"
  if (isMotion === isHeap(batch)) throw new Refusal("voting.wrongCounts", { number })
  if (isHeap(batch)) addHeap(count, batch, number)
  else addHands(count, batch as Record<string, number>, number)
}

function addHands(count: Count, hands: Record<string, number>, number: number): void {
  for (const [mark, votes] of Object.entries(hands)) {
    if (mark === "invalid") count.invalid += votes
    else {
      mustBeMark(count.paper, mark, number)
      count.valid += votes
      addVotes(count, { name: "motion", mark, votes })
    }
  }
}

function mustBeMark(paper: Paper, mark: string, number: number): void {
  if (![...paper.choices, ILLEGIBLE, UNMARKED].includes(mark)) throw new Refusal("voting.countsUnknown", { number, name: mark })
}

function addHeap(count: Count, heap: Heap, number: number): void {
  mustAgree(count.paper, heap, number)
  count.valid += heap.valid
  count.invalid += heap.invalid
  const given = marksByKey(heap)
  for (const name of count.paper.candidates.keys()) {
    const marks = given.get(name) ?? {}
    for (const [mark, votes] of Object.entries(marks)) addVotes(count, { name, mark, votes })
    // where a name is only chosen or not, tellers write down the chosen ones alone
    const left = heap.valid - sum(Object.values(marks))
    if (left > 0) addVotes(count, { name, mark: UNMARKED, votes: left })
  }
  for (const [name, votes] of Object.entries(heap.writeIns)) addWriteIn(count, name, votes)
}

const marksByKey = (heap: Heap) => new Map(Object.entries(heap.candidates).map(([name, marks]) => [nameKey(name), marks]))

function mustAgree(paper: Paper, heap: Heap, number: number): void {
  const given = marksByKey(heap)
  if (given.size < Object.keys(heap.candidates).length) throw new Refusal("voting.wrongCounts", { number })
  for (const [name, marks] of given) {
    if (!paper.candidates.has(name)) throw new Refusal("voting.countsUnknown", { number, name })
    for (const mark of Object.keys(marks)) mustBeMark(paper, mark, number)
  }
  for (const [key, name] of paper.candidates) {
    const marked = sum(Object.values(given.get(key) ?? {}))
    const fits = paper.choices.length === 1 ? marked <= heap.valid : marked === heap.valid
    if (!fits) throw new Refusal("voting.countsSum", { number, name, sum: marked, valid: heap.valid })
  }
  mustAgreeOnWriteIns(paper, heap, number)
}

function mustAgreeOnWriteIns(paper: Paper, heap: Heap, number: number): void {
  const marks = Object.values(heap.candidates)
  const written = Object.entries(heap.writeIns)
  const total = sum(written.map(([, votes]) => votes))
  const chosen = sum(marks.map((row) => row[paper.favour] ?? 0)) + total
  const most = paper.seats * heap.valid
  if (chosen > most || (paper.exactly && chosen !== most)) throw new Refusal("voting.countsTooMany", { number, sum: chosen, most })
  const wrong = written.find(([name, votes]) => paper.writeIn === "none" || nameKey(name) === "" || paper.candidates.has(nameKey(name)) || votes > heap.valid)
  if (wrong) throw new Refusal("voting.countsWriteIns", { number, name: wrong[0] })
  const against = sum(marks.map((row) => (paper.against === undefined ? 0 : (row[paper.against] ?? 0))))
  if (paper.writeIn === "afterAgainst" && total > against) throw new Refusal("voting.countsWriteIns", { number, name: written[0]![0] })
}
