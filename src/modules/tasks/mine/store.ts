import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { Task } from "../contract.ts"
import { selected } from "../store.ts"

/** The meetings in which the account owns open tasks. */
export async function meetingsOwning(db: Db, accountId: string): Promise<{ id: string; name: string; zone: string }[]> {
  const { rows } = await sql<{ id: string; name: string; zone: string }>`
    select m.id, m.name, m.zone from meeting_v m
    where m.id in (select meeting_id from task where owner_account = ${accountId} and done_at is null)`.execute(db)
  return rows
}

type Owned = { accountId: string; meetingIds: readonly string[]; today: string }
export const ownedBy = (db: Db, { accountId, meetingIds, today }: Owned, { page, size }: { page: number; size: number }): Promise<Task[]> =>
  selected(db, today)
    .where("owner_account", "=", accountId)
    .where("done_at", "is", null)
    .where("meeting_id", "in", meetingIds)
    .orderBy("due_on")
    .orderBy(sql`clock nulls last`)
    .orderBy("id")
    .limit(size)
    .offset((page - 1) * size)
    .execute()

export async function countOwned(db: Db, { accountId, meetingIds }: Omit<Owned, "today">): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from task where owner_account = ${accountId} and done_at is null and meeting_id = any(${meetingIds}::uuid[])`.execute(db)
  return rows[0]?.total ?? 0
}
