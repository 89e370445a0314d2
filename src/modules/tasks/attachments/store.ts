import { sql } from "kysely"
import type { Db } from "#server/db.ts"

type Which = { meetingId: string; id: string; fileId: string }

export async function addFile(db: Db, { meetingId, id, fileId }: Which, { by, at }: { by: string; at: string }): Promise<void> {
  await sql`insert into task_file (meeting_id, task_id, file_id, added_by, added_at) values (${meetingId}, ${id}, ${fileId}, ${by}, ${at})`.execute(db)
}

export async function removeFile(db: Db, { meetingId, id, fileId }: Which): Promise<void> {
  await sql`delete from task_file where meeting_id = ${meetingId} and task_id = ${id} and file_id = ${fileId}`.execute(db)
}
