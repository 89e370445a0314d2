import { beforeAll, expect, test } from "vitest"
import { addDays } from "#kernel/dates.ts"
import { type Dates, type Meeting, meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { as } from "../../../test/harness.ts"
import { agenda } from "./contract.ts"

const startsOn = "2030-12-10"
let meetingId: string

beforeAll(async () => {
  meetingId = (await givenMeeting({ startsOn })).meetingId
})

const datesOf = ({ arrivesOn, startsOn, endsOn, departsOn, opensAt }: Meeting): Dates => ({ arrivesOn, startsOn, endsOn, departsOn, opensAt })
const later = (dates: Dates, days: number): Dates => ({
  arrivesOn: addDays(dates.arrivesOn, days),
  startsOn: addDays(dates.startsOn, days),
  endsOn: addDays(dates.endsOn, days),
  departsOn: addDays(dates.departsOn, days),
  opensAt: dates.opensAt,
})

test("a meeting made from the template has its sessions on the right days", async () => {
  const secretary = await as("*", { meetingId })
  const sessions = await secretary(agenda.list, { meetingId })
  expect(sessions.map((session) => [session.day, session.starts, session.key])).toEqual([
    ["2030-12-09", "09:00", "registration"],
    ["2030-12-09", "19:00", "preparatory"],
    ["2030-12-09", "20:15", "presidium-1"],
    ["2030-12-10", "09:00", "opening"],
    ["2030-12-10", "14:30", "groups-1"],
    ["2030-12-11", "09:00", "groups-2"],
    ["2030-12-11", "19:30", "presidium-2"],
    ["2030-12-12", "09:00", "groups-3"],
    ["2030-12-12", "14:30", "election"],
    ["2030-12-12", "19:30", "presidium-3"],
    ["2030-12-13", "09:00", "closing"],
  ])
  expect(sessions[3]).toMatchObject({ startsAt: "2030-12-10T01:00:00.000Z", place: "一号厅", bodyName: "大会", signIn: true, clashes: [] })
})

test("its countdown is counted back from the days of the meeting and of its sessions", async () => {
  const secretary = await as("*", { meetingId })
  const { rows } = await secretary(tasks.list, { meetingId, size: 200 })
  const due = new Map(rows.map((task) => [task.title, task.dueOn]))
  expect(due.get("提出召开大会的请示并报批")).toBe(addDays(startsOn, -120))
  expect(due.get("签到设备安装、断网演练")).toBe("2030-12-08")
  expect(due.get("票箱、选票和计票室检查")).toBe("2030-12-11")
  expect(due.get("会议文件立卷归档")).toBe(addDays("2030-12-13", 60))
  expect(due.get("落实一号厅档期并签订协议")).toBe(addDays(startsOn, -60))
})

test("before the dates change, the house says what moves; then exactly that moves, and back again", async () => {
  const { meetingId: moving, meeting } = await givenMeeting({ startsOn })
  const secretary = await as("*", { meetingId: moving })
  const before = await secretary(agenda.list, { meetingId: moving })
  const to = later(datesOf(meeting), 7)

  const said = await secretary(meetings.movePreview, { meetingId: moving, ...to })
  const { rows } = await secretary(tasks.list, { meetingId: moving, size: 200 })
  expect(said.map((line) => line.total)).toEqual([rows.length, before.length])
  const { meeting: moved } = await secretary(meetings.move, { meetingId: moving, version: 1, ...to })

  const after = await secretary(agenda.list, { meetingId: moving })
  expect(after.map((session) => [session.id, session.day])).toEqual(before.map((session) => [session.id, addDays(session.day, 7)]))
  const dueBefore = new Map(rows.map((task) => [task.id, task.dueOn]))
  for (const task of (await secretary(tasks.list, { meetingId: moving, size: 200 })).rows) expect(task.dueOn).toBe(addDays(dueBefore.get(task.id) ?? "", 7))

  await secretary(meetings.move, { meetingId: moving, version: moved.version, ...datesOf(meeting) })
  expect((await secretary(agenda.list, { meetingId: moving })).map((session) => session.day)).toEqual(before.map((session) => session.day))
})

test("an earlier opening clock moves what begins with the opening and what is counted in minutes from it, and nothing else", async () => {
  const { meetingId: moving, meeting } = await givenMeeting({ startsOn })
  const secretary = await as("*", { meetingId: moving })
  const said = await secretary(meetings.movePreview, { meetingId: moving, ...datesOf(meeting), opensAt: "08:30" })
  expect(said.map((line) => line.items)).toEqual([
    [
      { title: "开幕前会场就绪确认（灯光、音响、空调、座签、茶水、引导）", from: "12月10日 8:00", to: "12月10日 7:30" },
      { title: "记录员、速录和录音设备到位确认", from: "12月10日 8:15", to: "12月10日 7:45" },
    ],
    [{ title: "开幕大会", from: "12月10日 9:00", to: "12月10日 8:30" }],
  ])
  await secretary(meetings.move, { meetingId: moving, version: 1, ...datesOf(meeting), opensAt: "08:30" })
  const opening = (await secretary(agenda.list, { meetingId: moving })).find((session) => session.key === "opening")
  expect([opening?.starts, opening?.ends]).toEqual(["08:30", "11:00"])
})

test("the overview asks every module what is wrong, how many there are, and who did what", async () => {
  const { meetingId: soon } = await givenMeeting()
  const secretary = await as("*", { meetingId: soon })
  const { attention, meeting } = await secretary(meetings.overview, { meetingId: soon })
  expect(meeting.id).toBe(soon)
  expect(attention.find((one) => one.path === "tasks?state=late")?.level).toBe("wrong")
  const counts = await secretary(meetings.counts, { meetingId: soon })
  const { total, late, dueToday } = await secretary(tasks.progress, { meetingId: soon })
  expect(counts.find((one) => one.room === "tasks")).toEqual({ room: "tasks", count: total, wants: late + dueToday })
  await secretary(meetings.setPhase, { meetingId: soon, version: 1, phase: "arrive" })
  expect((await secretary(meetings.doings, { meetingId: soon })).rows.map((doing) => doing.operation)).toContain("meetings.setPhase")
})
