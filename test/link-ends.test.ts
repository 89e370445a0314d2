/** What a phone or a gate carries ends with its meeting, whoever forgot to take it back. */
import { beforeAll, expect, test } from "vitest"
import { addDays } from "#kernel/dates.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { checkin } from "#modules/checkin/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, asAttendee, asDevice, type Caller, house, refused } from "./harness.ts"

let office: Caller
beforeAll(async () => {
  office = await as("*")
})

async function endsOf(meetingId: string): Promise<string[]> {
  const { platform } = await house()
  const { rows } = await platform.pool.query<{ day: string }>(
    "select distinct ((ends_at at time zone 'Asia/Shanghai')::date)::text as day from access_key where meeting_id = $1",
    [meetingId],
  )
  return rows.map(({ day }) => day)
}

test("links and gates count for 30 days after people have left, and go along when the meeting moves", async () => {
  const { meetingId, meeting } = await givenMeeting()
  const { id } = await office(attendees.add, { meetingId, name: "王芳", category: "正式代表" })
  const phone = await asAttendee(meetingId, id)
  const gate = await asDevice(meetingId, "gate")
  expect(await endsOf(meetingId)).toEqual([addDays(meeting.departsOn, 31)])
  const { arrivesOn, startsOn, endsOn, departsOn, opensAt } = meeting
  const later = { arrivesOn: addDays(arrivesOn, 7), startsOn: addDays(startsOn, 7), endsOn: addDays(endsOn, 7), departsOn: addDays(departsOn, 7), opensAt }
  await office(meetings.move, { meetingId, version: meeting.version, ...later })
  expect(await endsOf(meetingId)).toEqual([addDays(departsOn, 38)])
  expect((await phone(meetings.get, { meetingId })).id).toBe(meetingId)
  expect((await gate(checkin.sessions, { meetingId })).length).toBeGreaterThan(0)
})

test("over is over: neither phone nor gate comes in any more", async () => {
  const { meetingId } = await givenMeeting()
  const { id } = await office(attendees.add, { meetingId, name: "王芳", category: "正式代表" })
  const phone = await asAttendee(meetingId, id)
  const gate = await asDevice(meetingId, "gate")
  const { platform } = await house()
  await platform.pool.query("update access_key set ends_at = now() - interval '1 second' where meeting_id = $1", [meetingId])
  expect(await refused(phone(meetings.get, { meetingId }))).toBe("house.notSignedIn")
  expect(await refused(gate(checkin.sessions, { meetingId }))).toBe("house.notSignedIn")
})
