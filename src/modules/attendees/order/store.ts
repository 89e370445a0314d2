import { type RawBuilder, sql } from "kysely"
import { pinyinKey } from "#kernel/names.ts"
import type { Db } from "#server/db.ts"
import type { Listed, Mode, OrderedList } from "./contract.ts"

type Row = Omit<OrderedList, "asRead">

/** The roster first, then delegations and bodies. */
export async function listsOf(db: Db, meetingId: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with members as (
      select ${meetingId}::uuid as list_id, a.id, a.sort_full from attendee a where a.meeting_id = ${meetingId}
      union all select a.delegation_id, a.id, a.sort_full from attendee a where a.meeting_id = ${meetingId} and a.delegation_id is not null
      union all select m.body_id, a.id, a.sort_full from body_member m join attendee a on a.meeting_id = m.meeting_id and a.id = m.attendee_id where m.meeting_id = ${meetingId}),
    counts as (select list_id, count(*)::int as people, (count(*) filter (where sort_full like '%~%'))::int as rare from members group by list_id),
    lists as (
      select ${meetingId}::uuid as id, 'roster' as kind, '' as name, 1 as nth, 0 as place
      union all select id, 'delegation', name, 2, place from delegation where meeting_id = ${meetingId}
      union all select id, 'body', name, 3, 0 from body where meeting_id = ${meetingId})
    select l.id as "listId", l.kind, l.name, o.mode, coalesce(c.people, 0) as people, coalesce(c.rare, 0) as rare,
      (select count(*)::int from attendee_pin p where p.meeting_id = ${meetingId} and p.list_id = l.id) as pins
    from lists l left join counts c on c.list_id = l.id left join attendee_order o on o.meeting_id = ${meetingId} and o.list_id = l.id
    order by l.nth, l.place, l.name, l.id`.execute(db)
  return rows
}

/** Everybody on a list with the key that puts him in his place. */
function onList(meetingId: string, listId: string): RawBuilder<unknown> {
  const belongs =
    listId === meetingId
      ? sql`true`
      : sql`(a.delegation_id = ${listId} or exists (select 1 from body_member m where m.meeting_id = a.meeting_id and m.body_id = ${listId} and m.attendee_id = a.id))`
  return sql`select a.*, coalesce(own.key, roster.key, a.sort_full) as key from attendee a
    left join attendee_listed own on own.meeting_id = a.meeting_id and own.list_id = ${listId} and own.attendee_id = a.id
    left join attendee_listed roster on roster.meeting_id = a.meeting_id and roster.list_id = a.meeting_id and roster.attendee_id = a.id
    where a.meeting_id = ${meetingId} and ${belongs}`
}

type Asked = { meetingId: string; listId: string; find: string; page: number; size: number }
type Found = Omit<Listed, "strokes" | "rare"> & { total: number }

export async function pageOfList(db: Db, { meetingId, listId, find, page, size }: Asked): Promise<{ rows: Found[]; total: number }> {
  const pattern = `%${find.replace(/[\\%_]/g, (character) => `\\${character}`).replace(/\s/g, "")}%`
  const sounds = `${find.toLowerCase().replace(/[^a-z]/g, "")}%`
  const matching = find ? sql`(name like ${pattern} or (${sounds} <> '%' and (pinyin like ${sounds} or initials like ${sounds})))` : sql`true`
  const { rows } = await sql<Found>`
    with listed as (select l.*, (row_number() over (order by l.key, l.id))::int as place from (${onList(meetingId, listId)}) l),
    found as (select *, (count(*) over ())::int as total from listed where ${matching} order by place limit ${size} offset ${(page - 1) * size})
    select f.id, f.place, f.name, d.name as delegation, f.unit, f.post, f.rank, f.total,
      case when p.how is not null then jsonb_build_object('how', p.how, 'anchor', o.name, 'by', p.by_name) end as pin
    from found f left join delegation d on d.meeting_id = f.meeting_id and d.id = f.delegation_id
    left join attendee_pin p on p.meeting_id = f.meeting_id and p.list_id = ${listId} and p.attendee_id = f.id
    left join attendee o on o.meeting_id = p.meeting_id and o.id = p.anchor_id order by f.place`.execute(db)
  return { rows, total: rows[0]?.total ?? 0 }
}

/** For the length of a transaction: of two who pin people to each other at once, the second must see what the first did. */
export async function lockList(db: Db, { meetingId, listId }: { meetingId: string; listId: string }): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`pins/${meetingId}/${listId}`}, 0))`.execute(db)
}

export async function setMode(db: Db, { meetingId, listId, mode }: { meetingId: string; listId: string; mode: Mode | null }): Promise<void> {
  if (mode === null) await sql`delete from attendee_order where meeting_id = ${meetingId} and list_id = ${listId}`.execute(db)
  else
    await sql`insert into attendee_order (meeting_id, list_id, mode) values (${meetingId}, ${listId}, ${mode})
      on conflict (meeting_id, list_id) do update set mode = excluded.mode`.execute(db)
}

export async function idsOf(db: Db, { meetingId, listId }: { meetingId: string; listId: string }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select l.id from (${onList(meetingId, listId)}) l order by l.key, l.id`.execute(db)
  return rows.map(({ id }) => id)
}

export type Pin = { id: string; how: "top" | "before" | "after"; anchorId: string | null; place: number; name: string }

export async function pinsOf(db: Db, { meetingId, listId }: { meetingId: string; listId: string }): Promise<Pin[]> {
  const { rows } = await sql<Pin>`select p.attendee_id as id, p.how, p.anchor_id as "anchorId", p.place, a.name
    from attendee_pin p join attendee a on a.meeting_id = p.meeting_id and a.id = p.attendee_id
    where p.meeting_id = ${meetingId} and p.list_id = ${listId} order by p.place, p.attendee_id`.execute(db)
  return rows
}

type Placing = { meetingId: string; listId: string; by: string; at: string }

export async function putPins(db: Db, { meetingId, listId, by, at }: Placing, pins: readonly Omit<Pin, "name">[]): Promise<void> {
  await sql`insert into attendee_pin as p (meeting_id, list_id, attendee_id, how, anchor_id, place, by_name, at)
    select ${meetingId}, ${listId}, r.id, r.how, r."anchorId", r.place, ${by}, ${at}
    from jsonb_to_recordset(${JSON.stringify(pins)}::jsonb) as r(id uuid, how text, "anchorId" uuid, place int)
    on conflict (meeting_id, list_id, attendee_id) do update set how = excluded.how, anchor_id = excluded.anchor_id, place = excluded.place, by_name = excluded.by_name, at = excluded.at
    where (p.how, p.anchor_id, p.place) is distinct from (excluded.how, excluded.anchor_id, excluded.place)`.execute(db)
}

export async function removePins(db: Db, { meetingId, listId }: { meetingId: string; listId: string }, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{
    id: string
  }>`delete from attendee_pin where meeting_id = ${meetingId} and list_id = ${listId} and attendee_id = any(${ids}::uuid[])
    returning attendee_id as id`.execute(db)
  return rows.length
}

/** Names that stand as an earlier version read them, a few hundred at a time; answers how many. The person's version stays: nobody changed him. */
export async function readAnew(db: Db, size: number): Promise<number> {
  const { rows } = await sql<{
    meeting_id: string
    id: string
    name: string
  }>`select meeting_id, id, name from attendee where sort_pinyin like '~%' order by meeting_id, id limit ${size} for update skip locked`.execute(db)
  const read = rows.map(({ meeting_id, id, name }) => ({ meeting_id, id, key: pinyinKey(name) }))
  await sql`update attendee a set sort_pinyin = r.key from jsonb_to_recordset(${JSON.stringify(read)}::jsonb) as r(meeting_id uuid, id uuid, key text)
    where a.meeting_id = r.meeting_id and a.id = r.id`.execute(db)
  return rows.length
}

export const isUnread = async (db: Db): Promise<boolean> => (await sql`select from attendee where sort_pinyin like '~%' limit 1`.execute(db)).rows.length > 0
