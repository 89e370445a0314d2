import { type RawBuilder, sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { MeetingHere, Open } from "./rules.ts"

const columns = sql`id, title, owner, owner_account as "ownerAccount", due_on as "dueOn", clock, legal, alarm_minutes as "alarmMinutes"`
const inOrder = (wanted: RawBuilder<unknown>) => sql<Open>`select ${columns} from task where ${wanted} and done_at is null order by id`

/**
 * Open tasks due until that day. Held until the end of the transaction: who completes one meanwhile waits, and then withdraws what was just told;
 * otherwise a task that is done could be told as late.
 */
export async function dueUntil(db: Db, meetingId: string, day: string): Promise<Open[]> {
  const { rows } = await sql<Open>`${inOrder(sql`meeting_id = ${meetingId} and due_on <= ${day}::date`)} for share`.execute(db)
  return rows
}

export async function openByIds(db: Db, meetingId: string, ids: readonly string[]): Promise<Open[]> {
  const { rows } = await inOrder(sql`meeting_id = ${meetingId} and id = any(${ids}::uuid[])`).execute(db)
  return rows
}

export type Alarmed = Open & { meetingId: string; meeting: string; zone: string }
/** Those with an alarm that is due between these days, with where they are: in any meeting, or in one. One statement, however many meetings. */
export async function alarmedBetween(db: Db, { from, to }: { from: string; to: string }, meetingId: string | null = null): Promise<Alarmed[]> {
  const { rows } = await sql<Alarmed>`
    select ${columns}, task.meeting_id as "meetingId", m.name as meeting, m.zone from task join (select id as meeting_id, name, zone from meeting_v) m using (meeting_id)
    where alarm_minutes is not null and done_at is null and clock is not null and due_on between ${from}::date and ${to}::date
      and (${meetingId}::uuid is null or meeting_id = ${meetingId}) order by meeting_id, id`.execute(db)
  return rows
}

/** Meetings with open tasks due until that day, as long as their people are at home no longer than since the other. */
export async function meetingsDue(db: Db, { until, since }: { until: string; since: string }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from meeting_v m where m.departs_on >= ${since}::date
      and exists (select 1 from task t where t.meeting_id = m.id and t.done_at is null and t.due_on <= ${until}::date) order by m.id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function meetingHere(db: Db, id: string): Promise<(MeetingHere & { departsOn: string }) | undefined> {
  const { rows } = await sql<MeetingHere & { departsOn: string }>`
    select id, name, zone, departs_on as "departsOn" from meeting_v where id = ${id}`.execute(db)
  return rows[0]
}
