import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { LinkCounts, Notice, PersonalLink, Whom } from "./contract.ts"

type Tables = {
  notice: { meeting_id: string; id: string; title: string; body: string; published_at: string | null; changed_at: string; version: number }
}
const on = (db: Db) => db.withTables<Tables>()
const columns = ["id", "title", "body", "published_at as publishedAt", "changed_at as changedAt", "version"] as const

export const noticesOf = (db: Db, meetingId: string): Promise<Notice[]> =>
  on(db).selectFrom("notice").select(columns).where("meeting_id", "=", meetingId).orderBy("changed_at", "desc").orderBy("id").execute()

export const publishedNotices = (db: Db, meetingId: string): Promise<Notice[]> =>
  on(db)
    .selectFrom("notice")
    .select(columns)
    .where("meeting_id", "=", meetingId)
    .where("published_at", "is not", null)
    .orderBy("published_at", "desc")
    .orderBy("id")
    .execute()

export const noticeById = (db: Db, meetingId: string, id: string): Promise<Notice | undefined> =>
  on(db).selectFrom("notice").select(columns).where("meeting_id", "=", meetingId).where("id", "=", id).executeTakeFirst()

/** Locks the row: two people publishing at once are one after the other. */
export const noticeToChange = (db: Db, meetingId: string, id: string): Promise<Notice | undefined> =>
  on(db).selectFrom("notice").select(columns).where("meeting_id", "=", meetingId).where("id", "=", id).forUpdate().executeTakeFirst()

export const addNotice = (db: Db, row: { meetingId: string; id: string; title: string; body: string; now: string }): Promise<Notice> =>
  on(db)
    .insertInto("notice")
    .values({ meeting_id: row.meetingId, id: row.id, title: row.title, body: row.body, published_at: null, changed_at: row.now, version: 1 })
    .returning(columns)
    .executeTakeFirstOrThrow()

type Changes = { title?: string; body?: string; published_at?: string | null }
export const changeNotice = (db: Db, of: { meetingId: string; id: string; now: string }, changes: Changes): Promise<Notice> =>
  on(db)
    .updateTable("notice")
    .set((row) => ({ ...changes, changed_at: of.now, version: row("version", "+", 1) }))
    .where("meeting_id", "=", of.meetingId)
    .where("id", "=", of.id)
    .returning(columns)
    .executeTakeFirstOrThrow()

const stateIn = sql`case when l.issued_at is null then 'none' when l.opened_at is null then 'issued' else 'opened' end`
const linksFrom = (meetingId: string) => sql`attendee_v a
  left join link_v l on l.meeting_id = a.meeting_id and l.kind = 'attendee' and l.subject_id = a.id where a.meeting_id = ${meetingId}`

export type Asked = { find?: string; state?: string; delegationId?: string; page: number; size: number }
export async function linksOf(db: Db, meetingId: string, asked: Asked): Promise<{ rows: PersonalLink[]; total: number }> {
  const find = asked.find ?? ""
  const { rows } = await sql<PersonalLink & { total: number }>`
    select a.id as "attendeeId", a.name, coalesce(a.delegation_name, '') as delegation, a.category, ${stateIn} as state,
      l.issued_at as "issuedAt", l.opened_at as "openedAt", (count(*) over ())::int as total
    from ${linksFrom(meetingId)}
      and (${find} = '' or strpos(a.name, ${find}) > 0 or starts_with(a.pinyin, lower(${find})) or starts_with(a.initials, lower(${find})))
      and (${asked.state ?? null}::text is null or ${stateIn} = ${asked.state ?? null})
      and (${asked.delegationId ?? null}::uuid is null or a.delegation_id = ${asked.delegationId ?? null}::uuid)
    order by a.delegation_place nulls last, a.list_key collate "C", a.id limit ${asked.size} offset ${(asked.page - 1) * asked.size}`.execute(db)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export const countsOf = async (db: Db, meetingId: string): Promise<LinkCounts["delegations"]> =>
  (
    await sql<LinkCounts["delegations"][number]>`
    select a.delegation_id as id, coalesce(a.delegation_name, '') as name, count(*)::int as people, count(l.issued_at)::int as issued, count(l.opened_at)::int as opened
    from ${linksFrom(meetingId)} group by a.delegation_id, a.delegation_name order by min(a.delegation_place) nulls last, a.delegation_id`.execute(db)
  ).rows

export type Receiver = { id: string; name: string; delegation: string }
const missing: Record<Whom, ReturnType<typeof sql>> = { withoutLink: sql`l.issued_at is null`, unopened: sql`l.opened_at is null`, all: sql`true` }
export const receivers = async (db: Db, of: { meetingId: string; whom: Whom; delegationId: string | null }): Promise<Receiver[]> =>
  (
    await sql<Receiver>`select a.id, a.name, coalesce(a.delegation_name, '') as delegation from ${linksFrom(of.meetingId)} and ${missing[of.whom]}
    and (${of.delegationId}::uuid is null or a.delegation_id = ${of.delegationId}::uuid)
    order by a.delegation_place nulls last, a.list_key collate "C", a.id`.execute(db)
  ).rows

export const receiversAmong = async (db: Db, meetingId: string, ids: readonly string[]): Promise<Receiver[]> =>
  (
    await sql<Receiver>`select id, name, coalesce(delegation_name, '') as delegation from attendee_v
    where meeting_id = ${meetingId} and id = any(${ids}::uuid[]) order by delegation_place nulls last, list_key collate "C", id`.execute(db)
  ).rows

export const receiver = async (db: Db, meetingId: string, id: string): Promise<Receiver | undefined> =>
  (await sql<Receiver>`select id, name, coalesce(delegation_name, '') as delegation from attendee_v where meeting_id = ${meetingId} and id = ${id}`.execute(db))
    .rows[0]

export const meetingName = async (db: Db, meetingId: string): Promise<string> =>
  (await sql<{ name: string }>`select name from meeting_v where id = ${meetingId}`.execute(db)).rows[0]?.name ?? ""
