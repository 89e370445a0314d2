import fc from "fast-check"
import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { as, house, refused } from "../../../test/harness.ts"
import { units } from "./contract.ts"
import { givenBranch } from "./given.ts"
import { inTree, pathsOf } from "./rules.ts"

test("the organisation is the first unit, and units below it are found by characters, pinyin and initials", async () => {
  const office = await as("*")
  const [organisation] = await office(units.list, {})
  const below = await office(units.add, {
    name: "发展和改革局",
    parentId: organisation?.id ?? null,
    shortName: "发改局",
    phone: "0898-1234",
    address: "海府路 1 号",
  })
  for (const find of ["改革", "fazhan", "fzhggj", "发改局"]) expect((await office(units.list, { find })).map(({ id }) => id)).toEqual([below.id])
  expect(await office(units.get, { unitId: below.id })).toMatchObject({
    path: `${organisation?.name}/发展和改革局`,
    phone: "0898-1234",
    people: 0,
    closed: false,
  })
  expect(await office(units.list, { find: "%" })).toEqual([])
})

test("two units share a name only below different units", async () => {
  const { office, top, desk } = await givenBranch()
  expect(await refused(office(units.add, { name: " 办公室 ", parentId: top.id }))).toBe("units.nameTaken")
  const other = await office(units.add, { name: "办公室", parentId: desk.id })
  expect(await refused(office(units.move, { id: other.id, parentId: top.id }))).toBe("units.nameTaken")
  const { version, shortName, kind, phone, address } = other
  expect(await office(units.change, { id: other.id, version, name: "值班室", shortName, kind, phone, address })).toMatchObject({ name: "值班室" })
  expect(await refused(office(units.change, { id: other.id, version, name: "机要室", shortName, kind, phone, address }))).toBe("house.stale")
})

test("a unit with units below it stays, an empty one goes, one that is gone is not found", async () => {
  const { office, top, desk } = await givenBranch()
  expect(await refused(office(units.remove, { id: top.id }))).toBe("units.stillNeeded")
  await office(units.remove, { id: desk.id })
  const gone = { id: desk.id, version: 1, name: "没有的单位", shortName: "", kind: "", phone: "", address: "" }
  expect(await refused(office(units.get, { unitId: desk.id }))).toBe("house.notFound")
  expect(await refused(office(units.remove, { id: desk.id }))).toBe("house.notFound")
  expect(await refused(office(units.change, gone))).toBe("house.notFound")
  expect(await refused(office(units.add, { name: "下级", parentId: newId() }))).toBe("units.noSuchParent")
})

test("a unit that is no longer used is closed, from below and without people, and takes nothing more until it is opened again", async () => {
  const { office, top, desk, staff } = await givenBranch()
  expect(await refused(office(units.close, { id: top.id }))).toBe("units.stillOpenBelow")
  const person = await office(units.addPerson, { unitId: desk.id, name: "周明" })
  expect(await refused(office(units.close, { id: desk.id }))).toBe("units.stillPeople")
  await office(units.removePerson, { unitId: desk.id, id: person.id })
  expect(await office(units.close, { id: desk.id })).toMatchObject({ closed: true })
  await office(units.close, { id: staff.id })
  await office(units.close, { id: top.id })
  expect(await refused(office(units.add, { name: "新处", parentId: top.id }))).toBe("units.aboveClosed")
  expect(await refused(office(units.addPerson, { unitId: desk.id, name: "周明" }))).toBe("units.aboveClosed")
  expect(await refused(office(units.reopen, { id: desk.id }))).toBe("units.aboveClosed")
  await office(units.reopen, { id: top.id })
  expect(await office(units.reopen, { id: desk.id })).toMatchObject({ closed: false, closedAt: null })
})

test("siblings stand in the order that is given to them, and an order with somebody missing is refused", async () => {
  const { office, top, desk, staff } = await givenBranch()
  await office(units.order, { parentId: top.id, ids: [staff.id, desk.id] })
  expect((await office(units.list, { unitId: top.id })).filter(({ parentId }) => parentId === top.id).map(({ id }) => id)).toEqual([staff.id, desk.id])
  expect(await refused(office(units.order, { parentId: top.id, ids: [staff.id] }))).toBe("units.orderIncomplete")
  expect(await refused(office(units.order, { parentId: top.id, ids: [staff.id, staff.id] }))).toBe("units.orderIncomplete")
})

test("two clerks who add the same unit at once make one", async () => {
  const office = await as("*")
  const answers = await Promise.allSettled([1, 2].map(() => office(units.add, { name: "应急管理局" })))
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  expect(await office(units.list, { find: "应急管理局" })).toHaveLength(1)
})

test("no unit is moved below itself, not even by two moves at once that are each harmless", async () => {
  const { office, top, desk, staff } = await givenBranch()
  expect(await refused(office(units.move, { id: top.id, parentId: desk.id }))).toBe("units.belowItself")
  expect(await refused(office(units.move, { id: top.id, parentId: top.id }))).toBe("units.belowItself")
  for (let round = 0; round < 5; round++) {
    await office(units.move, { id: desk.id, parentId: top.id })
    await office(units.move, { id: staff.id, parentId: top.id })
    const both = await Promise.allSettled([office(units.move, { id: desk.id, parentId: staff.id }), office(units.move, { id: staff.id, parentId: desk.id })])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await office(units.list, { unitId: top.id })).toHaveLength(3)
  }
})

test("whatever is moved where, the tree stays a tree", async () => {
  const office = await as("*")
  const root = await office(units.add, { name: `总${newId().slice(-6)}` })
  const all = [root]
  for (let n = 0; n < 6; n++) all.push(await office(units.add, { name: `处${n}${newId().slice(-6)}`, parentId: root.id }))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.nat(6)), { minLength: 1, maxLength: 8 }), async (moves) => {
      for (const [what, where] of moves) await office(units.move, { id: all[what + 1]!.id, parentId: all[where]!.id }).catch(() => undefined)
      const branch = await office(units.list, { unitId: root.id })
      expect(branch).toHaveLength(7)
      expect(inTree(branch)).toHaveLength(7)
      expect(pathsOf(branch).size).toBe(7)
    }),
    { numRuns: 15 },
  )
})

test("five thousand units come in one statement, all of them", async () => {
  const office = await as("*")
  const { platform } = await house()
  const { sql } = await import("kysely")
  const { id } = await office(units.add, { name: `全省${newId().slice(-6)}` })
  await sql`insert into unit (id, parent_id, name, place) select gen_random_uuid(), ${id}, '单位' || n, n from generate_series(1, 5000) n`.execute(platform.db)
  const branch = await office(units.list, { unitId: id })
  expect(branch).toHaveLength(5001)
  expect(inTree(branch).map(({ name }) => name)[5000]).toBe("单位5000")
  await sql`delete from unit where parent_id = ${id}`.execute(platform.db)
})

test("a unit's own clerk sees and keeps its branch, and neither the tree nor another branch", async () => {
  const mine = await givenBranch()
  const other = await givenBranch()
  const clerk = await as(["units.list", "units.get", "units.people", "units.addPerson", "units.move"], { kind: "unit", id: mine.top.id })
  expect(await clerk(units.mine, {})).toEqual({ everywhere: false, unitIds: [mine.top.id] })
  expect(await clerk(units.list, { unitId: mine.top.id })).toHaveLength(3)
  expect((await clerk(units.get, { unitId: mine.desk.id })).name).toBe("办公室")
  expect(await refused(clerk(units.list, {}))).toBe("house.mayNot")
  expect(await refused(clerk(units.list, { unitId: other.top.id }))).toBe("house.notFound")
  expect(await refused(clerk(units.move, { id: mine.desk.id, parentId: null }))).toBe("house.mayNot")
  expect(await refused(clerk(units.addPerson, { unitId: other.desk.id, name: "周明" }))).toBe("house.notFound")
  expect((await clerk(units.addPerson, { unitId: mine.desk.id, name: "周明" })).posts).toMatchObject([{ unitId: mine.desk.id, isMain: true }])
})

test("a unit that is moved into a clerk's branch is his at once, and no longer when it is moved out", async () => {
  const { office, top, desk } = await givenBranch()
  const other = await givenBranch()
  const clerk = await as("units.get", { kind: "unit", id: top.id })
  expect(await refused(clerk(units.get, { unitId: other.staff.id }))).toBe("house.notFound")
  await office(units.move, { id: other.staff.id, parentId: desk.id })
  await expect
    .poll(() =>
      clerk(units.get, { unitId: other.staff.id }).then(
        ({ name }) => name,
        () => "",
      ),
    )
    .toBe("组织部")
  await office(units.move, { id: other.staff.id, parentId: other.top.id })
  await expect
    .poll(() =>
      clerk(units.get, { unitId: other.staff.id }).then(
        () => "",
        (refusal) => refusal.code,
      ),
    )
    .toBe("house.notFound")
})
