import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf, instantAt } from "#kernel/dates.ts"
import { access } from "#modules/access/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { reminders } from "#modules/reminders/contract.ts"
import { as, type Caller, house, refused, tick } from "../../../../test/harness.ts"
import { type Task, tasks } from "../contract.ts"

const zone = "Asia/Shanghai"
const today = dayOf(new Date().toISOString(), zone)
const eight = (day: string, clock = "08:00") => instantAt(day, clock, zone)
let meetingId: string
let chief: Caller
let owner: Caller

beforeAll(async () => {
  meetingId = (await givenMeeting({ name: "海州市经济工作会议" })).meetingId
  chief = await as("tasks.*", { meetingId })
  owner = await as("agenda.list", { meetingId })
})

type Adding = Partial<Pick<Task, "title" | "dueOn" | "clock" | "alarmMinutes" | "ownerAccount">>
const given = (change: Adding = {}) =>
  chief(tasks.add, {
    meetingId,
    stage: "会场与座次",
    title: "检查话筒电池",
    team: "会务组",
    owner: "",
    ownerAccount: owner.id,
    startsOn: today,
    dueOn: today,
    fixed: true,
    ...change,
  })
const told = async (caller: Caller) =>
  (await caller(reminders.mine, { size: 200 })).rows.map(({ title, sentence, level, path }) => ({ title, sentence, level, path }))
const toldOf = async (caller: Caller, title: string) => (await told(caller)).filter((one) => one.title === title)
const remind = (day = today) => tick("tasks.remind", eight(day))

test("the owner is told in the morning of the day, each day it is late once more, and no more when it is done", async () => {
  const title = "落实分组讨论会场"
  const { id } = await given({ title })
  expect(await toldOf(owner, title)).toEqual([])
  await remind()
  await Promise.all([remind(), remind()])
  expect(await toldOf(owner, title)).toEqual([{ title, sentence: "今天到期", level: "due", path: `/tasks?open=${id}` }])
  await owner(reminders.markRead, { ids: null })
  await remind()
  expect((await owner(reminders.mine, {})).waiting).toBe(0)
  for (const days of [1, 2]) {
    await remind(addDays(today, days))
    expect(await toldOf(owner, title)).toEqual([{ title, sentence: `逾期 ${days} 天`, level: "late", path: `/tasks?open=${id}` }])
    expect((await owner(reminders.mine, {})).waiting).toBe(1)
  }
  expect(await owner(tasks.completeMine, { meetingId, id })).toEqual({ changed: [id] })
  expect(await toldOf(owner, title)).toEqual([])
  await remind(addDays(today, 3))
  expect(await toldOf(owner, title)).toEqual([])
})

test("what has no owner to be told is one line for whoever may change the tasks of this meeting, not for the whole house", async () => {
  const name = "海州市经济工作会议"
  await remind()
  const [line] = await toldOf(chief, name)
  expect(line).toMatchObject({ level: "late", path: `/meetings/${meetingId}/tasks?state=due` })
  const { total } = await chief(tasks.list, { meetingId, state: "due" })
  expect(line?.sentence).toMatch(new RegExp(`^${total} 项到期任务没有能提醒到的负责人`))
  expect(await toldOf(await as("*"), name)).toEqual([])
  expect(await toldOf(owner, name)).toEqual([])
})

test("one who does not belong to the meeting is not told: his task is on the chief's line, and on no list of his own", async () => {
  const stranger = await as("tasks.*", { meetingId: (await givenMeeting({ name: "海州市科协年会" })).meetingId })
  const before = (await toldOf(chief, "海州市经济工作会议"))[0]?.sentence
  const { id } = await given({ title: "送印会议手册", ownerAccount: stranger.id })
  await remind()
  expect(await toldOf(stranger, "送印会议手册")).toEqual([])
  expect((await toldOf(chief, "海州市经济工作会议"))[0]?.sentence).not.toBe(before)
  expect(await stranger(tasks.mine, {})).toEqual({ rows: [], total: 0 })
  expect(await refused(stranger(tasks.completeMine, { meetingId, id }))).toBe("house.notFound")
})

test("what is not so any more is withdrawn at once: moved, given to another, removed; a move of the whole meeting too", async () => {
  const title = "核对签到名单"
  const task = await given({ title })
  await remind()
  const edit = { meetingId, id: task.id, stage: task.stage, title, team: task.team, owner: task.owner, startsOn: today, fixed: true }
  const later = await chief(tasks.edit, { ...edit, version: task.version, dueOn: addDays(today, 4) })
  expect(await toldOf(owner, title)).toEqual([])
  const back = await chief(tasks.edit, { ...edit, version: later.version, dueOn: today })
  await remind()
  expect(await toldOf(owner, title)).toHaveLength(1)
  await chief(tasks.edit, { ...edit, version: back.version, dueOn: today, owner: "", ownerAccount: chief.id })
  expect(await toldOf(owner, title)).toEqual([])
  await remind()
  expect(await toldOf(chief, title)).toHaveLength(1)
  await chief(tasks.remove, { meetingId, id: task.id })
  expect(await toldOf(chief, title)).toEqual([])
})

test("when a meeting moves, what was due today is due another day and is told no more", async () => {
  const made = await givenMeeting({ name: "海州市机关党代会", startsOn: addDays(today, 40) })
  const office = await as("*")
  const { version, arrivesOn, startsOn, endsOn, departsOn, opensAt } = made.meeting
  const { rows } = await office(tasks.list, { meetingId: made.meetingId, state: "today", size: 200 })
  const task = rows[0] ?? (await office(tasks.list, { meetingId: made.meetingId, state: "late", size: 1 })).rows[0]!
  const { stage, title, team, dueOn } = task
  await office(access.grant, {
    accountId: owner.id,
    roleId: (await office(access.roles, {})).find(({ name }) => name === "会务组")!.id,
    at: { kind: "meeting", id: made.meetingId },
  })
  await office(tasks.edit, {
    meetingId: made.meetingId,
    id: task.id,
    version: task.version,
    stage,
    title,
    team,
    owner: "",
    ownerAccount: owner.id,
    startsOn: task.startsOn,
    dueOn,
    fixed: false,
  })
  await remind()
  expect(await toldOf(owner, title)).toHaveLength(1)
  const on = (day: string) => addDays(day, 20)
  const to = { arrivesOn: on(arrivesOn), startsOn: on(startsOn), endsOn: on(endsOn), departsOn: on(departsOn), opensAt }
  await office(meetings.move, { meetingId: made.meetingId, version, ...to })
  expect(await toldOf(owner, title)).toEqual([])
})

test("not confirmed so long before its clock, a task raises the alarm for owner and chief and on the overview, until it is confirmed", async () => {
  const title = "记录员和录音设备到位确认"
  const now = new Date()
  const soon = new Date(now.getTime() + 10 * 60_000).toISOString()
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(soon))
  const dueOn = dayOf(soon, zone)
  expect(await refused(given({ title, alarmMinutes: 15 }))).toBe("tasks.alarmNeedsClock")
  const { id } = await given({ title, dueOn, clock, alarmMinutes: 15 })
  await tick("tasks.alarm", new Date(now.getTime() - 3_600_000).toISOString())
  expect(await toldOf(owner, title)).toEqual([])
  await Promise.all([tick("tasks.alarm"), tick("tasks.alarm")])
  expect(await toldOf(owner, title)).toMatchObject([{ level: "alarm", path: `/tasks?open=${id}` }])
  expect(await toldOf(chief, title)).toMatchObject([{ level: "alarm", path: expect.stringContaining(`/meetings/${meetingId}/tasks?find=`) }])
  expect((await owner(reminders.mine, {})).alarms).toBe(1)
  const office = await as("*")
  const wrong = async () => (await office(meetings.overview, { meetingId })).attention.filter(({ sentence }) => sentence.startsWith(title))
  expect(await wrong()).toMatchObject([{ level: "wrong", verb: "确认" }])
  await owner(tasks.completeMine, { meetingId, id })
  expect([await toldOf(owner, title), await toldOf(chief, title), await wrong()]).toEqual([[], [], []])
  await tick("tasks.alarm")
  expect(await toldOf(chief, title)).toEqual([])
})

test("the templates bring the alarm with the recorder's confirmation and the hall's", async () => {
  const office = await as("*")
  const day = addDays(today, 10)
  const dates = { arrivesOn: day, startsOn: day, endsOn: day, departsOn: day, opensAt: "09:00" }
  const about = { name: "市政府常务会议", theme: "", host: "海州市人民政府", place: "市政府", hall: "常务会议室" }
  const { id } = await office(meetings.create, { ...about, ...dates, template: "office-meeting" })
  const { rows } = await office(tasks.list, { meetingId: id, size: 200 })
  expect(rows.filter(({ alarmMinutes }) => alarmMinutes !== null).map(({ key, alarmMinutes, clock }) => [key, alarmMinutes, clock === null])).toEqual([
    ["room", 10, false],
    ["recorder", 10, false],
  ])
})

const doing = fc.oneof(
  fc.record({ what: fc.constant("remind" as const), times: fc.integer({ min: 1, max: 2 }), days: fc.integer({ min: -2, max: 4 }) }),
  fc.record({ what: fc.constant("tick off" as const), isDone: fc.boolean(), which: fc.nat(2) }),
  fc.record({ what: fc.constant("move" as const), which: fc.nat(2), days: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ what: fc.constant("alarm" as const), days: fc.integer({ min: -2, max: 4 }) }),
)
type Doing = typeof doing extends fc.Arbitrary<infer One> ? One : never

async function does(one: Doing, ids: readonly string[]): Promise<void> {
  if (one.what === "remind") return void (await Promise.all(Array.from({ length: one.times }, () => remind(addDays(today, one.days)))))
  if (one.what === "alarm") return tick("tasks.alarm", eight(addDays(today, one.days), "09:01"))
  const id = ids[one.which] ?? ""
  if (one.what === "tick off") return void (await owner(one.isDone ? tasks.completeMine : tasks.reopenMine, { meetingId, id }))
  const { rows } = await chief(tasks.list, { meetingId, find: "试音", size: 200 })
  const task = rows.find((row) => row.id === id)!
  const dueOn = addDays(today, one.days)
  const { version, stage, title, team } = task
  await chief(tasks.edit, { meetingId, id, version, stage, title, team, owner: task.owner, startsOn: addDays(dueOn, -1), dueOn, fixed: true })
}

test("whatever is ticked, doubled, completed and moved: at most one reminder of a task to a person, none of what is done", async () => {
  const { platform } = await house()
  const ids: string[] = []
  for (const clock of [null, "09:00", null]) ids.push((await given({ title: `试音${ids.length}`, dueOn: today, clock, alarmMinutes: clock ? 30 : null })).id)
  await fc.assert(
    fc.asyncProperty(fc.array(doing, { minLength: 1, maxLength: 8 }), async (doings) => {
      for (const one of doings) {
        await does(one, ids)
        const { rows } = await platform.pool.query(
          `select r.account_id, r.key, count(*) as times, bool_or(t.done_at is not null) as done from reminder r join task t on r.key = 'task:' || t.id
           where t.id = any($1) group by r.account_id, r.key`,
          [ids],
        )
        expect(rows.filter(({ times, done }) => times > 1 || done)).toEqual([])
      }
    }),
    { numRuns: 25 },
  )
})
