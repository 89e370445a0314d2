import { describe, expect, test } from "vitest"
import { Refusal } from "#kernel/contract.ts"
import { sentenceOf } from "../verdict/rules.ts"
import type { Ballot, BallotReason, Outcome } from "./contract.ts"
import { tally, tallyInput } from "./rules.ts"

const half = { num: 1, den: 2, strict: true }
const election = {
  kind: "election",
  choices: ["for", "against", "abstain"],
  candidates: ["王一", "李二", "张三"],
  seats: 2,
  writeIn: "afterAgainst",
  base: "members",
  threshold: half,
}
const motion = { kind: "motion", choices: ["for", "against", "abstain"], base: "members", threshold: half, quorum: { num: 2, den: 3, strict: false } }

type Given = { poll?: object; roll?: object; ballots?: object[]; counts?: unknown }
function count(kind: object, { poll = {}, roll = {}, ballots, counts }: Given): Outcome {
  const full = { poll: { ...kind, ...poll }, roll: { members: 10, present: 10, ...roll }, ballots, counts }
  const input = tallyInput(JSON.parse(JSON.stringify(full)))
  return tally(input.poll, input.roll, input)
}
const one = (ballot: object, poll: object = {}) => count(election, { poll, ballots: [ballot] }).ballots[0]!
const times = (n: number, ballot: object) => Array.from({ length: n }, () => ballot)
function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  throw new Error("it was not refused")
}

describe("a ballot is void for the first reason of the stated order", () => {
  const cases: [BallotReason | null, object, object?][] = [
    ["unknown-choice", { marks: { 王一: "maybe", 赵六: "for" } }],
    ["unknown-candidate", { marks: { 赵六: "for" }, writeIns: ["钱七"] }, { writeIn: "none" }],
    ["write-in-not-allowed", { marks: {}, writeIns: ["赵六", "赵六"] }, { writeIn: "none" }],
    ["duplicate", { marks: { 王一: "for", 李二: "for" }, writeIns: ["赵六", "赵六"] }],
    ["duplicate", { marks: { 王一: "for" }, writeIns: ["王一"] }],
    ["duplicate", { marks: { 王一: "against" }, writeIns: ["王 一"] }],
    ["duplicate", { marks: { 王一: "for", "王　一": "for" } }],
    ["over-vote", { marks: { 王一: "for", 李二: "for", 张三: "for" } }],
    ["over-vote", { marks: { 王一: "for", 李二: "for", 张三: "abstain" }, writeIns: ["赵六"] }],
    ["under-vote", { marks: { 王一: "for" } }, { fill: "exactly" }],
    ["under-vote", { marks: { 王一: "abstain" }, writeIns: ["赵六"] }, { fill: "exactly" }],
    ["write-in-after-abstain", { marks: { 王一: "for", 李二: "abstain", 张三: "abstain" }, writeIns: ["赵六"] }],
    ["write-in-after-abstain", { marks: { 王一: "for" }, writeIns: ["赵六"] }],
    ["write-in-without-against", { marks: { 王一: "for" }, writeIns: ["赵六"] }, { blank: "unmarked" }],
    ["write-in-without-against", { marks: { 王一: "against", 李二: "illegible", 张三: "illegible" }, writeIns: ["赵六", "钱七"] }],
    [null, { marks: { 王一: "for", 李二: "for", 张三: "against" } }],
    [null, { marks: { 王一: "against", 李二: "against" }, writeIns: ["赵六", "钱七"] }],
    [null, { marks: { 王一: "for" } }],
    [null, { marks: {} }],
    [null, { marks: {}, writeIns: ["赵六", "  ", "illegible"] }, { writeIn: "free" }],
    [null, { marks: { 王一: "for", 李二: "for", 张三: "illegible" } }],
  ]
  test.each(cases)("%s: %j", (reason, ballot, poll) => expect(one(ballot, poll)).toEqual({ valid: reason === null, reason }))
})

describe("the chief teller's ruling wins over the engine", () => {
  test("a good ballot is void because it was marked", () => {
    const outcome = count(election, { ballots: [{ marks: { 王一: "for" }, ruled: { valid: false, reason: "marked" } }] })
    expect(outcome.ballots).toEqual([{ valid: false, reason: "marked" }])
    expect(outcome).toMatchObject({ validBallots: 0, invalidBallots: 1 })
  })

  test("a ballot ruled valid counts for what can be read on it", () => {
    const ballot = { marks: { 王一: "for", 李二: "half a tick" }, ruled: { valid: true } }
    const row = (name: string) => count(election, { ballots: [ballot] }).results.find((result) => result.name === name)
    expect(row("王一")).toMatchObject({ for: 1 })
    expect(row("李二")).toMatchObject({ for: 0, illegible: 1 })
  })
})

describe("a motion", () => {
  test("keys not pressed are no votes, but the base stays all members", () => {
    const outcome = count(motion, { ballots: [...times(5, { mark: "for" }), ...times(3, { mark: null })] })
    expect(outcome).toMatchObject({ cast: 5, validBallots: 5, notPressed: 5, needed: 6, passed: false })
  })

  test("a paper left blank abstains, or stays unmarked, as the rule says", () => {
    expect(count(motion, { ballots: [{}] }).results[0]).toMatchObject({ name: "motion", abstain: 1 })
    expect(count(motion, { poll: { blank: "unmarked" }, ballots: [{}] }).results[0]).toMatchObject({ abstain: 0, unmarked: 1 })
    expect(count(motion, { ballots: [{ mark: "illegible" }] })).toMatchObject({ validBallots: 1, results: [{ abstain: 0, illegible: 1 }] })
  })

  test("ballots from phones and two heaps counted by hand make one result", () => {
    const outcome = count(motion, {
      ballots: times(3, { mark: "for" }),
      counts: [
        { for: 2, invalid: 1 },
        { for: 1, against: 1 },
      ],
    })
    expect(outcome).toMatchObject({ cast: 8, validBallots: 7, invalidBallots: 1, notPressed: 2, passed: true })
    expect(outcome.results).toEqual([{ name: "motion", for: 6, against: 1, abstain: 0, writeIn: false, passed: true, elected: false }])
  })

  test.each([
    [half, 2980, 1491],
    [half, 2979, 1490],
    [{ num: 2, den: 3, strict: false }, 2980, 1987],
    [{ num: 2, den: 3, strict: false }, 3000, 2000],
    [{ num: 2, den: 3, strict: true }, 3000, 2001],
    [{ num: 4, den: 5, strict: false }, 7, 6],
  ])("%j of %i needs %i", (threshold, members, needed) =>
    expect(count(motion, { poll: { threshold }, roll: { members, present: members }, counts: {} }).needed).toBe(needed),
  )

  test.each([
    ["members", 11],
    ["present", 9],
    ["issued", 8],
    ["returned", 6],
    ["valid", 5],
  ])("with the base %s, more than half is %i", (base, needed) => {
    const roll = { members: 20, present: 16, issued: 14, returned: 10 }
    expect(count(motion, { poll: { base }, roll, counts: { for: 5, against: 4, invalid: 1 } }).needed).toBe(needed)
  })

  test("the sentence says every number that decides, and what is missing", () => {
    const said = (counts: object, roll: object) => count(motion, { roll, counts }).sentence
    const two = { threshold: { num: 2, den: 3, strict: false } }
    const law = count(motion, { poll: two, roll: { members: 2980, present: 2964 }, counts: { for: 2958, against: 2, abstain: 3, invalid: 1 } })
    expect(law.sentence).toBe("应到2980人，实到2964人，赞成2958票，需1987票，通过。")
    expect(said({ for: 1490, against: 900 }, { members: 2980, present: 2900 })).toBe("应到2980人，实到2900人，赞成1490票，需1491票，差1票，未通过。")
    expect(said({ for: 60 }, { members: 100, present: 60 })).toBe("应到100人，实到60人，法定最少67人，还差7人，未达到法定人数，表决无效。")
  })

  test("the same result can be said in English", () => {
    const input = tallyInput({ poll: motion, roll: { members: 10, present: 9 }, counts: { for: 5, against: 4 } })
    expect(sentenceOf({ ...input, outcome: tally(input.poll, input.roll, input) }, "en")).toBe(
      "10 due, 9 present, 5 in favour, 6 needed, 1 short, not carried.",
    )
  })

  test("a party group agrees, disagrees or defers", () => {
    const outcome = count(motion, { poll: { choices: ["agree", "disagree", "defer"] }, counts: { agree: 8, defer: 2 } })
    expect(outcome.results[0]).toMatchObject({ agree: 8, disagree: 0, defer: 2, passed: true })
    expect(outcome.sentence).toBe("应到10人，实到10人，同意8票，需6票，通过。")
  })
})

describe("an election", () => {
  const heap = (votes: Record<string, number>, valid = 10) => ({
    valid,
    candidates: Object.fromEntries(Object.entries(votes).map(([name, n]) => [name, { for: n, against: valid - n }])),
  })

  test("those with most votes win when more pass than there are seats", () => {
    const outcome = count(election, { counts: heap({ 王一: 6, 李二: 7, 张三: 7 }) })
    expect(outcome).toMatchObject({ elected: ["李二", "张三"], tie: [], vacancies: 0, passed: null })
    expect(outcome.results.find((row) => row.name === "王一")).toMatchObject({ passed: true, elected: false })
  })

  test("names level at the last seat stand again, and their seat stays open", () => {
    const outcome = count(election, { counts: heap({ 王一: 8, 李二: 6, 张三: 6 }) })
    expect(outcome).toMatchObject({ elected: ["王一"], tie: ["李二", "张三"], vacancies: 1 })
    expect(outcome.sentence).toContain("李二、张三得票相等，应再次投票")
  })

  test("seats for which nobody passed stay vacant", () => {
    const outcome = count(election, { counts: heap({ 王一: 8, 李二: 5, 张三: 5 }) })
    expect(outcome).toMatchObject({ elected: ["王一"], tie: [], vacancies: 1 })
    expect(outcome.sentence).toBe("应到10人，实到10人，有效票10张，无效票0张，需6票，应选2名，1人当选：王一，尚缺1名，另行选举。")
  })

  test("in the second ballot of the tied the most votes win, and nobody wins with none", () => {
    const again = { candidates: ["李二", "张三"], seats: 1, threshold: { num: 0, den: 1, strict: false } }
    expect(count(election, { poll: again, counts: heap({ 李二: 3, 张三: 2 }) })).toMatchObject({ needed: 0, elected: ["李二"] })
    expect(count(election, { poll: again, counts: heap({ 李二: 0, 张三: 0 }) })).toMatchObject({ elected: [], vacancies: 1 })
  })

  test("a person written in often enough is elected", () => {
    const outcome = count(election, { ballots: times(6, { marks: { 王一: "for", 李二: "against" }, writeIns: ["赵 六"] }) })
    expect(outcome.elected).toEqual(expect.arrayContaining(["王一", "赵六"]))
    expect(outcome.results.find((row) => row.name === "赵六")).toEqual({
      name: "赵六",
      for: 6,
      against: 0,
      abstain: 0,
      writeIn: true,
      passed: true,
      elected: true,
    })
  })

  test("where anybody may be written in, a printed name left unmarked and written in is chosen", () => {
    const outcome = count(election, { poll: { writeIn: "free" }, ballots: [{ marks: {}, writeIns: ["王一"] }] })
    expect(outcome.results.find((row) => row.name === "王一")).toMatchObject({ for: 1, abstain: 0, writeIn: false })
  })

  test("the list is read out by votes, by strokes of the surname, or as approved", () => {
    const counts = heap({ 王一: 6, 李二: 8, 张三: 6 })
    const order = (by: string) => count(election, { poll: { order: by, candidates: ["张三", "李二", "王一"] }, counts }).results.map((row) => row.name)
    expect(order("votes")).toEqual(["李二", "王一", "张三"])
    expect(order("strokes")).toEqual(["王一", "李二", "张三"])
    expect(order("given")).toEqual(["张三", "李二", "王一"])
  })

  test("more ballots back than were handed out make the whole election void", () => {
    const outcome = count(election, { roll: { issued: 9 }, counts: heap({ 王一: 10, 李二: 10, 张三: 0 }) })
    expect(outcome).toMatchObject({ valid: false, reason: "returned-exceeds-issued", elected: [], vacancies: 2 })
    expect(outcome.results.some((row) => row.passed || row.elected)).toBe(false)
    expect(outcome.sentence).toBe("应到10人，实到10人，发出9张，收回10张，收回多于发出，投票无效，应重新投票。")
  })
})

describe("other polls", () => {
  test("a selection chooses up to so many of the names", () => {
    const poll = { kind: "selection", candidates: ["甲", "乙", "丙"], seats: 2, base: "valid" }
    const outcome = count(poll, { ballots: [{ marks: { 甲: "for", 乙: "for" } }, { marks: { 甲: "for" } }] })
    expect(outcome).toMatchObject({ elected: ["甲", "乙"], vacancies: 0 })
    expect(outcome.results.find((row) => row.name === "丙")).toMatchObject({ for: 0, unmarked: 2, passed: false })
  })

  test("an assessment counts grades and elects nobody", () => {
    const poll = { kind: "assessment", choices: ["优秀", "称职", "不称职"], candidates: ["甲", "乙"], base: "valid", blank: "unmarked" }
    const outcome = count(poll, { ballots: [{ marks: { 甲: "优秀", 乙: "优秀" } }, { marks: { 甲: "称职" } }] as Ballot[] })
    expect(outcome).toMatchObject({ needed: null, elected: [], vacancies: 0, passed: null })
    expect(outcome.results.find((row) => row.name === "甲")).toMatchObject({ 优秀: 1, 称职: 1, 不称职: 0 })
    expect(outcome.sentence).toContain("优秀1票、称职1票")
  })
})

describe("a poll that makes no sense is refused", () => {
  const cases: [string, object, Given][] = [
    ["unreadable", motion, { poll: { base: "everybody" } }],
    ["unreadable", motion, { roll: { members: 1.5 } }],
    ["noChoices", motion, { poll: { choices: ["for"] } }],
    ["choiceTwice", motion, { poll: { choices: ["for", "for"] } }],
    ["choiceTwice", motion, { poll: { choices: ["for", "illegible"] } }],
    ["candidateTwice", election, { poll: { candidates: ["王一", "王　一"] } }],
    ["noCandidates", election, { poll: { candidates: [] } }],
    ["seatsBelowOne", election, { poll: { seats: 0 } }],
    ["seatsBelowOne", election, { poll: { seats: undefined } }],
    ["tooFewCandidates", election, { poll: { seats: 4, writeIn: "none" } }],
    ["noThreshold", motion, { poll: { threshold: undefined } }],
    ["shareAboveOne", motion, { poll: { threshold: { num: 3, den: 2, strict: false } } }],
    ["shareAboveOne", motion, { poll: { threshold: { num: 1, den: 1, strict: true } } }],
    ["shareAboveOne", motion, { poll: { quorum: { num: 4, den: 3, strict: false } } }],
    ["nobodyDue", motion, { roll: { members: 0, present: 0 } }],
    ["presentAboveMembers", motion, { roll: { present: 11 } }],
    ["noIssued", motion, { poll: { base: "issued" } }],
    ["baseIsNothing", motion, { poll: { base: "valid" } }],
    ["baseIsNothing", motion, { poll: { base: "valid" }, counts: { invalid: 3 } }],
    ["returnedMismatch", motion, { roll: { issued: 9, returned: 8 }, counts: { for: 7 } }],
    ["castAbovePresent", motion, { roll: { present: 8 }, counts: { for: 9 } }],
    ["wrongBallot", motion, { ballots: [{ marks: {} }] }],
    ["wrongBallot", election, { ballots: [{ mark: "for" }] }],
    ["wrongCounts", election, { counts: { for: 3 } }],
    ["wrongCounts", motion, { counts: { valid: 1, candidates: {} } }],
    ["countsUnknown", motion, { counts: { for: 3, perhaps: 1 } }],
    ["countsUnknown", election, { counts: { valid: 1, candidates: { 王一: { for: 1 }, 李二: { for: 1 }, 张三: { against: 1 }, 赵六: { for: 1 } } } }],
    ["countsSum", election, { counts: { valid: 2, candidates: { 王一: { for: 2 }, 李二: { for: 1 }, 张三: { against: 2 } } } }],
    ["countsTooMany", election, { counts: { valid: 1, candidates: { 王一: { for: 1 }, 李二: { for: 1 }, 张三: { for: 1 } } } }],
    ["countsWriteIns", election, { counts: { valid: 1, candidates: { 王一: { for: 1 }, 李二: { abstain: 1 }, 张三: { abstain: 1 } }, writeIns: { 赵六: 1 } } }],
  ]
  test.each(cases)("%s %#", (code, kind, given) => expect(refusal(() => count(kind, given))).toBe(`voting.${code}`))
})
