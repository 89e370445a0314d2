/** Housekeeping: what is kept for a time only goes when its time is over. */
import { sql } from "kysely"
import { refusalsOf } from "#kernel/contract.ts"
import { house } from "#kernel/house.ts"
import type { Platform } from "./context.ts"
import { removeOldRows } from "./imports.ts"
import { endLostRuns } from "./job-runs.ts"

/** Live events 24 h, remembered answers 48 h, rows of an import 30 days, passing files a day; runs that nobody does any more are ended. */
export async function sweep({ db, files }: Pick<Platform, "db" | "files">): Promise<void> {
  await sql`delete from outbox where at < now() - interval '24 hours'`.execute(db)
  await sql`delete from idempotency where at < now() - interval '48 hours'`.execute(db)
  await endLostRuns(db, house[refusalsOf]["house.jobLost"]!.sentence)
  await removeOldRows(db)
  await files.removePassed(db)
}

/** Every ten minutes. Answers how to stop. */
export function sweeping(platform: Platform): () => void {
  const timer = setInterval(() => sweep(platform).catch((error: Error) => platform.log.warn({ error: error.message }, "sweep")), 600_000)
  return () => clearInterval(timer)
}
