/** Jobs: long work in the background, sent in the command's own transaction, with a JobRun a person can watch and cancel. */
import { sql } from "kysely"
import { fromKysely, PgBoss } from "pg-boss"
import { Refusal } from "#kernel/contract.ts"
import type { JobRun } from "#kernel/house.ts"
import { newId } from "#kernel/ids.ts"
import type { Locale } from "#kernel/words.ts"
import { apart } from "./apart.ts"
import type { Actor, JobContext, JobResult, Platform, Ticking, Worker } from "./context.ts"
import type { Jobs, Making } from "./context-of.ts"
import { isAway } from "./db.ts"
import { finishRun, markRunning, type RunRow, runById, saveProgress, startRun } from "./job-runs.ts"
import { withoutValues } from "./log.ts"
import { addAnnouncements } from "./outbox.ts"
import { openTicks, tick } from "./ticks.ts"

class Cancelled extends Error {}

/** `clock` false: nothing is done by itself, only when it is told to. */
type Working = { connectionString: string; queue?: string; tickings?: readonly Ticking[]; clock?: boolean }

export function createJobs(
  platform: Platform,
  workers: readonly Worker[],
  { connectionString, queue = "huixu-jobs", tickings = [], clock = true }: Working,
): Jobs {
  const byName = new Map(workers.map((worker) => [worker.job.name, worker]))
  // a missed heartbeat is looked for every 5 s: by default only every minute, and the person waits that long for an import that was cut
  const boss = new PgBoss({
    connectionString,
    max: 3,
    useListenNotify: true,
    application_name: "huixu-jobs",
    schedule: clock,
    // by default an hour is noticed up to half a minute late
    cronMonitorIntervalSeconds: 10,
    cronWorkerIntervalSeconds: 2,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  })
  boss.on("error", (error: Error) => platform.log.error({ error: error.message }, "job queue"))
  return {
    async start(ctx, { job, data, meetingId }) {
      if (!byName.has(job.name)) throw new Error(`no module does the job ${job.name}`)
      const id = newId()
      await startRun(ctx.db, { id, job, data: job.data.parse(data), meetingId, actor: ctx.actor, locale: ctx.locale })
      // a worker that vanished is noticed after 10 s by its heartbeat; the queue's default of 15 minutes would leave the person waiting
      await boss.send(queue, { id }, { db: fromKysely(ctx.db), retryLimit: 2, retryDelay: 0, heartbeatSeconds: 10, expireInSeconds: 3600 })
      return id
    },
    async open(making) {
      await boss.start()
      await boss.createQueue(queue, { notify: true, retryLimit: 2 })
      await boss.work<{ id: string }>(
        queue,
        { localConcurrency: 2, batchSize: 1, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2 },
        async ([sent]) => {
          if (sent) await work(making, byName, sent.data.id)
        },
      )
      if (clock) await openTicks(boss, `${queue}-ticks`, { making, tickings })
    },
    async tick(making, name, now) {
      const ticking = tickings.find((one) => one.name === name)
      if (!ticking) throw new Error(`nothing is done by the clock as ${name}`)
      await tick(making, ticking, now)
    },
    close: (seconds) => boss.stop({ graceful: true, timeout: seconds * 1000, close: true }),
  }
}

async function work(making: Making, workers: Map<string, Worker>, id: string): Promise<void> {
  const { platform } = making
  const run = await runById(platform.db, id)
  if (!run || run.state === "done" || run.state === "cancelled" || run.state === "failed") return
  const worker = workers.get(run.name)
  if (!worker) return finish(making, run, { state: "failed", sentence: `no worker for ${run.name}` })
  await markRunning(platform.db, id)
  try {
    const result = await worker.work(jobContext(making, run), worker.job.data.parse(run.data) as never)
    await finish(making, run, { state: "done", ...resultOf(result) })
  } catch (error) {
    if (error instanceof Cancelled) return finish(making, run, { state: "cancelled" })
    // the queue gives it out again, here or after the next start
    if (isAway(error as Error)) throw error
    if (!(error instanceof Refusal)) platform.log.error({ job: run.name, id, error: withoutValues(error as Error) }, "job failed")
    const sentence = error instanceof Refusal ? platform.say(error, run.locale) : inside(run)
    await finish(making, run, { state: "failed", sentence })
  }
}

const inside = ({ id, locale }: RunRow): string =>
  locale === "en" ? `Something went wrong inside. Tell the administrator: ${id}` : `系统内部出错。请把编号告诉管理员：${id}`

const resultOf = ({ fileId, ...numbers }: JobResult) => ({ fileId: fileId ?? null, result: numbers })

type Ending = { state: JobRun["state"]; sentence?: string; fileId?: string | null; result?: Record<string, unknown> }
async function finish({ platform }: Making, run: RunRow, ending: Ending): Promise<void> {
  await platform.db.transaction().execute(async (db) => {
    await finishRun(db, run.id, ending)
    await addAnnouncements(db, [{ meetingId: run.meetingId, topic: "jobs", payload: { id: run.id, state: ending.state } }])
  })
  platform.live.wake()
}

const moduleOf = ({ name }: RunRow): string => name.split(".")[0] ?? name

function jobContext(making: Making, run: RunRow): JobContext {
  const { platform } = making
  let lastSaved = 0
  const actor: Actor = run.actor
  return {
    id: run.id,
    platform,
    db: platform.db,
    actor,
    locale: run.locale as Locale,
    meetingId: run.meetingId,
    transaction: (doIt) => apart(making, { ...run, objectId: run.id, own: [{ meetingId: run.meetingId, topic: moduleOf(run) }] }, doIt),
    async progress(done, total, sentence) {
      const now = performance.now()
      if (now - lastSaved < 500 && done < total) return
      lastSaved = now
      await saveProgress(platform.db, run.id, { done, total, sentence: sentence ?? null })
    },
    async mustGoOn() {
      const { rows } = await sql<{ cancel: boolean }>`select cancel from job_run where id = ${run.id}`.execute(platform.db)
      if (rows[0]?.cancel) throw new Cancelled()
    },
  }
}
