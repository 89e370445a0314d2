import { utimes } from "node:fs/promises"
import { join } from "node:path"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { addDays } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { readSheet } from "#server/sheets.ts"
import { as, type Caller, house, jobDone, refused, tick } from "../../../../test/harness.ts"
import { attendees } from "../contract.ts"
import { uploaded } from "../given.ts"
import { photoFile } from "../person/photo/given.ts"
import { birthIn, doubtsAbout, isIdNumber, isMistyped, sexIn } from "./rules.ts"

const idNumber = "320706196811120427"
const person = {
  name: "单雄信",
  category: "正式代表",
  phone: "13812346021",
  idNumber,
  birth: "1968-11-12",
  sex: "female",
  ethnicity: "回族",
  politics: "中共党员",
  diet: "清真",
} as const

test("the last character of an ID number follows from the others; birth and sex in it are held against the person's", () => {
  expect([
    isIdNumber(idNumber),
    isIdNumber("11010519491231002X"),
    isIdNumber("110105194912310021"),
    isMistyped("110105194912310021"),
    isMistyped("E12345678"),
  ]).toEqual([true, true, false, true, false])
  expect([birthIn(idNumber), sexIn(idNumber)]).toEqual(["1968-11-12", "female"])
  expect(doubtsAbout({ idNumber, birth: "1968-11", sex: "female" })).toEqual([])
  expect(doubtsAbout({ idNumber, birth: "1968-12", sex: "male" })).toEqual(["idNumberBirth", "idNumberSex"])
  expect(doubtsAbout({ idNumber: "E12345678", birth: "1968-12", sex: "male" })).toEqual([])
})

test("a whole number is shown for a purpose, and the record says who saw whose, when and what for", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  const { id } = await office(attendees.add, { meetingId, ...person })
  const clerk = await as(["attendees.list", "attendees.showPhone"], { meetingId })
  expect(await clerk(attendees.showPhone, { meetingId, id, purpose: "联系本人" })).toEqual({ phone: "13812346021" })
  expect(await refused(clerk(attendees.showIdentity, { meetingId, id, field: "idNumber", purpose: "办证" }))).toBe("house.mayNot")
  expect(await refused(office(attendees.showIdentity, { meetingId, id, field: "idNumber", purpose: " " }))).toBe("house.invalid")
  expect(await office(attendees.showIdentity, { meetingId, id, field: "idNumber", purpose: "住宿登记" })).toEqual({ value: idNumber })
  expect(await office(attendees.showIdentity, { meetingId, id, field: "birth", purpose: "住宿登记" })).toEqual({ value: "1968-11-12" })
  const { rows, total } = await office(attendees.seen, { meetingId })
  expect(total).toBe(3)
  expect(rows.map(({ name, field, purpose }) => [name, field, purpose])).toEqual([
    ["单雄信", "birth", "住宿登记"],
    ["单雄信", "idNumber", "住宿登记"],
    ["单雄信", "phone", "联系本人"],
  ])
  expect(await refused(office(attendees.update, { meetingId, id, version: 1, ...person, idNumber: "320706196811120422" }))).toBe("attendees.idNumberWrong")
})

test("each field has its purpose, basis and day; nobody keeps it beyond what is needed", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  await office(attendees.add, { meetingId, ...person })
  const { departsOn } = await office(meetings.get, { meetingId }).catch(async () => (await as("*"))(meetings.get, { meetingId }))
  const rule = async (field: string) => (await office(attendees.privacy, { meetingId })).find((one) => one.field === field)!
  expect(await rule("idNumber")).toMatchObject({
    basis: "consent",
    keepDays: 7,
    deleteOn: addDays(departsOn, 7),
    held: 1,
    consented: 0,
    version: 0,
    gone: null,
  })
  const changed = await office(attendees.setPrivacy, { meetingId, field: "idNumber", purpose: "住宿登记", basis: "consent", keepDays: 3, version: 0 })
  expect(changed).toMatchObject({ purpose: "住宿登记", deleteOn: addDays(departsOn, 3), version: 1 })
  const again = { meetingId, field: "idNumber", purpose: "住宿登记", basis: "consent", keepDays: 5 } as const
  expect(await refused(office(attendees.setPrivacy, { ...again, version: 0 }))).toBe("house.stale")
  expect(await refused(office(attendees.setPrivacy, { ...again, keepDays: 60, version: 1 }))).toBe("attendees.keptTooLong")
  expect(await refused(office(attendees.setPrivacy, { ...again, field: meetingId, version: 0 }))).toBe("attendees.noSuchField")
})

test("consent is kept with how and by whom; taken back, the field is emptied and no door fills it again", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  const { id } = await office(attendees.add, { meetingId, ...person })
  await office(attendees.setConsent, { meetingId, id, field: "idNumber", given: true, how: "报名表签字" })
  const withdrawn = await office(attendees.setConsent, { meetingId, id, field: "idNumber", given: false, how: "来电" })
  expect(withdrawn.find(({ field }) => field === "idNumber")).toMatchObject({ given: false, how: "来电" })
  const now = await office(attendees.get, { meetingId, id })
  expect(now).toMatchObject({ idNumber: null, phone: "138****6021" })
  expect(await refused(office(attendees.update, { meetingId, id, version: now.version, ...person }))).toBe("attendees.consentWithdrawn")
  expect((await office(attendees.privacy, { meetingId })).find(({ field }) => field === "idNumber")).toMatchObject({
    held: 0,
    withdrawn: 1,
    gone: { count: 1, why: "withdrawn" },
  })
  await office(attendees.setConsent, { meetingId, id, field: "idNumber", given: true, how: "报名表签字" })
  expect(await office(attendees.update, { meetingId, id, version: now.version, ...person })).toMatchObject({ idNumber: "**************0427" })
})

test("after their day the values are gone, the photo's file too, and no history ever had them", async () => {
  const { meetingId } = await givenMeeting()
  const owner = await as("*")
  const office = await as("attendees.*", { meetingId })
  const { id } = await office(attendees.add, { meetingId, ...person })
  const field = await office(attendees.addField, { meetingId, name: "护照号", kind: "text", sensitive: true, purpose: "办理签证" })
  const before = await office(attendees.get, { meetingId, id })
  await office(attendees.update, { meetingId, id, version: before.version, ...person, custom: { [field.id]: "E87654321" } })
  const { photoFileId } = await office(attendees.setPhoto, { meetingId, id, fileId: await uploaded("单雄信.jpg", photoFile(300, 400), office) })
  const { platform } = await house()
  const photo = await platform.files.find(platform.db, photoFileId!)
  // a day has passed since it was taken in
  const path = join(platform.config.filesDir, photo!.sha256.slice(0, 2), photo!.sha256)
  await utimes(path, 0, 0)
  await sql`update stored_file set created_at = created_at - interval '2 days' where meeting_id = ${meetingId}`.execute(platform.db)
  const { departsOn } = await owner(meetings.get, { meetingId })
  const nightAfter = (days: number) => tick("attendees.deleteByDate", `${addDays(departsOn, days)}T18:20:00Z`)

  await nightAfter(6)
  expect(await office(attendees.get, { meetingId, id })).toMatchObject({ idNumber: "**************0427", photoFileId })
  await nightAfter(8)
  const after = await office(attendees.get, { meetingId, id })
  expect(after).toMatchObject({ idNumber: null, photoFileId: null, diet: null, custom: {}, phone: "138****6021", birth: "1968-11", ethnicity: "回族" })
  expect(await platform.files.find(platform.db, photoFileId!)).toBeUndefined()
  expect(await refused(office(attendees.photo, { meetingId, id }))).toBe("house.noSuchFile")
  await nightAfter(200)
  expect(await office(attendees.get, { meetingId, id })).toMatchObject({ phone: null, birth: null, ethnicity: null, politics: null, name: "单雄信" })
  const gone = (await office(attendees.privacy, { meetingId })).filter((one) => one.gone?.why === "date")
  expect(gone.map((one) => one.field).sort()).toEqual(["birth", "diet", "ethnicity", field.id, "idNumber", "phone", "photo", "politics"].sort())

  const { rows } = await sql<{ text: string }>`select coalesce(e.input::text, '') || coalesce(c.before::text, '') || coalesce(c.after::text, '') as text
    from audit_entry e left join audit_change c on c.entry_id = e.id where e.meeting_id = ${meetingId}`.execute(platform.db)
  expect(rows.map(({ text }) => text).join("\n")).not.toMatch(/13812346021|320706196811120427|1968-11-12|回族|中共党员|清真|E87654321/)
})

test("who may not ask for a whole number takes none away in a list", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("attendees.*", { meetingId })
  await office(attendees.add, { meetingId, ...person })
  const wanted = { meetingId, find: "6021", columns: ["name" as const, "phone" as const, "idNumber" as const, "birth" as const] }
  expect(await refused(office(attendees.exportRoster, wanted))).toBe("attendees.sayWhatFor")
  const taken = async (caller: Caller) => {
    const { jobId } = await caller(attendees.exportRoster, { ...wanted, ...(caller === office ? { purpose: "报公安部门核验" } : {}) })
    const { fileId } = await jobDone(jobId, caller)
    const { platform } = await house()
    const { bytes } = await platform.files.read(platform.db, fileId!)
    return (await readSheet(bytes, "名册.xlsx")).rows.flat().join(" ")
  }
  expect(await taken(office)).toMatch(/13812346021.*320706196811120427/)
  const { rows: looks } = await office(attendees.seen, { meetingId })
  expect(looks.map(({ name, people, field, purpose }) => [name, people, field, purpose]).sort()).toEqual(
    ["birth", "idNumber", "phone"].map((field) => ["单雄信", 1, field, "报公安部门核验"]),
  )
  const clerk = await as(["attendees.list", "attendees.exportRoster"], { meetingId })
  const without = await taken(clerk)
  expect([without.includes("单雄信"), /13812346021|320706196811120427|1968-11-12/.test(without)]).toEqual([true, false])
  expect((await office(attendees.seen, { meetingId })).total).toBe(3)
  const { platform } = await house()
  const { rows } = await sql`select from audit_entry where meeting_id = ${meetingId} and input::text like '%6021%'`.execute(platform.db)
  expect(rows).toEqual([])
})
