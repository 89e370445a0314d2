import fc from "fast-check"
import { expect, test } from "vitest"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, refused } from "../../../../test/harness.ts"
import type { Delegation } from "../bodies/contract.ts"
import { attendees } from "../contract.ts"
import { givenRoster } from "../given.ts"
import { groupName, stretches } from "./rules.ts"

test("people divided into groups keep their order, and no group is larger than another by more than one", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 40 }), (all, count) => {
      const parts = stretches(all, count)
      expect(parts.flat()).toEqual(all)
      const sizes = parts.map(({ length }) => length)
      expect(sizes.length).toBe(count)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }),
  )
  expect([1, 10, 12, 20, 35, 100].map(groupName)).toEqual(["第一小组", "第十小组", "第十二小组", "第二十小组", "第三十五小组", "第100小组"])
})

test("a delegation is divided evenly by strokes; people are moved, convenors and recorders named, and a group that goes leaves its people behind", async () => {
  const { meetingId, people } = await givenRoster({ count: 24, delegations: 2 })
  const secretary = await as("attendees.*", { meetingId })
  const [first, second] = await secretary(attendees.delegations, { meetingId })
  const delegationId = first!.id
  const made = await secretary(attendees.divideGroups, { meetingId, delegationId, groups: 3, by: "full", categories: [] })
  expect(made.map(({ name, count }) => [name, count])).toEqual([
    ["第一小组", 4],
    ["第二小组", 4],
    ["第三小组", 4],
  ])
  const of = async (groupId: string) => (await secretary(attendees.list, { meetingId, where: { groupId } })).rows
  const all = (await secretary(attendees.list, { meetingId, where: { delegationId } })).rows
  expect([...(await of(made[0]!.id)), ...(await of(made[1]!.id)), ...(await of(made[2]!.id))].map(({ id }) => id)).toEqual(all.map(({ id }) => id))

  const [one, other] = made as [(typeof made)[0], (typeof made)[0]]
  expect(await secretary(attendees.assignGroup, { meetingId, ids: [all[0]!.id], groupId: other.id })).toEqual({ count: 1 })
  const named = await secretary(attendees.setGroupOffices, { meetingId, id: other.id, convenors: [all[0]!.id], recorders: [people[0]!.id] })
  expect(named).toMatchObject({ count: 5, convenors: [{ id: all[0]!.id }], recorders: [{ id: people[0]!.id }] })
  const foreign = people.find((person) => person.delegationId === second!.id)!
  expect(await refused(secretary(attendees.assignGroup, { meetingId, ids: [foreign.id], groupId: one.id }))).toBe("attendees.groupElsewhere")
  expect(await refused(secretary(attendees.addGroup, { meetingId, delegationId, name: one.name }))).toBe("attendees.groupTaken")
  expect(await refused(secretary(attendees.removeDelegation, { meetingId, id: delegationId }))).toBe("attendees.delegationNotEmpty")
  await secretary(attendees.renameGroup, { meetingId, id: one.id, name: "城区组" })

  // who moves to another delegation leaves its group
  await secretary(attendees.assignDelegation, { meetingId, ids: [all[0]!.id], delegationId: second!.id })
  expect(await secretary(attendees.get, { meetingId, id: all[0]!.id })).toMatchObject({ groupId: null })
  expect(await secretary(attendees.removeGroup, { meetingId, id: other.id })).toEqual({ count: 4 })
  expect(await refused(secretary(attendees.removeGroup, { meetingId, id: other.id }))).toBe("attendees.noSuchGroup")
  expect((await secretary(attendees.list, { meetingId, where: { lacks: "group", delegationId } })).total).toBe(4)
})

test("a delegation says where its people live, unless one of them lives elsewhere", async () => {
  const { meetingId, people } = await givenRoster({ count: 4, delegations: 1 })
  const secretary = await as("attendees.*", { meetingId })
  const [delegation] = await secretary(attendees.delegations, { meetingId })
  const lodged = await secretary(attendees.lodgeDelegation, { meetingId, id: delegation!.id, hotel: "海州宾馆" })
  expect(lodged).toMatchObject({ hotel: "海州宾馆", groups: 0 })
  await secretary(attendees.changePeople, { meetingId, ids: [people[0]!.id], set: { hotel: "云山饭店", role: "liaison" } })
  expect((await secretary(attendees.list, { meetingId, where: { hotel: "海州宾馆" } })).total).toBe(3)
  expect(await secretary(attendees.delegations, { meetingId })).toMatchObject([{ liaisons: [people[0]!.name] }])
  expect((await secretary(attendees.get, { meetingId, id: people[1]!.id })).delegationHotel).toBe("海州宾馆")
})

test("categories are added, renamed with their people and bodies, ordered, and go only when nobody is in them", async () => {
  const { meetingId, people } = await givenRoster({ count: 6 })
  const secretary = await as("attendees.*", { meetingId })
  const names = async () => (await secretary(attendees.categories, { meetingId })).map(({ name }) => name)
  const press = (await secretary(attendees.addCategory, { meetingId, name: "记者", mayVote: false, unitSeat: true })).at(-1)!
  expect(press).toMatchObject({ name: "记者", unitSeat: true, mayVote: false, count: 0 })
  expect(await refused(secretary(attendees.addCategory, { meetingId, name: "记者", mayVote: false, unitSeat: false }))).toBe("attendees.categoryTaken")
  expect(await refused(secretary(attendees.addCategory, { meetingId, name: "嘉宾", mayVote: true, unitSeat: true }))).toBe("attendees.seatHasNoVote")
  const [delegates] = await secretary(attendees.categories, { meetingId })
  const members = (await secretary(attendees.bodies, { meetingId }))[0]!.members
  await secretary(attendees.editCategory, { meetingId, key: delegates!.key, name: "市级代表", mayVote: true, unitSeat: false })
  expect(await secretary(attendees.get, { meetingId, id: people.find(({ category }) => category === "正式代表")!.id })).toMatchObject({ category: "市级代表" })
  expect(await secretary(attendees.bodies, { meetingId })).toMatchObject([{ categories: ["市级代表"], members }])
  expect(await refused(secretary(attendees.removeCategory, { meetingId, key: delegates!.key }))).toBe("attendees.categoryInUse")
  const keys = (await secretary(attendees.categories, { meetingId })).map(({ key }) => key)
  await secretary(attendees.orderCategories, { meetingId, keys: [...keys].reverse() })
  expect((await names())[0]).toBe("记者")
  expect(await refused(secretary(attendees.orderCategories, { meetingId, keys: keys.slice(1) }))).toBe("attendees.categoriesIncomplete")
  await secretary(attendees.removeCategory, { meetingId, key: press.key })
  expect(await names()).not.toContain("记者")
  expect(await refused(secretary(attendees.removeCategory, { meetingId, key: press.key }))).toBe("house.notFound")
  const { meetingId: empty } = await givenMeeting()
  const office = await as("attendees.*", { meetingId: empty })
  const first = (await office(attendees.categories, { meetingId: empty }))[0]!
  expect(await refused(office(attendees.removeCategory, { meetingId: empty, key: first.key }))).toBe("attendees.categoryMakesBody")
})

test("the liaison of a delegation sees and changes only its people and its groups", async () => {
  const { meetingId, people } = await givenRoster({ count: 20, delegations: 2 })
  const office = await as("attendees.*", { meetingId })
  const [mine, theirs] = (await office(attendees.delegations, { meetingId })) as [Delegation, Delegation]
  await office(attendees.divideGroups, { meetingId, delegationId: mine.id, groups: 2, by: "full", categories: [] })
  const foreignGroups = (await office(attendees.divideGroups, { meetingId, delegationId: theirs.id, groups: 2, by: "full", categories: [] })).filter(
    (group) => group.delegationId === theirs.id,
  )
  const across = await office(attendees.addGroup, { meetingId, delegationId: null, name: "法制组" })
  const liaison = await as("attendees.*", { kind: "meeting", id: meetingId, delegations: [mine.id] })
  const own = people.find((person) => person.delegationId === mine.id)!
  const foreign = people.find((person) => person.delegationId === theirs.id)!

  expect((await liaison(attendees.groups, { meetingId })).every((group) => group.delegationId === mine.id)).toBe(true)
  const look = { meetingId, id: foreign.id, purpose: "核对身份" }
  const tries: [string, () => Promise<unknown>][] = [
    ["house.notFound", () => liaison(attendees.history, { meetingId, id: foreign.id })],
    ["house.notFound", () => liaison(attendees.photo, { meetingId, id: foreign.id })],
    ["house.notFound", () => liaison(attendees.removePhoto, { meetingId, id: foreign.id })],
    ["house.notFound", () => liaison(attendees.showPhone, look)],
    ["house.notFound", () => liaison(attendees.showIdentity, { ...look, field: "idNumber" })],
    ["house.notFound", () => liaison(attendees.consents, { meetingId, id: foreign.id })],
    ["house.notFound", () => liaison(attendees.setConsent, { meetingId, id: foreign.id, field: "phone", given: false, how: "电话" })],
    ["house.notFound", () => liaison(attendees.changePeople, { meetingId, ids: [own.id, foreign.id], set: { hotel: "海州宾馆" } })],
    ["attendees.noSuchDelegation", () => liaison(attendees.changePeople, { meetingId, ids: [own.id], set: { delegationId: theirs.id } })],
    ["attendees.noSuchGroup", () => liaison(attendees.changePeople, { meetingId, ids: [own.id], set: { groupId: foreignGroups[0]!.id } })],
    ["attendees.noSuchGroup", () => liaison(attendees.renameGroup, { meetingId, id: across.id, name: "甲" })],
    ["attendees.noSuchGroup", () => liaison(attendees.removeGroup, { meetingId, id: foreignGroups[0]!.id })],
    ["attendees.noSuchGroup", () => liaison(attendees.setGroupOffices, { meetingId, id: foreignGroups[0]!.id, convenors: [], recorders: [] })],
    ["attendees.noSuchDelegation", () => liaison(attendees.addGroup, { meetingId, delegationId: null, name: "甲" })],
    ["attendees.noSuchDelegation", () => liaison(attendees.divideGroups, { meetingId, delegationId: theirs.id, groups: 2, by: "full", categories: [] })],
    ["house.notFound", () => liaison(attendees.assignGroup, { meetingId, ids: [foreign.id], groupId: null })],
  ]
  for (const [code, attempt] of tries) expect(await refused(attempt()), String(attempt)).toBe(code)
  expect(await liaison(attendees.changePeople, { meetingId, ids: [own.id], set: { hotel: "海州宾馆" } })).toEqual({ count: 1 })
})
