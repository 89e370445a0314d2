import { expect, test } from "vitest"
import { meetings } from "#modules/meetings/contract.ts"
import { as } from "../../../../test/harness.ts"
import { seating } from "../contract.ts"
import { givenSeats } from "../given.ts"

test("before a meeting goes to another hall it is said that its seats have to be arranged, and a published map sent, anew", async () => {
  const { meetingId } = await givenSeats()
  const office = await as("*")
  const { arrivesOn, startsOn, endsOn, departsOn, opensAt, hall } = await office(meetings.get, { meetingId })
  const dates = { arrivesOn, startsOn, endsOn, departsOn, opensAt }
  const said = async (to: object) => (await office(meetings.movePreview, { meetingId, ...dates, ...to })).map(({ sentence }) => sentence)
  const anew = (sentences: string[]) => sentences.filter((sentence) => sentence.includes("换会场后"))
  expect(anew(await said({ hall: "二号厅" }))).toEqual([])
  await office(seating.arrange, { meetingId })
  expect(anew(await said({ hall: "二号厅" }))).toEqual([expect.stringMatching(new RegExp(`^${hall}已排 \\d+ 个座位`))])
  // in its own hall the seats stay
  expect(anew(await said({ opensAt: "10:00" }))).toEqual([])
  await office(seating.publish, { meetingId })
  expect(anew(await said({ hall: "二号厅" }))).toEqual([expect.stringContaining("座次图第 1 版已发布")])
})
