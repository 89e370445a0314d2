/** Housekeeping: what is kept for a time only goes when its time is over. */
import { sql } from "kysely"
import { refusalsOf } from "#kernel/contract.ts"
import { house } from "#kernel/house.ts"
import type { Platform } from "./context.ts"
import { removeOldRows } from "./imports.ts"
import { endLostRuns } from "./job-runs.ts"

/** Live events 24 h, remembered answers 48 h, rows of an import 30 days, jobs that are over 90 days, passing files a day; runs that nobody does any more are ended. */
export async function sweep({ db, files }: Pick<Platform, "db" | "files">): Promise<void> {
  await removeOldEvents(db)
  await sql`delete from idempotency where at < now() - interval '48 hours'`.execute(db)
  await endLostRuns(db, house[refusalsOf]["house.jobLost"]!.sentence)
  await sql`delete from job_run where finished_at < now() - interval '90 days'`.execute(db)
  await removeOldRows(db)
  await files.removePassed(db)
}

/** How far events were removed is kept: a browser whose cursor stands before it is told to read everything anew. */
async function removeOldEvents(db: Platform["db"]): Promise<void> {
  await sql`with gone as (delete from outbox where at < now() - interval '24 hours' returning tx, seq),
      last as (select tx, seq from gone order by gone.tx desc, gone.seq desc limit 1)
    insert into house_setting (name, value) select 'live.horizon', jsonb_build_object('tx', tx::text, 'seq', seq) from last
    on conflict (name) do update set value = excluded.value`.execute(db)
}

/** Every ten minutes. Answers how to stop. */
export function sweeping(platform: Platform): () => void {
  const timer = setInterval(() => sweep(platform).catch((error: Error) => platform.log.warn({ error: error.message }, "sweep")), 600_000)
  return () => clearInterval(timer)
}
