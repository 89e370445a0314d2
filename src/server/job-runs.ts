/** The rows of job_run: what the person sees of a job. Written outside the job's own transactions, so that progress shows at once. */
import { sql } from "kysely"
import type { Job } from "#kernel/contract.ts"
import type { JobRun } from "#kernel/house.ts"
import type { Locale } from "#kernel/words.ts"
import type { Actor } from "./context.ts"
import type { Db } from "./db.ts"

export type RunRow = { id: string; name: string; data: unknown; state: JobRun["state"]; meetingId: string | null; locale: Locale; actor: Actor }

export async function startRun(db: Db, run: { id: string; job: Job; data: unknown; meetingId: string | null; actor: Actor; locale: Locale }): Promise<void> {
  await sql`insert into job_run (id, name, title, meeting_id, data, state, locale, actor)
    values (${run.id}, ${run.job.name}, ${JSON.stringify(run.job.sentence)}::jsonb, ${run.meetingId}, ${JSON.stringify(run.data)}::jsonb, 'waiting', ${run.locale},
      ${JSON.stringify(run.actor)}::jsonb)`.execute(db)
}

export async function runById(db: Db, id: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`select id, name, data, state, meeting_id as "meetingId", locale, actor from job_run where id = ${id}`.execute(db)
  return rows[0]
}

export async function markRunning(db: Db, id: string): Promise<void> {
  await sql`update job_run set state = 'running' where id = ${id}`.execute(db)
}

export async function saveProgress(db: Db, id: string, { done, total, sentence }: { done: number; total: number; sentence: string | null }): Promise<void> {
  await sql`update job_run set done = ${done}, total = ${total}, sentence = ${sentence} where id = ${id}`.execute(db)
}

/** What the job was given goes with its end: an import's corrections hold names and numbers of people. */
export async function finishRun(
  db: Db,
  id: string,
  ending: { state: JobRun["state"]; sentence?: string; fileId?: string | null; result?: Record<string, unknown> },
): Promise<void> {
  await sql`update job_run set state = ${ending.state}, sentence = coalesce(${ending.sentence ?? null}, sentence), file_id = ${ending.fileId ?? null},
    result = ${JSON.stringify(ending.result ?? null)}::jsonb, done = case when ${ending.state} = 'done' then total else done end, finished_at = now(), data = '{}' where id = ${id}`.execute(
    db,
  )
}

const shown = sql`id, name, title, meeting_id as "meetingId", state, done, total, sentence, file_id as "fileId", result, actor ->> 'name' as "startedBy",
  created_at as "createdAt", finished_at as "finishedAt"`
type Shown = Omit<JobRun, "title"> & { title: Record<Locale, string> }
const inLanguage = (row: Shown, locale: Locale): JobRun => ({ ...row, title: row.title[locale] })

/** The last 50 jobs of this actor, newest first. */
export async function runsOf(db: Db, actorId: string, locale: Locale): Promise<JobRun[]> {
  const { rows } = await sql<Shown>`select ${shown} from job_run where actor ->> 'id' = ${actorId} order by created_at desc limit 50`.execute(db)
  return rows.map((row) => inLanguage(row, locale))
}

export async function runOf(db: Db, { actorId, id, locale }: { actorId: string; id: string; locale: Locale }): Promise<JobRun | undefined> {
  const { rows } = await sql<Shown>`select ${shown} from job_run where id = ${id} and actor ->> 'id' = ${actorId}`.execute(db)
  return rows[0] && inLanguage(rows[0], locale)
}

export async function askToCancel(db: Db, id: string): Promise<void> {
  await sql`update job_run set cancel = true, state = case when state = 'waiting' then 'cancelled' else state end,
    finished_at = case when state = 'waiting' then now() else finished_at end where id = ${id}`.execute(db)
}

/** A run whose process died more often than the queue tries again would be "running" for ever: it is over, and the person is told. */
export async function endLostRuns(db: Db, sentence: Record<Locale, string>): Promise<void> {
  await sql`update job_run set state = 'failed', finished_at = now(), data = '{}', sentence = case locale when 'en' then ${sentence.en} else ${sentence["zh-CN"]} end
    where finished_at is null and not exists (
      select 1 from pgboss.job j where j.data ->> 'id' = job_run.id::text and j.state in ('created', 'retry', 'active'))`.execute(db)
}
