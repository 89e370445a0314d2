import { sql } from "kysely"
import type { Db } from "#server/db.ts"

/** Whoever takes the chair of a series takes it in the body he belongs to. */
export async function giveChair(db: Db, meetingId: string, ids: readonly string[]): Promise<void> {
  if (!ids.length) return
  await sql`update body_member set role = 'chair' where meeting_id = ${meetingId} and attendee_id = any(${ids}::uuid[])`.execute(db)
}
