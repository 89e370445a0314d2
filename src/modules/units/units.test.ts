import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { as, refused } from "../../../test/harness.ts"
import { units } from "./contract.ts"

test("the organisation is the first unit, and units below it are found by a part of their name", async () => {
  const office = await as("*")
  const [organisation] = await office(units.list, {})
  const below = await office(units.add, { name: "发展和改革局", parentId: organisation?.id ?? null })
  expect(await office(units.list, { find: "改革" })).toEqual([below])
  expect(await office(units.get, { id: below.id })).toEqual(below)
  expect(await office(units.list, { find: "%" })).toEqual([])
})

test("two units never share a name, neither by adding nor by renaming", async () => {
  const office = await as("*")
  await office(units.add, { name: "审计局" })
  const other = await office(units.add, { name: "统计局" })
  expect(await refused(office(units.add, { name: " 审计局 " }))).toBe("units.nameTaken")
  expect(await refused(office(units.rename, { id: other.id, name: "审计局" }))).toBe("units.nameTaken")
  expect(await office(units.rename, { id: other.id, name: "调查总队" })).toMatchObject({ name: "调查总队" })
})

test("a unit with units below it stays, an empty one goes, one that is gone is not found", async () => {
  const office = await as("*")
  const above = await office(units.add, { name: "卫生健康委员会" })
  const below = await office(units.add, { name: "疾控中心", parentId: above.id })
  expect(await refused(office(units.remove, { id: above.id }))).toBe("units.stillNeeded")
  await office(units.remove, { id: below.id })
  expect(await refused(office(units.get, { id: below.id }))).toBe("house.notFound")
  expect(await refused(office(units.remove, { id: below.id }))).toBe("house.notFound")
  expect(await refused(office(units.rename, { id: newId(), name: "没有的单位" }))).toBe("house.notFound")
})

test("two clerks who add the same unit at once make one", async () => {
  const office = await as("*")
  const answers = await Promise.allSettled([1, 2].map(() => office(units.add, { name: "应急管理局" })))
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  expect(await office(units.list, { find: "应急管理局" })).toHaveLength(1)
})
