import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { type Level, reminders } from "#modules/reminders/contract.ts"
import { type Reminding, remind, settle, withdraw } from "#modules/reminders/service.ts"
import type { Context } from "#server/context.ts"
import { tick as tickOf } from "#server/ticks.ts"
import { as, asAttendee, type Caller, house, refused, tick } from "./harness.ts"

let meetingId: string
let clerk: Caller

beforeAll(async () => {
  meetingId = (await givenMeeting()).meetingId
  clerk = await as("tasks.*", { meetingId })
})

/** As the clock does it. */
async function byClock(work: (ctx: Context) => Promise<unknown>, now?: string): Promise<void> {
  const { making } = await house()
  await tickOf(making, { cron: "", name: "reminders.test", work: async ({ transaction }) => void (await transaction(work, meetingId)) }, now)
}

const about = (key: string, change: Partial<Reminding> = {}): Reminding => ({
  accountId: clerk.id,
  key,
  level: "due",
  meetingId,
  path: `/meetings/${meetingId}/tasks`,
  title: "检查话筒电池",
  sentence: { "zh-CN": "今天到期", en: "Due today" },
  ...change,
})
const late = (days: number): Partial<Reminding> => ({ level: "late", sentence: { "zh-CN": `逾期 ${days} 天`, en: `${days} days late` } })
const mine = (caller = clerk) => caller(reminders.mine, {})

test("a reminder comes once however often it is told, says so in the reader's language, and is his alone", async () => {
  const key = newId()
  for (let times = 0; times < 3; times++) await byClock((ctx) => remind(ctx, "one", [about(key)]))
  const { rows, waiting } = await mine()
  expect([rows.length, waiting]).toEqual([1, 1])
  expect(rows[0]).toMatchObject({ level: "due", title: "检查话筒电池", sentence: "今天到期", isRead: false })
  expect((await clerk(reminders.mine, {}, { locale: "en" })).rows[0]?.sentence).toBe("Due today")
  const other = await as("tasks.*", { meetingId })
  expect(await mine(other)).toMatchObject({ total: 0, waiting: 0 })
  expect(await other(reminders.markRead, { ids: [rows[0]!.id] })).toEqual({ changed: 0 })
  expect(await clerk(reminders.markRead, { ids: [rows[0]!.id] })).toEqual({ changed: 1 })
  await byClock((ctx) => remind(ctx, "one", [about(key)]))
  expect(await mine()).toMatchObject({ total: 1, waiting: 0 })
  await byClock((ctx) => remind(ctx, "one", [about(key, late(1))]))
  expect(await mine()).toMatchObject({ total: 1, waiting: 1 })
  await byClock((ctx) => withdraw(ctx, [key]))
  expect((await mine()).total).toBe(0)
})

test("an alarm stands first and until what it is about is done: reading does not end it", async () => {
  const [one, other] = [newId(), newId()]
  await byClock((ctx) => remind(ctx, "two", [about(one, late(3)), about(other, { level: "alarm" })]))
  expect((await mine()).rows.map(({ level }) => level)).toEqual(["alarm", "late"])
  expect(await clerk(reminders.markRead, { ids: null })).toEqual({ changed: 1 })
  expect(await mine()).toMatchObject({ total: 2, waiting: 1, alarms: 1 })
  await byClock((ctx) => withdraw(ctx, [one, other]))
})

test("who is taken off the meeting hears nothing of it any more; an office or a phone has no reminders", async () => {
  const leaver = await as("tasks.*", { meetingId })
  await byClock((ctx) => remind(ctx, "three", [about("x", { accountId: leaver.id }), about("y", { accountId: leaver.id, meetingId: null })]))
  expect((await mine(leaver)).total).toBe(2)
  const office = await as("*")
  const [grant] = await office(access.grants, { accountId: leaver.id })
  await office(access.revokeGrant, { id: grant!.id })
  expect(await mine(leaver)).toMatchObject({ total: 1, waiting: 1 })
  expect(await refused(mine(await asAttendee(meetingId, newId())))).toBe("house.mayNot")
})

test("what is read ends after thirty days, what is not read stays", async () => {
  const owner = await as("tasks.*", { meetingId })
  await byClock((ctx) => remind(ctx, "four", [about("a", { accountId: owner.id }), about("b", { accountId: owner.id })]))
  const { rows } = await mine(owner)
  await owner(reminders.markRead, { ids: [rows[0]!.id] })
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  await tick("reminders.tidy", inDays(29))
  expect((await mine(owner)).total).toBe(2)
  await tick("reminders.tidy", inDays(31))
  expect((await mine(owner)).rows.map(({ id }) => id)).toEqual([rows[1]?.id])
})

const levels: Level[] = ["alarm", "late", "due", "info"]
const wanted = fc.uniqueArray(fc.record({ key: fc.constantFrom("k1", "k2", "k3", "k4"), level: fc.constantFrom(...levels) }), { selector: ({ key }) => key })

test("whatever was told before, what is settled is what stands, once each", async () => {
  const reader = await as("tasks.*", { meetingId })
  await fc.assert(
    fc.asyncProperty(fc.array(wanted, { minLength: 1, maxLength: 5 }), async (rounds) => {
      for (const round of rounds) {
        const given = round.map(({ key, level }) => about(key, { accountId: reader.id, level }))
        await byClock((ctx) => settle(ctx, { topic: "five", meetingId }, given))
        await Promise.all([1, 2].map(() => byClock((ctx) => settle(ctx, { topic: "five", meetingId }, given))))
      }
      const { rows } = await mine(reader)
      expect(rows.map(({ level }) => level).sort()).toEqual(
        rounds
          .at(-1)
          ?.map(({ level }) => level)
          .sort(),
      )
    }),
    { numRuns: 15 },
  )
})
