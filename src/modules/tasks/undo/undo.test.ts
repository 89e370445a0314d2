import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, refused } from "../../../../test/harness.ts"
import { type Task, tasks } from "../contract.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
const draft = { stage: "会场与座次", team: "会务组", owner: "", startsOn: today, dueOn: addDays(today, 5) }
let meetingId: string
let chief: Caller

beforeAll(async () => {
  meetingId = (await givenMeeting()).meetingId
  chief = await as(["tasks.*", "meetings.*"], { meetingId })
})

const add = (title: string, also: object = {}) => chief(tasks.add, { meetingId, ...draft, title, ...also })
const edit = ({ id, version, stage, title, team, owner, startsOn, dueOn }: Task, also: object = {}) =>
  chief(tasks.edit, { meetingId, id, version, stage, title, team, owner, startsOn, dueOn, fixed: false, ...also })
const complete = (...ids: string[]) => chief(tasks.complete, { meetingId, ids })
const reopen = (id: string) => chief(tasks.reopen, { meetingId, ids: [id] })
const lastEntry = async () => (await chief(meetings.doings, { meetingId, size: 1 })).rows[0]!.id
const undo = (entryId: string) => chief(meetings.undo, { meetingId, entryId })
const hang = (task: Task) => ({ hang: { anchor: `task:${task.id}` as const, offset: 1, unit: "day" as const } })

test("what was reopened is not done again while what it waits for is open", async () => {
  const first = await add("定稿")
  const second = await add("付印", { waitsFor: [first.id] })
  await complete(first.id, second.id)
  await reopen(second.id)
  const entry = await lastEntry()
  await reopen(first.id)
  expect(await refused(undo(entry))).toBe("tasks.stillWaits")
  await complete(first.id)
  await undo(entry)
})

test("what was reopened is not done again without its proofs, and a proof is not taken from what is done", async () => {
  const task = await add("检查主席台", { needsProofs: true })
  const which = { meetingId, id: task.id }
  for (const kind of ["self", "site"] as const) await chief(tasks.prove, { ...which, kind })
  await chief(tasks.prove, { ...which, kind: "again" })
  const proof = await lastEntry()
  await complete(task.id)
  expect(await refused(undo(proof))).toBe("tasks.doneAlready")
  await reopen(task.id)
  const entry = await lastEntry()
  await chief(tasks.takeBackProof, { ...which, kind: "again" })
  expect(await refused(undo(entry))).toBe("tasks.lacksProofs")
})

test("no circle comes back, neither of what counts from another nor of what waits for another", async () => {
  const first = await add("选定会标")
  const second = await add("制作会标", { ...hang(first), waitsFor: [first.id] })
  await edit(second, { hang: { anchor: "opening", offset: -9, unit: "day" } })
  const unhung = await lastEntry()
  await edit(first, hang(second))
  expect(await refused(undo(unhung))).toBe("tasks.circle")

  const [third, fourth] = [await add("核对名单"), await add("印制名单")]
  const waiting = await edit(fourth, { waitsFor: [third.id] })
  await edit(waiting, { waitsFor: [] })
  const freed = await lastEntry()
  await edit(third, { waitsFor: [fourth.id] })
  expect(await refused(undo(freed))).toBe("tasks.circle")
})

test("a task that waited for one that is gone since does not come back, and that is said", async () => {
  const first = await add("订车")
  const second = await add("排车", { waitsFor: [first.id] })
  await chief(tasks.remove, { meetingId, id: second.id })
  const gone = await lastEntry()
  await chief(tasks.remove, { meetingId, id: first.id })
  expect(await refused(undo(gone))).toBe("house.otherSince")
})
