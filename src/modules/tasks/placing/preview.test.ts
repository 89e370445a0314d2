import { expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as } from "../../../../test/harness.ts"

test("before a meeting is brought forward it is said which tasks will be late at once, with the year where it is another one", async () => {
  const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
  const { meetingId, meeting } = await givenMeeting({ startsOn: addDays(today, 500) })
  const chief = await as(["meetings.*", "tasks.*"], { meetingId })
  const [arrivesOn, startsOn, endsOn, departsOn] = [meeting.arrivesOn, meeting.startsOn, meeting.endsOn, meeting.departsOn].map((day) =>
    addDays(day, -497),
  ) as [string, string, string, string]
  const said = await chief(meetings.movePreview, { meetingId, arrivesOn, startsOn, endsOn, departsOn, opensAt: meeting.opensAt })
  const late = said.find(({ sentence }) => sentence.includes("会马上逾期"))
  expect(late?.total).toBeGreaterThan(10)
  expect(late?.items[0]?.from).toMatch(/^\d{4}年\d+月\d+日/)
})
