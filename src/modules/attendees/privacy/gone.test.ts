import { sql } from "kysely"
import { expect, test } from "vitest"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house, jobDone, refused } from "../../../../test/harness.ts"
import { attendees } from "../contract.ts"
import { uploaded } from "../given.ts"
import { photoFile } from "../person/photo/given.ts"

const idNumber = "320706196811120427"
const person = { name: "单雄信", category: "正式代表", phone: "13812346021", idNumber, birth: "1968-11-12", sex: "female", diet: "清真" } as const

test("who leaves the list leaves no photo behind", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  const { id } = await office(attendees.add, { meetingId, ...person })
  const { photoFileId } = await office(attendees.setPhoto, { meetingId, id, fileId: await uploaded("单雄信.jpg", photoFile(300, 400), office) })
  await office(attendees.remove, { meetingId, ids: [id] })
  const { platform } = await house()
  await sql`update stored_file set created_at = created_at - interval '2 days' where id = ${photoFileId}`.execute(platform.db)
  await platform.files.removePassed(platform.db)
  expect(await platform.files.find(platform.db, photoFileId!)).toBeUndefined()
})

test("what somebody took his consent back for is not given to him with many others either", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  const { id } = await office(attendees.add, { meetingId, ...person })
  const other = await office(attendees.add, { meetingId, ...person, name: "秦琼", phone: null, idNumber: null })
  await office(attendees.setConsent, { meetingId, id, field: "diet", given: false, how: "来电" })
  expect(await refused(office(attendees.changePeople, { meetingId, ids: [id, other.id], set: { diet: "清真" } }))).toBe("attendees.consentWithdrawn")
  expect(await office(attendees.changePeople, { meetingId, ids: [id, other.id], set: { room: "1208" } })).toEqual({ count: 2 })
  expect(await office(attendees.changePeople, { meetingId, ids: [id, other.id], set: { diet: null } })).toEqual({ count: 1 })
})

test("consent taken back, what an import had read of it is gone too", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  const field = await office(attendees.addField, { meetingId, name: "护照号", kind: "text", sensitive: true, purpose: "办理签证" })
  const sheet = (phone: string) =>
    new TextEncoder().encode(`姓名,类别,手机,护照号\r\n单雄信,正式代表,${phone},E87654321\r\n秦琼,正式代表,13812340000,E10000000`)
  for (const phone of ["13812346021", "13812346022"]) {
    const { jobId } = await office(attendees.importRoster, { meetingId, fileId: await uploaded("名册.csv", sheet(phone), office) })
    await jobDone(jobId, office)
  }
  const { id } = (await office(attendees.list, { meetingId, find: "单雄信" })).rows[0]!
  for (const one of ["phone", field.id]) await office(attendees.setConsent, { meetingId, id, field: one as "phone", given: false, how: "来电" })
  const { platform } = await house()
  const { rows } = await sql<{ kept: string; subject: string }>`select data::text || coalesce(before::text, '') as kept, subject_id as subject
    from import_row r join import_batch b on b.id = r.batch_id where b.meeting_id = ${meetingId}`.execute(platform.db)
  const filled = new RegExp(`"phone_(sealed|hash|tail)": "|"${field.id}": "`)
  expect(rows.filter(({ subject }) => subject === id).map(({ kept }) => filled.test(kept))).toEqual([false, false])
  expect(rows.filter(({ subject }) => subject !== id).every(({ kept }) => filled.test(kept))).toBe(true)
})

test("an import is taken back although its rows are from before people had fields of the meeting's own", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  const { id } = await office(attendees.add, { meetingId, ...person, unit: "一厂" })
  const sheet = new TextEncoder().encode("姓名,类别,单位,手机\r\n单雄信,正式代表,二厂,13812346021")
  const { jobId } = await office(attendees.importRoster, { meetingId, fileId: await uploaded("名册.csv", sheet, office) })
  expect((await jobDone(jobId, office)).result).toMatchObject({ added: 0, updated: 1 })
  const { platform } = await house()
  await sql`update import_row set before = before - '{custom,custom_sealed,offices,phone_sealed,phone_hash,phone_tail,id_sealed,id_hash,id_tail}'::text[]
    || '{"phone": "13812346021"}' where batch_id = ${jobId}`.execute(platform.db)
  await office(attendees.undoImport, { meetingId, id: jobId })
  expect(await office(attendees.get, { meetingId, id })).toMatchObject({ unit: "一厂", phone: "138****6021", custom: {} })
})

test("the covered digits of a number are not found by trying: only who may be shown it finds by the whole of it", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  await office(attendees.add, { meetingId, ...person })
  const found = async (caller: Caller, find: string) => (await caller(attendees.list, { meetingId, find })).total
  const clerk = await as(["attendees.list"], { meetingId })
  expect([await found(office, person.phone), await found(office, idNumber)]).toEqual([1, 1])
  expect([await found(clerk, person.phone), await found(clerk, idNumber)]).toEqual([0, 0])
  expect([await found(clerk, "6021"), await found(clerk, "0427")]).toEqual([1, 1])
  const phones = await as(["attendees.list", "attendees.showPhone"], { meetingId })
  expect([await found(phones, person.phone), await found(phones, idNumber)]).toEqual([1, 0])
})

test("who may see numbers in one delegation only neither finds nor takes away those of the others", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  const { id: delegationId } = await office(attendees.addDelegation, { meetingId, name: "一团" })
  await office(attendees.add, { meetingId, ...person })
  await office(attendees.add, { meetingId, ...person, name: "秦琼", phone: "13812340000", idNumber: null, delegationId })
  const liaison = await as(["attendees.list", "attendees.showPhone"], { kind: "meeting", id: meetingId, delegations: [delegationId], gates: "all" })
  const found = async (find: string) => (await liaison(attendees.list, { meetingId, find })).total
  expect([await found("13812340000"), await found(person.phone)]).toEqual([1, 0])
})

test("the search within a meeting shows people only to who may see the list", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  await office(attendees.add, { meetingId, ...person })
  const titles = async (caller: Caller, find: string) => (await caller(meetings.search, { meetingId, find })).map(({ title }) => title)
  expect(await titles(await as(["meetings.search", "attendees.list"], { meetingId }), "单雄信")).toEqual(["单雄信"])
  const without = await as("meetings.search", { meetingId })
  expect([await titles(without, "单雄信"), await titles(without, person.phone), await titles(without, "6021")]).toEqual([[], [], []])
})
