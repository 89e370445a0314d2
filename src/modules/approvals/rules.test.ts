import fc from "fast-check"
import { expect, test } from "vitest"
import { Refusal } from "#kernel/contract.ts"
import { agree, askAlso, begin, type Course, handOver, type Seat, sendBack } from "./rules.ts"

const people = ["甲", "乙", "丙", "丁", "戊", "己"]
const step = (need: "all" | number) => ({ name: "一步", who: { by: "chosen" as const }, need, mayReturnToStep: true, within: null })

const anyCourse = fc
  .record({
    twoPersons: fc.boolean(),
    onceOnly: fc.boolean(),
    submitter: fc.constantFrom(...people),
    steps: fc.array(
      fc.record({
        need: fc.constantFrom<"all" | number>("all", 1, 2),
        who: fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ twoPersons, onceOnly, submitter, steps }): Course => {
    const seats = steps.flatMap(({ who }, at) => who.map((id): Seat => ({ step: at, id, name: id, isMust: false, isOff: false, addedBy: null })))
    const flow = { twoPersons, onceOnly, steps: steps.map(({ need }) => step(need)) }
    return { state: "running", step: 0, visit: 0, flow, submitters: [submitter], seats, deeds: [] }
  })

const person = fc.constantFrom(...people)
const move = fc.record({
  kind: fc.constantFrom("agree", "agree", "agree", "agree", "return", "back", "also", "over"),
  byId: person,
  standsFor: fc.uniqueArray(person, { maxLength: 2 }),
  to: person,
  step: fc.nat(3),
})
type Move = { kind: string; byId: string; standsFor: string[]; to: string; step: number }

const done = (course: Course, { kind, byId, standsFor, to, step }: Move): { next: Course; outcome: string | null } => {
  const hand = { byId, standsFor: standsFor.filter((id) => id !== byId) }
  if (kind === "agree") return agree(course, hand)
  if (kind === "return") return sendBack(course, hand, null)
  if (kind === "back") return sendBack(course, hand, step)
  const other = { id: to, name: to, addedBy: byId }
  return { ...(kind === "also" ? askAlso : handOver)(course, hand, other), outcome: null }
}

const allowed = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** The opinions that count in the end: of each step its last visit. */
function effective(course: Course) {
  return course.flow.steps.map((_, at) => {
    const agreed = course.deeds.filter((deed) => deed.step === at && deed.kind === "agreed")
    const last = Math.max(...agreed.map((deed) => deed.visit))
    return agreed.filter((deed) => deed.visit === last)
  })
}

test("no sequence of doings by anybody gets round a step, counts a person twice or ends a round twice", () => {
  fc.assert(
    fc.property(anyCourse, fc.array(move, { maxLength: 60 }), (first, moves) => {
      let course = allowed(() => begin(first))
      if (!course) return
      let outcomes = 0
      for (const one of moves) {
        const now: Course = course
        const answer = allowed(() => done(now, one))
        if (!answer) continue
        if (now.state !== "running") throw new Error("something was done after the end")
        course = answer.next
        if (answer.outcome) outcomes++
        expect(course.step).toBeLessThanOrEqual(now.step + 1)
      }
      expect(outcomes).toBe(course.state === "running" ? 0 : 1)
      const { flow, submitters, seats, deeds } = course
      if (flow.twoPersons) expect(deeds.some((deed) => submitters.includes(deed.byId))).toBe(false)
      for (const visit of new Set(deeds.map((deed) => deed.visit))) {
        const here = deeds.filter((deed) => deed.visit === visit)
        expect(new Set(here.map((deed) => deed.byId)).size).toBe(here.length)
        expect(new Set(here.map((deed) => deed.forId ?? deed.byId)).size).toBe(here.length)
      }
      if (course.state !== "approved") return
      const counted = effective(course)
      counted.forEach((agreed, at) => {
        const asked = seats.filter((seat) => seat.step === at && !seat.isOff)
        const { need } = flow.steps[at] as { need: "all" | number }
        expect(agreed.length).toBeGreaterThanOrEqual(need === "all" ? Math.max(1, asked.length) : need + asked.filter((seat) => seat.isMust).length)
      })
      if (flow.onceOnly) {
        const hands = counted.map((agreed) => new Set(agreed.map((deed) => deed.byId)))
        for (const [at, one] of hands.entries()) for (const other of hands.slice(at + 1)) expect([...one].filter((id) => other.has(id))).toEqual([])
      }
    }),
    { numRuns: 3000 },
  )
})

test("what was submitted can always be brought to its end by those who are asked", () => {
  fc.assert(
    fc.property(anyCourse, fc.array(move, { maxLength: 30 }), (first, moves) => {
      let course = allowed(() => begin(first))
      if (!course) return
      for (const one of moves) {
        const now: Course = course
        course = allowed(() => done(now, { ...one, standsFor: [], kind: one.kind === "return" ? "agree" : one.kind }))?.next ?? now
      }
      for (let left = 60; left > 0 && course.state === "running"; left--) {
        const now: Course = course
        const next = people.map((byId) => allowed(() => agree(now, { byId, standsFor: [] }))?.next).find((one) => one !== undefined)
        if (!next) throw new Error(`nobody can go on at step ${now.step}`)
        course = next
      }
      expect(course.state).toBe("approved")
    }),
    { numRuns: 2000 },
  )
})

const courseOf = (steps: { need: "all" | number; who: string[] }[], rules: { twoPersons: boolean; onceOnly: boolean }, submitter = "甲"): Course => ({
  state: "running",
  step: 0,
  visit: 0,
  flow: { ...rules, steps: steps.map(({ need }) => step(need)) },
  submitters: [submitter],
  seats: steps.flatMap(({ who }, at) => who.map((id) => ({ step: at, id, name: id, isMust: false, isOff: false, addedBy: null }))),
  deeds: [],
})
const both = { twoPersons: true, onceOnly: true }
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
  return "done"
}

test("what only the submitter could decide is not submitted", () => {
  expect(codeOf(() => begin(courseOf([{ need: 1, who: ["甲"] }], both)))).toBe("approvals.nobodyThere")
  expect(codeOf(() => begin(courseOf([{ need: 1, who: ["甲"] }], { ...both, twoPersons: false })))).toBe("done")
})

test("two steps that only one person could decide are not submitted where nobody decides twice", () => {
  const steps = [
    { need: 1, who: ["乙"] },
    { need: 1, who: ["乙"] },
  ]
  expect(codeOf(() => begin(courseOf(steps, both)))).toBe("approvals.nobodyThere")
  expect(codeOf(() => begin(courseOf(steps, { ...both, onceOnly: false })))).toBe("done")
})

test("who is the only one left for a later step cannot spend himself on an earlier one", () => {
  const course = begin(
    courseOf(
      [
        { need: 1, who: ["乙", "丙"] },
        { need: 1, who: ["乙"] },
      ],
      both,
    ),
  )
  expect(codeOf(() => agree(course, { byId: "乙", standsFor: [] }))).toBe("approvals.neededLater")
  expect(agree(course, { byId: "丙", standsFor: [] }).next.step).toBe(1)
})

test("who is asked beside the others has to agree too", () => {
  const course = begin(courseOf([{ need: 1, who: ["乙"] }], both))
  const { next } = askAlso(course, { byId: "乙", standsFor: [] }, { id: "丙", name: "丙", addedBy: "乙" })
  const after = agree(next, { byId: "乙", standsFor: [] })
  expect(after.outcome).toBeNull()
  expect(agree(after.next, { byId: "丙", standsFor: [] }).outcome).toBe("approved")
  expect(agree(next, { byId: "丙", standsFor: [] }).outcome).toBeNull()
})

test("a step done again asks everybody again", () => {
  const course = begin(
    courseOf(
      [
        { need: "all", who: ["乙", "丙"] },
        { need: 1, who: ["丁"] },
      ],
      both,
    ),
  )
  const signed = agree(agree(course, { byId: "乙", standsFor: [] }).next, { byId: "丙", standsFor: [] }).next
  const again = sendBack(signed, { byId: "丁", standsFor: [] }, 0).next
  expect(agree(again, { byId: "丙", standsFor: [] }).next.step).toBe(0)
})
