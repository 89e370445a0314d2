import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { type Task, tasks } from "#modules/tasks/contract.ts"
import { as, type Caller, house, type Refused, refused } from "../../../../test/harness.ts"
import { statements } from "../../../../test/statements.ts"
import { agenda } from "../contract.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
const draft = { stage: "会场与座次", team: "会务组", owner: "", startsOn: today, dueOn: addDays(today, 5) }
let meetingId: string
let chief: Caller

beforeAll(async () => {
  meetingId = (await givenMeeting()).meetingId
  chief = await as(["tasks.*", "agenda.*", "meetings.*"], { meetingId })
})

const doings = (caller = chief, size = 5) => caller(meetings.doings, { meetingId, size })
const lastDoing = async () => (await doings(chief, 1)).rows[0]!
const undo = (entryId: string, caller = chief) => caller(meetings.undo, { meetingId, entryId })
const undoLast = async () => undo((await lastDoing()).id)
const add = (title: string, also: object = {}) => chief(tasks.add, { meetingId, ...draft, title, ...also })
const edit = ({ id, version, stage, title, team, owner, startsOn, dueOn }: Task, also: object = {}) =>
  chief(tasks.edit, { meetingId, id, version, stage, title, team, owner, startsOn, dueOn, fixed: false, ...also })
const read = async (id: string) => (await chief(tasks.list, { meetingId, size: 200 })).rows.find((task) => task.id === id)

/** Everything the office wrote of the meeting; not who wrote it last nor how often. */
async function state(): Promise<string> {
  const { platform } = await house()
  const all = ["task", "task_wait", "task_file", "task_proof", "task_matter", "agenda_session", "meeting_profile"].map(
    (table) => `select '${table}' as name, jsonb_agg(j order by j::text) as rows
      from (select to_jsonb(t) - '{version,updated_by,updated_at}'::text[] as j from ${table} t where meeting_id = $1) one`,
  )
  const meeting = `select 'meeting', jsonb_agg(to_jsonb(m) - '{version,updated_by,updated_at}'::text[]) from meeting m where id = $1`
  return JSON.stringify((await platform.pool.query([...all, meeting].join(" union all "), [meetingId])).rows)
}

test("a doing says what it was about and can be taken back once; the undoing is a doing too", async () => {
  const before = await state()
  await add("悬挂会标")
  const doing = await lastDoing()
  expect(doing).toMatchObject({ operation: "tasks.add", about: "悬挂会标", canUndo: true, isUndone: false })
  expect(await undo(doing.id)).toEqual({ entryId: doing.id, operation: "tasks.add" })
  expect(await state()).toBe(before)
  const { rows } = await doings()
  expect(rows[0]).toMatchObject({ operation: "meetings.undo", undid: "tasks.add", canUndo: false })
  expect(rows[1]).toMatchObject({ id: doing.id, canUndo: false, isUndone: true })
  expect(await refused(undo(doing.id))).toBe("meetings.alreadyUndone")
})

test("of two who take the same step back at once, one does and the other is told", async () => {
  await add("布置签到台")
  const { id } = await lastDoing()
  const told = await Promise.allSettled([undo(id), undo(id)])
  expect(told.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
})

test("what somebody changed since is not taken back, and he is named", async () => {
  const task = await add("检查话筒")
  const added = await lastDoing()
  const colleague = await as(["tasks.*"], { meetingId })
  const { id, version, stage, title, team, owner, startsOn, dueOn } = task
  await colleague(tasks.edit, { meetingId, id, version, stage, title: "检查话筒电池", team, owner, startsOn, dueOn, fixed: false })
  const listed = (await doings(chief, 10)).rows.find((one) => one.id === added.id)
  expect(listed).toMatchObject({ canUndo: false })
  expect(await refused(undo(added.id))).toBe("house.changedSince")
  expect((await read(id))?.title).toBe("检查话筒电池")
  expect(title).toBe("检查话筒")
  // his step taken back first, this one can be taken back too
  await undo((await doings(chief, 1)).rows[0]!.id)
  await undo(added.id)
  expect(await read(id)).toBeUndefined()
})

test("what something was hung on since is not taken away with it", async () => {
  const one = await add("定稿")
  const added = await lastDoing()
  await add("付印", { waitsFor: [one.id] })
  expect(await refused(undo(added.id))).toBe("house.heldSince")
  expect(await read(one.id)).toBeDefined()
})

test("who may not do it may not undo it, nor read whom it was about; what cannot be undone says so", async () => {
  await add("核对名单")
  const { id } = await lastDoing()
  const reader = await as(["meetings.doings", "meetings.undo"], { meetingId })
  expect((await doings(reader)).rows[0]).toMatchObject({ id, about: null, canUndo: false })
  expect(await refused(undo(id, reader))).toBe("house.mayNot")
  const elsewhere = await as("*", { meetingId: (await givenMeeting()).meetingId })
  expect(await refused(undo(id, elsewhere))).toBe("house.notFound")
  expect(await refused(undo(newId()))).toBe("house.notFound")
  await chief(tasks.exportSheet, { meetingId })
  expect(await refused(undoLast())).toBe("house.notUndone")
})

test("many completed at once are open again at once", async () => {
  const before = await state()
  const ids = (await chief(tasks.list, { meetingId, state: "open", size: 60 })).rows.filter(({ waitsFor }) => !waitsFor.length).map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(5)
  await chief(tasks.complete, { meetingId, ids, regardless: "一并办完" })
  expect(await lastDoing()).toMatchObject({ operation: "tasks.complete", count: ids.length, canUndo: true })
  await undoLast()
  expect(await state()).toBe(before)
})

test("a removed task comes back whole: its files, proofs, what it waits for and what waits for it, and what counts from it", async () => {
  const { platform } = await house()
  const first = await add("选定会标")
  const task = await add("制作会标", { waitsFor: [first.id], needsProofs: true, notes: "红底白字" })
  await add("悬挂会标", { waitsFor: [task.id], hang: { anchor: `task:${task.id}`, offset: 2, unit: "day" } })
  const file = await platform.files.put(platform.db, { name: "会标.txt", type: "text/plain", bytes: Buffer.from("会标"), meetingId })
  await platform.pool.query("insert into task_file values ($1, $2, $3, '陈洁', now())", [meetingId, task.id, file.id])
  await chief(tasks.prove, { meetingId, id: task.id, kind: "site", note: "看过" })
  const before = await state()
  const whole = await read(task.id)
  await chief(tasks.remove, { meetingId, id: task.id })
  expect(await read(task.id)).toBeUndefined()
  await undoLast()
  expect(await state()).toBe(before)
  expect(await read(task.id)).toEqual(whole)
})

test("a move of the meeting is taken back with everything that moved, but not what was done since", async () => {
  const meeting = await chief(meetings.get, { meetingId })
  const { arrivesOn, startsOn, endsOn, departsOn, version } = meeting
  const before = await state()
  const later = {
    arrivesOn: addDays(arrivesOn, 7),
    startsOn: addDays(startsOn, 7),
    endsOn: addDays(endsOn, 7),
    departsOn: addDays(departsOn, 7),
    opensAt: "10:00",
  }
  await chief(meetings.move, { meetingId, version, ...later })
  const { id } = await lastDoing()
  const [open] = (await chief(tasks.list, { meetingId, state: "open", size: 1 })).rows
  await chief(tasks.complete, { meetingId, ids: [open!.id], regardless: "先办" })
  await undo(id)
  await chief(tasks.reopen, { meetingId, ids: [open!.id] })
  expect(await state()).toBe(before)
})

test("as many statements for thirty doings as for three", async () => {
  // of one kind, since each table that was changed is read by itself
  const other = (await givenMeeting()).meetingId
  const office = await as("*")
  for (let n = 0; n < 30; n++) await office(tasks.add, { meetingId: other, ...draft, title: `第 ${n} 项` })
  const count = (size: number) => statements(/audit_(entry|change)|task|meeting_undo/, () => office(meetings.doings, { meetingId: other, size }))
  const few = await count(3)
  expect(few).toBeGreaterThan(3)
  expect(await count(30)).toBe(few)
})

type Step = { kind: "add" | "edit" | "complete" | "reopen" | "remove" | "session" | "leave" | "editSession" | "move" | "update"; which: number; by: number }
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Step["kind"]>("add", "edit", "complete", "reopen", "remove", "session", "leave", "editSession", "move", "update"),
  which: fc.nat(200),
  by: fc.integer({ min: -9, max: 9 }),
})

async function act({ kind, which, by }: Step): Promise<void> {
  const { rows } = await chief(tasks.list, { meetingId, size: 200 })
  const task = rows[which % rows.length]!
  const sessions = await chief(agenda.list, { meetingId })
  const session = sessions[which % sessions.length]!
  const meeting = await chief(meetings.get, { meetingId })
  const { name, theme, host, secrecy, version } = meeting
  const dates = { arrivesOn: addDays(meeting.arrivesOn, by), startsOn: addDays(meeting.startsOn, by), endsOn: addDays(meeting.endsOn, by) }
  const { clashes, position, startsAt, endsAt, bodyName, key, anchor, atOpening, ...written } = session
  const all: Record<Step["kind"], () => Promise<unknown>> = {
    add: () => add(`加一项${by}`, { hang: { anchor: `task:${task.id}`, offset: by, unit: "workday" }, waitsFor: [task.id] }),
    edit: () => edit(task, { title: `${task.title}·`.slice(0, 80), startsOn: addDays(task.startsOn, by), dueOn: addDays(task.dueOn, by) }),
    complete: () => chief(tasks.complete, { meetingId, ids: [task.id], regardless: "先办" }),
    reopen: () => chief(tasks.reopen, { meetingId, ids: [task.id] }),
    remove: () => chief(tasks.remove, { meetingId, id: task.id }),
    session: () => chief(agenda.add, { ...written, meetingId, title: `加场${by}`, signIn: false }),
    leave: () => chief(agenda.remove, { meetingId, id: session.id }),
    editSession: () => chief(agenda.edit, { ...written, meetingId, fixed: false, day: addDays(session.day, by) }),
    move: () =>
      chief(meetings.move, { meetingId, version, ...dates, departsOn: addDays(meeting.departsOn, by), opensAt: meeting.opensAt, hall: `${which % 3}号厅` }),
    update: () => chief(meetings.update, { meetingId, version, name: `${name}·`.slice(0, 80), theme, host, secrecy }),
  }
  // what is refused changed nothing
  await all[kind]().catch(() => undefined)
}

test("whatever was done, taken back in reverse, leaves the meeting as it was", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
      const before = await state()
      const marker = await lastDoing()
      for (const one of steps) await act(one)
      const { rows } = await doings(chief, 50)
      const done = rows.slice(
        0,
        rows.findIndex(({ id }) => id === marker.id),
      )
      // a step that wrote nothing new has nothing to be taken back
      for (const { id } of done) await undo(id).catch((error: Refused) => expect(error.code).toBe("house.notUndone"))
      expect(await state()).toBe(before)
    }),
    { numRuns: 25 },
  )
})
