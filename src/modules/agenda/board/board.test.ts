import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house } from "../../../../test/harness.ts"
import { statements } from "../../../../test/statements.ts"
import { agenda } from "../contract.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
const opening = addDays(today, 40)
let office: Caller
let first: string
let second: string

beforeAll(async () => {
  office = await as("*")
  first = (await givenMeeting({ name: "甲会", startsOn: opening })).meetingId
  second = (await givenMeeting({ name: "乙会", startsOn: addDays(opening, 1) })).meetingId
  const { platform } = await house()
  await platform.pool.query("update meeting set hall = '二号厅' where id = $1", [second])
})

const lineOf = async (id: string, caller = office) => (await caller(meetings.board, {})).find((line) => line.id === id)
const chairedBy = async (meetingId: string, chair: string) => {
  const [session] = (await office(agenda.list, { meetingId })).filter(({ day }) => day === addDays(opening, 1))
  const { kind, title, place, bodyId } = session!
  await office(agenda.add, { meetingId, kind, title, place, bodyId, day: addDays(opening, 1), starts: "09:00", ends: "10:00", chair, signIn: false })
}

test("each meeting stands with its days, its numbers and where it began", async () => {
  const line = await lineOf(first)
  expect(line).toMatchObject({ name: "甲会", phase: "prepare", startsOn: opening, clashes: [], isMine: false })
  expect(line?.begunOn && line.begunOn < opening).toBe(true)
  const progress = line?.numbers
  expect(progress?.total).toBeGreaterThan(50)
  expect(progress).toMatchObject({ done: 0, wrong: 0 })
})

test("two in the same hall, and a leader wanted in both at the same hour, are named; a body that chairs is not", async () => {
  await chairedBy(first, "林知远")
  await chairedBy(second, "林知远")
  await chairedBy(first, "主席团")
  await chairedBy(second, "主席团")
  expect((await lineOf(first))?.clashes).toEqual([{ what: "leader", name: "林知远", day: addDays(opening, 1), with: "乙会" }])
  const { platform } = await house()
  await platform.pool.query("update meeting set hall = (select hall from meeting where id = $1) where id = $2", [first, second])
  const clashes = (await lineOf(second))?.clashes ?? []
  expect(clashes.map(({ what }) => what)).toEqual(["hall", "leader"])
  expect((await lineOf(second))?.numbers?.wrong).toBe(2)
})

test("one sees his own meetings, the numbers only of what he may count, and no name of a meeting that is not his", async () => {
  const clerk = await as("meetings.*", { meetingId: first })
  const lines = await clerk(meetings.board, {})
  expect(lines.map(({ id, isMine }) => [id, isMine])).toEqual([[first, true]])
  expect(lines[0]?.clashes.map((clash) => clash.with)).toEqual([null, null])
  const reader = await as("meetings.get", { meetingId: first })
  expect((await reader(meetings.board, {}))[0]).toMatchObject({ numbers: null, clashes: [] })
})

test("as many statements for many meetings as for a few", async () => {
  const count = () => statements(/meeting_v|from meeting |agenda_session/, () => office(meetings.board, {}))
  const few = await count()
  expect(few).toBeGreaterThan(3)
  for (let n = 0; n < 6; n++) await givenMeeting({ name: `会${n}`, startsOn: opening })
  expect(await count()).toBe(few)
})
