import { expect, test } from "vitest"
import { templateBy } from "../templates/rules.ts"
import { standingMembers } from "./given.ts"
import { templateFor } from "./next/rules.ts"
import { named, restOn, usualAfter, usualText, workdayFrom } from "./rules.ts"

const weekly = { rhythm: "week", weekday: 2, nth: 1, clock: "09:00", minutes: 150 } as const

test.each([
  ["every Tuesday", weekly, "2026-11-21", null, "2026-11-24"],
  ["every Tuesday, after a Tuesday", weekly, "2026-11-24", null, "2026-12-01"],
  ["every other Tuesday counts from the last meeting", { ...weekly, rhythm: "fortnight" as const }, "2026-11-25", "2026-11-24", "2026-12-08"],
  ["one put off to Thursday keeps its week", { ...weekly, rhythm: "fortnight" as const }, "2026-11-26", "2026-11-26", "2026-12-08"],
  ["the second Tuesday of the month", { ...weekly, rhythm: "month" as const, nth: 2 }, "2026-11-21", null, "2026-12-08"],
  ["the second Tuesday, still to come", { ...weekly, rhythm: "month" as const, nth: 2 }, "2026-12-01", null, "2026-12-08"],
])("%s", (_title, habit, after, last, expected) => expect(usualAfter(after, habit, last)).toBe(expected))

test("on a day off the next working day takes its place, a make-up Saturday too", () => {
  expect(workdayFrom("2026-10-06")).toBe("2026-10-08")
  expect(workdayFrom("2026-10-10")).toBe("2026-10-10")
  expect([restOn("2026-10-06"), restOn("2026-11-21"), restOn("2026-10-10")]).toEqual(["国庆节", "", null])
})

test("the name has term, number and year where the pattern says so", () => {
  const numbering = { pattern: "市政府第{届}届第{次}次常务会议（{年}）", term: "十六", restarts: "term" as const, minutes: "", papers: "" }
  expect(named(numbering, { number: 24, day: "2026-12-01" })).toBe("市政府第十六届第24次常务会议（2026）")
})

const office = templateBy("office-meeting")
const text = usualText("常务会议", "市政府", office)
const tasksOf = (change: Partial<typeof text> = {}) =>
  new Map(templateFor(office, { text: { ...text, ...change }, members: standingMembers }).parts.tasks.tasks.map((task) => [task.key, task]))

test("topic rules become the days and the standards of the tasks", () => {
  const tasks = tasksOf()
  expect(tasks.get("collect")).toMatchObject({ anchor: "opening", offset: -5, unit: "workday" })
  expect(tasks.get("materials")).toMatchObject({ anchor: "opening", offset: -3, unit: "workday" })
  expect(tasks.get("topic-notice")).toMatchObject({ anchor: "opening", offset: -2, unit: "workday" })
  expect(tasks.get("major-topics")).toMatchObject({ anchor: "opening", offset: -10, unit: "day", waitsFor: [] })
  expect(tasks.get("balance")?.standard).toBe("主要领导审定议题单；一次会议的议题不超过8个")
  expect(tasks.get("agenda")?.standard).toContain("人事事项单列，列席人员不参加；涉及工作秘密的议题排最后")
  expect(tasks.get("leave")?.standard).toContain("有关议题缓议")
  expect(tasks.get("needed")).toMatchObject({ anchor: "task:collect", waitsFor: ["collect"] })
})

test("a rule that is off leaves the task as the template has it", () => {
  const tasks = tasksOf({ rules: text.rules.map((rule) => ({ ...rule, isOn: false })) })
  expect(tasks).toEqual(new Map(office.parts.tasks.tasks.map((task) => [task.key, task])))
})

test("who votes otherwise than his category stands in one of his own beside it", () => {
  const members = standingMembers.map((member, at) => (at === 3 ? { ...member, mayVote: false } : member))
  const { categories, people } = templateFor(office, { text, members }).parts.attendees as unknown as {
    categories: { name: string; bodies: string[]; mayVote: boolean }[]
    people: { name: string; category: string }[]
  }
  expect(categories.slice(0, 2)).toMatchObject([
    { name: "组成人员", bodies: ["members"], mayVote: true },
    { name: "组成人员（不表决）", bodies: ["members"], mayVote: false },
  ])
  expect(people[3]?.category).toBe("组成人员（不表决）")
})
