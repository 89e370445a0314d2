import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { Delegation } from "./contract.ts"

type Tables = {
  approval_delegation: {
    id: string
    from_id: string
    from_name: string
    to_id: string
    to_name: string
    kinds: string[]
    starts_on: string
    ends_on: string
    ended_on: string | null
    created_at: string
  }
}
const on = (db: Db) => db.withTables<Tables>()
const columns = sql`id, from_id as "fromId", from_name as "fromName", to_id as "toId", to_name as "toName", kinds,
  starts_on as "startsOn", ends_on as "endsOn", ended_on as "endedOn"`

export async function delegationsOf(db: Db, accountId: string): Promise<Delegation[]> {
  const { rows } = await sql<Delegation>`
    select ${columns} from approval_delegation where from_id = ${accountId} or to_id = ${accountId} order by starts_on desc, id desc limit 200`.execute(db)
  return rows
}

/** All that are not over, with nobody adding another at the same moment: two that are sound alone could make a chain together. */
export async function lockDelegations(db: Db, today: string): Promise<Delegation[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('approvals.delegate', 0))`.execute(db)
  const { rows } = await sql<Delegation>`select ${columns} from approval_delegation where ended_on is null and ends_on >= ${today}`.execute(db)
  return rows
}

export const addDelegation = (db: Db, row: Delegation, now: string) =>
  on(db)
    .insertInto("approval_delegation")
    .values({
      id: row.id,
      from_id: row.fromId,
      from_name: row.fromName,
      to_id: row.toId,
      to_name: row.toName,
      kinds: row.kinds,
      starts_on: row.startsOn,
      ends_on: row.endsOn,
      ended_on: null,
      created_at: now,
    })
    .execute()

export async function endDelegation(db: Db, { id, fromId, today }: { id: string; fromId: string; today: string }): Promise<boolean> {
  const { numUpdatedRows } = await on(db)
    .updateTable("approval_delegation")
    .set({ ended_on: today })
    .where("id", "=", id)
    .where("from_id", "=", fromId)
    .where("ended_on", "is", null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** In whose place this person may decide things of this kind today. */
export async function principalsOf(db: Db, { accountId, kind, today }: { accountId: string; kind: string; today: string }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct from_id as id from approval_delegation
    where to_id = ${accountId} and ended_on is null and ${today} between starts_on and ends_on and (kinds = '{}' or ${kind} = any(kinds))`.execute(db)
  return rows.map(({ id }) => id)
}
