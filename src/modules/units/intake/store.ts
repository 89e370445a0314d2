import { sql } from "kysely"
import { initialsOf, pinyinOf, sortKey } from "#kernel/names.ts"
import type { Db } from "#server/db.ts"
import type { Hand, PhoneColumns } from "../people/store.ts"
import { pathsOf } from "../rules.ts"
import { type ExistingPerson, type ExistingUnit, type PersonMatch, pathKey, type UnitMatch } from "./matching/rules.ts"

type UnitRow = Omit<ExistingUnit, "path"> & { parentId: string | null; name: string }

/** Everything there is, in one statement each: what a sheet means depends on all of it. */
export async function existingUnits(db: Db): Promise<ExistingUnit[]> {
  const { rows } =
    await sql<UnitRow>`select id, parent_id as "parentId", name, short_name as "shortName", kind, place, phone, address from unit order by place, id`.execute(
      db,
    )
  const paths = pathsOf(rows)
  return rows.map(({ parentId: _parent, name: _name, ...unit }) => ({ ...unit, path: paths.get(unit.id) ?? "" }))
}

export async function existingPeople(db: Db, units: readonly ExistingUnit[]): Promise<ExistingPerson[]> {
  const { rows } =
    await sql<ExistingPerson>`select p.id, p.name, p.phone_hash as "phoneHash", p.office_phone as "officePhone", p.email, p.note, p.same_name_mark as mark,
    coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'unit', o.unit_id, 'title', o.title, 'place', o.place, 'isMain', o.is_main, 'from', o.from_day, 'until', o.until_day)
      order by o.is_main desc, o.place, o.id) from person_post o where o.person_id = p.id), '[]') as posts from person p order by p.sort_key, p.id`.execute(db)
  const paths = new Map(units.map(({ id, path }) => [id, pathKey(path.split("/"))]))
  return rows.map((person) => ({ ...person, posts: person.posts.map((post) => ({ ...post, unit: paths.get(post.unit) ?? "" })) }))
}

export type StagedUnit = UnitMatch["unit"]
export type StagedPerson = Omit<PersonMatch, "phone" | "posts"> & {
  phone: PhoneColumns | null
  posts: (Omit<PersonMatch["posts"][number], "unit"> & { unitId: string })[]
}

/** The rows as they stand, for the way back. */
export async function unitImages(db: Db, ids: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
  const { rows } = await sql<{ id: string; image: Record<string, unknown> }>`select id, to_jsonb(u) as image from unit u where id = any(${ids})`.execute(db)
  return new Map(rows.map(({ id, image }) => [id, image]))
}

export async function personImages(db: Db, ids: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
  const { rows } = await sql<{ id: string; image: Record<string, unknown> }>`select p.id, to_jsonb(p) || jsonb_build_object('posts',
    coalesce((select jsonb_agg(to_jsonb(o)) from person_post o where o.person_id = p.id), '[]')) as image from person p where id = any(${ids})`.execute(db)
  return new Map(rows.map(({ id, image }) => [id, image]))
}

export async function putUnits(db: Db, { by, at }: Hand, rows: readonly (StagedUnit & { id: string })[]): Promise<void> {
  await sql`update unit u set short_name = r."shortName", kind = r.kind, phone = r.phone, address = r.address, place = coalesce(r.place, u.place), version = u.version + 1,
      updated_by = ${by}, updated_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "shortName" text, kind text, phone text, address text, place int) where u.id = r.id`.execute(
    db,
  )
}

/** Adds those who are not there and changes those who are; then their posts, those with no place of their own behind the others of the unit. */
export async function putPeople(db: Db, { by, at }: Hand, people: readonly StagedPerson[]): Promise<void> {
  const rows = people.map(({ phone, posts: _posts, ...person }) => ({
    ...person,
    ...(phone ?? { phone_sealed: null, phone_hash: null, phone_tail: null }),
    sort_key: sortKey(person.name, "surname-first"),
    pinyin: pinyinOf(person.name),
    initials: initialsOf(person.name),
  }))
  await sql`insert into person as p (id, name, sort_key, pinyin, initials, phone_sealed, phone_hash, phone_tail, office_phone, email, note, same_name_mark, updated_by, updated_at)
    select r.id, r.name, r.sort_key, r.pinyin, r.initials, r.phone_sealed, r.phone_hash, r.phone_tail, r."officePhone", r.email, r.note, r.mark, ${by}, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, name text, sort_key text, pinyin text, initials text, phone_sealed text, phone_hash text, phone_tail text,
      "officePhone" text, email text, note text, mark text)
    on conflict (id) do update set phone_sealed = coalesce(excluded.phone_sealed, p.phone_sealed), phone_hash = coalesce(excluded.phone_hash, p.phone_hash),
      phone_tail = coalesce(excluded.phone_tail, p.phone_tail), office_phone = excluded.office_phone, email = excluded.email, note = excluded.note,
      same_name_mark = excluded.same_name_mark, version = p.version + 1, updated_by = excluded.updated_by, updated_at = excluded.updated_at`.execute(db)
  await putPosts(db, people)
}

async function putPosts(db: Db, people: readonly StagedPerson[]): Promise<void> {
  const posts = people.flatMap(({ id: personId, posts, mainPostId }) => posts.map((post) => ({ ...post, personId, isMain: post.id === mainPostId })))
  const mains = people.flatMap(({ mainPostId }) => mainPostId ?? [])
  const changing = people.flatMap(({ id, mainPostId }) => (mainPostId ? [id] : []))
  await sql`update person_post set is_main = false where person_id = any(${changing}::uuid[]) and is_main and not id = any(${mains}::uuid[])`.execute(db)
  await sql`insert into person_post as o (id, person_id, unit_id, title, place, is_main, from_day, until_day)
    select r.id, r."personId", r."unitId", r.title, coalesce(r.place, (select coalesce(max(s.place), 0) from person_post s where s.unit_id = r."unitId")
      + (row_number() over (partition by r."unitId" order by r.ordinality))::int), r."isMain", r.from_day, r.until_day
    from rows from (jsonb_to_recordset(${JSON.stringify(posts.map(({ from, until, ...post }) => ({ ...post, from_day: from, until_day: until })))}::jsonb)
      as (id uuid, "personId" uuid, "unitId" uuid, title text, place int, "isMain" boolean, from_day date, until_day date))
      with ordinality as r(id, "personId", "unitId", title, place, "isMain", from_day, until_day, ordinality)
    on conflict (id) do update set title = excluded.title, place = excluded.place, is_main = o.is_main or excluded.is_main, from_day = excluded.from_day, until_day = excluded.until_day`.execute(
    db,
  )
}

/** What was touched since the import gave it its version. */
export async function changedSince(db: Db, table: "unit" | "person", versions: readonly { id: string; version: number }[]): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as v(id uuid, version int)
    left join ${sql.table(table)} t on t.id = v.id where t.version is distinct from v.version`.execute(db)
  return rows[0]!.count
}

export async function restoreUnits(db: Db, images: readonly Record<string, unknown>[]): Promise<void> {
  await sql`update unit u set short_name = b.short_name, kind = b.kind, phone = b.phone, address = b.address, place = b.place, version = u.version + 1, updated_by = b.updated_by,
      updated_at = b.updated_at from jsonb_populate_recordset(null::unit, ${JSON.stringify(images)}::jsonb) as b where u.id = b.id`.execute(db)
}

export async function restorePeople(db: Db, images: readonly Record<string, unknown>[]): Promise<void> {
  await sql`update person p set phone_sealed = b.phone_sealed, phone_hash = b.phone_hash, phone_tail = b.phone_tail, office_phone = b.office_phone, email = b.email, note = b.note,
      same_name_mark = b.same_name_mark, version = p.version + 1, updated_by = b.updated_by, updated_at = b.updated_at
    from jsonb_populate_recordset(null::person, ${JSON.stringify(images)}::jsonb) as b where p.id = b.id`.execute(db)
  await sql`delete from person_post where person_id = any(${images.map(({ id }) => String(id))}::uuid[])`.execute(db)
  await sql`insert into person_post select * from jsonb_populate_recordset(null::person_post, ${JSON.stringify(images.flatMap(({ posts }) => posts))}::jsonb)`.execute(
    db,
  )
}

/** After thousands of rows at once the planner still believes the tables are small, until autovacuum comes by a minute later. */
export async function takeStock(db: Db): Promise<void> {
  await sql`analyze unit, person, person_post`.execute(db)
}
