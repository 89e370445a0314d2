/** Each template becomes a meeting through the door, on days that the holidays of a year make hard; and says which requirements it covers. */
import { existsSync, readFileSync } from "node:fs"
import chineseDays from "chinese-days"
import { beforeAll, expect, test } from "vitest"
import { addDays, daysBetween } from "#kernel/dates.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { dayFrom, meetings } from "#modules/meetings/contract.ts"
import { proposedDates } from "#modules/meetings/rules.ts"
import { sessionsUnder } from "#modules/meetings/templates/days/rules.ts"
import { templates } from "#modules/meetings/templates/rules.ts"
import type { Template } from "#modules/meetings/templates/shape/contract.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { voting } from "#modules/voting/contract.ts"
import { as, type Caller, refused } from "./harness.ts"

/** After 春节, after 国庆 with its make-up days, and in a year whose holidays are not announced yet. */
const openings = ["2026-02-25", "2026-10-12", "2029-03-13"]
const each = templates.flatMap((template) => openings.map((opening) => [template.key, opening, template] as const))
const about = { name: "海州市某某会议", theme: "某某主题", host: "海州市", place: "市会议中心", hall: "一号厅" }
let office: Caller

beforeAll(async () => {
  office = await as("*")
})

async function made(template: Template, opening: string) {
  const dates = proposedDates(opening, template.defaults)
  const { id: meetingId } = await office(meetings.create, { ...about, ...dates, template: template.key })
  const { rows } = await office(tasks.list, { meetingId, size: 200 })
  return { meetingId, dates, rows, sessions: await office(agenda.list, { meetingId }) }
}

const workdaysBetween = (from: string, to: string): number => {
  const step = from <= to ? 1 : -1
  let count = 0
  for (let day = from; day !== to; ) {
    day = addDays(day, step)
    if (chineseDays.isWorkday(day)) count += step
  }
  return count
}

test.each(each)("%s opening on %s is there whole, each day in its order", async (_, opening, template) => {
  const { meetingId, dates, rows, sessions } = await made(template, opening)
  const wanted = template.parts.tasks.tasks
  const daily = template.parts.agenda.sessions.filter((session) => session.daily).length
  expect(rows.map(({ title }) => title).sort()).toEqual(wanted.map(({ title }) => title.replace("{hall}", about.hall)).sort())
  expect(sessions.length).toBeGreaterThanOrEqual(template.parts.agenda.sessions.length - daily)
  expect(sessions.every(({ day, starts, ends }) => dates.arrivesOn <= day && day <= dates.departsOn && starts < ends)).toBe(true)
  expect(sessions.filter(({ clashes }) => clashes.length)).toEqual([])
  expect(rows.every(({ startsOn, dueOn }) => startsOn <= dueOn)).toBe(true)
  const polls = await office(voting.list, { meetingId })
  const people = await office(attendees.categories, { meetingId })
  expect(JSON.stringify([rows, sessions, polls, people])).not.toMatch(/\{\w+\}/)
})

test.each(each)("%s opening on %s: each task stands at its distance, and after what it waits for", async (_, opening, template) => {
  const { dates, rows, sessions } = await made(template, opening)
  const dueOf = new Map(rows.map(({ title, dueOn }) => [title, dueOn]))
  const titleOf = new Map(template.parts.tasks.tasks.map(({ key, title }) => [key, title.replace("{hall}", about.hall)]))
  const days: Record<string, string | undefined> = { arrival: dates.arrivesOn, opening: dates.startsOn, closing: dates.endsOn, departure: dates.departsOn }
  for (const { title, anchor, offset, unit, waitsFor } of template.parts.tasks.tasks) {
    const due = dueOf.get(title.replace("{hall}", about.hall)) ?? ""
    const [kind, key] = anchor.split(":")
    const from = (kind === "session" ? sessions.find((one) => one.key === key)?.day : kind === "task" ? dueOf.get(titleOf.get(key) ?? "") : days[anchor]) ?? ""
    if (unit === "workday") expect([title, chineseDays.isWorkday(due), workdaysBetween(from, due)]).toEqual([title, true, offset])
    else expect([title, daysBetween(from, due)]).toEqual([title, unit === "day" ? offset : 0])
    for (const other of waitsFor) expect([title, (dueOf.get(titleOf.get(other) ?? "") ?? "9") <= due]).toEqual([title, true])
  }
})

test("the congress of a province has every session and more than eighty tasks", () => {
  const congress = templates.find(({ key }) => key === "party-congress")
  const titles = congress?.parts.agenda.sessions.map(({ title }) => title).join("\n")
  for (const name of ["预备会议", "主席团第一次会议", "开幕", "分团讨论", "预选", "选举", "闭幕", "省委第一次全体会议", "省纪委第一次全体会议"])
    expect(titles).toContain(name)
  expect(congress?.parts.tasks.tasks.length).toBeGreaterThanOrEqual(80)
  expect(congress?.parts.agenda.sessions.filter(({ legal }) => legal).length).toBeGreaterThanOrEqual(10)
})

test("the first plenums of both committees are theirs alone; visits, evenings and departures are activities", () => {
  const sessions = templates.flatMap(({ key, parts }) => parts.agenda.sessions.map((session) => ({ template: key, ...session })))
  expect(sessions.filter(({ kind }) => kind === "committee").map(({ title, body }) => [title, body])).toEqual([
    ["新一届省纪委第一次全体会议", "discipline"],
    ["新一届省委第一次全体会议", "committee"],
  ])
  const activities = sessions.filter(({ kind }) => kind === "activity").map(({ template, key }) => `${template} ${key}`)
  expect(activities).toEqual(
    expect.arrayContaining(["party-congress departure", "partner-conference gala", "academic-congress welcome", "academic-congress tour"]),
  )
})

test.each(templates.filter(({ parts }) => parts.agenda.sessions.some(({ legal }) => legal)).map((template) => [template.key, template] as const))(
  "what the law requires of %s stays on its programme, and says by what",
  async (_, template) => {
    const { meetingId, sessions } = await made(template, "2026-10-12")
    const required = template.parts.agenda.sessions.filter(({ legal }) => legal)
    expect(sessions.filter(({ legal }) => legal).map(({ key, basis }) => [key, basis])).toEqual(
      expect.arrayContaining(required.map(({ key, basis }) => [key, basis])),
    )
    for (const { id } of sessions.filter(({ legal }) => legal)) expect(await refused(office(agenda.remove, { meetingId, id }))).toBe("agenda.legalStays")
  },
)

test("a session on which a motion of the template hangs is not removed", async () => {
  const large = templates.find(({ key }) => key === "large-meeting")
  if (!large) throw new Error("no large meeting")
  const { meetingId, sessions } = await made(large, "2026-10-12")
  const [poll] = await office(voting.list, { meetingId })
  expect(sessions.find(({ id }) => id === poll?.sessionId)).toMatchObject({ key: "closing", legal: false })
  expect(await refused(office(agenda.remove, { meetingId, id: poll?.sessionId ?? "" }))).toBe("agenda.inUse")
})

test("observers are due at the opening besides the delegates, and count for no quorum", async () => {
  const congress = templates.find(({ key }) => key === "congress")
  if (!congress) throw new Error("no congress")
  const { meetingId, sessions } = await made(congress, "2026-10-12")
  const person = { meetingId, post: "", unit: "" }
  for (const name of ["张三", "李四"]) await office(attendees.add, { ...person, name, category: "正式代表" })
  await office(attendees.add, { ...person, name: "王五", category: "列席" })
  await office(attendees.qualifyRest, { meetingId, ground: "经审查有效" })
  const opening = await office(agenda.get, { meetingId, id: sessions.find(({ key }) => key === "opening")?.id ?? "" })
  expect([opening.members, opening.alsoDue.map(({ name, count }) => [name, count])]).toEqual([
    2,
    [
      ["列席", 1],
      ["特邀", 0],
    ],
  ])
})

test("the economic work conference sums up on its last afternoon, with discussion in groups between, however many days it lasts", () => {
  const conference = templates.find(({ key }) => key === "economic-work")
  if (!conference) throw new Error("no conference")
  for (const days of [2, 3, 4, 5]) {
    const dates = proposedDates("2026-10-12", { ...conference.defaults, days })
    const sessions = sessionsUnder(conference.parts.agenda.sessions, dates).map(({ anchor, offset, clock, ...session }) => {
      const at = `${dayFrom(dates, anchor, offset)} ${clock === "opening" ? dates.opensAt : clock}`
      return { ...session, at }
    })
    const held = sessions.filter(({ kind }) => kind !== "registration").sort((a, b) => (a.at < b.at ? -1 : 1))
    expect([days, held[0]?.key, held.at(-1)?.key]).toEqual([days, "opening", "closing"])
    const groups = held.filter(({ kind }) => kind === "group").map(({ at }) => at.slice(0, 10))
    expect([...new Set(groups)]).toEqual(Array.from({ length: days - 1 }, (_, n) => addDays(dates.startsOn, n + 1)))
  }
})

test("a large meeting is prepared, held and ended: three stages; official meetings leave out gifts, fruit, flowers and boards", () => {
  const large = templates.find(({ key }) => key === "large-meeting")
  expect(large?.parts.tasks.stages).toEqual(["会前准备阶段", "会议进行阶段", "会议结束阶段"])
  for (const { key, setting, parts } of templates)
    if (["party", "government", "office"].includes(setting))
      expect([key, [...parts.meetings.excluded].sort()]).toEqual([key, ["boards", "flowers", "fruit", "gifts"]])
})

test("before a session the hall's and the recorder's readiness rings, in every template", () => {
  for (const { key, parts } of templates) {
    const rings = parts.tasks.tasks.filter((task) => typeof task.alarmMinutes === "number" && task.covers.includes("G-20"))
    expect([key, rings.length > 0, rings.every(({ anchor, unit }) => anchor.startsWith("session:") && unit === "minute")]).toEqual([key, true, true])
  }
})

/** Which template was made from which source. */
const sources = {
  J: ["party-congress"],
  O1: ["partner-conference"],
  O2: ["mobilisation"],
  O4: ["academic-congress"],
  O5: ["economic-work", "large-meeting", "office-meeting"],
}

test.each(Object.entries(sources))("what %s asks of plan, tasks and programme is done by a task or a session of its template", (source, keys) => {
  const list = new URL("../../shared/spec/requirements.md", import.meta.url)
  if (!existsSync(list)) return console.info("The list of requirements is not beside this repository: what it asks is not looked up.")
  const rows = [...readFileSync(list, "utf8").matchAll(/^\| ([A-Z]+\d?-\d+) \| .*? \| (.*?) \| (.*?) \|$/gm)].map(([, id = "", asks = "", modules = ""]) => ({
    id,
    asks,
    modules,
  }))
  const own = rows.filter(({ id, modules }) => id.startsWith(`${source}-`) && /PLAN|TASK|AGND/.test(modules))
  const inside = new Set(
    templates.filter(({ key }) => keys.includes(key)).flatMap(({ parts }) => [...parts.tasks.tasks, ...parts.agenda.sessions].flatMap(({ covers }) => covers)),
  )
  console.info(`${source}: ${own.filter(({ id }) => inside.has(id)).length} of ${own.length}`)
  expect(own.length).toBeGreaterThan(0)
  expect(own.filter(({ id }) => !inside.has(id)).map(({ id, asks }) => `${id} ${asks}`)).toEqual([])
})

test("each template covers what it says, and says nothing that the list of requirements has not", () => {
  const list = new URL("../../shared/spec/requirements.md", import.meta.url)
  const known = existsSync(list) ? new Set([...readFileSync(list, "utf8").matchAll(/^\| ([A-Z]+\d?[-.]?[\d.]+) \|/gm)].map(([, id]) => id)) : undefined
  if (!known) console.info("The list of requirements is not beside this repository: whether the ids exist there is not looked up.")
  for (const { key, covers, parts } of templates) {
    const inside = [...parts.tasks.tasks, ...parts.agenda.sessions].flatMap((one) => one.covers)
    expect([key, inside.filter((id) => !covers.includes(id))]).toEqual([key, []])
    if (known) expect([key, [...covers, ...parts.meetings.documents.map(({ pr }) => pr)].filter((id) => !known.has(id))]).toEqual([key, []])
    console.info(`${key}: ${covers.join(" ")}`)
  }
})
