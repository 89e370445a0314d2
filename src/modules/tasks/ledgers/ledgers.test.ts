import { beforeAll, expect, test } from "vitest"
import { addDays, dayOf } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { as, type Caller, house, refused } from "../../../../test/harness.ts"
import { tasks } from "../contract.ts"

const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
const risk = { kind: "risk" as const, title: "主会场停电", owner: "王建国", measure: "备用发电机到场，双路供电", dueOn: addDays(today, -2) }
let meetingId: string
let secretary: Caller

beforeAll(async () => {
  meetingId = (await givenMeeting()).meetingId
  secretary = await as(["tasks.*", "meetings.overview"], { meetingId })
})

test("a risk has an owner, a measure and a day; past it the overview says so; closed with what came of it", async () => {
  const added = await secretary(tasks.addMatter, { meetingId, ...risk })
  expect(added).toMatchObject({ ...risk, outcome: null, closedAt: null, lateDays: 2, version: 1 })
  expect(await secretary(tasks.matters, { meetingId, kind: "trouble" })).toEqual([])
  const overview = await secretary(meetings.overview, { meetingId })
  expect(overview.attention.find(({ path }) => path === "ledgers?kind=risk")?.level).toBe("warning")
  const { kind: _, ...written } = risk
  const which = { meetingId, id: added.id }
  const edited = await secretary(tasks.editMatter, { ...which, ...written, version: 1, owner: "李敏" })
  expect(await refused(secretary(tasks.editMatter, { ...which, ...written, version: 1 }))).toBe("house.stale")
  const closed = await secretary(tasks.closeMatter, { ...which, version: edited.version, outcome: "试运行正常" })
  expect(closed).toMatchObject({ owner: "李敏", outcome: "试运行正常", lateDays: 0 })
  expect(await refused(secretary(tasks.editMatter, { ...which, ...written, version: closed.version }))).toBe("tasks.matterClosed")
  expect(await secretary(tasks.reopenMatter, { ...which, version: closed.version })).toMatchObject({ outcome: null, closedAt: null, lateDays: 2 })
  expect((await secretary(tasks.matters, { meetingId, kind: "risk" })).map(({ id }) => id)).toEqual([added.id])
})

test("the ledger leaves the house as a sheet", async () => {
  const ticket = await secretary(tasks.exportMatters, { meetingId, kind: "risk" })
  expect(ticket.name).toBe("海州市第十次代表大会 风险点清单.xlsx")
  const { app } = await house()
  expect((await app.inject({ method: "GET", url: ticket.url, headers: secretary.headers })).statusCode).toBe(200)
})

test("a stranger, an id of another meeting and one without the grant get nowhere", async () => {
  const other = (await givenMeeting()).meetingId
  const stranger = await as("tasks.*", { meetingId: other })
  const clerk = await as("tasks.list", { meetingId })
  const id = (await secretary(tasks.matters, { meetingId, kind: "risk" }))[0]?.id ?? newId()
  const { kind: _, ...written } = risk
  const calls = [
    (caller: Caller, where: string) => caller(tasks.editMatter, { meetingId: where, id, version: 1, ...written }),
    (caller: Caller, where: string) => caller(tasks.closeMatter, { meetingId: where, id, version: 1, outcome: "好" }),
    (caller: Caller, where: string) => caller(tasks.reopenMatter, { meetingId: where, id, version: 1 }),
  ]
  for (const call of calls) {
    expect(await refused(call(stranger, meetingId))).toBe("house.notFound")
    expect(await refused(call(stranger, other))).toBe("house.notFound")
    expect(await refused(call(clerk, meetingId))).toBe("house.mayNot")
  }
  expect(await refused(clerk(tasks.matters, { meetingId, kind: "risk" }))).toBe("house.mayNot")
  expect(await refused(clerk(tasks.addMatter, { meetingId, ...risk }))).toBe("house.mayNot")
  expect(await refused(clerk(tasks.exportMatters, { meetingId, kind: "risk" }))).toBe("house.mayNot")
})
