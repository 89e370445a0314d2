import { sql } from "kysely"
import type { Db } from "#server/db.ts"

export type Standing = {
  meetingId: string
  total: number
  done: number
  late: number
  dueToday: number
  wrong: number
  mine: number
  begunOn: string | null
}

export async function paperDays(db: Db, meetingId: string, paper: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`select due_on as day from task where meeting_id = ${meetingId} and document = ${paper} order by due_on`.execute(
    db,
  )
  return rows.map(({ day }) => day)
}

/** One statement, however many meetings; each by the day it is there. */
export async function standingsOf(db: Db, ids: readonly string[], accountId: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    with m as (select id, (now() at time zone zone)::date as today from meeting_v where id = any(${ids}::uuid[])),
      t as (select t.meeting_id, count(*) as total, count(t.done_at) as done, min(t.starts_on) as begun,
          count(*) filter (where t.done_at is null and t.due_on < m.today) as late,
          count(*) filter (where t.done_at is null and t.due_on = m.today) as due,
          count(*) filter (where t.done_at is null and t.owner_account::text = ${accountId}) as mine
        from task t join m on m.id = t.meeting_id group by t.meeting_id),
      l as (select l.meeting_id, count(*) as wrong from task_matter l join m on m.id = l.meeting_id
        where l.closed_at is null and l.due_on < m.today group by l.meeting_id)
    select m.id as "meetingId", coalesce(t.total, 0) as total, coalesce(t.done, 0) as done, coalesce(t.late, 0) as late, coalesce(t.due, 0) as "dueToday",
      coalesce(l.wrong, 0) as wrong, coalesce(t.mine, 0) as mine, t.begun as "begunOn"
    from m left join t on t.meeting_id = m.id left join l on l.meeting_id = m.id`.execute(db)
  return rows
}
