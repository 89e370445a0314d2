import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { Keys } from "#server/keys.ts"
import { openPhone } from "../people/store.ts"

export type UnitRow = { id: string; parentId: string | null; name: string; shortName: string; kind: string; place: number; phone: string; address: string }
export async function unitsForExport(db: Db): Promise<UnitRow[]> {
  const { rows } =
    await sql<UnitRow>`select id, parent_id as "parentId", name, short_name as "shortName", kind, place, phone, address from unit order by place, id`.execute(
      db,
    )
  return rows
}

type PostRow = {
  unitId: string
  name: string
  title: string
  phone: string | null
  officePhone: string
  email: string
  place: number
  isMain: boolean
  from: string | null
  until: string | null
  mark: string
  note: string
}
/** One row a post, so that nobody's second post is lost. */
export async function peopleForExport(db: Db, keys: Keys): Promise<PostRow[]> {
  const { rows } = await sql<
    Omit<PostRow, "phone"> & { id: string; sealed: string | null }
  >`select p.id, o.unit_id as "unitId", p.name, o.title, p.phone_sealed as sealed,
    p.office_phone as "officePhone", p.email, o.place, o.is_main as "isMain", o.from_day as from, o.until_day as until, p.same_name_mark as mark, p.note
    from person_post o join person p on p.id = o.person_id order by o.place, p.sort_key, p.id, o.id`.execute(db)
  return rows.map(({ id, sealed, ...row }) => ({ ...row, phone: openPhone(keys, id, sealed) }))
}
