import { sql } from "kysely"
import { pino } from "pino"
import { beforeAll, expect, inject, test } from "vitest"
import { clockOf, minutesOf, officeZone } from "#kernel/dates.ts"
import { house as contract } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { as, house, tick } from "../../test/harness.ts"
import { sealAll } from "./audit-seal.ts"
import { verifyAudit } from "./audit-verify.ts"
import { every, type Platform, type Ticking } from "./context.ts"
import type { Jobs, Making } from "./context-of.ts"
import { createJobs } from "./jobs.ts"
import { createOccasions } from "./occasions.ts"

let url: string
let platform: Platform

beforeAll(async () => {
  await as("*")
  platform = (await house()).platform
  const of = new URL(inject("postgresUrl"))
  of.pathname = `/${(await sql<{ name: string }>`select current_database() as name`.execute(platform.db)).rows[0]?.name}`
  url = of.href
})

type One = { jobs: Jobs; making: Making; lines: string[] }
/** One process of the house. */
function processWith(tickings: readonly Ticking[], queue = "clocks"): One {
  const lines: string[] = []
  const log = pino({ level: "warn", base: null }, { write: (line: string) => void lines.push(line) })
  const here = { ...platform, log }
  const jobs = createJobs(here, [], { connectionString: url, queue, tickings })
  return { jobs, making: { platform: here, occasions: createOccasions([]), jobs }, lines }
}

const entriesOf = async (operation: string) =>
  (
    await sql<{ at: string; who: string; kind: string }>`
    select at, actor_name as who, actor_kind as kind from audit_entry where operation = ${operation} order by id`.execute(platform.db)
  ).rows

const put = (name: string) => sql`insert into house_setting (name, value) values (${`${name}${newId()}`}, 'true')`

test("what a tick changes is audited under its name, a tick that changes nothing is not, and no list of jobs shows either", async () => {
  let writes = true
  const ticking = every("0 8 * * *", "clocks.write", ({ transaction }) =>
    transaction(async (ctx) => {
      expect(ctx.now).toBe("2026-03-02T00:00:00.000Z")
      if (writes) await sql`insert into unit (id, name, updated_by) values (${newId()}, '值班室', '会序')`.execute(ctx.db)
    }),
  )
  const { jobs, making } = processWith([ticking])
  await jobs.tick(making, "clocks.write", "2026-03-02T00:00:00.000Z")
  writes = false
  await jobs.tick(making, "clocks.write", "2026-03-02T00:00:00.000Z")
  expect(await entriesOf("clocks.write")).toMatchObject([{ who: "会序", kind: "job" }])
  await sealAll({ ...platform, algorithm: "sha256" })
  expect(await verifyAudit(platform)).toMatchObject({ intact: true })
  expect(await (await as("*"))(contract.jobs, {})).toEqual([])
  await expect(tick("clocks.write")).rejects.toThrow("clocks.write")
})

/** A minute of the office that is due for at least a quarter of a minute more, as cron. */
function thisMinute(): string {
  const now = new Date()
  const minute = minutesOf(clockOf(now.toISOString(), officeZone)) + (now.getUTCSeconds() > 40 ? 1 : 0)
  return `${minute % 60} ${Math.floor(minute / 60) % 24} * * *`
}

test("two processes do it once, one that fails is told without what it worked on and holds up nobody, and what is no longer done leaves the schedule", async () => {
  const done: string[] = []
  const fails: string[] = []
  const cron = thisMinute()
  const tickings = [
    every(cron, "clocks.fail", async ({ db, now }) => {
      fails.push(now)
      await sql`select '林知远'::int`.execute(db)
    }),
    every(cron, "clocks.count", async ({ now, transaction }) => {
      done.push(now)
      await transaction((ctx) => put("count").execute(ctx.db))
    }),
  ]
  // the schedule outlives the process that wrote it
  const earlier = processWith([...tickings, every(cron, "clocks.gone", async () => undefined)])
  await earlier.jobs.open(earlier.making)
  await earlier.jobs.close(5)
  const both = [processWith(tickings), processWith(tickings)]
  for (const { jobs, making } of both) await jobs.open(making)
  const scheduled = await sql<{ key: string }>`select key from pgboss.schedule where name = 'clocks-ticks' order by key`.execute(platform.db)
  expect(scheduled.rows).toEqual([{ key: "clocks.count" }, { key: "clocks.fail" }])
  await expect.poll(() => [done.length, fails.length], { timeout: 110_000, interval: 200 }).toEqual([1, 1])
  for (const { jobs } of both) await jobs.close(5)
  expect([done.length, fails.length]).toEqual([1, 1])
  const said = both.flatMap(({ lines }) => lines).filter((line) => line.includes("tick failed"))
  expect(said).toHaveLength(1)
  expect(said[0]).toContain("clocks.fail")
  expect(said[0]).not.toContain("林知远")
}, 150_000)
