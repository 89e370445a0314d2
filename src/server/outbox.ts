/** Outbox: announcements are rows of the command's own transaction. No NOTIFY in here: it would hold a global lock through commit. */
import { sql } from "kysely"
import type { Db } from "./db.ts"

/** `topic`: the module's name, or "jobs"; meetingId null: the house's own. */
export type Announcement = { meetingId: string | null; topic: string; payload?: unknown }

export async function addAnnouncements(db: Db, announcements: readonly Announcement[]): Promise<void> {
  if (announcements.length === 0) return
  const rows = announcements.map(
    ({ meetingId, topic, payload }) => sql`(${meetingId}::uuid, ${topic}, ${payload === undefined ? null : JSON.stringify(payload)}::jsonb)`,
  )
  await sql`insert into outbox (meeting_id, topic, payload) values ${sql.join(rows)}`.execute(db)
}
