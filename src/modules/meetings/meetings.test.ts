import { beforeAll, expect, test } from "vitest"
import { addDays } from "#kernel/dates.ts"
import { anyone, as, refused } from "../../../test/harness.ts"
import { type Dates, type Meeting, meetings } from "./contract.ts"
import { givenMeeting } from "./given.ts"

const startsOn = "2030-12-10"
let meetingId: string

beforeAll(async () => {
  meetingId = (await givenMeeting({ startsOn })).meetingId
})

const datesOf = ({ arrivesOn, startsOn, endsOn, departsOn, opensAt }: Meeting): Dates => ({ arrivesOn, startsOn, endsOn, departsOn, opensAt })
const about = { name: "海州市第十次代表大会", theme: "", host: "海州市", place: "市会议中心", hall: "一号厅" }

test("dates that do not fit are refused before and at the change", async () => {
  const secretary = await as("meetings.*", { meetingId })
  const meeting = await secretary(meetings.get, { meetingId })
  const wrong = { ...datesOf(meeting), endsOn: addDays(startsOn, -1) }
  expect(await refused(secretary(meetings.movePreview, { meetingId, ...wrong }))).toBe("meetings.datesOutOfOrder")
  expect(await refused(secretary(meetings.move, { meetingId, version: 1, ...wrong }))).toBe("meetings.datesOutOfOrder")
  const mistyped = { ...datesOf(meeting), endsOn: "2041-12-10", departsOn: "2041-12-10" }
  expect(await refused(secretary(meetings.move, { meetingId, version: 1, ...mistyped }))).toBe("meetings.tooLong")
  expect(await refused(secretary(meetings.move, { meetingId, version: 1, ...datesOf(meeting), endsOn: startsOn }))).toBe("meetings.tooShort")
  expect(await refused(secretary(meetings.move, { meetingId, version: 9, ...datesOf(meeting) }))).toBe("house.stale")
})

test("of two who change the same meeting, the second is told who was faster", async () => {
  const { meetingId: changed } = await givenMeeting({ startsOn })
  const secretary = await as("meetings.*", { meetingId: changed })
  const updated = await secretary(meetings.update, { meetingId: changed, version: 1, ...about, name: "海州市第十次党代会", secrecy: "open" })
  expect(updated).toMatchObject({ name: "海州市第十次党代会", secrecy: "open", version: 2 })
  expect(await refused(secretary(meetings.update, { meetingId: changed, version: 1, ...about, secrecy: "open" }))).toBe("house.stale")
})

test("a meeting with state secrets is neither made nor marked here", async () => {
  const office = await as("*")
  const meeting = await office(meetings.get, { meetingId })
  expect(await refused(office(meetings.create, { ...about, ...datesOf(meeting), secrecy: "secret" }))).toBe("meetings.secretsStayOffline")
  expect(await refused(office(meetings.update, { ...about, meetingId, version: 1, secrecy: "confidential" }))).toBe("meetings.secretsStayOffline")
  expect(await refused(office(meetings.create, { ...about, ...datesOf(meeting), template: "banquet" }))).toBe("meetings.noSuchTemplate")
  expect(await refused(office(meetings.create, { ...about, ...datesOf(meeting), zone: "Asia/Nowhere" }))).toBe("meetings.unknownZone")
})

test("the phase follows the dates until a person sets it, and follows them again when he lets go", async () => {
  const { meetingId: held, meeting } = await givenMeeting({ startsOn })
  const secretary = await as("meetings.*", { meetingId: held })
  expect([meeting.phase, meeting.phaseByHand]).toEqual(["prepare", false])
  const set = await secretary(meetings.setPhase, { meetingId: held, version: 1, phase: "arrive" })
  expect([set.phase, set.phaseByHand]).toEqual(["arrive", true])
  expect((await secretary(meetings.setPhase, { meetingId: held, version: 2, phase: null })).phase).toBe("prepare")
  expect(await refused(secretary(meetings.setPhase, { meetingId: held, version: 2, phase: "hold" }))).toBe("house.stale")
})

test("the templates and one's own meetings need no grant; making one does", async () => {
  const secretary = await as("meetings.*", { meetingId })
  expect((await secretary(meetings.templates, {})).map((template) => template.key)).toContain("congress")
  expect((await secretary(meetings.list, {})).map((meeting) => meeting.id)).toEqual([meetingId])
  expect((await (await as("*"))(meetings.list, {})).length).toBeGreaterThan(1)
  const meeting = await secretary(meetings.get, { meetingId })
  expect(await refused(secretary(meetings.create, { ...about, ...datesOf(meeting) }))).toBe("house.mayNot")
  expect(await refused(anyone()(meetings.list, {}))).toBe("house.notSignedIn")
})

test("a stranger to the meeting, and one without the grant, get nowhere", async () => {
  const other = (await givenMeeting({ startsOn })).meetingId
  const stranger = await as("*", { meetingId: other })
  const clerk = await as("tasks.list", { meetingId })
  const meeting = await (await as("*"))(meetings.get, { meetingId })
  const all = [
    (caller: typeof clerk) => caller(meetings.get, { meetingId }),
    (caller: typeof clerk) => caller(meetings.update, { ...about, meetingId, version: 1, secrecy: "open" as const }),
    (caller: typeof clerk) => caller(meetings.movePreview, { meetingId, ...datesOf(meeting) }),
    (caller: typeof clerk) => caller(meetings.move, { meetingId, version: 1, ...datesOf(meeting) }),
    (caller: typeof clerk) => caller(meetings.setPhase, { meetingId, version: 1, phase: "after" as const }),
    (caller: typeof clerk) => caller(meetings.overview, { meetingId }),
    (caller: typeof clerk) => caller(meetings.counts, { meetingId }),
    (caller: typeof clerk) => caller(meetings.doings, { meetingId }),
  ]
  for (const call of all) {
    expect(await refused(call(stranger))).toBe("house.notFound")
    expect(await refused(call(clerk))).toBe("house.mayNot")
  }
})
