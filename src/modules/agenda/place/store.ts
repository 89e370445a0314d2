import { sql } from "kysely"
import type { Db } from "#server/db.ts"

/** All in one statement, however many. */
export async function setPlaces(db: Db, meetingId: string, places: readonly { id: string; place: string }[]): Promise<void> {
  if (!places.length) return
  await sql`update agenda_session s set place = new.place, version = s.version + 1
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as new(id uuid, place text) where s.meeting_id = ${meetingId} and s.id = new.id`.execute(db)
}
