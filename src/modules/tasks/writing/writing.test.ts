import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house, refused } from "../../../../test/harness.ts"
import { type Task, tasks } from "../contract.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
const draft = { stage: "会场与座次", title: "检查话筒电池", team: "会务组", owner: "", startsOn: today, dueOn: addDays(today, 5) }
let meetingId: string
let meeting: Awaited<ReturnType<typeof givenMeeting>>["meeting"]
let secretary: Caller

beforeAll(async () => {
  const given = await givenMeeting()
  meetingId = given.meetingId
  meeting = given.meeting
  secretary = await as(["tasks.*", "meetings.*"], { meetingId })
})
const opening = (offset: number) => ({ anchor: "opening" as const, offset, unit: "day" as const })
const add = (title: string, also: object = {}) => secretary(tasks.add, { meetingId, ...draft, title, ...also })
const edit = ({ id, version, stage, title, team, owner, startsOn, dueOn }: Task, also: object = {}) =>
  secretary(tasks.edit, { meetingId, id, version, stage, title, team, owner, startsOn, dueOn, fixed: false, ...also })
const read = async (id: string): Promise<Task> => {
  const { rows } = await secretary(tasks.list, { meetingId, size: 200 })
  const found = rows.find((task) => task.id === id)
  if (!found) throw new Error("no such task")
  return found
}

test("a task counts from the opening, a session or another task, in days, working days or minutes", async () => {
  const first = await add("选定会标", { hang: opening(-20), clock: "17:30" })
  expect([first.dueOn, first.clock, first.startsOn]).toEqual([addDays(meeting.startsOn, -20), "17:30", addDays(meeting.startsOn, -25)])
  const next = await add("制作会标", { hang: { anchor: `task:${first.id}`, offset: 2, unit: "day" } })
  expect(next.dueOn).toBe(addDays(meeting.startsOn, -18))
  const spots = await secretary(tasks.anchors, { meetingId })
  const session = spots.find(({ anchor, clock }) => anchor.startsWith("session:") && clock !== null)
  if (!session) throw new Error("no session")
  const sound = await add("开会前试音", { hang: { anchor: session.anchor, offset: -30, unit: "minute" } })
  expect([sound.dueOn, sound.unit, sound.clock]).toEqual([session.day, "minute", sound.clock])
  expect(spots.find(({ anchor }) => anchor === `task:${first.id}`)?.title).toBe("选定会标")
  // another day for the first takes along what counts from it
  const dueOn = addDays(first.dueOn, 3)
  await edit(first, { dueOn, startsOn: dueOn })
  expect((await read(next.id)).dueOn).toBe(addDays(dueOn, 2))
  // it is struck: what counted from it stays where it is and hangs on the opening
  await secretary(tasks.remove, { meetingId, id: first.id })
  expect(await read(next.id)).toMatchObject({ anchor: "opening", offset: -15, dueOn: addDays(dueOn, 2) })
})

test("no circle, nothing that is not there, minutes only where there is a clock", async () => {
  const one = await add("甲", { hang: opening(-9) })
  const two = await add("乙", { hang: { anchor: `task:${one.id}`, offset: 1, unit: "day" }, waitsFor: [one.id] })
  const hang = (anchor: string, unit = "day") => ({ hang: { anchor, offset: 1, unit } })
  expect(await refused(edit(one, hang(`task:${two.id}`)))).toBe("tasks.circle")
  expect(await refused(edit(one, { waitsFor: [two.id] }))).toBe("tasks.circle")
  expect(await refused(edit(one, { waitsFor: [newId()] }))).toBe("house.notFound")
  expect(await refused(add("丙", hang(`task:${newId()}`)))).toBe("tasks.noSuchAnchor")
  expect(await refused(add("丙", hang("session:nowhere")))).toBe("tasks.noSuchAnchor")
  expect(await refused(add("丙", { hang: { ...opening(99_999), unit: "workday" } }))).toBe("tasks.tooFar")
  expect(await refused(add("丙", { hang: opening(-1101) }))).toBe("tasks.tooFar")
  expect(await refused(edit(one, { startsOn: "2300-10-06", dueOn: "2300-10-06" }))).toBe("tasks.tooFar")
  expect(await refused(edit(one, { startsOn: "1900-01-01" }))).toBe("tasks.tooFar")
  expect(await refused(add("丙", hang("closing", "minute")))).toBe("tasks.noClock")
})

test("what waits is done after the other, or with a reason that stays with it", async () => {
  const one = await add("定稿")
  const two = await add("付印", { waitsFor: [one.id] })
  expect(two.waitsFor).toEqual([{ id: one.id, title: "定稿", isDone: false }])
  expect(await refused(secretary(tasks.complete, { meetingId, ids: [two.id] }))).toBe("tasks.stillWaits")
  await secretary(tasks.complete, { meetingId, ids: [two.id], regardless: "先印封面" })
  expect(await read(two.id)).toMatchObject({ doneRegardless: "先印封面" })
  await secretary(tasks.reopen, { meetingId, ids: [two.id] })
  expect((await secretary(tasks.complete, { meetingId, ids: [two.id, one.id] })).changed.length).toBe(2)
})

test("what is unclear is written with its plan; the owner is a name or an account; what is left out stays", async () => {
  expect(await refused(add("室外参观", { certainty: "unclear" }))).toBe("tasks.needsContingency")
  const outing = await add("室外参观", { certainty: "unclear", contingency: "下雨改看展厅", standard: "不误返程", notes: "车已订" })
  const [person] = await secretary(tasks.people, { meetingId })
  if (!person) throw new Error("nobody")
  const given = await edit(outing, { ownerAccount: person.id })
  expect(given).toMatchObject({
    owner: person.name,
    ownerAccount: person.id,
    certainty: "unclear",
    contingency: "下雨改看展厅",
    standard: "不误返程",
    notes: "车已订",
  })
  expect(await refused(edit(given, { ownerAccount: newId() }))).toBe("tasks.noSuchOwner")
  // a name typed over an account is only a name
  expect(await edit(given, { owner: "宾馆王经理" })).toMatchObject({ owner: "宾馆王经理", ownerAccount: null })
  const mine = await add("自己的事", { ownerAccount: secretary.id })
  expect((await secretary(tasks.list, { meetingId, mine: true })).rows.map(({ id }) => id)).toEqual([mine.id])
})

test("three proofs, each by somebody and some time, before it is done", async () => {
  const check = await add("检查主席台", { needsProofs: true })
  const which = { meetingId, id: check.id }
  expect(await refused(secretary(tasks.complete, { meetingId, ids: [check.id] }))).toBe("tasks.lacksProofs")
  await secretary(tasks.prove, { ...which, kind: "site", note: "座签齐" })
  await secretary(tasks.prove, { ...which, kind: "self" })
  await secretary(tasks.takeBackProof, { ...which, kind: "self" })
  expect(await refused(secretary(tasks.complete, { meetingId, ids: [check.id], regardless: "急" }))).toBe("tasks.lacksProofs")
  await secretary(tasks.prove, { ...which, kind: "self" })
  const proofs = await secretary(tasks.prove, { ...which, kind: "again" })
  expect(proofs.map(({ kind, note }) => [kind, note])).toEqual([
    ["site", "座签齐"],
    ["self", ""],
    ["again", ""],
  ])
  expect(proofs.every(({ by, at }) => by.startsWith("职员") && at.endsWith("Z"))).toBe(true)
  expect((await secretary(tasks.complete, { meetingId, ids: [check.id] })).changed).toEqual([check.id])
  expect(await refused(secretary(tasks.takeBackProof, { ...which, kind: "self" }))).toBe("tasks.doneAlready")
  const plain = await add("送茶水")
  expect(await refused(secretary(tasks.prove, { meetingId, id: plain.id, kind: "site" }))).toBe("tasks.asksNoProofs")
})

test("a task keeps papers; only a fresh upload can be attached, and only its own are given out", async () => {
  const { platform, app } = await house()
  const file = await platform.files.put(platform.db, { name: "会标.png", type: "image/png", bytes: new Uint8Array([1, 2, 3]), meetingId: null, passing: true })
  const task = await add("会标设计")
  const which = { meetingId, id: task.id, fileId: file.id }
  expect(await secretary(tasks.attach, which)).toEqual([{ id: file.id, name: "会标.png", size: 3 }])
  expect(await refused(secretary(tasks.attach, which))).toBe("tasks.notUploaded")
  const ticket = await secretary(tasks.fileTicket, which)
  expect((await app.inject({ method: "GET", url: ticket.url, headers: secretary.headers })).statusCode).toBe(200)
  const other = await add("会标报批")
  expect(await refused(secretary(tasks.fileTicket, { ...which, id: other.id }))).toBe("house.notFound")
  expect(await refused(secretary(tasks.detach, { ...which, id: other.id }))).toBe("house.notFound")
  expect(await secretary(tasks.detach, which)).toEqual([])
})

test("what the preview says is exactly what moves", async () => {
  const before = new Map((await secretary(tasks.list, { meetingId, size: 200 })).rows.map((task) => [task.id, task]))
  const now = await secretary(meetings.get, { meetingId })
  const { arrivesOn, startsOn, endsOn, departsOn } = now
  const to = { arrivesOn, startsOn: addDays(startsOn, 1), endsOn: addDays(endsOn, 1), departsOn: addDays(departsOn, 1), opensAt: "08:30" }
  const preview = await secretary(meetings.movePreview, { meetingId, ...to })
  await secretary(meetings.move, { meetingId, version: now.version, ...to })
  const after = (await secretary(tasks.list, { meetingId, size: 200 })).rows
  expect(after.length).toBe(before.size)
  const changed = after.filter((task) => task.dueOn !== before.get(task.id)?.dueOn || task.clock !== before.get(task.id)?.clock)
  expect(changed.length).toBeGreaterThan(10)
  expect(preview.find(({ sentence }) => sentence.includes("倒排任务"))?.total).toBe(changed.length)
  expect(changed.every((task) => task.doneAt === null && task.anchor !== null)).toBe(true)
})

test("a stranger and one without the grant neither prove, attach, nor choose", async () => {
  const stranger = await as("tasks.*", { meetingId: (await givenMeeting()).meetingId })
  const clerk = await as("tasks.list", { meetingId })
  const { id } = await add("守门")
  for (const [caller, code] of [
    [stranger, "house.notFound"],
    [clerk, "house.mayNot"],
  ] as const) {
    expect(await refused(caller(tasks.prove, { meetingId, id, kind: "site" }))).toBe(code)
    expect(await refused(caller(tasks.takeBackProof, { meetingId, id, kind: "site" }))).toBe(code)
    expect(await refused(caller(tasks.attach, { meetingId, id, fileId: newId() }))).toBe(code)
    expect(await refused(caller(tasks.detach, { meetingId, id, fileId: newId() }))).toBe(code)
    expect(await refused(caller(tasks.fileTicket, { meetingId, id, fileId: newId() }))).toBe(code)
    expect(await refused(caller(tasks.anchors, { meetingId }))).toBe(code)
    expect(await refused(caller(tasks.people, { meetingId }))).toBe(code)
  }
})
