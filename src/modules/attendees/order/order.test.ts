import fc from "fast-check"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { sortNames } from "#kernel/names.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, house, refused, tick } from "../../../../test/harness.ts"
import { attendees } from "../contract.ts"
import type { To } from "./contract.ts"

async function givenList(names: readonly string[], delegation?: string) {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const delegationId = delegation ? (await office(attendees.addDelegation, { meetingId, name: delegation })).id : null
  const ids = new Map<string, string>()
  for (const [index, name] of names.entries())
    ids.set(name, (await office(attendees.add, { meetingId, name, category: "正式代表", delegationId, rank: names.length - index })).id)
  const read = async (listId = meetingId) => (await office(attendees.orderList, { meetingId, listId, page: 1, size: 200 })).rows.map(({ name }) => name)
  const pin = (name: string, to: To, listId = meetingId) =>
    office(attendees.pin, { meetingId, listId, id: ids.get(name)!, to: "other" in to ? { ...to, other: ids.get(to.other)! } : to })
  return { meetingId, office, ids, read, pin, delegationId }
}

test("a list is read in the order the office chooses, a delegation in its own where it has one", async () => {
  const { meetingId, office, read, delegationId } = await givenList(["田富", "田大利", "李强", "李叶红"], "云山县")
  expect(await read()).toEqual(["田大利", "田富", "李叶红", "李强"])
  expect(await office(attendees.setOrder, { meetingId, listId: delegationId!, mode: "surname" })).toMatchObject({
    kind: "delegation",
    mode: "surname",
    asRead: "surname",
  })
  expect(await read(delegationId!)).toEqual(["田富", "田大利", "李强", "李叶红"])
  expect(await read()).toEqual(["田大利", "田富", "李叶红", "李强"])
  await office(attendees.setOrder, { meetingId, listId: meetingId, mode: "rank" })
  expect(await read()).toEqual(["李叶红", "李强", "田大利", "田富"])
  await office(attendees.setOrder, { meetingId, listId: delegationId!, mode: null })
  expect(await read(delegationId!)).toEqual(["李叶红", "李强", "田大利", "田富"])
  await office(attendees.setOrder, { meetingId, listId: meetingId, mode: "pinyin" })
  expect(await read()).toEqual(["李强", "李叶红", "田大利", "田富"])
  const { rows } = await office(attendees.list, { meetingId, sort: { by: "listed", dir: "asc" } })
  expect(rows.map(({ name }) => name)).toEqual(["李强", "李叶红", "田大利", "田富"])
  const [body] = await office(attendees.bodies, { meetingId })
  await office(attendees.setOrder, { meetingId, listId: body!.id, mode: "surname" })
  expect(await read(body!.id)).toEqual(["田富", "田大利", "李强", "李叶红"])
})

test("somebody pinned stays where he is put, whoever comes, goes or is renamed", async () => {
  const { meetingId, office, ids, read, pin } = await givenList(["丁一", "王一", "李一", "陈一", "黄一"])
  expect(await read()).toEqual(["丁一", "王一", "李一", "陈一", "黄一"])
  expect(await pin("黄一", { at: "top" })).toMatchObject({ place: 1, pin: { how: "top" } })
  expect(await pin("陈一", { at: "place", place: 2 })).toMatchObject({ place: 2, pin: { how: "top" } })
  await pin("丁一", { at: "after", other: "李一" })
  expect(await read()).toEqual(["黄一", "陈一", "王一", "李一", "丁一"])
  await pin("王一", { at: "before", other: "丁一" })
  expect(await read()).toEqual(["黄一", "陈一", "李一", "王一", "丁一"])
  await office(attendees.add, { meetingId, name: "一一", category: "正式代表" })
  expect(await read()).toEqual(["黄一", "陈一", "一一", "李一", "王一", "丁一"])
  const li = await office(attendees.get, { meetingId, id: ids.get("李一")! })
  const { name: _name, ...rest } = li
  await office(attendees.update, { meetingId, id: li.id, version: li.version, category: rest.category, name: "一乙", sameNameMark: null })
  expect(await read()).toEqual(["黄一", "陈一", "一一", "一乙", "王一", "丁一"])
  // who is pinned to him goes with him
  expect(await pin("丁一", { at: "place", place: 3 })).toMatchObject({ place: 4 })
  await office(attendees.remove, { meetingId, ids: [ids.get("陈一")!] })
  expect(await read()).toEqual(["黄一", "王一", "丁一", "一一", "一乙"])
  expect(await office(attendees.unpin, { meetingId, listId: meetingId, ids: [ids.get("黄一")!] })).toEqual({ count: 1 })
  expect(await read()).toEqual(["王一", "丁一", "一一", "一乙", "黄一"])
  expect(await refused(office(attendees.unpin, { meetingId, listId: meetingId, ids: [ids.get("黄一")!] }))).toBe("house.notFound")
})

test("nobody is pinned to one who is pinned to him, to a stranger or on a list that is not there", async () => {
  const { meetingId, office, ids, pin } = await givenList(["丁一", "王一", "李一"])
  await pin("王一", { at: "after", other: "李一" })
  expect(await refused(pin("李一", { at: "before", other: "王一" }))).toBe("attendees.pinnedToHim")
  const stranger = crypto.randomUUID()
  expect(await refused(office(attendees.pin, { meetingId, listId: meetingId, id: ids.get("丁一")!, to: { at: "after", other: stranger } }))).toBe(
    "attendees.notOnList",
  )
  expect(await refused(office(attendees.pin, { meetingId, listId: stranger, id: ids.get("丁一")!, to: { at: "top" } }))).toBe("attendees.noSuchList")
  expect(await refused(office(attendees.setOrder, { meetingId, listId: meetingId, mode: null }))).toBe("attendees.rosterNeedsOrder")
  const reader = await as("attendees.list", { meetingId })
  expect(await refused(reader(attendees.orders, { meetingId }))).toBe("house.mayNot")
})

test("a character the stroke table lacks is told, and its name stands last", async () => {
  const { meetingId, office, read } = await givenList(["王\u{2A700}", "王鑫", "王一"])
  expect(await read()).toEqual(["王一", "王鑫", "王\u{2A700}"])
  const [roster] = await office(attendees.orders, { meetingId })
  expect(roster).toMatchObject({ kind: "roster", people: 3, rare: 1 })
  const { rows } = await office(attendees.orderList, { meetingId, listId: meetingId, find: "王\u{2A700}" })
  expect(rows).toMatchObject([{ place: 3, rare: ["\u{2A700}"], strokes: 4 }])
})

test("whatever is pinned and unpinned, everybody stands once, who is not pinned in the order of the list, and asked twice it is the same", async () => {
  const names = ["丁一", "王一", "王二", "李一", "李四", "陈一", "黄一"]
  const { meetingId, office, ids, read, pin } = await givenList(names)
  const name = fc.constantFrom(...names)
  const act = fc.oneof(
    fc.record({ name, to: fc.constant({ at: "top" as const }) }),
    fc.record({ name, to: fc.record({ at: fc.constant("place" as const), place: fc.integer({ min: 1, max: 9 }) }) }),
    fc.record({ name, to: fc.record({ at: fc.constantFrom("before" as const, "after" as const), other: name }) }),
    fc.record({ name, to: fc.constant(null) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 6 }), async (acts) => {
      for (const { name, to } of acts)
        await (to ? pin(name, to) : office(attendees.unpin, { meetingId, listId: meetingId, ids: [ids.get(name)!] })).catch(() => undefined)
      const { rows } = await office(attendees.orderList, { meetingId, listId: meetingId, page: 1, size: 200 })
      expect(rows.map((row) => row.name).sort()).toEqual([...names].sort())
      expect(rows.map(({ place }) => place)).toEqual(names.map((_, index) => index + 1))
      const free = rows.filter((row) => row.pin === null).map((row) => row.name)
      expect(free).toEqual(sortNames(free, "full-name"))
      expect(await read()).toEqual(rows.map((row) => row.name))
    }),
    { numRuns: 15 },
  )
})

test("of two who pin each to the other at once, one is told", async () => {
  const { meetingId, office, ids, pin } = await givenList(["田富", "李强"])
  for (let turn = 0; turn < 4; turn++) {
    const told = await Promise.allSettled([pin("田富", { at: "before", other: "李强" }), pin("李强", { at: "before", other: "田富" })])
    expect(told.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    await office(attendees.unpin, { meetingId, listId: meetingId, ids: [...ids.values()] })
  }
})

test("a chain of people pinned one to the other ends before its keys are too long", async () => {
  const names = Array.from({ length: 60 }, (_, at) => `龘${String.fromCharCode(0x4e00 + at * 61).repeat(38)}`)
  const { read, pin } = await givenList(names)
  const told: string[] = []
  for (const [at, name] of names.entries()) if (at > 0) told.push(await refused(pin(name, { at: "after", other: names[at - 1]! })).catch(() => "done"))
  expect(new Set(told)).toEqual(new Set(["done", "attendees.pinnedTooLong"]))
  expect(told.indexOf("attendees.pinnedTooLong")).toBeGreaterThan(30)
  expect(await refused(pin(names[0]!, { at: "before", other: names[59]! }))).toBe("attendees.pinnedTooLong")
  expect((await read()).toSorted()).toEqual(names.toSorted())
})

test("names that an earlier version has read are read anew, and nobody counts as changed", async () => {
  const { meetingId, office, read } = await givenList(["程刚", "陈广浩"])
  await office(attendees.setOrder, { meetingId, listId: meetingId, mode: "pinyin" })
  const { platform } = await house()
  await sql`update attendee set sort_pinyin = '~' || pinyin || ' ' || sort_full where meeting_id = ${meetingId}`.execute(platform.db)
  expect(await read()).toEqual(["程刚", "陈广浩"])
  await tick("attendees.readNames")
  expect(await read()).toEqual(["陈广浩", "程刚"])
  expect((await office(attendees.list, { meetingId })).rows.map(({ version }) => version)).toEqual([1, 1])
})
