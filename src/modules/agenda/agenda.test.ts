import { beforeAll, expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { readSheet } from "#server/sheets.ts"
import { as, asAttendee, asDevice, type Caller, house, jobDone, refused } from "../../../test/harness.ts"
import { agenda, type Session } from "./contract.ts"

const startsOn = "2030-12-10"
const rehearsal = {
  kind: "work" as const,
  title: "音响与表决系统联调",
  day: "2030-12-08",
  starts: "08:30",
  ends: "12:00",
  place: "一号厅",
  chair: "陈洁",
  bodyId: null,
  signIn: false,
}
let meetingId: string
let secretary: Caller

beforeAll(async () => {
  meetingId = (await givenMeeting({ startsOn })).meetingId
  secretary = await as(["agenda.*", "tasks.list"], { meetingId })
})

const fieldsOf = ({ id, version, kind, title, day, starts, ends, place, chair, bodyId, signIn }: Session) => ({
  meetingId,
  id,
  version,
  kind,
  title,
  day,
  starts,
  ends,
  place,
  chair,
  bodyId,
  signIn,
  fixed: false,
})
const byKey = async (key: string): Promise<Session> => {
  const found = (await secretary(agenda.list, { meetingId })).find((session) => session.key === key)
  if (!found) throw new Error(`no session ${key}`)
  return found
}

test("a session added by hand takes its place in the programme, in the meeting's zone", async () => {
  const added = await secretary(agenda.add, { meetingId, ...rehearsal })
  expect(added).toMatchObject({
    ...rehearsal,
    position: 1,
    key: null,
    anchor: "opening",
    startsAt: "2030-12-08T00:30:00.000Z",
    endsAt: "2030-12-08T04:00:00.000Z",
  })
  expect(await secretary(agenda.get, { meetingId, id: added.id })).toEqual(added)
  expect((await secretary(agenda.remove, { meetingId, id: added.id })).title).toBe(rehearsal.title)
  expect(await refused(secretary(agenda.get, { meetingId, id: added.id }))).toBe("house.notFound")
})

test("a session put on another day takes the tasks along that hang on it", async () => {
  const election = await byKey("election")
  const due = async () => (await secretary(tasks.list, { meetingId, find: "票箱" })).rows[0]?.dueOn
  expect(await due()).toBe("2030-12-11")
  const moved = await secretary(agenda.edit, { ...fieldsOf(election), day: "2030-12-11", starts: "14:00" })
  expect(moved).toMatchObject({ day: "2030-12-11", anchor: "closing", version: election.version + 1 })
  expect(await due()).toBe("2030-12-10")
  await secretary(agenda.edit, { ...fieldsOf(moved), day: "2030-12-12" })
})

test("two sessions of the same body at one time are shown as a clash, and on the overview as wrong", async () => {
  const opening = await byKey("opening")
  const clash = await secretary(agenda.add, {
    meetingId,
    ...rehearsal,
    title: "临时全体会议",
    day: startsOn,
    starts: "10:00",
    ends: "12:00",
    place: "二号厅",
    bodyId: opening.bodyId,
  })
  expect(clash.clashes).toEqual(["开幕大会"])
  const { attention } = await (await as("*", { meetingId }))(meetings.overview, { meetingId })
  expect(attention.map((one) => one.sentence)).toContain("“开幕大会”与“临时全体会议”时间冲突")
  await secretary(agenda.remove, { meetingId, id: clash.id })
})

test("what cannot be held is refused", async () => {
  const opening = await byKey("opening")
  expect(await refused(secretary(agenda.add, { meetingId, ...rehearsal, ends: "08:30" }))).toBe("agenda.endsBeforeStart")
  expect(await refused(secretary(agenda.add, { meetingId, ...rehearsal, signIn: true }))).toBe("agenda.bodyNeeded")
  expect(await refused(secretary(agenda.add, { meetingId, ...rehearsal, bodyId: newId() }))).toBe("agenda.noSuchBody")
  expect(await refused(secretary(agenda.edit, { ...fieldsOf(opening), signIn: true, bodyId: null }))).toBe("agenda.bodyNeeded")
  expect(await refused(secretary(agenda.edit, { ...fieldsOf(opening), version: opening.version + 1 }))).toBe("house.stale")
})

test("the bodies to choose from are those of this meeting", async () => {
  expect((await secretary(agenda.bodies, { meetingId })).map((body) => body.name)).toEqual(["大会"])
})

test("a gate of this meeting reads the programme, one of another meeting does not", async () => {
  const gate = await asDevice(meetingId, "gate")
  expect((await gate(agenda.list, { meetingId })).length).toBe(11)
  const other = (await givenMeeting({ startsOn })).meetingId
  expect(await refused(gate(agenda.list, { meetingId: other }))).toBe("house.notFound")
  expect(await refused(gate(agenda.add, { meetingId, ...rehearsal }))).toBe("house.mayNot")
})

test("a stranger to the meeting, an id of another meeting, and one without the grant get nowhere", async () => {
  const other = (await givenMeeting({ startsOn })).meetingId
  const stranger = await as("agenda.*", { meetingId: other })
  const clerk = await as("tasks.list", { meetingId })
  const opening = await byKey("opening")
  const all = [
    (caller: Caller, where: string) => caller(agenda.get, { meetingId: where, id: opening.id }),
    (caller: Caller, where: string) => caller(agenda.edit, { ...fieldsOf(opening), bodyId: null, signIn: false, meetingId: where }),
    (caller: Caller, where: string) => caller(agenda.remove, { meetingId: where, id: opening.id }),
  ]
  for (const call of all) {
    expect(await refused(call(stranger, meetingId))).toBe("house.notFound")
    expect(await refused(call(stranger, other))).toBe("house.notFound")
    expect(await refused(call(clerk, meetingId))).toBe("house.mayNot")
  }
  expect(await refused(clerk(agenda.list, { meetingId }))).toBe("house.mayNot")
  expect(await refused(clerk(agenda.bodies, { meetingId }))).toBe("house.mayNot")
  expect(await refused(clerk(agenda.add, { meetingId, ...rehearsal }))).toBe("house.mayNot")
  expect(await refused(stranger(agenda.list, { meetingId }))).toBe("house.notFound")
})

test("the programme of a congress is printed on one sheet", async () => {
  const { jobId } = await secretary(agenda.print, { meetingId })
  const run = await jobDone(jobId, secretary)
  expect(run).toMatchObject({ state: "done", result: { pages: 1, sessions: 11 } })
  expect(run.fileId).not.toBeNull()
  const clerk = await as("agenda.list", { meetingId })
  expect(await refused(clerk(agenda.print, { meetingId }))).toBe("house.mayNot")
})

test("a meeting that holds nothing for its delegates has no programme to print", async () => {
  const empty = (await givenMeeting({ startsOn })).meetingId
  const clerk = await as("agenda.*", { meetingId: empty })
  for (const session of await clerk(agenda.list, { meetingId: empty })) await clerk(agenda.edit, { ...fieldsOf(session), meetingId: empty, kind: "work" })
  expect(await refused(clerk(agenda.print, { meetingId: empty }))).toBe("agenda.nothingToPrint")
})

test("what the law requires is not struck from the programme; its time may be changed", async () => {
  const closing = await byKey("closing")
  expect(closing).toMatchObject({ legal: true, basis: "《中国共产党章程》" })
  expect(await refused(secretary(agenda.remove, { meetingId, id: closing.id }))).toBe("agenda.legalStays")
  const later = await secretary(agenda.edit, { ...fieldsOf(closing), ends: "11:30" })
  expect(later).toMatchObject({ legal: true, ends: "11:30" })
})

test("who is due besides the body is named by category; what is left out of a change stays", async () => {
  const added = await secretary(agenda.add, { meetingId, ...rehearsal, kind: "activity", title: "参观", categories: ["guest", "observer"], remark: "穿便装" })
  expect(added.alsoDue.map(({ name }) => name)).toEqual(["列席", "特邀"])
  const changed = await secretary(agenda.edit, { ...fieldsOf(added), ends: "11:00" })
  expect(changed).toMatchObject({ categories: ["guest", "observer"], remark: "穿便装", kind: "activity" })
  expect((await secretary(agenda.edit, { ...fieldsOf(changed), categories: [] })).alsoDue).toEqual([])
  expect(await refused(secretary(agenda.edit, { ...fieldsOf(changed), version: changed.version + 1, categories: ["nobody"] }))).toBe("agenda.noSuchCategory")
  const delegate = await asAttendee(meetingId, newId())
  expect((await delegate(agenda.list, { meetingId })).find(({ id }) => id === added.id)).toMatchObject({ title: "参观", members: null, remark: "" })
  await secretary(agenda.remove, { meetingId, id: added.id })
})

test("a session that goes on after midnight is put on two days", async () => {
  const night = { meetingId, ...rehearsal, title: "连夜布置", place: "二号厅", starts: "22:00" }
  expect(await refused(secretary(agenda.add, { ...night, ends: "00:30" }))).toBe("agenda.pastMidnight")
  const before = await secretary(agenda.add, { ...night, ends: "23:59" })
  const after = await secretary(agenda.add, { ...night, day: "2030-12-09", starts: "00:00", ends: "00:30" })
  expect(after.position).toBe(before.position + 1)
  for (const { id } of [before, after]) await secretary(agenda.remove, { meetingId, id })
})

test("the staff's own sessions are not on a delegate's phone", async () => {
  const added = await secretary(agenda.add, { meetingId, ...rehearsal })
  const delegate = await asAttendee(meetingId, newId())
  const seen = await delegate(agenda.list, { meetingId })
  expect(seen.map((session) => session.id)).not.toContain(added.id)
  expect(seen.length).toBe(11)
  await secretary(agenda.remove, { meetingId, id: added.id })
})

test("the programme is printed a sheet a day, and taken away as a sheet with the staff's own sessions and who comes", async () => {
  const run = await jobDone((await secretary(agenda.print, { meetingId, byDay: true })).jobId, secretary)
  expect(run).toMatchObject({ state: "done", result: { pages: 5, sessions: 11 } })
  const added = await secretary(agenda.add, { meetingId, ...rehearsal, title: "=1+1", remark: "带钥匙" })
  const { url } = await secretary(agenda.exportSheet, { meetingId })
  const { app } = await house()
  const file = await app.inject({ method: "GET", url, headers: secretary.headers })
  const sheet = await readSheet(file.rawPayload, "日程.xlsx")
  expect(sheet.rows[0]).toEqual(["日期", "时间", "会次", "地点", "主持人", "参加范围", "签到", "备注"])
  expect(sheet.rows.find((row) => row[7]?.includes("带钥匙"))).toEqual([
    "2030年12月8日（星期日）",
    "8:30–12:00",
    "=1+1",
    "一号厅",
    "陈洁",
    "",
    "",
    "筹备工作，不印发给代表；带钥匙",
  ])
  expect(sheet.rows.find((row) => row[2] === "开幕大会")?.slice(5)).toEqual(["大会，列席、特邀", "签到", "法定程序：《中国共产党章程》"])
  await secretary(agenda.remove, { meetingId, id: added.id })
  const clerk = await as("agenda.list", { meetingId })
  expect(await refused(clerk(agenda.exportSheet, { meetingId }))).toBe("house.mayNot")
})
