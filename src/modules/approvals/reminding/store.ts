import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import { waiting, waitsForMe } from "../store.ts"

/** Those that are late now, held until the end of the transaction: who decides meanwhile waits, and then withdraws what was just told. */
export async function holdLate(db: Db, now: string): Promise<void> {
  await sql`select id from approval where state = 'running' and due_at < ${now} order by id for share`.execute(db)
}

export type LateFor = { id: string; title: string; stepName: string; dueAt: string; accountId: string }
/** For whom they wait: those who are asked, and who stands in for them. */
export async function lateFor(db: Db, { now, today }: { now: string; today: string }): Promise<LateFor[]> {
  const { rows } = await sql<LateFor>`
    select a.id, a.title, a.flow -> 'steps' -> a.step ->> 'name' as "stepName", a.due_at as "dueAt", c.account_id as "accountId"
    from approval a cross join lateral (
      select s.account_id from approval_seat s where ${waiting}
      union select g.to_id from approval_seat s join approval_delegation g on g.from_id = s.account_id where ${waiting} and g.ended_on is null) c
    where a.due_at < ${now} and ${waitsForMe({ id: sql`c.account_id`, today })} order by a.id, c.account_id`.execute(db)
  return rows
}
