/** 最近动态: what was done in a meeting, newest first, by the audit. */
import { type RawBuilder, sql } from "kysely"
import type { Db } from "./db.ts"

export type DoingRow = {
  id: string
  at: string
  whoId: string
  who: string
  operation: string
  input: unknown
  /** The first thing it changed, by its title or name. */
  changed: string | null
  /** An undoing: the operation that was undone. */
  undid: string | null
}
export type Wanted = { meetingId: string; size: number; after?: string | undefined; whoId?: string | undefined; module?: string | undefined }

/** Refusals and queries are no doings, nor are the portions of a job (they have no input): its command is the doing. */
const isDoing = sql`e.result = 'done' and e.actor_kind in ('account', 'job', 'unitLink') and e.input <> 'null'::jsonb`

export async function doingsOf(db: Db, { meetingId, size, after, whoId, module }: Wanted): Promise<DoingRow[]> {
  const where: RawBuilder<unknown>[] = [sql`e.meeting_id = ${meetingId}`, isDoing]
  if (after) where.push(sql`e.id < ${after}`)
  if (whoId) where.push(sql`e.actor_id = ${whoId}`)
  if (module) where.push(sql`e.operation like ${`${module}.%`}`)
  const { rows } = await sql<DoingRow>`
    select e.id, e.at, e.actor_id as "whoId", e.actor_name as who, e.operation, e.input,
      (select coalesce(c.before ->> 'title', c.after ->> 'title', c.before ->> 'name', c.after ->> 'name') from audit_change c
        where c.entry_id = e.id and coalesce(c.before ->> 'title', c.after ->> 'title', c.before ->> 'name', c.after ->> 'name') is not null order by c.seq limit 1) as changed,
      case when e.operation = 'meetings.undo' then (select u.operation from audit_entry u where u.id = (e.input ->> 'entryId')::uuid) end as undid
    from audit_entry e where ${sql.join(where, sql` and `)} order by e.id desc limit ${size}`.execute(db)
  return rows
}

/** Who did something in the meeting, of its last 2 000 doings. */
export async function doersIn(db: Db, meetingId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select e.id, max(e.name) as name from (
      select actor_id as id, actor_name as name from audit_entry e where e.meeting_id = ${meetingId} and ${isDoing} order by e.id desc limit 2000) e
    group by e.id order by count(*) desc, e.id limit 100`.execute(db)
  return rows
}
