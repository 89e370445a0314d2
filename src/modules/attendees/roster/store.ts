import { sql } from "kysely"
import { newId } from "#kernel/ids.ts"
import type { Db } from "#server/db.ts"
import { openCustom, openId, openPhone } from "../person/sealing/store.ts"
import type { Source } from "../store.ts"
import type { Existing } from "./matching/rules.ts"
import type { Custom } from "./reading/rules.ts"

type Row = Omit<Existing, "custom"> & {
  phoneSealed: string | null
  idSealed: string | null
  custom: Record<string, string>
  customSealed: Record<string, string>
}

/** Everybody on the list with all that an import may say of him, opened: what is the same is not written again. */
export async function existingPeople({ db, platform: { keys } }: Source, meetingId: string): Promise<Existing[]> {
  const { rows } = await sql<Row>`select a.id, a.name, a.sex, a.ethnicity, a.birth, a.category, d.name as delegation, g.name as "group",
      (select min(o.office) from attendee_group_office o where o.meeting_id = a.meeting_id and o.group_id = a.group_id and o.attendee_id = a.id) as "groupRole",
      a.unit, a.post, a.rank, a.role, a.education, a.politics, a.phone, a.hotel, a.room, a.table_no as "tableNo", a.car_no as "carNo", a.diet,
      case when a.mark_by_hand then a.same_name_mark end as mark, a.remark, a.custom, a.phone_sealed as "phoneSealed", a.id_sealed as "idSealed", a.custom_sealed as "customSealed"
    from attendee a left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id
    left join attendee_group g on g.meeting_id = a.meeting_id and g.id = a.group_id
    where a.meeting_id = ${meetingId} order by a.position, a.id`.execute(db)
  return rows.map(({ phoneSealed, idSealed, customSealed, ...row }) => {
    const sealed = Object.entries(customSealed).map(([field, value]) => [field, openCustom(keys, row.id, value)])
    return {
      ...row,
      phone: openPhone(keys, row.id, phoneSealed) ?? row.phone,
      idNumber: openId(keys, row.id, idSealed),
      custom: { ...row.custom, ...Object.fromEntries(sealed) },
    }
  })
}

/** Changes with every change of somebody on the list. */
export async function rosterState(db: Db, meetingId: string): Promise<string> {
  const { rows } = await sql<{
    state: string
  }>`select concat(count(*), '/', sum(version), '/', max(updated_at)) as state from attendee where meeting_id = ${meetingId}`.execute(db)
  return rows[0]!.state
}

export async function customsOf(db: Db, meetingId: string): Promise<Custom[]> {
  const { rows } = await sql<Custom>`select id, name, kind, choices from attendee_field where meeting_id = ${meetingId} order by place, id`.execute(db)
  return rows
}

export const unitOf = async (db: Db, meetingId: string): Promise<string | null> =>
  (await sql<{ unitId: string | null }>`select unit_id as "unitId" from meeting_v where id = ${meetingId}`.execute(db)).rows[0]?.unitId ?? null

export type GroupName = { delegationId: string | null; name: string }
export const groupKey = ({ delegationId, name }: GroupName): string => `${delegationId ?? ""}|${name}`

/** Groups that are not there yet stand behind those that are; all answer with their ids, `made` says which are new. */
export async function ensureGroups(db: Db, meetingId: string, names: readonly GroupName[]): Promise<{ ids: Map<string, string>; made: string[] }> {
  const wanted = names.map(({ delegationId, name }, index) => ({ id: newId(), delegation_id: delegationId, name, nth: index + 1 }))
  const { rows: made } = await sql<{ id: string }>`insert into attendee_group (meeting_id, id, delegation_id, name, place)
    select ${meetingId}, r.id, r.delegation_id, r.name, (select coalesce(max(place), 0) from attendee_group where meeting_id = ${meetingId}) + row_number() over (order by r.nth)
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as r(id uuid, delegation_id uuid, name text, nth int)
    on conflict on constraint attendee_group_name_once do nothing returning id`.execute(db)
  const { rows } = await sql<
    GroupName & { id: string }
  >`select id, delegation_id as "delegationId", name from attendee_group where meeting_id = ${meetingId}`.execute(db)
  return { ids: new Map(rows.map((row) => [groupKey(row), row.id])), made: made.map(({ id }) => id) }
}

/** What somebody is in his group, by person. */
export async function groupOffices(db: Db, meetingId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; office: string }>`select o.attendee_id as id, min(o.office) as office from attendee_group_office o
    join attendee a on a.meeting_id = o.meeting_id and a.id = o.attendee_id and a.group_id = o.group_id where o.meeting_id = ${meetingId} group by o.attendee_id`.execute(
    db,
  )
  return new Map(rows.map(({ id, office }) => [id, office]))
}

/** Only those nobody belongs to. */
export async function removeGroups(db: Db, meetingId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from attendee_group g where meeting_id = ${meetingId} and id = any(${ids}::uuid[])
    and not exists (select 1 from attendee a where a.meeting_id = g.meeting_id and a.group_id = g.id)`.execute(db)
}

type Extra = { id: string; groupId: string | null; groupRole: string | null; mark: string | null }
/** What stands beside a person's own row: his office in his group, and what tells him from his namesakes. */
export async function putExtras(db: Db, meetingId: string, people: readonly Extra[]): Promise<void> {
  const said = people.filter(({ groupRole, mark }) => groupRole !== null || mark !== null)
  if (said.length === 0) return
  const record = sql`jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as r(id uuid, "groupId" uuid, "groupRole" text, mark text)`
  await sql`insert into attendee_group_office (meeting_id, group_id, attendee_id, office)
    select ${meetingId}, r."groupId", r.id, r."groupRole" from ${record} where r."groupId" is not null and r."groupRole" is not null on conflict do nothing`.execute(
    db,
  )
  await sql`update attendee a set same_name_mark = r.mark, mark_by_hand = true from ${record}
    where a.meeting_id = ${meetingId} and a.id = r.id and r.mark is not null and (a.same_name_mark <> r.mark or not a.mark_by_hand)`.execute(db)
}

export async function lastPosition(db: Db, meetingId: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(position), 0) as last from attendee where meeting_id = ${meetingId}`.execute(db)
  return rows[0]!.last
}

/** The rows as they stand, for the way back. */
export async function imagesOf(db: Db, meetingId: string, ids: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
  const { rows } = await sql<{
    id: string
    image: Record<string, unknown>
  }>`select id, to_jsonb(a) || jsonb_build_object('offices', coalesce((select jsonb_agg(to_jsonb(o)) from attendee_group_office o
      where o.meeting_id = a.meeting_id and o.attendee_id = a.id), '[]')) as image from attendee a where meeting_id = ${meetingId} and id = any(${ids})`.execute(
    db,
  )
  return new Map(rows.map(({ id, image }) => [id, image]))
}

/** People whose version is no longer the one the import gave them, or who are gone. */
export async function changedSince(
  db: Db,
  meetingId: string,
  versions: readonly { id: string; version: number }[],
): Promise<{ count: number; names: string[] }> {
  const { rows } = await sql<{ name: string | null }>`select a.name from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as v(id uuid, version int)
    join attendee a on a.meeting_id = ${meetingId} and a.id = v.id where a.version <> v.version order by a.sort_full, a.id`.execute(db)
  return { count: rows.length, names: rows.slice(0, 10).map(({ name }) => name ?? "") }
}

/** Back to what stood before, all columns but the version, which only goes up. An import of an earlier version knew fewer columns. */
export async function restore(db: Db, meetingId: string, images: readonly Record<string, unknown>[]): Promise<void> {
  await sql`update attendee a set name = b.name, sort_full = b.sort_full, sort_surname = b.sort_surname, sort_pinyin = coalesce(b.sort_pinyin, '~' || b.pinyin || ' ' || b.sort_full), pinyin = b.pinyin, initials = b.initials, sex = b.sex, ethnicity = b.ethnicity,
      category = b.category, delegation_id = b.delegation_id, unit = b.unit, post = b.post, phone = b.phone, phone_sealed = b.phone_sealed, phone_hash = b.phone_hash, phone_tail = b.phone_tail, id_sealed = b.id_sealed, id_hash = b.id_hash,
      id_tail = b.id_tail, birth = b.birth, education = b.education, politics = b.politics, diet = b.diet, hotel = b.hotel, room = b.room, table_no = b.table_no, car_no = b.car_no, group_id = b.group_id,
      custom = coalesce(b.custom, '{}'), custom_sealed = coalesce(b.custom_sealed, '{}'), rank = b.rank, role = b.role, remark = b.remark, position = b.position,
      excused_reason = b.excused_reason, excused_at = b.excused_at, same_name_mark = b.same_name_mark, mark_by_hand = b.mark_by_hand, version = a.version + 1,
      updated_by = b.updated_by, updated_at = b.updated_at
    from jsonb_populate_recordset(null::attendee, ${JSON.stringify(images)}::jsonb) as b where a.meeting_id = ${meetingId} and a.id = b.id`.execute(db)
  const ids = images.map(({ id }) => String(id))
  await sql`delete from attendee_group_office where meeting_id = ${meetingId} and attendee_id = any(${ids}::uuid[])`.execute(db)
  await sql`insert into attendee_group_office select * from jsonb_populate_recordset(null::attendee_group_office, ${JSON.stringify(images.flatMap(({ offices }) => offices ?? []))}::jsonb)`.execute(
    db,
  )
}
