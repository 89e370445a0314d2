import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house, refused } from "../../../test/harness.ts"
import { statements } from "../../../test/statements.ts"
import { tasks } from "./contract.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
const draft = { stage: "会场与座次", title: "检查话筒电池", team: "会务组", owner: "陈洁" }
let meetingId: string
let secretary: Caller

beforeAll(async () => {
  // opens in 30 days: what was due 40 days before the opening is late by 10
  meetingId = (await givenMeeting()).meetingId
  secretary = await as("tasks.*", { meetingId })
})

test("the list keeps the stages in the order of the template, the next due first", async () => {
  const { rows, total } = await secretary(tasks.list, { meetingId, size: 200 })
  const { stages } = await secretary(tasks.progress, { meetingId })
  expect(total).toBe(rows.length)
  expect([...new Set(rows.map((task) => task.stage))]).toEqual(stages.map((stage) => stage.name))
  for (const { name, total: inStage } of stages) {
    const due = rows.filter((task) => task.stage === name).map((task) => task.dueOn)
    expect(due).toEqual([...due].sort())
    expect(due.length).toBe(inStage)
  }
})

test("the parts add up to the whole", async () => {
  const progress = await secretary(tasks.progress, { meetingId })
  for (const parts of [progress.stages, progress.teams]) {
    expect(parts.reduce((sum, part) => sum + part.total, 0)).toBe(progress.total)
    expect(parts.reduce((sum, part) => sum + part.late, 0)).toBe(progress.late)
    expect(parts.reduce((sum, part) => sum + part.done, 0)).toBe(progress.done)
  }
})

test("late is what is open after its day, and the list narrows by state, stage, team and words", async () => {
  const { late, dueToday } = await secretary(tasks.progress, { meetingId })
  const lateRows = await secretary(tasks.list, { meetingId, state: "late", size: 200 })
  expect(lateRows.total).toBe(late)
  expect(lateRows.rows.every((task) => task.lateDays > 0 && task.dueOn < today)).toBe(true)
  expect(lateRows.rows.find((task) => task.title === "制定文件印发、管理和清退办法")?.lateDays).toBe(10)
  expect((await secretary(tasks.list, { meetingId, state: "due" })).total).toBe(late + dueToday)
  const security = await secretary(tasks.list, { meetingId, team: "保卫组", stage: "证件与宣传" })
  expect(security.rows.every((task) => task.team === "保卫组" && task.stage === "证件与宣传")).toBe(true)
  expect((await secretary(tasks.list, { meetingId, find: "座次图" })).rows.map((task) => task.title)).toEqual(["代表座次图定稿"])
})

test("the list asks the database as often for one row as for all", async () => {
  const countOf = (size: number) => statements(/"task"|task_|from "?meeting/, () => secretary(tasks.list, { meetingId, size }))
  await secretary(tasks.list, { meetingId, size: 1 })
  const once = await countOf(1)
  expect(once).toBeGreaterThan(2)
  expect(await countOf(200)).toBe(once)
})

test("a task ticked off is done, once; ticked again by mistake it is open again", async () => {
  const { rows } = await secretary(tasks.list, { meetingId, state: "late" })
  const ids = rows.slice(0, 2).map((task) => task.id)
  expect((await secretary(tasks.complete, { meetingId, ids })).changed.sort()).toEqual([...ids].sort())
  expect((await secretary(tasks.complete, { meetingId, ids })).changed).toEqual([])
  const done = await secretary(tasks.list, { meetingId, state: "done" })
  expect(done.rows.map((task) => [task.lateDays, task.doneBy !== null])).toEqual([
    [0, true],
    [0, true],
  ])
  expect((await secretary(tasks.reopen, { meetingId, ids })).changed.sort()).toEqual([...ids].sort())
  expect((await secretary(tasks.list, { meetingId, state: "done" })).total).toBe(0)
})

test("a task that is done stays where it was done when the meeting moves", async () => {
  const { meetingId: moving, meeting } = await givenMeeting()
  const clerk = await as(["tasks.*", "meetings.*"], { meetingId: moving })
  const { rows } = await clerk(tasks.list, { meetingId: moving, state: "late", size: 1 })
  const done = rows[0]
  if (!done) throw new Error("nothing is late")
  await clerk(tasks.complete, { meetingId: moving, ids: [done.id] })
  const { arrivesOn, startsOn, endsOn, departsOn, opensAt } = meeting
  const to = { arrivesOn: addDays(arrivesOn, 3), startsOn: addDays(startsOn, 3), endsOn: addDays(endsOn, 3), departsOn: addDays(departsOn, 3), opensAt }
  await clerk(meetings.move, { meetingId: moving, version: 1, ...to })
  const after = await clerk(tasks.list, { meetingId: moving, state: "done" })
  expect(after.rows.map((task) => task.dueOn)).toEqual([done.dueOn])
})

test("a task added by hand hangs on the opening, unless its date is fixed", async () => {
  const dueOn = addDays(today, 10)
  const added = await secretary(tasks.add, { meetingId, ...draft, startsOn: today, dueOn })
  expect(added).toMatchObject({ ...draft, anchor: "opening", offset: -20, legal: false, doneAt: null, version: 1 })
  const fixed = await secretary(tasks.edit, { meetingId, id: added.id, version: 1, ...draft, owner: "刘涛", startsOn: dueOn, dueOn, fixed: true })
  expect(fixed).toMatchObject({ anchor: null, owner: "刘涛", version: 2 })
  const edit = { meetingId, id: added.id, ...draft, startsOn: dueOn, dueOn, fixed: false }
  expect(await refused(secretary(tasks.edit, { ...edit, version: 1 }))).toBe("house.stale")
  expect(await refused(secretary(tasks.edit, { ...edit, version: 2, dueOn: today }))).toBe("tasks.startAfterDue")
  expect(await refused(secretary(tasks.add, { meetingId, ...draft, startsOn: dueOn, dueOn: today }))).toBe("tasks.startAfterDue")
  expect((await secretary(tasks.remove, { meetingId, id: added.id })).title).toBe(draft.title)
  expect(await refused(secretary(tasks.remove, { meetingId, id: added.id }))).toBe("house.notFound")
})

test("what the law requires is not struck from the list", async () => {
  const { rows } = await secretary(tasks.list, { meetingId, find: "代表资格审查" })
  expect(rows[0]?.basis).toContain("选举工作条例")
  expect(await refused(secretary(tasks.remove, { meetingId, id: rows[0]?.id ?? "" }))).toBe("tasks.legalStays")
})

test("the countdown leaves the house as a sheet, with a ticket of its own", async () => {
  const ticket = await secretary(tasks.exportSheet, { meetingId, state: "late" })
  expect(ticket.name).toBe("海州市第十次代表大会 倒排任务.xlsx")
  const { app } = await house()
  const file = await app.inject({ method: "GET", url: ticket.url, headers: secretary.headers })
  expect([file.statusCode, file.rawPayload.subarray(0, 2).toString()]).toEqual([200, "PK"])
})

test("a stranger to the meeting, an id of another meeting, and one without the grant get nowhere", async () => {
  const other = (await givenMeeting()).meetingId
  const stranger = await as("tasks.*", { meetingId: other })
  const clerk = await as("tasks.list", { meetingId })
  const id = (await secretary(tasks.list, { meetingId, size: 1 })).rows[0]?.id ?? newId()
  const dated = { startsOn: today, dueOn: today }
  expect(await refused(stranger(tasks.list, { meetingId }))).toBe("house.notFound")
  const all = [
    (caller: Caller, where: string) => caller(tasks.complete, { meetingId: where, ids: [id] }),
    (caller: Caller, where: string) => caller(tasks.reopen, { meetingId: where, ids: [id] }),
    (caller: Caller, where: string) => caller(tasks.edit, { meetingId: where, id, version: 1, ...draft, ...dated, fixed: false }),
    (caller: Caller, where: string) => caller(tasks.remove, { meetingId: where, id }),
  ]
  for (const call of all) {
    expect(await refused(call(stranger, meetingId))).toBe("house.notFound")
    expect(await refused(call(stranger, other))).toBe("house.notFound")
    expect(await refused(call(clerk, meetingId))).toBe("house.mayNot")
  }
  expect(await refused(clerk(tasks.progress, { meetingId }))).toBe("house.mayNot")
  expect(await refused(clerk(tasks.add, { meetingId, ...draft, ...dated }))).toBe("house.mayNot")
  expect(await refused(clerk(tasks.exportSheet, { meetingId }))).toBe("house.mayNot")
})
