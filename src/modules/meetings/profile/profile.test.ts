import { beforeAll, expect, test } from "vitest"
import { as, refused } from "../../../../test/harness.ts"
import { nationalRules, rulesOn } from "../classes/rules.ts"
import { meetings } from "../contract.ts"
import { givenMeeting } from "../given.ts"
import { exceededBy } from "./rules.ts"

let meetingId: string
beforeAll(async () => {
  meetingId = (await givenMeeting({ startsOn: "2030-12-10" })).meetingId
})

const openOn = (overview: { attention: { path: string; sentence: string }[] }) =>
  overview.attention.filter(({ path }) => path === "profile").map(({ sentence }) => sentence)

test("what the template brought waits to be confirmed, and the overview says so until it is", async () => {
  const { meetingId: fresh } = await givenMeeting({ startsOn: "2030-12-10" })
  const clerk = await as("meetings.*", { meetingId: fresh })
  const office = await as("*")
  const { unconfirmed, text } = await clerk(meetings.profile, { meetingId: fresh })
  expect(unconfirmed.map(({ name }) => name)).toContain("主会场")
  expect(text.teams[0]).toMatchObject({ name: "大会秘书处", parent: null })
  expect(openOn(await office(meetings.overview, { meetingId: fresh }))).toEqual([expect.stringContaining("项会议要素待确认：会议名称、主题")])
  const [first, ...rest] = unconfirmed.map(({ key }) => key)
  const { unconfirmed: left } = await clerk(meetings.confirmVariables, { meetingId: fresh, keys: [first ?? ""] })
  expect(left.map(({ key }) => key)).toEqual(rest)
  await clerk(meetings.confirmVariables, { meetingId: fresh, keys: rest })
  expect(openOn(await office(meetings.overview, { meetingId: fresh }))).toEqual([])
})

test("purpose, class and teams are changed; of two who change them the second is told; a circle of teams is refused", async () => {
  const clerk = await as("meetings.*", { meetingId })
  const { text, version } = await clerk(meetings.profile, { meetingId })
  const [top, ...below] = text.teams
  const more = { key: "translation", name: "翻译小组", parent: "docs", leader: "王敏", unit: "外事办" }
  const changed = await clerk(meetings.editProfile, { meetingId, version, text: { ...text, purpose: "换届选举", class: "3", teams: [...text.teams, more] } })
  expect(changed.text).toMatchObject({ purpose: "换届选举", class: "3" })
  expect(changed.text.teams.at(-1)).toEqual(more)
  expect(changed.exceeded.map(({ what, limit }) => [what, limit])).toEqual([
    ["people", 150],
    ["days", 2],
  ])
  expect(await refused(clerk(meetings.editProfile, { meetingId, version, text }))).toBe("house.stale")
  const circle = [{ ...more, key: top?.key ?? "", parent: "docs" }, ...below]
  expect(await refused(clerk(meetings.editProfile, { meetingId, version: changed.version, text: { ...text, teams: circle } }))).toBe("meetings.teamsInACircle")
  const drafted = await clerk(meetings.draftScheme, { meetingId })
  const textOf = (key: string) => drafted.scheme?.text.sections.find((section) => section.key === key)?.text
  expect(textOf("purpose")).toBe("换届选举")
  expect(textOf("teams")).toContain("\n　　翻译小组：王敏，外事办")
})

test("a class tells its limits; where none applies, and before the rule was in force, nothing is told", () => {
  const dates = { arrivesOn: "2026-12-07", startsOn: "2026-12-09", endsOn: "2026-12-11", departsOn: "2026-12-12", opensAt: "09:00" }
  const held = { dates, rules: nationalRules }
  const planned = [
    { name: "代表", count: 280 },
    { name: "工作人员", count: 21 },
  ]
  expect(exceededBy({ planned, class: "2" }, held)).toEqual([
    { what: "people", limit: 300, now: 301, clause: "第九条" },
    { what: "days", limit: 2, now: 3, clause: "第八条" },
    { what: "travelDays", limit: 2, now: 3, clause: "第八条" },
  ])
  expect(exceededBy({ planned, class: "1" }, held).map(({ what }) => what)).toEqual(["travelDays"])
  expect(exceededBy({ planned, class: null }, held)).toEqual([])
  const before = { ...dates, arrivesOn: "2015-12-07", startsOn: "2015-12-09", endsOn: "2015-12-11", departsOn: "2015-12-12" }
  expect(exceededBy({ planned, class: "4" }, { dates: before, rules: rulesOn(before.startsOn, []) })).toEqual([])
})

test("who has no grant, and one from another meeting, get nowhere", async () => {
  const { meetingId: other } = await givenMeeting({ startsOn: "2030-12-10" })
  const office = await as("*")
  const { text, version } = await office(meetings.profile, { meetingId: other })
  const [clerk, stranger] = [await as("tasks.list", { meetingId: other }), await as("*", { meetingId })]
  for (const [caller, code] of [
    [clerk, "house.mayNot"],
    [stranger, "house.notFound"],
  ] as const) {
    expect(await refused(caller(meetings.profile, { meetingId: other }))).toBe(code)
    expect(await refused(caller(meetings.editProfile, { meetingId: other, version, text }))).toBe(code)
    expect(await refused(caller(meetings.confirmVariables, { meetingId: other, keys: ["name"] }))).toBe(code)
  }
})
