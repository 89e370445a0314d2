import { expect, test } from "vitest"
import type { Incoming } from "../contract.ts"
import { inspectRows } from "../rules.ts"
import { type Existing, matchPeople } from "./rules.ts"

const incoming = (row: number, name: string, delegation: string | null, more: Partial<Incoming> = {}): Incoming => ({
  ...inspectRows([["姓名"], [name]]).people[0]!,
  row,
  delegation,
  ...more,
})
const existing = (id: string, name: string, delegation: string | null, more: Partial<Incoming> = {}): Existing => {
  const { row: _row, who: _who, ...person } = incoming(0, name, delegation, more)
  return { ...person, id, category: more.category ?? "正式代表" }
}
const outcome = (there: Existing[], coming: Incoming[]) => {
  const { people, unclear } = matchPeople(there, coming, "正式代表")
  const found = people.map(({ row, id, isNew, isSame }) => [row, isNew ? "new" : isSame ? `${id} same` : id])
  return [...found, ...unclear.map(({ row, candidates }) => [row, `? ${candidates.map(({ id }) => id).join()}`])]
}

test("who comes again is the same person, whatever the order; namesakes are not mixed up, and where nobody can tell it is asked", () => {
  const there = [
    existing("1", "王永红", "河南", { sex: "male" }),
    existing("2", "王永红", "河南", { sex: "female" }),
    existing("3", "李四", "河北", { phone: "13800000000" }),
  ]
  const again = [
    incoming(2, "王永红", "河南", { sex: "female" }),
    incoming(3, "李四", "山东", { phone: "13800000000" }),
    incoming(4, "王永红", "河南", { sex: "male" }),
  ]
  expect(outcome(there, again)).toEqual([
    [2, "2 same"],
    [3, "3"],
    [4, "1 same"],
  ])
  expect(outcome(there, [incoming(2, "王永红", "河南", { post: "教师" })])).toEqual([[2, "? 1,2"]])
  expect(outcome(there, [incoming(2, "王永红", "河南", { post: "教师", who: "2" })])).toEqual([[2, "2"]])
  expect(outcome(there, [incoming(2, "王永红", "河南", { post: "教师", who: "new" })])).toEqual([[2, "new"]])
  expect(outcome(there, [incoming(2, "王永红", null)])).toEqual([[2, "1 same"]])
  expect(outcome(there, [incoming(2, "王永红", null, { phone: "13900000000" })])).toEqual([[2, "? 1,2"]])
  expect(outcome(there, [incoming(2, "李四", null)])).toEqual([[2, "3 same"]])
  expect(outcome(there, [incoming(2, "李四", "山东")])).toEqual([[2, "new"]])
})

test("a document's number is the surest key: it finds him under another name and place, and never finds another", () => {
  const there = [existing("1", "张三", "河南", { idNumber: "110101199001011237" }), existing("2", "李四", "河南", { sex: "male" })]
  expect(outcome(there, [incoming(2, "张叁", "山东", { idNumber: "110101199001011237" })])).toEqual([[2, "1"]])
  expect(outcome(there, [incoming(2, "张三", "河南", { idNumber: "11010119900101001X" })])).toEqual([[2, "new"]])
  expect(outcome(there, [incoming(2, "李四", "河南", { sex: "female" })])).toEqual([[2, "? 2"]])
})

test("what a row does not say stays as it is on the list", () => {
  const there = [existing("1", "张三", "河南", { post: "校长", category: "列席", birth: "1968-05-12", custom: { a: "素" } })]
  const { people } = matchPeople(there, [incoming(2, "张三", "河南", { sex: "male", birth: "1968-05", custom: { b: "大" } })], "正式代表")
  expect(people[0]).toMatchObject({ isSame: false, person: { post: "校长", category: "列席", birth: "1968-05-12", sex: "male", custom: { a: "素", b: "大" } } })
})
