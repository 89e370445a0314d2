import { expect, test } from "vitest"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, refused } from "../../../test/harness.ts"
import { statements } from "../../../test/statements.ts"
import { attendees } from "./contract.ts"
import { givenRoster } from "./given.ts"
import type { Attendee } from "./person/contract.ts"

const nobody = "00000000-0000-7000-8000-000000000000"

/** The whole row back, as a page sends it, with one thing changed. */
const asWritten = ({
  delegation: _d,
  phone: _p,
  idNumber: _i,
  birth: _birth,
  sameName: _s,
  markByHand,
  sameNameMark,
  excusedReason: _r,
  excusedAt: _a,
  updatedBy: _b,
  updatedAt: _u,
  ...person
}: Attendee) => ({
  ...person,
  sameNameMark: markByHand ? sameNameMark : null,
})

test("a meeting from the template has its categories and its body with two thirds", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  expect((await secretary(attendees.categories, { meetingId })).map(({ name }) => name)).toEqual(["正式代表", "列席", "特邀", "工作人员"])
  expect(await secretary(attendees.bodies, { meetingId })).toMatchObject([
    { key: "assembly", name: "大会", quorum: { num: 2, den: 3, strict: false }, members: 0, needed: 0 },
  ])
})

test("who is added stands on the list, is found by character, pinyin and initials, and is due if a delegate", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  const { id: delegationId } = await secretary(attendees.addDelegation, { meetingId, name: "云山县" })
  await secretary(attendees.add, { meetingId, name: "单雄信", category: "正式代表", delegationId, phone: "13812346021" })
  await secretary(attendees.add, { meetingId, name: "王伯当", category: "列席" })

  for (const find of ["雄信", "shanxiong", "sxx", "云山", "138 1234 6021"]) {
    expect((await secretary(attendees.list, { meetingId, find })).rows.map(({ name }) => name)).toEqual(["单雄信"])
  }
  expect((await secretary(attendees.list, { meetingId, find: "100%" })).total).toBe(0)
  // a search by the beginning of a number would read out digit by digit what the list covers
  expect((await secretary(attendees.list, { meetingId, find: "1381234" })).total).toBe(0)
  const { rows, total, all } = await secretary(attendees.list, { meetingId, where: { category: "正式代表" } })
  expect([rows[0]?.phone, rows[0]?.delegation, total, all]).toEqual(["138****6021", "云山县", 1, 2])
  expect(await secretary(attendees.bodies, { meetingId })).toMatchObject([{ members: 0, unqualified: 1 }])
  await secretary(attendees.qualifyRest, { meetingId, ground: "经审查有效" })
  expect(await secretary(attendees.bodies, { meetingId })).toMatchObject([{ members: 1, voters: 1, needed: 1 }])
  expect(await secretary(attendees.showPhone, { meetingId, id: rows[0]!.id, purpose: "联系本人" })).toEqual({ phone: "13812346021" })
})

test("the list stands in the order that is asked for", async () => {
  const { meetingId } = await givenMeeting()
  const secretary = await as("attendees.*", { meetingId })
  for (const name of ["田富", "田大利", "丁一"]) await secretary(attendees.add, { meetingId, name, category: "正式代表", rank: name === "田富" ? 1 : null })
  const names = async (by: "full" | "surname" | "pinyin" | "rank" | "given" | "delegation", dir: "asc" | "desc" = "asc") =>
    (await secretary(attendees.list, { meetingId, sort: { by, dir } })).rows.map(({ name }) => name).join()
  expect([await names("full"), await names("surname"), await names("pinyin"), await names("rank"), await names("given"), await names("full", "desc")]).toEqual([
    "丁一,田大利,田富",
    "丁一,田富,田大利",
    "丁一,田大利,田富",
    "田富,丁一,田大利",
    "田富,田大利,丁一",
    "田富,田大利,丁一",
  ])
})

test("a change holds against the version that was seen, and becoming an observer ends being due", async () => {
  const { meetingId, people } = await givenRoster({ count: 3 })
  const secretary = await as("attendees.*", { meetingId })
  const first = people[0]!
  const changed = await secretary(attendees.update, { ...asWritten(first), name: "赵一鸣", category: "列席" })
  expect([changed.name, changed.version, changed.updatedBy]).toEqual(["赵一鸣", first.version + 1, expect.stringContaining("职员")])
  expect(await refused(secretary(attendees.update, { ...asWritten(first), name: "赵二" }))).toBe("house.stale")
  expect(await secretary(attendees.bodies, { meetingId })).toMatchObject([{ members: 2 }])
  expect(await refused(secretary(attendees.update, { ...asWritten(changed), category: "观察员" }))).toBe("attendees.noSuchCategory")
  expect(await refused(secretary(attendees.update, { ...asWritten(changed), delegationId: nobody }))).toBe("attendees.noSuchDelegation")
})

test("people of one name are told apart by delegation, then by sex, else somebody has to say how", async () => {
  const { meetingId } = await givenMeeting()
  const office = await as("*")
  const here = (await office(attendees.addDelegation, { meetingId, name: "云山县" })).id
  const there = (await office(attendees.addDelegation, { meetingId, name: "安渡市" })).id
  const add = (delegationId: string, sex: "male" | "female") => office(attendees.add, { meetingId, name: "王永红", category: "正式代表", delegationId, sex })
  await add(there, "male")
  const he = await add(here, "male")
  await add(here, "female")
  const marks = async () => (await office(attendees.list, { meetingId, sort: { by: "given", dir: "asc" } })).rows.map(({ sameNameMark }) => sameNameMark)
  expect(await marks()).toEqual(["安渡市", "男", "女"])
  const again = await add(here, "male")
  expect(await marks()).toEqual(["安渡市", "", "女", ""])
  expect((await office(meetings.overview, { meetingId })).attention.map(({ sentence }) => sentence)).toContain("2 人重名未区分")
  await office(attendees.update, { ...asWritten(again), sameNameMark: "医院" })
  await office(attendees.remove, { meetingId, ids: [he.id] })
  expect(await marks()).toEqual(["安渡市", "女", "医院"])
})

test("leave is granted once, with its reason, and can end", async () => {
  const { meetingId, attendees: people } = await givenRoster({ count: 3 })
  const secretary = await as("attendees.*", { meetingId })
  const { id, name } = people[0]!
  expect(await secretary(attendees.grantLeave, { meetingId, id, reason: "出国" })).toMatchObject({ excusedReason: "出国" })
  expect(await refused(secretary(attendees.grantLeave, { meetingId, id, reason: "生病" }))).toBe("attendees.onLeave")
  expect(await secretary(attendees.list, { meetingId, where: { excused: true } })).toMatchObject({ total: 1, rows: [{ name }] })
  expect(await secretary(attendees.bodies, { meetingId })).toMatchObject([{ members: 3, excused: 1 }])
  await secretary(attendees.endLeave, { meetingId, id })
  expect(await refused(secretary(attendees.endLeave, { meetingId, id }))).toBe("attendees.notOnLeave")
})

test("delegations stand as they came until the office orders them; only an empty one goes", async () => {
  const { meetingId, people } = await givenRoster({ count: 30, delegations: 3 })
  const secretary = await as("attendees.*", { meetingId })
  const all = await secretary(attendees.delegations, { meetingId })
  expect(all.map(({ name, count }) => [name, count])).toEqual([
    ["云山县", 10],
    ["安渡市", 10],
    ["临江县", 10],
  ])
  expect(all[0]?.leader).toBe(people.find(({ delegationId, role }) => delegationId === all[0]!.id && role === "leader")?.name)
  const turned = await secretary(attendees.orderDelegations, { meetingId, ids: all.map(({ id }) => id).reverse() })
  expect(turned.map(({ name }) => name)).toEqual(["临江县", "安渡市", "云山县"])
  expect(await refused(secretary(attendees.orderDelegations, { meetingId, ids: [all[0]!.id] }))).toBe("attendees.orderIncomplete")
  expect(await refused(secretary(attendees.addDelegation, { meetingId, name: "云山县" }))).toBe("attendees.nameTaken")
  expect(await refused(secretary(attendees.renameDelegation, { meetingId, id: all[0]!.id, name: "安渡市" }))).toBe("attendees.nameTaken")
  expect((await secretary(attendees.renameDelegation, { meetingId, id: all[0]!.id, name: "云山" })).name).toBe("云山")
  expect(await refused(secretary(attendees.removeDelegation, { meetingId, id: all[0]!.id }))).toBe("attendees.delegationNotEmpty")
  const ids = people.filter(({ delegationId }) => delegationId === all[0]!.id).map(({ id }) => id)
  expect(await secretary(attendees.assignDelegation, { meetingId, ids, delegationId: all[1]!.id })).toEqual({ count: 10 })
  expect(await secretary(attendees.removeDelegation, { meetingId, id: all[0]!.id })).toEqual({ count: 1 })
  expect(await refused(secretary(attendees.assignDelegation, { meetingId, ids, delegationId: all[0]!.id }))).toBe("attendees.noSuchDelegation")
})

test("a quorum is a share of all, and is changed against the version that was seen", async () => {
  const { meetingId } = await givenRoster({ count: 10 })
  const secretary = await as("attendees.*", { meetingId })
  const [body] = await secretary(attendees.bodies, { meetingId })
  expect(body).toMatchObject({ members: 10, needed: 7 })
  const { id, version } = body!
  expect(await refused(secretary(attendees.setQuorum, { meetingId, id, version, quorum: { num: 4, den: 3, strict: false } }))).toBe("attendees.oddQuorum")
  expect(await secretary(attendees.setQuorum, { meetingId, id, version, quorum: { num: 1, den: 2, strict: true } })).toMatchObject({ needed: 6 })
  expect(await refused(secretary(attendees.setQuorum, { meetingId, id, version, quorum: { num: 1, den: 2, strict: true } }))).toBe("house.stale")
})

test("without the grant nothing, and from another meeting nobody is found", async () => {
  const { meetingId, people } = await givenRoster({ count: 3 })
  const { meetingId: elsewhere } = await givenMeeting()
  const stranger = await as("attendees.*", { meetingId: elsewhere })
  const reader = await as("attendees.list", { meetingId })
  const [{ id }] = people as [Attendee]
  expect(await refused(reader(attendees.grantLeave, { meetingId, id, reason: "出国" }))).toBe("house.mayNot")
  expect(["house.mayNot", "house.notFound"]).toContain(await refused(stranger(attendees.list, { meetingId })))
  const tries = [
    () => stranger(attendees.get, { meetingId: elsewhere, id }),
    () => stranger(attendees.showPhone, { meetingId: elsewhere, id, purpose: "联系本人" }),
    () => stranger(attendees.update, { ...asWritten(people[0]!), delegationId: null, meetingId: elsewhere }),
    () => stranger(attendees.remove, { meetingId: elsewhere, ids: [id] }),
    () => stranger(attendees.assignDelegation, { meetingId: elsewhere, ids: [id], delegationId: null }),
    () => stranger(attendees.grantLeave, { meetingId: elsewhere, id, reason: "出国" }),
    () => stranger(attendees.endLeave, { meetingId: elsewhere, id }),
    () => stranger(attendees.undoImport, { meetingId: elsewhere, id }),
  ]
  for (const attempt of tries) expect(await refused(attempt())).toBe("house.notFound")
  expect(await refused(stranger(attendees.renameDelegation, { meetingId: elsewhere, id: people[0]!.delegationId!, name: "甲" }))).toBe(
    "attendees.noSuchDelegation",
  )
})

test("a page of 1 and a page of 200 cost the same number of statements", async () => {
  const { meetingId } = await givenRoster({ count: 200 })
  const secretary = await as("*")
  const counted = (size: number) => statements(/attendee/, () => secretary(attendees.list, { meetingId, size }))
  const one = await counted(1)
  expect(one).toBeGreaterThan(0)
  expect(await counted(200)).toBe(one)
})
