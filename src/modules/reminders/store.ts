import { sql } from "kysely"
import type { Sentence } from "#kernel/words.ts"
import type { Db } from "#server/db.ts"
import type { Level, Reminder } from "./contract.ts"

export type Kept = {
  id: string
  accountId: string
  /** What it is about: of one key a person has one reminder. */
  key: string
  topic: string
  level: Level
  meetingId: string | null
  path: string
  title: string
  sentence: Sentence
}

/** One statement, however many. Told the same again, a reminder stays as it is, read or not; told otherwise, it is new. Answers how many came or changed. */
export async function put(db: Db, rows: readonly Kept[], now: string): Promise<number> {
  if (rows.length === 0) return 0
  // always in one order: two who write the same reminders at once would else wait for each other
  const ordered = rows.toSorted((a, b) => (a.accountId + a.key < b.accountId + b.key ? -1 : 1))
  const { rows: written } = await sql`
    insert into reminder (id, account_id, key, topic, level, meeting_id, path, title, sentence, at)
    select id, "accountId", key, topic, level, "meetingId", path, title, sentence, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(ordered)}::jsonb)
      as r(id uuid, "accountId" uuid, key text, topic text, level text, "meetingId" uuid, path text, title text, sentence jsonb)
    on conflict (account_id, key) do update set topic = excluded.topic, level = excluded.level, meeting_id = excluded.meeting_id, path = excluded.path,
      title = excluded.title, sentence = excluded.sentence, at = excluded.at, read_at = null
    where (reminder.level, reminder.path, reminder.title, reminder.sentence) is distinct from (excluded.level, excluded.path, excluded.title, excluded.sentence)
    returning id`.execute(db)
  return written.length
}

/** Whoever has them, or those of one account. */
export async function removeKeys(db: Db, keys: readonly string[], accountId: string | null = null): Promise<number> {
  const { rows } = await sql`delete from reminder where key = any(${keys}) and (${accountId}::uuid is null or account_id = ${accountId}) returning id`.execute(
    db,
  )
  return rows.length
}

/** Those of the topic in the meeting that are not among the wanted. */
export async function removeOthers(
  db: Db,
  { topic, meetingId }: Pick<Kept, "topic" | "meetingId">,
  wanted: readonly Pick<Kept, "accountId" | "key">[],
): Promise<number> {
  const kept = JSON.stringify(wanted.map(({ accountId, key }) => ({ accountId, key })))
  const { rows } = await sql`delete from reminder where topic = ${topic} and meeting_id is not distinct from ${meetingId}
    and not exists (select 1 from jsonb_to_recordset(${kept}::jsonb) as w("accountId" uuid, key text) where w."accountId" = account_id and w.key = reminder.key)
    returning id`.execute(db)
  return rows.length
}

export type Told = Pick<Kept, "accountId" | "key" | "level">
export async function toldOf(db: Db, { topic, meetingId }: Pick<Kept, "topic" | "meetingId">): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select account_id as "accountId", key, level from reminder where topic = ${topic} and meeting_id is not distinct from ${meetingId}`.execute(db)
  return rows
}

export async function meetingsOf(db: Db, topic: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct meeting_id as id from reminder where topic = ${topic} and meeting_id is not null`.execute(db)
  return rows.map(({ id }) => id)
}

export async function meetingsNamed(db: Db, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct meeting_id as id from reminder where account_id = ${accountId} and meeting_id is not null`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export type Mine = { accountId: string; meetingIds: readonly string[] }
const isMine = ({ accountId, meetingIds }: Mine) => sql`account_id = ${accountId} and (meeting_id is null or meeting_id = any(${meetingIds}::uuid[]))`

type Row = Omit<Reminder, "sentence"> & { sentence: Sentence }
export async function remindersOf(db: Db, mine: Mine, { page, size }: { page: number; size: number }): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, level, meeting_id as "meetingId", path, title, sentence, at, read_at is not null as "isRead" from reminder where ${isMine(mine)}
    order by level = 'alarm' desc, read_at is null desc, at desc, level = 'late' desc, id limit ${size} offset ${(page - 1) * size}`.execute(db)
  return rows
}

export async function countsOf(db: Db, mine: Mine): Promise<{ total: number; waiting: number; alarms: number }> {
  const { rows } = await sql<{ total: number; waiting: number; alarms: number }>`
    select count(*) as total, count(*) filter (where read_at is null or level = 'alarm') as waiting, count(*) filter (where level = 'alarm') as alarms
    from reminder where ${isMine(mine)}`.execute(db)
  return rows[0] ?? { total: 0, waiting: 0, alarms: 0 }
}

export async function read(db: Db, { accountId, ids, now }: { accountId: string; ids: readonly string[] | null; now: string }): Promise<number> {
  const { rows } = await sql`update reminder set read_at = ${now} where account_id = ${accountId} and read_at is null and level <> 'alarm'
    and (${ids}::uuid[] is null or id = any(${ids}::uuid[])) returning id`.execute(db)
  return rows.length
}

export async function removeReadBefore(db: Db, instant: string): Promise<void> {
  await sql`delete from reminder where read_at < ${instant}`.execute(db)
}
