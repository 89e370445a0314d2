import { beforeAll, expect, test } from "vitest"
import { addDays } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { agenda } from "#modules/agenda/contract.ts"
import { type Meeting, meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { notices } from "#modules/notices/contract.ts"
import { as, type Caller, house, refused } from "../../../../test/harness.ts"

let meetingId: string
let meeting: Meeting
let chief: Caller

beforeAll(async () => {
  const given = await givenMeeting()
  meetingId = given.meetingId
  meeting = given.meeting
  chief = await as(["meetings.*", "agenda.*", "notices.*"], { meetingId })
})

const shiftTo = (change: object) => {
  const { arrivesOn, startsOn, endsOn, departsOn, opensAt } = meeting
  return { meetingId, arrivesOn, startsOn, endsOn, departsOn, opensAt, ...change }
}
const placesOf = async () => (await chief(agenda.list, { meetingId })).map(({ title, place }) => `${title} ${place}`)

test("another hall is said beforehand with what goes along and what has to be mended by hand; nothing changes before it is made", async () => {
  const { platform } = await house()
  const written = await chief(notices.write, { meetingId, title: "会议通知", body: `请于开幕当日到${meeting.hall}入座` })
  await chief(notices.publish, { meetingId, id: written.id, version: written.version })
  const file = newId()
  await platform.pool.query("insert into card_print values ($1, 'badges', $2, 3, 24, '陈洁', '2030-01-02')", [meetingId, file])
  await platform.pool.query("insert into agenda_paper values ($1, $2, 3, '陈洁', '2030-01-02')", [meetingId, file])
  const before = await placesOf()
  const lines = (await chief(meetings.movePreview, shiftTo({ hall: "万人礼堂" }))).map(({ sentence }) => sentence)
  expect(lines).toEqual([
    expect.stringMatching(/^\d+ 场会议换地点$/),
    "1月2日印的日程作废，须重印",
    "1 份已发通知写着原地点，须另发更正：会议通知",
    "已印 24 张证件印着原座位，重排座次后须重印",
  ])
  expect(await placesOf()).toEqual(before)
  expect((await chief(meetings.get, { meetingId })).hall).toBe(meeting.hall)
})

test("the sessions in the old hall go along, others stay; all of it is taken back at once", async () => {
  const before = await placesOf()
  const { version } = await chief(meetings.get, { meetingId })
  const { meeting: moved, moved: lines } = await chief(meetings.move, { ...shiftTo({ hall: "万人礼堂" }), version })
  expect(moved).toMatchObject({ hall: "万人礼堂", place: meeting.place })
  expect(lines.length).toBeGreaterThan(0)
  const after = await placesOf()
  expect(after).toEqual(before.map((line) => (line.endsWith(` ${meeting.hall}`) ? line.replace(meeting.hall, "万人礼堂") : line)))
  expect(after).not.toEqual(before)
  const [last] = (await chief(meetings.doings, { meetingId, size: 1 })).rows
  await chief(meetings.undo, { meetingId, entryId: last?.id ?? "" })
  expect(await placesOf()).toEqual(before)
  expect((await chief(meetings.get, { meetingId })).hall).toBe(meeting.hall)
})

test("dates alone name what was sent and printed with the old ones; the place is not changed on the way", async () => {
  const { version, name, theme, host, secrecy } = await chief(meetings.get, { meetingId })
  const lines = (await chief(meetings.movePreview, shiftTo({ opensAt: "10:00" }))).map(({ sentence }) => sentence)
  expect(lines).toContain("1 份已发通知要核对日期，须另发更正：会议通知")
  expect(lines).toContain("已印 24 张证件印着原日期，须重印")
  const changed = await chief(meetings.update, { meetingId, version, name, theme, host, secrecy, place: "别处", hall: "别厅" } as never)
  expect(changed).toMatchObject({ place: meeting.place, hall: meeting.hall })
})

test("a hall that is taken on these days is said, without the name of a meeting that is not the reader's", async () => {
  await givenMeeting({ name: "别的会议", startsOn: addDays(meeting.startsOn, 60) })
  const later = (day: string) => addDays(day, 61)
  const { arrivesOn, startsOn, endsOn, departsOn } = meeting
  const dates = { arrivesOn: later(arrivesOn), startsOn: later(startsOn), endsOn: later(endsOn), departsOn: later(departsOn) }
  const lines = await chief(meetings.movePreview, shiftTo(dates))
  const taken = lines.find(({ sentence }) => sentence.includes("同期另有会议"))
  expect(taken?.items.map(({ title }) => title)).toEqual(["另一个会议"])
  expect(await refused((await as("tasks.*", { meetingId }))(meetings.movePreview, shiftTo({ hall: "别厅" })))).toBe("house.mayNot")
})
