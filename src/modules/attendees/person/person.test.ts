import { sql } from "kysely"
import { expect, test } from "vitest"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, house, tick } from "../../../../test/harness.ts"
import { attendees } from "../contract.ts"

const idNumber = "320706196811120426"

test("numbers stand sealed in the row and covered on the list; a whole number or its last four digits find the person", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const one = await secretary(attendees.add, {
    meetingId,
    name: "单雄信",
    category: "正式代表",
    phone: "13812346021",
    idNumber,
    birth: "1968-11-12",
    room: "612",
  })
  expect(one).toMatchObject({ phone: "138****6021", idNumber: "3207**********0426", birth: "1968-11", room: "612" })
  for (const find of ["13812346021", "138 1234 6021", "6021", idNumber, "0426"])
    expect((await secretary(attendees.list, { meetingId, find })).total, find).toBe(1)
  for (const find of ["1381234", "32070619", "602"]) expect((await secretary(attendees.list, { meetingId, find })).total, find).toBe(0)

  const { platform } = await house()
  const { rows } = await sql<{ row: string }>`select to_jsonb(a)::text as row from attendee a where id = ${one.id}`.execute(platform.db)
  expect(rows[0]?.row).not.toMatch(/13812346021|320706196811120426/)
})

test("what is not given stays; what is emptied goes", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const written = { meetingId, name: "徐茂公", category: "正式代表" }
  const one = await secretary(attendees.add, { ...written, phone: "13812346021", hotel: "海州宾馆", diet: "不吃辣" })
  const kept = await secretary(attendees.update, { ...written, id: one.id, version: one.version, post: "主任" })
  expect(kept).toMatchObject({ phone: "138****6021", hotel: "海州宾馆", diet: "不吃辣", post: "主任" })
  const emptied = await secretary(attendees.update, { ...written, id: one.id, version: kept.version, phone: null, hotel: null, diet: "" })
  expect(emptied).toMatchObject({ phone: null, hotel: null, diet: null, post: "" })
})

test("a number that an earlier version wrote in clear is shown covered at once, and sealed by the house", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const { id, version } = await secretary(attendees.add, { meetingId, name: "罗士信", category: "正式代表" })
  const { platform } = await house()
  await sql`update attendee set phone = '13912346022' where id = ${id}`.execute(platform.db)
  const found = () => secretary(attendees.list, { meetingId, find: "13912346022" })
  expect((await found()).rows).toMatchObject([{ phone: "139****6022" }])
  await tick("attendees.sealNumbers")
  const { rows } = await sql<{ phone: string | null; sealed: string }>`select phone, phone_sealed as sealed from attendee where id = ${id}`.execute(platform.db)
  expect(rows).toMatchObject([{ phone: null, sealed: expect.stringMatching(/^v1\./) }])
  expect((await found()).rows).toMatchObject([{ phone: "139****6022", version }])
  expect(await secretary(attendees.showPhone, { meetingId, id })).toEqual({ phone: "13912346022" })
})
