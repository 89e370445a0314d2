import { beforeAll, expect, test } from "vitest"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller } from "../../../../test/harness.ts"
import { statements } from "../../../../test/statements.ts"
import { attendees } from "../contract.ts"

let office: Caller
let here: string
let there: string
let delegationId: string

async function givenPerson(meetingId: string, name: string, inDelegation: string): Promise<void> {
  const [category] = await office(attendees.categories, { meetingId })
  await office(attendees.add, { meetingId, name, category: category!.name, delegationId: inDelegation } as never)
}

beforeAll(async () => {
  office = await as("*")
  here = (await givenMeeting({ name: "甲会" })).meetingId
  there = (await givenMeeting({ name: "乙会" })).meetingId
  const added = await Promise.all(["一团", "二团"].map((name) => office(attendees.addDelegation, { meetingId: there, name })))
  delegationId = added[0]!.id
  await givenPerson(there, "林知远", added[0]!.id)
  await givenPerson(there, "林知新", added[1]!.id)
})

const titles = async (caller: Caller, find: string, but?: string) => (await caller(meetings.find, { find, ...(but ? { but } : {}) })).map(({ title }) => title)

test("people and tasks of the other meetings are found; the meeting in hand is searched by itself", async () => {
  expect(await titles(office, "林知", here)).toEqual(expect.arrayContaining(["林知远", "林知新"]))
  expect(await titles(office, "林知", there)).toEqual([])
  const [found] = await office(meetings.find, { find: "总体预案" })
  expect(found).toMatchObject({ kind: "任务", detail: expect.stringMatching(/^[甲乙]会 · /) })
  expect(found?.path).toMatch(/^\/meetings\/[0-9a-f-]+\/tasks\?find=/)
})

test("nobody finds what he may not see: not without the grant, not elsewhere, not beyond his delegations", async () => {
  expect(await titles(await as("tasks.list", { meetingId: there }), "林知")).toEqual([])
  expect(await titles(await as("attendees.list", { meetingId: here }), "林知")).toEqual([])
  const liaison = await as("attendees.list", { kind: "meeting", id: there, delegations: [delegationId], gates: "all" })
  expect(await titles(liaison, "林知")).toEqual(["林知远"])
})

test("as many statements for many meetings as for two", async () => {
  const count = () => statements(/meeting_v|from task|attendee_v/, () => office(meetings.find, { find: "林" }))
  const few = await count()
  expect(few).toBeGreaterThan(2)
  for (let n = 0; n < 4; n++) await givenMeeting({ name: `会${n}` })
  expect(await count()).toBe(few)
})
