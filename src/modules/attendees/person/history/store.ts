import { sql } from "kysely"
import type { Db } from "#server/db.ts"

export type Recorded = { at: string; who: string; operation: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }

/** What the audit knows of this row, the last fifty of it. */
export async function historyOf(db: Db, meetingId: string, id: string): Promise<Recorded[]> {
  const { rows } = await sql<Recorded>`select e.at, e.actor_name as who, e.operation, c.before, c.after
    from audit_entry e join audit_change c on c.entry_id = e.id
    where e.meeting_id = ${meetingId} and e.operation like 'attendees.%' and e.result = 'done' and c.table_name = 'attendee' and coalesce(c.before, c.after) ->> 'id' = ${id}
    order by e.id desc, c.seq desc limit 50`.execute(db)
  return rows
}
