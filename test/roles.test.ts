import { beforeAll, expect, test } from "vitest"
import type { Operation } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import names from "#modules/access/data/operations.json" with { type: "json" }
import presets from "#modules/access/data/roles.json" with { type: "json" }
import { keepPresets } from "#modules/access/roles/service.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { units } from "#modules/units/contract.ts"
import { servedBy } from "../src/compose.ts"
import { as, type Caller, house, refused } from "./harness.ts"

let office: Caller
let operations: Operation[]

beforeAll(async () => {
  office = await as("*")
  operations = servedBy((await house()).modules).flatMap(({ contract }) => Object.values(contract))
})

const covers = (pattern: string, name: string) => pattern === name || (pattern.endsWith(".*") && name.startsWith(pattern.slice(0, -1)))
const roleNamed = async (name: string) => (await office(access.roles, {})).find((role) => role.name === name)!

test("every operation has a name for people in both languages, and no name stands for an operation that is not there", () => {
  expect(Object.keys(names.operations).sort()).toEqual(operations.map(({ name }) => name).sort())
  for (const [name, said] of Object.entries(names.operations)) expect(said.filter(Boolean), name).toHaveLength(2)
  expect(Object.keys(names.modules).sort()).toEqual([...new Set(operations.map(({ module }) => module))].sort())
})

test("each line of a preset covers an operation, and none but the owner's touches accounts, rights or the audit", () => {
  for (const preset of presets.filter(({ key }) => key !== "owner"))
    for (const pattern of preset.operations) {
      expect(
        operations.some(({ name }) => covers(pattern, name)),
        `${preset.name} ${pattern}`,
      ).toBe(true)
      expect(pattern).not.toMatch(/^(\*|access\.|audit\.)/)
    }
})

test("where offices are separated, somebody may still do every operation of the business", () => {
  const business = operations.filter(({ module, scope }) => !["access", "audit", "house"].includes(module) && !["public", "self"].includes(scope))
  const chief = presets.find(({ key }) => key === "chief")!.operations
  const open = business.filter(({ name, actors }) => (actors?.includes("account") ?? true) && !chief.some((pattern) => covers(pattern, name)))
  expect(open.map(({ name }) => name)).toEqual([])
})

test("what is meant for a part of a meeting keeps to it: a liaison's and a gate attendant's whole role counts there", () => {
  const whole = (key: string, part: "delegation" | "gate") => {
    const patterns = presets.find((preset) => preset.key === key)!.operations
    return patterns.filter((pattern) => !operations.some(({ name, within }) => covers(pattern, name) && within?.includes(part)))
  }
  expect([whole("liaison", "delegation"), whole("checkinClerk", "gate")]).toEqual([[], []])
})

test("a house keeps what it changed in a preset, and gets what is new", async () => {
  const { platform } = await house()
  const liaison = await roleNamed("联络员")
  await office(access.changeRole, { id: liaison.id, name: "联络员", operations: ["attendees.list"] })
  await platform.pool.query("delete from access_role where name = '文印'")
  await platform.pool.query("update access_role set operations = '{agenda.list}', preset_operations = '{agenda.list}' where name = '监票人'")
  await keepPresets(platform.db, { withOwner: false })
  await keepPresets(platform.db, { withOwner: false })
  expect(await roleNamed("联络员")).toMatchObject({ operations: ["attendees.list"], preset: true, isChanged: true })
  expect((await roleNamed("文印")).operations).toContain("cards.printBadges")
  expect(await roleNamed("监票人")).toMatchObject({ isChanged: false })
  expect((await roleNamed("监票人")).operations).toContain("voting.addHandCount")
})

test("a grant for a unit counts in its meetings and in those of the units below, and nowhere else", async () => {
  const above = await office(units.add, { name: "海州市卫健委" })
  const below = await office(units.add, { name: "海州市第一医院", parentId: above.id })
  const mine = await givenMeeting({ name: "医院职代会" })
  const foreign = await givenMeeting({ name: "别处的会" })
  const clerk = await as(["meetings.*", "attendees.list"], { kind: "unit", id: above.id })
  expect(await refused(clerk(meetings.get, mine))).toBe("house.notFound")
  await office(meetings.place, { meetingId: mine.meetingId, version: mine.meeting.version, unitId: below.id, seriesId: null })
  expect((await clerk(meetings.get, mine)).name).toBe("医院职代会")
  expect((await clerk(meetings.list, {})).map(({ id }) => id)).toEqual([mine.meetingId])
  expect(await refused(clerk(meetings.get, foreign))).toBe("house.notFound")
  expect((await clerk(access.state, {})).me?.grants[0]).toMatchObject({ meetingIds: [mine.meetingId] })
})

test("a grant for a series counts in its meetings; a series of another unit takes no meeting", async () => {
  const unit = await office(units.add, { name: "海州市总工会" })
  const other = await office(units.add, { name: "海州市妇联" })
  const series = await office(meetings.addSeries, { unitId: unit.id, name: "年度工作会" })
  expect(await refused(office(meetings.addSeries, { unitId: unit.id, name: "年度工作会" }))).toBe("meetings.seriesTaken")
  const { meetingId, meeting } = await givenMeeting()
  const clerk = await as("attendees.list", { kind: "series", id: series.id })
  expect(await refused(office(meetings.place, { meetingId, version: meeting.version, unitId: other.id, seriesId: series.id }))).toBe("meetings.seriesElsewhere")
  await office(meetings.place, { meetingId, version: meeting.version, unitId: unit.id, seriesId: series.id })
  expect((await clerk(attendees.list, { meetingId })).total).toBe(0)
  expect((await office(meetings.renameSeries, { seriesId: series.id, name: "年会" })).name).toBe("年会")
  expect((await office(meetings.series, { unitId: unit.id })).map(({ name }) => name)).toEqual(["年会"])
})

test("whoever may make meetings in one unit makes them there, not elsewhere, and puts none elsewhere", async () => {
  const unit = await office(units.add, { name: "海州市文旅局" })
  const other = await office(units.add, { name: "海州市水务集团" })
  const clerk = await as(["meetings.*"], { kind: "unit", id: unit.id })
  const { meeting } = await givenMeeting()
  const { name, theme, host, place, hall, arrivesOn, startsOn, endsOn, departsOn, opensAt } = meeting
  const wanted = { name, theme, host, place, hall, arrivesOn, startsOn, endsOn, departsOn, opensAt }
  const made = await clerk(meetings.create, { ...wanted, unitId: unit.id })
  expect(made.unitId).toBe(unit.id)
  expect(await refused(clerk(meetings.create, { ...wanted, unitId: other.id }))).toBe("house.notFound")
  expect(await refused(clerk(meetings.create, wanted))).toBe("house.mayNot")
  expect(await refused(clerk(meetings.place, { meetingId: made.id, version: made.version, unitId: other.id, seriesId: null }))).toBe("meetings.mayNotPlace")
})

test("a grant counts only within its time, says who gave it and why, and a new one may follow", async () => {
  const { meetingId } = await givenMeeting()
  const { platform } = await house()
  const clerk = await as("nothing.atAll")
  const role = await roleNamed("会务组")
  const at = { kind: "meeting" as const, id: meetingId }
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  expect(await refused(office(access.grant, { accountId: clerk.id, roleId: role.id, at, validUntil: "2020-01-01T00:00:00Z" }))).toBe("access.alreadyOver")
  await office(access.grant, { accountId: clerk.id, roleId: role.id, at, validFrom: tomorrow })
  expect(await refused(clerk(attendees.list, { meetingId }))).toBe("house.mayNot")
  expect(await refused(office(access.grant, { accountId: clerk.id, roleId: role.id, at }))).toBe("access.alreadyGranted")
  await platform.pool.query("update access_grant set valid_from = null, valid_until = now() - interval '1 hour' where account_id = $1 and meeting_id = $2", [
    clerk.id,
    meetingId,
  ])
  const { id } = await office(access.grant, { accountId: clerk.id, roleId: role.id, at, validUntil: tomorrow, note: "借调" })
  expect((await clerk(attendees.list, { meetingId })).total).toBe(0)
  const [held] = await office(access.grants, { accountId: clerk.id, meetingId })
  expect(held).toMatchObject({ id, note: "借调", grantedBy: "林知远", where: "海州市第十次代表大会" })
  await office(access.revokeGrant, { id })
  expect(await refused(clerk(attendees.list, { meetingId }))).toBe("house.mayNot")
})

test("what cannot be granted: to nobody, nowhere, with two limits; a role that is held is not removed", async () => {
  const { meetingId } = await givenMeeting()
  const clerk = await as("nothing.atAll")
  const role = await office(access.addRole, { name: "临时角色", operations: ["agenda.list"] })
  const wanted = { accountId: clerk.id, roleId: role.id }
  expect(await refused(office(access.grant, { ...wanted, accountId: newId(), at: { kind: "system" } }))).toBe("house.notFound")
  expect(await refused(office(access.grant, { ...wanted, roleId: newId(), at: { kind: "system" } }))).toBe("house.notFound")
  for (const kind of ["meeting", "series", "unit"] as const)
    expect(await refused(office(access.grant, { ...wanted, at: { kind, id: newId() } }))).toBe("house.notFound")
  const both = { kind: "meeting" as const, id: meetingId, delegations: [newId()], gates: [newId()] }
  expect(await refused(office(access.grant, { ...wanted, at: both }))).toBe("access.oneLimit")
  const { id } = await office(access.grant, { ...wanted, at: { kind: "system" } })
  expect(await refused(office(access.removeRole, { id: role.id }))).toBe("access.roleInUse")
  await office(access.revokeGrant, { id })
  expect(await office(access.removeRole, { id: role.id })).toEqual({ id: role.id })
  expect(await refused(office(access.removeRole, { id: role.id }))).toBe("house.notFound")
})
