import fc from "fast-check"
import { expect, test } from "vitest"
import { Refusal } from "#kernel/contract.ts"
import { daysBetween } from "#kernel/dates.ts"
import { as, refused } from "../../../../test/harness.ts"
import { meetings } from "../contract.ts"
import { proposedDates } from "../rules.ts"
import { faultsOf } from "./check/rules.ts"
import { sessionsUnder } from "./days/rules.ts"
import { fillIn, partsFor, readTemplate, templateBy, templates } from "./rules.ts"
import type { Template } from "./shape/contract.ts"

const congress = templateBy("congress")
const datesOf = (template: Template, days: number) => proposedDates("2027-03-09", { ...template.defaults, days })
/** The congress with one thing of it changed: what does the check say? */
function saidOf(change: (template: Template) => void): string[] {
  const template = structuredClone(congress)
  change(template)
  return faultsOf(template)
}

test("the small congress keeps its eleven sessions and at least 65 tasks", () => {
  expect(congress.parts.agenda.sessions.length).toBe(11)
  expect(congress.parts.tasks.tasks.length).toBeGreaterThanOrEqual(65)
  expect(congress.parts.meetings.schemeRequired).toBe(false)
})

test("a template that does not exist is refused by its name", async () => {
  expect(() => templateBy("banquet")).toThrow(Refusal)
  const anybody = await as("tasks.list")
  expect(await refused(anybody(meetings.template, { key: "banquet" }))).toBe("meetings.noSuchTemplate")
})

test("every variable of a part is filled in, however deep, and unknown braces stay", () => {
  const part = { title: "关于{host}工作报告的决议", deep: [{ place: "{hall}", rows: 40, kept: "{other}" }] }
  expect(fillIn(part, { host: "海州市", hall: "一号厅" })).toEqual({
    title: "关于海州市工作报告的决议",
    deep: [{ place: "一号厅", rows: 40, kept: "{other}" }],
  })
})

test.each(templates.map((template) => [template.key, template] as const))(
  "%s is as a secretary would look through it before she takes it",
  async (key, template) => {
    const anybody = await as("tasks.list")
    const full = await anybody(meetings.template, { key })
    expect(full.stages.reduce((sum, stage) => sum + stage.tasks, 0)).toBe(full.tasks)
    expect([full.programme.length, full.teamTree.length, full.papers.length]).toEqual([full.sessions, full.teams, full.documents])
    expect(full.planned.every(({ count, name }) => count > 0 && !/^[a-z]/.test(name))).toBe(true)
    expect(full.variables.map((variable) => variable.key)).toEqual(expect.arrayContaining(["name", "theme", "dates", "place", "planned"]))
    expect(JSON.stringify(full)).not.toMatch(/\{\w+\}/)
    expect(template.title.en).not.toBe(template.title["zh-CN"])
  },
)

test.each(templates.map((template) => [template.key, template] as const))(
  "%s says its sessions in order and drops no procedure, however many days it lasts",
  (_, template) => {
    fc.assert(
      fc.property(fc.integer({ min: template.defaults.minDays, max: 12 }), (days) => {
        const dates = datesOf(template, days)
        const sessions = sessionsUnder(template.parts.agenda.sessions, dates)
        expect(new Set(sessions.map(({ key }) => key)).size).toBe(sessions.length)
        for (const { key, legal } of template.parts.agenda.sessions) if (legal) expect(sessions.map((one) => one.key)).toContain(key)
        expect(daysBetween(dates.startsOn, dates.endsOn) + 1).toBe(days)
      }),
    )
  },
)

test.each(templates.map((template) => [template.key, template] as const))("of %s no variable is left unfilled", (_, template) => {
  const about = { name: "会议", theme: "", host: "海州市", place: "市会议中心", hall: "一号厅" }
  expect(JSON.stringify(partsFor(template, { dates: datesOf(template, template.defaults.days), about }))).not.toMatch(/\{\w+\}/)
})

test("a template that does not hold together is told where", () => {
  const first = (template: Template) => template.parts.tasks.tasks[0]!
  expect(saidOf(() => undefined)).toEqual([])
  expect(saidOf((of) => Object.assign(first(of), { anchor: "session:nowhere" }))).toEqual([expect.stringContaining("hangs on session:nowhere")])
  expect(saidOf((of) => Object.assign(first(of), { key: "one", anchor: "task:one" }))).toEqual(["task one waits for itself"])
  const [one, other] = [
    { key: "one", anchor: "opening", waitsFor: ["other"] },
    { key: "other", anchor: "task:one" },
  ] as const
  const ring = (of: Template) => [Object.assign(first(of), one), Object.assign(of.parts.tasks.tasks[1]!, other)]
  expect(saidOf(ring).filter((said) => said.endsWith("waits for itself"))).toEqual(["task one waits for itself", "task other waits for itself"])
  expect(saidOf((of) => Object.assign(first(of), { alarmMinutes: 10 }))).toEqual([expect.stringContaining("raises an alarm")])
  expect(saidOf((of) => Object.assign(first(of), { unit: "minute" }))).toEqual([expect.stringContaining("counts minutes")])
  expect(saidOf((of) => Object.assign(first(of), { stage: "不知何时" }))).toEqual([expect.stringContaining("unknown stage")])
  expect(saidOf((of) => Object.assign(first(of), { team: "不知谁" }))).toEqual([expect.stringContaining("unknown team")])
  expect(saidOf((of) => Object.assign(first(of), { basis: undefined }))).toEqual([expect.stringContaining("without saying by what")])
  expect(saidOf((of) => Object.assign(first(of), { document: "PR-49" }))).toEqual([expect.stringContaining("not listed")])
  expect(saidOf((of) => Object.assign(first(of), { standard: "摆花篮、设背景板" }))).toHaveLength(2)
  expect(saidOf((of) => Object.assign(first(of), { standard: "到{nowhere}办" }))).toEqual(["{nowhere} is used and not declared"])
  expect(saidOf((of) => of.parts.meetings.documents.push({ pr: "PR-02", name: "又一份" }))).toEqual(["PR-02 is named twice"])
  expect(saidOf((of) => Object.assign(of.parts.meetings, { excluded: [] }))).toHaveLength(4)
  expect(saidOf((of) => Object.assign(of.parts.meetings.planned, { nobody: 3 }))).toEqual([expect.stringContaining("no category")])
  const session = (template: Template) => template.parts.agenda.sessions[0]!
  expect(saidOf((of) => Object.assign(session(of), { body: "nobody" }))).toEqual([expect.stringContaining("no body")])
  expect(saidOf((of) => Object.assign(session(of), { categories: ["nobody"] }))).toEqual([expect.stringContaining("no category")])
  expect(saidOf((of) => Object.assign(session(of), { legal: true, basis: undefined }))).toEqual([expect.stringContaining("without saying by what")])
  expect(() => readTemplate({ ...congress, setting: "party", parts: { ...congress.parts, agenda: { sessions: [] } } })).toThrow()
})

test("what is held daily has one session a day, the first under its own key", () => {
  const daily = {
    key: "groups",
    anchor: "opening" as const,
    offset: 1,
    clock: "09:00",
    kind: "group",
    title: "分组讨论",
    body: null,
    categories: [],
    legal: false,
    covers: [],
    daily: { anchor: "closing" as const, offset: -1 },
  }
  const under = (days: number) => sessionsUnder([daily], datesOf(congress, days)).map(({ key, offset }) => [key, offset])
  expect([under(2), under(3), under(5)]).toEqual([
    [],
    [["groups", 1]],
    [
      ["groups", 1],
      ["groups-2", 2],
      ["groups-3", 3],
    ],
  ])
})
