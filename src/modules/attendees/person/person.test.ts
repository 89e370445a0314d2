import { sql } from "kysely"
import { expect, test } from "vitest"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, house, refused, tick } from "../../../../test/harness.ts"
import { attendees } from "../contract.ts"
import { givenRoster, uploaded } from "../given.ts"
import { photoFile } from "./photo/given.ts"
import { birthTyped } from "./rules.ts"

const idNumber = "320706196811120427"

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
  expect(one).toMatchObject({ phone: "138****6021", idNumber: "**************0427", birth: "1968-11", room: "612" })
  for (const find of ["13812346021", "138 1234 6021", "6021", idNumber, "0427"])
    expect((await secretary(attendees.list, { meetingId, find })).total, find).toBe(1)
  for (const find of ["1381234", "32070619", "602"]) expect((await secretary(attendees.list, { meetingId, find })).total, find).toBe(0)

  const { platform } = await house()
  const { rows } = await sql<{ row: string }>`select to_jsonb(a)::text as row from attendee a where id = ${one.id}`.execute(platform.db)
  expect(rows[0]?.row).not.toMatch(/13812346021|320706196811120427/)
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
  expect(await secretary(attendees.showPhone, { meetingId, id, purpose: "联系本人" })).toEqual({ phone: "13912346022" })
})

test("a photo is kept as 3 to 4 without what the camera wrote beside it; what is none is refused", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const { id } = await secretary(attendees.add, { meetingId, name: "秦叔宝", category: "正式代表" })
  const set = async (bytes: Uint8Array) => secretary(attendees.setPhoto, { meetingId, id, fileId: await uploaded("照片.jpg", bytes, secretary) })
  expect(await refused(set(new TextEncoder().encode("%PDF-1.7 no photo")))).toBe("attendees.photoUnreadable")
  expect(await refused(set(photoFile(400, 400)))).toBe("attendees.photoNotThreeToFour")
  expect(await refused(set(photoFile(60, 80)))).toBe("attendees.photoTooSmall")
  const { photoFileId } = await set(photoFile(300, 400))
  const { platform } = await house()
  const { bytes, file } = await platform.files.read(platform.db, photoFileId!)
  expect([bytes.toString("latin1").includes("GPS"), file.name, file.type]).toEqual([false, "秦叔宝.jpg", "image/jpeg"])
  expect((await secretary(attendees.photo, { meetingId, id })).url).toMatch(/^\/files\//)
  // another's file is no upload of mine
  expect(await refused(secretary(attendees.setPhoto, { meetingId, id, fileId: photoFileId! }))).toBe("house.noSuchFile")
  expect(await secretary(attendees.removePhoto, { meetingId, id })).toMatchObject({ photoFileId: null })
})

test("what happened to a person is told newest first, without what no history may keep", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const written = { meetingId, name: "程知节", category: "正式代表" }
  const one = await secretary(attendees.add, { ...written, phone: "13812346021" })
  const two = await secretary(attendees.update, { ...written, id: one.id, version: one.version, post: "主任" })
  await secretary(attendees.changePeople, { meetingId, ids: [one.id], set: { hotel: "海州宾馆", diet: "不吃辣" } })
  await secretary(attendees.update, { ...written, id: one.id, version: two.version + 1, post: "主任", phone: "13912346021" })
  const past = await secretary(attendees.history, { meetingId, id: one.id })
  expect(past.map(({ covered }) => covered)).toEqual([["phone"], ["diet"], [], []])
  expect(past.map(({ operation, kind, fields }) => [operation, kind, fields.map(({ name, before, after }) => `${name}:${before}→${after}`)])).toEqual([
    ["attendees.update", "changed", []],
    ["attendees.changePeople", "changed", ["hotel:null→海州宾馆"]],
    ["attendees.update", "changed", ["post:null→主任"]],
    ["attendees.add", "added", []],
  ])
  expect(JSON.stringify(past)).not.toMatch(/13812346021|不吃辣/)
})

test("whoever may write a birth does not find the day of an ID number by writing one after the other; another month is told", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const written = { meetingId, name: "史大奈", category: "正式代表" }
  let { id, version, doubts } = await secretary(attendees.add, { ...written, idNumber, birth: "1968-11-12" })
  for (const birth of ["1968-11-11", "1968-11-12", "1968-11", "1968-10-12"]) {
    const told = doubts
    ;({ version, doubts } = await secretary(attendees.update, { ...written, id, version, birth }))
    expect([birth, told]).toEqual([birth, []])
  }
  expect(doubts).toEqual(["idNumberBirth"])
})

test("a birth is understood by hand as an import understands it", () => {
  expect(["1968年3月", "1968.3", "196803", "1968-03-12", "不详"].map(birthTyped)).toEqual(["1968-03", "1968-03", "1968-03", "1968-03-12", undefined])
})

test("many people are given the same at once; who has it already is not counted", async () => {
  const { meetingId, people } = await givenRoster({ count: 5, delegations: 1 })
  const secretary = await as("attendees.*", { meetingId })
  const ids = people.map(({ id }) => id)
  expect(await secretary(attendees.changePeople, { meetingId, ids: ids.slice(0, 2), set: { carNo: "3" } })).toEqual({ count: 2 })
  expect(await secretary(attendees.changePeople, { meetingId, ids, set: { carNo: "3" } })).toEqual({ count: 3 })
  expect(await secretary(attendees.changePeople, { meetingId, ids, set: { category: "列席" } })).toEqual({ count: 5 })
  expect(await secretary(attendees.bodies, { meetingId })).toMatchObject([{ members: 0 }])
  expect(await refused(secretary(attendees.changePeople, { meetingId, ids, set: {} }))).toBe("attendees.nothingToChange")
  expect(await refused(secretary(attendees.changePeople, { meetingId, ids, set: { category: "观察员" } }))).toBe("attendees.noSuchCategory")
  expect(await refused(secretary(attendees.changePeople, { meetingId, ids: [meetingId], set: { carNo: "3" } }))).toBe("house.notFound")
})

test("a meeting asks its own fields; a value fits its field, a sensitive one stands sealed and covered", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const size = await secretary(attendees.addField, { meetingId, name: "衣服尺码", kind: "choice", choices: ["S", "M", "L"], sensitive: false })
  expect(await refused(secretary(attendees.addField, { meetingId, name: "护照号", kind: "text", sensitive: true }))).toBe("attendees.purposeMissing")
  const passport = await secretary(attendees.addField, { meetingId, name: "护照号", kind: "text", sensitive: true, purpose: "办理签证" })
  expect(await refused(secretary(attendees.addField, { meetingId, name: "护照号", kind: "text", sensitive: false }))).toBe("attendees.fieldTaken")
  expect(await refused(secretary(attendees.addField, { meetingId, name: "班车", kind: "choice", sensitive: false }))).toBe("attendees.choicesMissing")
  const written = { meetingId, name: "尉迟恭", category: "正式代表" }
  const custom = { [size.id]: "L", [passport.id]: "E12345678" }
  const one = await secretary(attendees.add, { ...written, custom })
  expect(one.custom).toEqual({ [size.id]: "L", [passport.id]: "****" })
  expect(await secretary(attendees.showIdentity, { meetingId, id: one.id, field: passport.id, purpose: "办理签证" })).toEqual({ value: "E12345678" })
  expect(await refused(secretary(attendees.add, { ...written, custom: { [size.id]: "XXL" } }))).toBe("attendees.valueUnfit")
  expect(await refused(secretary(attendees.add, { ...written, custom: { [meetingId]: "1" } }))).toBe("attendees.noSuchField")
  const changed = await secretary(attendees.update, { ...written, id: one.id, version: one.version, custom: { [size.id]: null } })
  expect(changed.custom).toEqual({ [passport.id]: "****" })
  await secretary(attendees.editField, { meetingId, id: size.id, name: "尺码", choices: ["均码"] })
  expect(await secretary(attendees.removeField, { meetingId, id: passport.id })).toEqual({ count: 1 })
  expect(await secretary(attendees.fields, { meetingId })).toMatchObject([{ name: "尺码", choices: ["均码"], held: 0 }])
  expect((await secretary(attendees.get, { meetingId, id: one.id })).custom).toEqual({})
})
