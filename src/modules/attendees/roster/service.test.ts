import { existsSync, readFileSync } from "node:fs"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { syntheticPeople } from "#kernel/synthetic.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import type { JobContext } from "#server/context.ts"
import { createContext } from "#server/context-of.ts"
import { readSheet } from "#server/sheets.ts"
import { sweep } from "#server/sweep.ts"
import { as, house, jobDone, refused } from "../../../../test/harness.ts"
import { attendees } from "../contract.ts"
import { givenRoster, reviewed, rosterFile, uploaded } from "../given.ts"
import { ExportColumn, type ImportChoice } from "./contract.ts"
import { importRoster } from "./intake/service.ts"

const real = new URL("../../../../../shared/data/roster-npc.xlsx", import.meta.url)
const sheet = (...lines: string[]) => new TextEncoder().encode(lines.join("\n"))

test.skipIf(!existsSync(real))("the congress's roster comes in whole, and once more it makes nobody into two", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const fileId = await uploaded("roster-npc.xlsx", readFileSync(real))
  const preview = await office(attendees.importPreview, { meetingId, fileId })
  expect(preview).toMatchObject({ rows: 2953, accepted: 2953, fresh: 2953, updated: 0, delegations: 35, errors: 0 })
  expect(preview.problems.map(({ row, code, message }) => [code, message.includes("同名同团"), preview.sample.some((one) => one.row === row)])).toEqual(
    Array.from({ length: 3 }, () => ["sameNameHere", true, true]),
  )
  const first = await jobDone((await office(attendees.importRoster, { meetingId, fileId })).jobId)
  expect(first).toMatchObject({ state: "done", result: { added: 2953, updated: 0 } })
  await reviewed(office, meetingId)
  expect(await office(attendees.bodies, { meetingId })).toMatchObject([{ members: 2953, voters: 2953, needed: 1969 }])
  const places = (await office(attendees.delegations, { meetingId })).map(({ name }) => name)
  expect([places.length, places[0], places.at(-1)]).toEqual([35, "北京市", "中国人民解放军和中国人民武装警察部队"])

  const second = await jobDone((await office(attendees.importRoster, { meetingId, fileId })).jobId)
  expect(second.result).toMatchObject({ added: 0, updated: 0, same: 2953 })
  // what changed nothing has no way back
  expect((await office(attendees.imports, { meetingId })).map(({ undoable }) => undoable)).toEqual([false, true])
  expect(await refused(office(attendees.undoImport, { meetingId, id: second.id }))).toBe("attendees.noUndo")
  expect((await office(attendees.list, { meetingId })).total).toBe(2953)
})

test("the preview shows what is wrong, row and column; mended or left out, the file comes in", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const fileId = await uploaded("名册.csv", sheet("姓名,性别,代表团,备注", "张三,男,云山县,（女）", ",男,云山县,", "李四,男,云山县,"), secretary)
  const before = await secretary(attendees.importPreview, { meetingId, fileId })
  expect(before.problems.map(({ row, column, message }) => [row, column, message])).toEqual([
    [2, "性别", "性别列是“男”，备注却是“女”"],
    [3, "姓名", "没有姓名"],
  ])
  expect(before).toMatchObject({
    rows: 3,
    accepted: 1,
    errors: 2,
    sample: [{ row: 2, cells: ["张三", "男", "云山县", "（女）"] }, { row: 3, incoming: null }, { row: 4 }],
  })
  const choice = { meetingId, fileId, corrections: { 2: { sex: "女" } }, skip: [3] }
  expect(await secretary(attendees.importPreview, choice)).toMatchObject({ accepted: 2, skipped: 1, errors: 0 })
  expect((await jobDone((await secretary(attendees.importRoster, choice)).jobId, secretary)).result).toMatchObject({ added: 2 })
  expect((await secretary(attendees.list, { meetingId, find: "张三" })).rows).toMatchObject([{ sex: "female", delegation: "云山县" }])
})

test("how columns were matched is remembered for the next file with these headers", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const first = await uploaded("甲.csv", sheet("谁,哪个团", "张三,云山县"))
  expect(await office(attendees.importPreview, { meetingId, fileId: first })).toMatchObject({
    accepted: 0,
    headers: [
      { header: "谁", field: null },
      { header: "哪个团", field: null },
    ],
  })
  expect(await refused(office(attendees.importRoster, { meetingId, fileId: first }))).toBe("attendees.noHeader")
  const map = { name: "谁", delegation: "哪个团" }
  await jobDone((await office(attendees.importRoster, { meetingId, fileId: first, map })).jobId)
  const next = await uploaded("乙.csv", sheet("谁,哪个团", "李四,云山县", "张三,云山县"))
  expect(await office(attendees.importPreview, { meetingId, fileId: next })).toMatchObject({ remembered: true, columns: map, fresh: 1, updated: 0, same: 1 })
})

test("an import is taken back whole, unless somebody was changed since", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const bring = async (...lines: string[]) => {
    const { jobId } = await office(attendees.importRoster, { meetingId, fileId: await uploaded("名册.csv", sheet("姓名,代表团,职务", ...lines)) })
    await jobDone(jobId)
    return jobId
  }
  await bring("张三,云山县,教师")
  const second = await bring("张三,云山县,校长", "李四,安渡市,工人")
  const now = async () =>
    (await office(attendees.list, { meetingId, sort: { by: "given", dir: "asc" } })).rows.map(({ name, post, delegation }) => [name, post, delegation])
  expect(await now()).toEqual([
    ["张三", "校长", "云山县"],
    ["李四", "工人", "安渡市"],
  ])

  const { rows } = await office(attendees.list, { meetingId, find: "李四" })
  await office(attendees.grantLeave, { meetingId, id: rows[0]!.id, reason: "病" })
  expect(await refused(office(attendees.undoImport, { meetingId, id: second }))).toBe("attendees.changedSince")

  const third = await bring("王五,临江县,医生")
  expect(await office(attendees.undoImport, { meetingId, id: third })).toEqual({ count: 1 })
  expect((await office(attendees.delegations, { meetingId })).map(({ name }) => name)).toEqual(["云山县", "安渡市"])
  expect(await refused(office(attendees.undoImport, { meetingId, id: third }))).toBe("attendees.noUndo")
  expect((await office(attendees.imports, { meetingId })).map(({ state, added, updated }) => [state, added, updated])).toEqual([
    ["undone", 1, 0],
    ["applied", 1, 1],
    ["applied", 1, 0],
  ])
})

test("after 30 days the rows of an import are gone, with their numbers; its line stays and says that there is no way back", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const { platform } = await house()
  const bring = async (person: string) => {
    const fileId = await uploaded("名册.csv", sheet("姓名,手机", person))
    const { jobId } = await office(attendees.importRoster, { meetingId, fileId, corrections: { 2: { phone: "13800001111" } } })
    expect((await jobDone(jobId)).state).toBe("done")
    return jobId
  }
  const [old, young] = [await bring("张三,1380000"), await bring("李四,1380001")]
  const { rows: data } = await sql<{ data: unknown }>`select data from job_run where id in (${old}, ${young})`.execute(platform.db)
  expect(data).toEqual([{ data: {} }, { data: {} }])
  await sql`update import_batch set at = now() - interval '31 days' where id = ${old}`.execute(platform.db)
  await sweep(platform)
  const { rows } = await sql<{ id: string }>`select distinct batch_id as id from import_row where batch_id in (${old}, ${young})`.execute(platform.db)
  expect(rows).toEqual([{ id: young }])
  expect(await refused(office(attendees.undoImport, { meetingId, id: old }))).toBe("attendees.noUndo")
  expect((await office(attendees.imports, { meetingId })).length).toBe(2)
  expect(await office(attendees.undoImport, { meetingId, id: young })).toEqual({ count: 1 })
})

test("a change that an import made is taken back to what stood before", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  await office(attendees.add, { meetingId, name: "张三", category: "正式代表", post: "教师", phone: "13800001111" })
  const fileId = await uploaded("名册.csv", sheet("姓名,职务,类别", "张三,校长,列席"))
  const { jobId } = await office(attendees.importRoster, { meetingId, fileId })
  await jobDone(jobId)
  expect(await office(attendees.bodies, { meetingId })).toMatchObject([{ members: 0 }])
  await office(attendees.undoImport, { meetingId, id: jobId })
  expect((await office(attendees.list, { meetingId })).rows).toMatchObject([{ post: "教师", category: "正式代表", phone: "138****1111" }])
  expect(await office(attendees.bodies, { meetingId })).toMatchObject([{ members: 0, unqualified: 1 }])
})

/** The worker as the queue would call it, but killed after so many transactions. */
async function killable(choice: ImportChoice, id: string, lives: number): Promise<void> {
  const { platform, making } = await house()
  const { id: accountId } = await as("*")
  const actor = { kind: "account" as const, id: accountId, name: "王敏", grants: [], meetingId: null }
  let left = lives
  const run: JobContext = {
    id,
    platform,
    db: platform.db,
    actor,
    locale: "zh-CN",
    meetingId: choice.meetingId,
    transaction: (work) => {
      if (left-- <= 0) throw new Error("killed")
      return platform.db.transaction().execute((db) => work(createContext(making, { db, actor, locale: "zh-CN", meetingId: choice.meetingId }).context))
    },
    progress: async () => undefined,
    mustGoOn: async () => undefined,
  }
  await importRoster(run, choice)
}

test("a killed import is taken up behind its last finished chunk: nobody twice, nobody lost", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const fileId = await uploaded("名册.csv", rosterFile(syntheticPeople(1300, 5)))
  const choice = { meetingId, fileId, corrections: {}, skip: [], whole: {} }
  const id = crypto.randomUUID()
  const counts: number[] = []
  for (const lives of [0, 1, 1, 1, 9, 9]) {
    await killable(choice, id, lives).catch((error: Error) => expect(error.message).toBe("killed"))
    counts.push((await office(attendees.list, { meetingId })).total)
  }
  expect(counts).toEqual([0, 0, 500, 1000, 1300, 1300])
  expect(await office(attendees.bodies, { meetingId })).toMatchObject([{ members: 0, unqualified: 1300 }])
  expect(await office(attendees.imports, { meetingId })).toMatchObject([{ id, state: "applied", added: 1300 }])
})

test("what is exported comes in again and changes nothing", async () => {
  const { meetingId, people } = await givenRoster({ count: 20 })
  const office = await as("*")
  const { jobId } = await office(attendees.exportRoster, { meetingId, purpose: "核对" })
  const run = await jobDone(jobId)
  const { platform } = await house()
  const { bytes, file } = await platform.files.read(platform.db, run.fileId!)
  expect(file.name).toBe("海州市第十次代表大会名册.xlsx")
  const { rows } = await readSheet(bytes, file.name)
  expect([rows.length, rows[1]?.slice(0, 3)]).toEqual([21, ["1", people[0]!.delegation, people[0]!.name]])
  const fileId = await uploaded(file.name, bytes)
  expect(await office(attendees.importPreview, { meetingId, fileId })).toMatchObject({ rows: 20, accepted: 20, fresh: 0, updated: 0, same: 20, problems: [] })
})

test("every column goes out and comes in again without a change, and no cell is a formula", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const head = "姓名,性别,民族,出生年月,证件号码,代表团,小组,组内职务,类别,团内职务,排名,单位,职务,学历,政治面貌,手机,住地,房号,桌号,车号,饮食,同名区分,备注"
  const rows = [
    "张三,男,回,1990.1,110101199001011237,云山县,第一小组,召集人,正式代表,团长,3,市教育局,局长,研究生,党员,13800001111,云山宾馆,1201,8,2,清真,,=1+1",
    "李四,女,汉,68年5月,E12345678,云山县,第一小组,记录员,列席,联络员,,@市委,-2,,,+8613800001112,,,,,,老李,",
  ]
  const first = await jobDone((await office(attendees.importRoster, { meetingId, fileId: await uploaded("名册.csv", sheet(head, ...rows)) })).jobId)
  expect(first.result).toMatchObject({ added: 2 })
  const columns = ExportColumn.options
  const { fileId } = await jobDone((await office(attendees.exportRoster, { meetingId, columns, purpose: "核对" })).jobId)
  const { platform } = await house()
  const { bytes, file } = await platform.files.read(platform.db, fileId!)
  const text = Buffer.from(bytes).toString("latin1")
  expect(text.includes("<f>")).toBe(false)
  const { rows: back } = await readSheet(bytes, file.name)
  expect(back[2]).toContain("110101199001011237")
  const again = await office(attendees.importPreview, { meetingId, fileId: await uploaded(file.name, bytes) })
  expect(again).toMatchObject({ rows: 2, accepted: 2, fresh: 0, updated: 0, same: 2, problems: [] })
  const { rows: people } = await office(attendees.list, { meetingId, sort: { by: "given", dir: "asc" } })
  expect(people).toMatchObject([
    { name: "张三", group: "第一小组", hotel: "云山宾馆", room: "1201", role: "leader", politics: "中共党员", idNumber: "**************1237" },
    { name: "李四", category: "列席", role: "liaison", birth: "1968-05", sameNameMark: "老李" },
  ])
})

test("an undone import leaves neither its groups nor what people were in them; who was changed since is named", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const bring = async (...lines: string[]) => {
    const fileId = await uploaded("名册.csv", sheet("姓名,代表团,小组,组内职务", ...lines))
    const { jobId } = await office(attendees.importRoster, { meetingId, fileId })
    expect((await jobDone(jobId)).state).toBe("done")
    return jobId
  }
  await bring("张三,云山县,第一小组,召集人")
  const second = await bring("张三,云山县,第二小组,记录员", "李四,云山县,第二小组,")
  await office(attendees.undoImport, { meetingId, id: second })
  expect((await office(attendees.list, { meetingId })).rows).toMatchObject([{ name: "张三", group: "第一小组" }])
  const same = await office(attendees.importPreview, {
    meetingId,
    fileId: await uploaded("名册.csv", sheet("姓名,代表团,小组,组内职务", "张三,云山县,第一小组,召集人")),
  })
  expect(same).toMatchObject({ same: 1, updated: 0 })
  const third = await bring("王五,云山县,第三小组,")
  const { rows } = await office(attendees.list, { meetingId, find: "王五" })
  await office(attendees.update, { meetingId, id: rows[0]!.id, version: rows[0]!.version, name: "王五", category: "列席" })
  const refusal = await office(attendees.undoImport, { meetingId, id: third }).catch((error: { data: unknown }) => error.data)
  expect(refusal).toMatchObject({ count: 1, names: "王五" })
})

test("a row that could be two people waits until it is said who he is", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  for (const post of ["教师", "校长"]) await office(attendees.add, { meetingId, name: "张三", category: "正式代表", post })
  const fileId = await uploaded("名册.csv", sheet("姓名,房号", "张三,1201"))
  const asked = await office(attendees.importPreview, { meetingId, fileId })
  expect(asked).toMatchObject({ accepted: 0, errors: 1, problems: [{ row: 2, code: "whoUnclear", field: "who" }] })
  const [teacher] = asked.candidates["2"]!
  const { jobId } = await office(attendees.importRoster, { meetingId, fileId, corrections: { 2: { who: teacher!.id } } })
  expect((await jobDone(jobId)).result).toMatchObject({ added: 0, updated: 1 })
  expect((await office(attendees.list, { meetingId, find: "教师" })).rows).toMatchObject([{ id: teacher!.id, room: "1201" }])
})

test("a file of another meeting, of another person, or none at all, is not read", async () => {
  const { meetingId } = await givenMeeting()
  const { meetingId: other } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const { platform } = await house()
  const { id } = await platform.files.put(platform.db, { name: "x.csv", bytes: sheet("姓名", "张三"), meetingId: other, uploadedBy: secretary.id })
  const anothers = await uploaded("名册.csv", sheet("姓名", "张三"))
  for (const fileId of [id, anothers, crypto.randomUUID()]) {
    expect(await refused(secretary(attendees.importPreview, { meetingId, fileId }))).toBe("house.noSuchFile")
    expect(await refused(secretary(attendees.importRoster, { meetingId, fileId }))).toBe("house.noSuchFile")
  }
  const empty = await uploaded("空.csv", sheet("姓名,性别", ",男"), secretary)
  expect(await refused(secretary(attendees.importRoster, { meetingId, fileId: empty }))).toBe("attendees.nobody")
})

test("while one roster comes in, a second one waits its turn", async () => {
  const { meetingId } = await givenMeeting()
  const { platform } = await house()
  const fileId = await uploaded("名册.csv", rosterFile(syntheticPeople(600, 5)))
  const choice = { meetingId, fileId, corrections: {}, skip: [], whole: {} }
  const id = crypto.randomUUID()
  await killable(choice, id, 2).catch(() => undefined)
  await sql`insert into job_run (id, name, title, meeting_id, data, state, locale, actor) values (${id}, 'attendees.importRoster', '{}', ${meetingId}, '{}', 'running', 'zh-CN', '{}')`.execute(
    platform.db,
  )
  await expect(killable(choice, crypto.randomUUID(), 9)).rejects.toMatchObject({ code: "attendees.importUnderWay" })
})
