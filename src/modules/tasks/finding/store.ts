import { sql } from "kysely"
import type { Db } from "#server/db.ts"

/** The open ones first, then the next due. */
export async function tasksNamed(db: Db, ids: readonly string[], find: string): Promise<{ meetingId: string; title: string; dueOn: string }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ meetingId: string; title: string; dueOn: string }>`select meeting_id as "meetingId", title, due_on as "dueOn" from task
    where meeting_id = any(${ids}::uuid[]) and position(lower(${find}) in lower(title)) > 0
    order by done_at is not null, abs(due_on - current_date), id limit 5`.execute(db)
  return rows
}
