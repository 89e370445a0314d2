import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import { openPhone } from "../person/sealing/store.ts"
import type { Source } from "../store.ts"
import type { Existing } from "./matching/rules.ts"

export async function existingPeople({ db, platform }: Source, meetingId: string): Promise<Existing[]> {
  const { rows } = await sql<
    Existing & { sealed: string | null }
  >`select a.id, a.name, d.name as delegation, a.sex, a.ethnicity, a.unit, a.post, a.phone, a.phone_sealed as sealed
    from attendee a left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id where a.meeting_id = ${meetingId} order by a.position, a.id`.execute(
    db,
  )
  return rows.map(({ sealed, ...row }) => ({ ...row, phone: openPhone(platform.keys, row.id, sealed) ?? row.phone }))
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
  }>`select id, to_jsonb(a) as image from attendee a where meeting_id = ${meetingId} and id = any(${ids})`.execute(db)
  return new Map(rows.map(({ id, image }) => [id, image]))
}

/** People whose version is no longer the one the import gave them. */
export async function changedSince(db: Db, meetingId: string, versions: readonly { id: string; version: number }[]): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as v(id uuid, version int)
    join attendee a on a.meeting_id = ${meetingId} and a.id = v.id where a.version <> v.version`.execute(db)
  return rows[0]!.count
}

/** Back to what stood before, all columns but the version, which only goes up. */
export async function restore(db: Db, meetingId: string, images: readonly Record<string, unknown>[]): Promise<void> {
  await sql`update attendee a set name = b.name, sort_full = b.sort_full, sort_surname = b.sort_surname, pinyin = b.pinyin, initials = b.initials, sex = b.sex, ethnicity = b.ethnicity,
      category = b.category, delegation_id = b.delegation_id, unit = b.unit, post = b.post, phone = b.phone, phone_sealed = b.phone_sealed, phone_hash = b.phone_hash, phone_tail = b.phone_tail, id_sealed = b.id_sealed, id_hash = b.id_hash,
      id_tail = b.id_tail, birth = b.birth, education = b.education, politics = b.politics, diet = b.diet, hotel = b.hotel, room = b.room, table_no = b.table_no, car_no = b.car_no,
      custom = b.custom, custom_sealed = b.custom_sealed, rank = b.rank, role = b.role, remark = b.remark, position = b.position,
      excused_reason = b.excused_reason, excused_at = b.excused_at, same_name_mark = b.same_name_mark, mark_by_hand = b.mark_by_hand, version = a.version + 1,
      updated_by = b.updated_by, updated_at = b.updated_at
    from jsonb_populate_recordset(null::attendee, ${JSON.stringify(images)}::jsonb) as b where a.meeting_id = ${meetingId} and a.id = b.id`.execute(db)
}
