import type { Db } from "#server/db.ts"

type Tables = { meeting_undo: { meeting_id: string; entry_id: string; undone_by: string; undone_at: string } }
const on = (db: Db) => db.withTables<Tables>()

export async function undoneAmong(db: Db, meetingId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await on(db).selectFrom("meeting_undo").select("entry_id as id").where("meeting_id", "=", meetingId).where("entry_id", "in", ids).execute()
  return new Set(rows.map(({ id }) => id))
}

/** Undefined: it is kept now, and by nobody before. Of two at once the second waits for the first and is told of it. */
export async function keepUndone(
  db: Db,
  { meetingId, entryId, by, at }: { meetingId: string; entryId: string; by: string; at: string },
): Promise<{ by: string; at: string } | undefined> {
  const { numInsertedOrUpdatedRows } = await on(db)
    .insertInto("meeting_undo")
    .values({ meeting_id: meetingId, entry_id: entryId, undone_by: by, undone_at: at })
    .onConflict((same) => same.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows) return undefined
  return on(db)
    .selectFrom("meeting_undo")
    .select(["undone_by as by", "undone_at as at"])
    .where("meeting_id", "=", meetingId)
    .where("entry_id", "=", entryId)
    .executeTakeFirst()
}
