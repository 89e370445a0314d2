import { sql } from "kysely"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { z } from "zod"
import { job, Refusal } from "#kernel/contract.ts"
import { house as contract } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import { as, type Caller, house, jobDone, refused } from "../../test/harness.ts"
import { type Actor, does } from "./context.ts"
import { createContext, type Jobs, type Making } from "./context-of.ts"
import { createJobs } from "./jobs.ts"
import { createOccasions } from "./occasions.ts"
import { sweep } from "./sweep.ts"

const sentence = { "zh-CN": "数数", en: "Count" }
const count = job("counting.count", sentence, z.object({ to: z.int() }))
const endless = job("counting.endless", sentence, z.object({}))
const refuses = job("counting.refuses", sentence, z.object({}))

let jobs: Jobs
let making: Making
let owner: Caller
let actor: Actor
let reached: () => void
const running = new Promise<void>((resume) => {
  reached = resume
})

beforeAll(async () => {
  const { platform } = await house()
  owner = await as("*")
  actor = { kind: "account", id: owner.id, name: "林知远", grants: [], meetingId: null }
  const workers = [
    does(count, async (run, { to }) => {
      for (let n = 1; n <= to; n++) {
        await run.transaction((ctx) => sql`insert into house_setting (name, value) values (${`n${n}`}, 'true')`.execute(ctx.db))
        await run.progress(n, to)
      }
      return { counted: to }
    }),
    does(endless, async (run) => {
      for (;;) {
        await run.mustGoOn()
        reached()
        await new Promise((resume) => setImmediate(resume))
      }
    }),
    does(refuses, async () => {
      throw new Refusal("house.noSpace")
    }),
  ]
  const url = new URL(inject("postgresUrl"))
  url.pathname = `/${(await sql<{ name: string }>`select current_database() as name`.execute(platform.db)).rows[0]?.name}`
  jobs = createJobs(platform, workers, { connectionString: url.href, queue: "counting" })
  making = { platform, occasions: createOccasions([]), jobs }
  await jobs.open(making)
})
afterAll(() => jobs.close(5))

const start = async (what: typeof count | typeof endless | typeof refuses, data: object) => {
  const { platform } = await house()
  return platform.db
    .transaction()
    .execute((db) => jobs.start(createContext(making, { db, actor, locale: "zh-CN", meetingId: null }).context, { job: what, data, meetingId: null }))
}

test("a job runs in the background and tells what it made", async () => {
  const run = await jobDone(await start(count, { to: 5 }))
  expect(run).toMatchObject({ state: "done", done: 5, total: 5, title: "数数", result: { counted: 5 }, startedBy: "林知远" })
})

test("a job that runs is cancelled by the person who started it, once", async () => {
  const id = await start(endless, {})
  await running
  await owner(contract.cancelJob, { id })
  expect((await jobDone(id)).state).toBe("cancelled")
  expect(await refused(owner(contract.cancelJob, { id }))).toBe("house.jobOver")
})

test("a refusal inside a job is told in the person's words", async () => {
  expect(await jobDone(await start(refuses, {}))).toMatchObject({ state: "failed", sentence: "服务器磁盘已满，没有保存；请管理员清理后重试" })
})

test("a job of a rolled-back command does not exist", async () => {
  const { platform } = await house()
  let id = ""
  const work = platform.db.transaction().execute(async (db) => {
    id = await jobs.start(createContext(making, { db, actor, locale: "zh-CN", meetingId: null }).context, { job: count, data: { to: 1 }, meetingId: null })
    throw new Error("rolled back")
  })
  await expect(work).rejects.toThrow("rolled back")
  expect(await refused(owner(contract.job, { id }))).toBe("house.notFound")
})

test("nobody sees another person's job", async () => {
  const id = await start(count, { to: 0 })
  const stranger = await as("units.list")
  expect(await refused(stranger(contract.job, { id }))).toBe("house.notFound")
  expect(await refused(owner(contract.job, { id: newId() }))).toBe("house.notFound")
})

test("a job that nobody does any more is told as not done, one that waits is left alone", async () => {
  const { platform } = await house()
  const lost = newId()
  await sql`insert into job_run (id, name, title, data, state, locale, actor)
    values (${lost}, 'counting.count', '{"zh-CN":"数数","en":"Count"}', '{}', 'running', 'zh-CN', ${JSON.stringify(actor)}::jsonb)`.execute(platform.db)
  const kept = await start(count, { to: 0 })
  await sweep(platform)
  expect(await owner(contract.job, { id: lost })).toMatchObject({ state: "failed", sentence: "处理多次中断，没有完成；请重新开始" })
  expect((await jobDone(kept)).state).toBe("done")
})
