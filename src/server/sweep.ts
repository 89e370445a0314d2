/** Housekeeping: what is kept for a time only goes when its time is over. */
import { sql } from "kysely"
import type { Platform } from "./context.ts"

/** Live events 24 h, remembered answers 48 h; every ten minutes. Answers how to stop. */
export function sweeping(platform: Platform): () => void {
  const sweep = async () => {
    await sql`delete from outbox where at < now() - interval '24 hours'`.execute(platform.db)
    await sql`delete from idempotency where at < now() - interval '48 hours'`.execute(platform.db)
  }
  const timer = setInterval(() => sweep().catch((error: Error) => platform.log.warn({ error: error.message }, "sweep")), 600_000)
  return () => clearInterval(timer)
}
