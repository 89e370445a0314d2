import type { Db } from "#server/db.ts"

type Tables = { task_wait: { meeting_id: string; task_id: string; waits_for: string } }
const on = (db: Db) => db.withTables<Tables>()

/** What each task waits for, of the whole meeting. */
export async function waitsIn(db: Db, meetingId: string): Promise<{ id: string; waitsFor: string }[]> {
  return on(db).selectFrom("task_wait").select(["task_id as id", "waits_for as waitsFor"]).where("meeting_id", "=", meetingId).execute()
}

export async function addWaits(db: Db, meetingId: string, waits: readonly { id: string; waitsFor: string }[]): Promise<void> {
  if (!waits.length) return
  const rows = waits.map(({ id, waitsFor: other }) => ({ meeting_id: meetingId, task_id: id, waits_for: other }))
  await on(db)
    .insertInto("task_wait")
    .values(rows)
    .onConflict((same) => same.doNothing())
    .execute()
}

export async function setWaits(db: Db, meetingId: string, { id, waitsFor: wanted }: { id: string; waitsFor: readonly string[] }): Promise<void> {
  await on(db).deleteFrom("task_wait").where("meeting_id", "=", meetingId).where("task_id", "=", id).execute()
  await addWaits(
    db,
    meetingId,
    wanted.map((other) => ({ id, waitsFor: other })),
  )
}
