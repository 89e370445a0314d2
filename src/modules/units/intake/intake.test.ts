import fc from "fast-check"
import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { readSheet } from "#server/sheets.ts"
import { as, house, jobDone, refused } from "../../../../test/harness.ts"
import { units } from "../contract.ts"
import { givenFile, imported } from "../given.ts"
import { inspectRows } from "./rules.ts"

const tail = () => newId().slice(-6)
/** Numbers of its own for each test: one name and phone is one person, in whatever unit the sheet puts him. */
const phone = (top: string, n: number) =>
  `138${String([...top].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 9973, 7)).padStart(4, "0")}111${n}`
const book = (top: string) => [
  ["海州市通讯录"],
  ["单位", "姓名", "职务", "手机", "办公电话", "邮箱", "备注"],
  [`${top}/办公室`, "王晓明", "主任", phone(top, 1), "0898-65332211", "wxm@example.cn", ""],
  [`${top}/办公室`, "欧阳娜", "副主任", phone(top, 2), "", "", "值周一"],
  [`${top}/组织部/干部处`, "王晓明", "兼任处长", phone(top, 1), "", "", ""],
  [`${top}/组织部`, "=赵云", "部长", "", "", "", ""],
]

test("a contact book brings its units with their tree and its people with their posts", async () => {
  const office = await as("*")
  const top = `市委${tail()}`
  const { run } = await imported(book(top))
  expect(run).toMatchObject({ state: "done", result: { added: 3, updated: 0 } })
  const [unit] = await office(units.list, { find: top })
  expect((await office(units.list, { unitId: unit!.id })).map(({ name }) => name).sort()).toEqual([top, "办公室", "组织部", "干部处"].sort())
  const { rows } = await office(units.people, { unitId: unit!.id })
  expect(rows.map(({ name, phone }) => [name, phone])).toEqual([
    ["王晓明", "138****1111"],
    ["欧阳娜", "138****1112"],
    ["=赵云", null],
  ])
  expect(rows[0]!.posts).toMatchObject([
    { unit: "办公室", title: "主任", isMain: true },
    { unit: "干部处", title: "兼任处长", isMain: false },
  ])
})

test("a broken row is told by row and column, is mended in the preview, and only then comes in", async () => {
  const office = await as("*")
  const top = `市府${tail()}`
  const fileId = await givenFile([
    ["单位", "姓名", "手机"],
    [`${top}/一处`, "陈一", "1380000"],
    [`${top}/二处`, "陈二", "电话见名片"],
    ["", "陈三", "13800003333"],
  ])
  const preview = await office(units.importPreview, { fileId })
  expect(preview).toMatchObject({ kind: "people", fresh: 1, errors: 2, newUnits: 2 })
  expect(preview.problems.map(({ row, column, code }) => [row, column, code])).toEqual([
    [3, "手机", "phoneUnreadable"],
    [4, "单位", "unitMissing"],
  ])
  const choice = { fileId, corrections: { 3: { phone: "13800002222" } }, skip: [4] }
  expect(await office(units.importPreview, choice)).toMatchObject({ fresh: 2, errors: 0, skipped: 1 })
  expect((await jobDone((await office(units.import, choice)).jobId)).result).toMatchObject({ added: 2 })
  expect((await office(units.people, { find: "陈二" })).rows[0]?.phone).toBe("138****2222")
})

test("the same file again changes nothing, a changed one updates by unit and name or by phone", async () => {
  const office = await as("*")
  const top = `市委${tail()}`
  await imported(book(top))
  const fileId = await givenFile(book(top))
  expect(await office(units.importPreview, { fileId })).toMatchObject({ fresh: 0, updated: 0, same: 3, newUnits: 0 })
  expect(await refused(office(units.import, { fileId }))).toBe("units.nothingNew")
  const { run } = await imported([
    ["姓名", "单位", "职务", "手机"],
    ["欧阳娜", `${top}/办公室`, "主任科员", "13900001112"],
    ["王晓明", `${top}/信访局`, "局长", phone(top, 1)],
  ])
  expect(run.result).toMatchObject({ added: 0, updated: 2 })
  expect((await office(units.people, { find: "欧阳娜" })).rows.find(({ posts }) => posts[0]?.title === "主任科员")?.phone).toBe("139****1112")
})

test("two people of one name and unit must be told apart by phone or mark, or the row stays out", async () => {
  const office = await as("*")
  const top = `人大${tail()}`
  await imported([
    ["单位", "姓名", "手机", "区分"],
    [top, "张伟", "13700000001", "大"],
    [top, "张伟", "13700000002", "小"],
  ])
  const fileId = await givenFile([
    ["单位", "姓名", "职务", "区分"],
    [top, "张伟", "科员", ""],
    [top, "张伟", "科长", "小"],
  ])
  const preview = await office(units.importPreview, { fileId })
  expect(preview.problems.map(({ row, code }) => [row, code])).toEqual([[2, "nameAmbiguous"]])
  expect(preview).toMatchObject({ fresh: 0, updated: 1 })
})

test("units come by path or by a column for the unit above, and their facts are kept where a cell is empty", async () => {
  const office = await as("*")
  const top = `政协${tail()}`
  const child = `委员会${tail()}`
  await imported([
    ["单位名称", "上级单位", "简称", "单位性质", "单位电话"],
    [child, top, "委会", "专委会", "65330001"],
    [top, "", "政协", "", ""],
    ["秘书处", child, "", "", ""],
  ])
  const all = await office(units.list, { find: child })
  expect(await office(units.get, { unitId: all[0]!.id })).toMatchObject({ path: `${top}/${child}`, shortName: "委会", kind: "专委会", phone: "65330001" })
  const { run } = await imported([
    ["单位", "地址"],
    [`${top}/${child}`, "海府路 2 号"],
  ])
  expect(run.result).toMatchObject({ added: 0, updated: 1 })
  expect(await office(units.get, { unitId: all[0]!.id })).toMatchObject({ address: "海府路 2 号", phone: "65330001" })
})

test.each(["units", "people"] as const)("what is exported (%s) comes in again without a change", async (kind) => {
  const office = await as("*")
  const top = `纪委${tail()}`
  await imported(book(top))
  await imported([
    ["单位", "简称", "地址"],
    [`${top}/组织部`, "组", "=cmd|' /C calc'!A0"],
  ])
  const [unit] = await office(units.list, { find: top })
  const run = await jobDone((await office(units.export, { kind, unitId: unit!.id })).jobId)
  const { platform } = await house()
  const { bytes } = await platform.files.read(platform.db, run.fileId!)
  const { rows } = await readSheet(bytes, "x.xlsx")
  expect(rows.length).toBe(5)
  expect(Buffer.from(bytes).includes(Buffer.from("<f>"))).toBe(false)
  const { id: fileId } = await platform.files.put(platform.db, { name: "再导入.xlsx", bytes, meetingId: null, passing: true, uploadedBy: office.id })
  expect(await office(units.importPreview, { fileId })).toMatchObject({ kind, fresh: 0, updated: 0, newUnits: 0, problemTotal: 0 })
})

test("an import is undone as a whole, unless somebody has changed what it brought", async () => {
  const office = await as("*")
  const top = `市委${tail()}`
  const first = await imported(book(top))
  const second = await imported([
    ["单位", "姓名", "手机", "备注"],
    [`${top}/办公室`, "欧阳娜", "13600000000", "新号"],
    [`${top}/新处`, "新人", "", ""],
  ])
  expect(await refused(office(units.undoImport, { id: first.jobId }))).toBe("units.changedSince")
  expect(await office(units.undoImport, { id: second.jobId })).toEqual({ count: 2 })
  const [unit] = await office(units.list, { find: top })
  const { rows } = await office(units.people, { unitId: unit!.id })
  expect(rows.map(({ name, phone, note }) => [name, phone, note])).toContainEqual(["欧阳娜", "138****1112", "值周一"])
  expect(rows).toHaveLength(3)
  expect(await refused(office(units.undoImport, { id: second.jobId }))).toBe("units.noUndo")
  expect(await refused(office(units.undoImport, { id: newId() }))).toBe("house.notFound")
  expect((await office(units.imports, {})).find(({ id }) => id === second.jobId)?.state).toBe("undone")
})

test("a sheet without a unit says so; the person names the column, and next time it is known", async () => {
  const office = await as("*")
  const header = [`归口${tail()}`, "姓名"]
  const top = `群团${tail()}`
  const fileId = await givenFile([header, [top, "孙一"]])
  expect(await refused(office(units.import, { fileId }))).toBe("units.noHeader")
  expect((await office(units.importPreview, { fileId })).headers.map(({ field }) => field)).toEqual([null, "name"])
  expect(await refused(office(units.import, { fileId, map: { name: "姓名" } }))).toBe("units.unitNotMapped")
  expect(await refused(office(units.import, { fileId, map: { unit: "没有的列" } }))).toBe("units.noSuchColumn")
  await jobDone((await office(units.import, { fileId, map: { unit: header[0]!, name: "姓名" } })).jobId)
  expect(await office(units.importPreview, { fileId: await givenFile([header, [top, "孙二"]]) })).toMatchObject({ remembered: true, fresh: 1 })
})

test("any order of the columns says the same", () => {
  const columns = ["单位", "姓名", "职务", "手机", "区分", "任职时间"]
  const data = [
    ["市委/办公室", "王晓明", "主任", "13800001111", "", "2021年3月"],
    ["市委", "李四", "", "", "大", "2020.1.5"],
    ["", "坏行", "", "12", "", ""],
  ]
  const read = (order: readonly number[]) => {
    const { lines, problems } = inspectRows([columns, ...data].map((row) => order.map((at) => row[at] ?? "")))
    return { lines, problems: problems.map(({ row, field, code }) => ({ row, field, code })) }
  }
  const plain = read([0, 1, 2, 3, 4, 5])
  expect(plain.lines).toMatchObject([
    { path: ["市委", "办公室"], from: "2021-03-01", phone: "13800001111" },
    { path: ["市委"], mark: "大" },
  ])
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
      expect(read(order)).toEqual(plain)
    }),
  )
})

test("a unit that would stand above itself is a problem, not a circle", () => {
  const { problems } = inspectRows([
    ["单位", "上级单位"],
    ["甲", "乙"],
    ["乙", "甲"],
    ["丙", "丙"],
  ])
  expect(problems.map(({ row, code }) => [row, code])).toEqual([
    [2, "pathCircle"],
    [3, "pathCircle"],
    [4, "pathCircle"],
  ])
})
