import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, asAttendee, type Caller, refused } from "../../../../test/harness.ts"
import { tasks } from "../contract.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
let here: string
let there: string
let office: Caller
let me: Caller
let grantThere: string

beforeAll(async () => {
  here = (await givenMeeting({ name: "海州市第十次代表大会" })).meetingId
  there = (await givenMeeting({ name: "海州市科技创新大会" })).meetingId
  office = await as("*")
  me = await as("agenda.list", { meetingId: here })
  const [held] = await office(access.grants, { accountId: me.id })
  await office(access.grant, { accountId: me.id, roleId: held!.roleId, at: { kind: "meeting", id: there } })
  grantThere = (await office(access.grants, { accountId: me.id, meetingId: there }))[0]!.id
})

const given = (meetingId: string, title: string, { inDays = 0, waitsFor = [] as string[], ownerAccount = me.id as string | null, needsProofs = false } = {}) =>
  office(tasks.add, {
    meetingId,
    title,
    stage: "会场与座次",
    team: "会务组",
    owner: "",
    ownerAccount,
    startsOn: addDays(today, Math.min(0, inDays)),
    dueOn: addDays(today, inDays),
    fixed: true,
    waitsFor,
    needsProofs,
  })
const titles = async () => (await me(tasks.mine, {})).rows.map(({ title }) => title)

test("one's own open tasks of all meetings stand in the order of their days, late ones first, with the meeting's name", async () => {
  await given(here, "后天的事", { inDays: 2 })
  await given(there, "昨天的事", { inDays: -1 })
  await given(here, "别人的事", { ownerAccount: office.id })
  const { rows, total } = await me(tasks.mine, {})
  expect(rows.map(({ title, meeting, lateDays }) => [title, meeting, lateDays])).toEqual([
    ["昨天的事", "海州市科技创新大会", 1],
    ["后天的事", "海州市第十次代表大会", 0],
  ])
  expect(total).toBe(2)
  expect((await me(tasks.mine, { page: 2, size: 1 })).rows.map(({ title }) => title)).toEqual(["后天的事"])
})

test("whoever is named completes his task and opens it again without another right; what waits needs its reason", async () => {
  const first = await given(here, "先办的事", { ownerAccount: null })
  const { id } = await given(here, "后办的事", { waitsFor: [first.id] })
  expect(await refused(me(tasks.complete, { meetingId: here, ids: [id] }))).toBe("house.mayNot")
  expect(await refused(me(tasks.completeMine, { meetingId: here, id }))).toBe("tasks.stillWaits")
  expect(await me(tasks.completeMine, { meetingId: here, id, regardless: "领导已口头同意" })).toEqual({ changed: [id] })
  expect(await me(tasks.completeMine, { meetingId: here, id, regardless: "再点一次" })).toEqual({ changed: [] })
  expect(await titles()).not.toContain("后办的事")
  expect(await me(tasks.reopenMine, { meetingId: here, id })).toEqual({ changed: [id] })
  expect(await titles()).toContain("后办的事")
})

test("what asks for three proofs is proved and completed by whoever is named, who takes back only what he said himself", async () => {
  const { id } = await given(here, "记录员和录音设备到位确认", { needsProofs: true })
  const which = { meetingId: here, id }
  expect(await refused(me(tasks.prove, { ...which, kind: "site" }))).toBe("house.mayNot")
  expect(await refused(me(tasks.completeMine, which))).toBe("tasks.lacksProofs")
  await office(tasks.prove, { ...which, kind: "again", note: "秘书长看过" })
  for (const kind of ["site", "self", "again"] as const) await me(tasks.proveMine, { ...which, kind, note: "录音已试" })
  expect(await me(tasks.takeBackMyProof, { ...which, kind: "again" })).toHaveLength(3)
  expect(await me(tasks.takeBackMyProof, { ...which, kind: "self" })).toHaveLength(2)
  expect(await refused(me(tasks.completeMine, which))).toBe("tasks.lacksProofs")
  const proofs = await me(tasks.proveMine, { ...which, kind: "self" })
  expect(proofs.map(({ kind, note }) => [kind, note])).toContainEqual(["again", "秘书长看过"])
  expect(await me(tasks.completeMine, which)).toEqual({ changed: [id] })
  expect(await refused(me(tasks.takeBackMyProof, { ...which, kind: "self" }))).toBe("tasks.doneAlready")
})

test("proofs are asked of nobody whose task needs none, and of nobody else's task", async () => {
  const plain = { meetingId: here, id: (await given(here, "不用核实的事")).id, kind: "site" as const }
  expect(await refused(me(tasks.proveMine, plain))).toBe("tasks.asksNoProofs")
  expect(await refused(me(tasks.takeBackMyProof, plain))).toBe("tasks.asksNoProofs")
  const others = { ...plain, id: (await given(here, "别人要核实的事", { ownerAccount: office.id, needsProofs: true })).id }
  expect(await refused(me(tasks.proveMine, others))).toBe("tasks.notYours")
  expect(await refused(me(tasks.takeBackMyProof, others))).toBe("tasks.notYours")
  expect(await refused(me(tasks.proveMine, { ...others, meetingId: there }))).toBe("house.notFound")
})

test("what is another's, or nobody's, or not there, is not completed as one's own", async () => {
  const { id } = await given(here, "交给别人的事", { ownerAccount: office.id })
  expect(await refused(me(tasks.completeMine, { meetingId: here, id }))).toBe("tasks.notYours")
  expect(await refused(me(tasks.reopenMine, { meetingId: here, id }))).toBe("tasks.notYours")
  expect(await refused(me(tasks.completeMine, { meetingId: here, id: newId() }))).toBe("house.notFound")
  expect(await refused(me(tasks.completeMine, { meetingId: newId(), id }))).toBe("house.notFound")
  expect(await refused((await asAttendee(here, newId()))(tasks.mine, {}))).toBe("house.mayNot")
})

test("who is taken off a meeting has no tasks there any more, and completes none", async () => {
  const { id } = await given(there, "离会前的事")
  expect(await titles()).toContain("离会前的事")
  await office(access.revokeGrant, { id: grantThere })
  expect(await titles()).not.toContain("离会前的事")
  expect(await refused(me(tasks.completeMine, { meetingId: there, id }))).toBe("house.notFound")
})
