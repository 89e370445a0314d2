import { expect, test } from "vitest"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, jobDone, refused } from "../../../../test/harness.ts"
import { attendees, type Where } from "../contract.ts"
import { uploaded } from "../given.ts"

const year = new Date().getUTCFullYear()
const sheet = [
  "姓名,性别,民族,出生年月,学历,政治面貌,类别",
  `张三,男,汉,${year - 60}.1,研究生,党员,正式代表`,
  `李四,女,回,${year - 30}.1.1,大学本科,无党派人士,正式代表`,
  `阿不都·热依木,男,维,${year - 40}.1,大学本科,群众,列席`,
  "王五,男,,,,,正式代表",
].join("\n")

test("the list is narrowed by people, age, education, affiliation and credentials, alone and together", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const fileId = await uploaded("名册.csv", new TextEncoder().encode(sheet))
  expect(await jobDone((await office(attendees.importRoster, { meetingId, fileId })).jobId)).toMatchObject({ state: "done", result: { added: 4 } })
  const found = async (where: Where) => {
    const { rows } = await office(attendees.list, { meetingId, where, sort: { by: "given", dir: "asc" } })
    return rows.map(({ name }) => name)
  }
  expect(await found({ ethnicity: "回族" })).toEqual(["李四"])
  expect([await found({ minority: true }), await found({ minority: false })]).toEqual([["李四", "阿不都·热依木"], ["张三"]])
  expect([await found({ age: "upTo35" }), await found({ age: "from36" }), await found({ age: "from46" }), await found({ age: "from56" })]).toEqual([
    ["李四"],
    ["阿不都·热依木"],
    [],
    ["张三"],
  ])
  expect(await found({ education: "大学本科" })).toEqual(["李四", "阿不都·热依木"])
  expect(await found({ politics: "中共党员" })).toEqual(["张三"])
  expect(await found({ minority: true, sex: "male" })).toEqual(["阿不都·热依木"])
  expect(await found({ standing: "pending" })).toEqual(["张三", "李四", "王五"])
  await office(attendees.qualifyRest, { meetingId, ground: "经审查有效" })
  expect([await found({ standing: "pending" }), await found({ standing: "valid" })]).toEqual([[], ["张三", "李四", "王五"]])
  expect(await refused(office(attendees.list, { meetingId, where: { age: "old" as never } }))).toBe("house.invalid")
})

test("a field of the meeting's own is not called as what every roster has", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const add = (name: string) => office(attendees.addField, { meetingId, name, kind: "text", sensitive: false })
  for (const name of ["姓名", "手机号", "Name", " 备注 "]) expect(await refused(add(name))).toBe("attendees.fieldUsual")
  const { id } = await add("车位")
  expect(await refused(office(attendees.editField, { meetingId, id, name: "民族" }))).toBe("attendees.fieldUsual")
  expect(await office(attendees.editField, { meetingId, id, name: "车位" })).toMatchObject({ name: "车位" })
})

test("a name is found with its middle dot and without", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  await office(attendees.add, { meetingId, name: "嘉木样·洛桑", category: "正式代表" })
  for (const find of ["嘉木样洛桑", "嘉木样·洛桑", "样洛", "洛桑"]) expect((await office(attendees.list, { meetingId, find })).total).toBe(1)
})
