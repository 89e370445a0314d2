import fc from "fast-check"
import { expect, test } from "vitest"
import { nameKey } from "../marks/rules.ts"
import { type Ballot, TallyPoll } from "./contract.ts"
import { tally } from "./rules.ts"

const names = ["王一", "李二", "张三", "赵六"]
const choices = ["for", "against", "abstain"]
const mark = fc.constantFrom(...choices, "illegible", "scribble")
const ballot: fc.Arbitrary<Ballot> = fc.record(
  {
    marks: fc.dictionary(fc.constantFrom(...names), mark, { maxKeys: 4 }),
    writeIns: fc.array(fc.constantFrom("钱七", "孙八", "王一"), { maxLength: 2 }),
  },
  { requiredKeys: ["marks"] },
)
const rules = fc.record({
  seats: fc.integer({ min: 1, max: 4 }),
  writeIn: fc.constantFrom("none" as const, "afterAgainst" as const, "free" as const),
  blank: fc.constantFrom("abstain" as const, "unmarked" as const),
  fill: fc.constantFrom("atMost" as const, "exactly" as const),
  order: fc.constantFrom("votes" as const, "strokes" as const, "given" as const),
})
const pollOf = (rule: object) =>
  TallyPoll.parse({ kind: "election", choices, candidates: names, base: "members", threshold: { num: 1, den: 2, strict: true }, ...rule })
const roll = { members: 40, present: 40 }

test("the marks of every candidate add up to the valid ballots, and valid and void ones to the ballots cast", () => {
  fc.assert(
    fc.property(rules, fc.array(ballot, { maxLength: 30 }), (rule, ballots) => {
      const outcome = tally(pollOf(rule), roll, { ballots })
      expect(outcome.cast).toBe(ballots.length)
      expect(outcome.validBallots + outcome.invalidBallots).toBe(outcome.cast)
      expect(outcome.ballots.filter((one) => one.valid)).toHaveLength(outcome.validBallots)
      for (const row of outcome.results.filter((one) => !one.writeIn)) {
        const sum = [...choices, "illegible", "unmarked"].reduce((all, choice) => all + Number(row[choice] ?? 0), 0)
        expect(sum).toBe(outcome.validBallots)
      }
    }),
  )
})

test("seats are filled, tied or vacant, and never more than there are", () => {
  fc.assert(
    fc.property(rules, fc.array(ballot, { maxLength: 40 }), (rule, ballots) => {
      const outcome = tally(pollOf(rule), roll, { ballots })
      expect(outcome.elected.length + outcome.vacancies).toBe(rule.seats)
      expect(outcome.tie.some((name) => outcome.elected.includes(name))).toBe(false)
      if (outcome.tie.length > 0) expect(outcome.tie.length).toBeGreaterThan(outcome.vacancies)
    }),
  )
})

test("the order in which ballots come out of the box changes nothing", () => {
  fc.assert(
    fc.property(rules, fc.array(ballot, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (rule, ballots, dice) => {
      const shuffled = ballots.map((one) => ({ one, at: dice.next().value as number })).sort((a, b) => a.at - b.at)
      const { ballots: _first, ...first } = tally(pollOf(rule), roll, { ballots })
      const { ballots: _second, ...second } = tally(pollOf(rule), roll, { ballots: shuffled.map(({ one }) => one) })
      if (rule.order !== "given") expect({ ...second, tie: new Set(second.tie) }).toEqual({ ...first, tie: new Set(first.tie) })
      else expect(new Set(second.elected)).toEqual(new Set(first.elected))
    }),
  )
})

test("one more vote in favour never unseats a candidate", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ marks: fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...choices)) }), { maxLength: 30 }), (ballots) => {
      const poll = pollOf({ seats: 4 })
      const before = tally(poll, roll, { ballots })
      const after = tally(poll, roll, { ballots: [...ballots, { marks: { 王一: "for" } }] })
      const won = (outcome: typeof before) => outcome.results.find((row) => row.name === "王一")!.passed
      expect(!won(before) || won(after)).toBe(true)
    }),
  )
})

test("a heap counted by hand gives what the same ballots give one by one", () => {
  const plain = fc.constantFrom(...choices)
  fc.assert(
    fc.property(fc.array(plain, { maxLength: 40 }), fc.nat(40), (marks, cut) => {
      const poll = TallyPoll.parse({ kind: "motion", choices, base: "members", threshold: { num: 1, den: 2, strict: true } })
      const ballots = marks.map((one) => ({ mark: one }))
      const heap = Object.fromEntries(choices.map((choice) => [choice, marks.slice(cut).filter((one) => one === choice).length]))
      const { ballots: _all, ...all } = tally(poll, roll, { ballots })
      const { ballots: _some, ...some } = tally(poll, roll, { ballots: ballots.slice(0, cut), counts: heap })
      expect(some).toEqual(all)
    }),
  )
})

test.each(["王　一", "王  一", " 王一 ", "王一"])("blanks inside a Chinese name are not part of it: %j", (name) => expect(nameKey(name)).toBe("王一"))
