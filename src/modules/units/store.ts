import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { initialsOf, pinyinOf } from "#kernel/names.ts"
import type { Db } from "#server/db.ts"
import type { Unit, UnitDetail } from "./contract.ts"

type Hand = { by: string; at: string }
export type UnitWritten = { id: string; name: string; shortName: string; kind: string; phone: string; address: string }

const lean = sql`u.id, u.parent_id as "parentId", u.name, u.short_name as "shortName", u.closed_at is not null as closed,
  coalesce(n.people, 0) as people`
const counted = sql`unit u left join (select unit_id, count(distinct person_id)::int as people from person_post group by unit_id) n on n.unit_id = u.id`

/** The unit and everything below it. `union` (not `union all`) ends even on a circle that no command can make. */
export const branch = (unitId: string): RawBuilder<unknown> =>
  sql`(with recursive b as (select id from unit where id = ${unitId} union select u.id from unit u join b on u.parent_id = b.id) select id from b)`

const like = (find: string): string => find.replace(/[\\%_]/g, (character) => `\\${character}`)

/** Every arm reads its own index, whatever the number of units. */
export const unitsFound = (find: string): RawBuilder<unknown> => {
  const letters = `${like(find.toLowerCase().replace(/[\s']/g, ""))}%`
  return sql`(select id from unit where string_to_array(name, null) @> ${[...find]}::text[] and name like ${`%${like(find)}%`}
    union select id from unit where pinyin like ${letters} union select id from unit where initials like ${letters}
    union select id from unit where short_name <> '' and short_name like ${`%${like(find)}%`})`
}

export async function unitsLike(db: Db, { unitId, find }: { unitId?: string | null; find?: string }): Promise<Unit[]> {
  const inBranch = unitId ? sql`u.id in ${branch(unitId)}` : sql`true`
  const found = find ? sql`u.id in ${unitsFound(find)}` : sql`true`
  const { rows } = await sql<Unit>`select ${lean} from ${counted} where ${inBranch} and ${found} order by u.place, u.id`.execute(db)
  return rows
}

const path = sql`(with recursive up as (select id, parent_id, name, 1 as level from unit where id = u.id
  union all select p.id, p.parent_id, p.name, up.level + 1 from unit p join up on p.id = up.parent_id where up.level < 100)
  select string_agg(replace(name, '/', '／'), '/' order by level desc) from up)`

export async function unitById(db: Db, id: string): Promise<UnitDetail> {
  const { rows } = await sql<UnitDetail>`select ${lean}, u.kind, u.phone, u.address, ${path} as path, u.closed_at as "closedAt", u.version,
    u.updated_by as "updatedBy", u.updated_at as "updatedAt" from ${counted} where u.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

/** For the length of a transaction: two moves at once could each be harmless and together make a circle. */
export async function lockTree(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('units.tree'))`.execute(db)
}

export type NewUnit = UnitWritten & { parentId: string | null; place?: number | null }
const rowOf = (unit: NewUnit) => ({
  id: unit.id,
  parent_id: unit.parentId,
  name: unit.name,
  short_name: unit.shortName,
  kind: unit.kind,
  phone: unit.phone,
  address: unit.address,
  place: unit.place ?? null,
  pinyin: pinyinOf(unit.name),
  initials: initialsOf(unit.name),
})

/** All in one statement; who has no place of his own stands behind his siblings, in the given order. */
export async function addUnits(db: Db, { by, at }: Hand, added: readonly NewUnit[]): Promise<void> {
  const rows = JSON.stringify(added.map(rowOf))
  await named(
    added[0]?.name ?? "",
    sql`insert into unit (id, parent_id, name, short_name, kind, phone, address, place, pinyin, initials, updated_by, updated_at)
      select r.id, r.parent_id, r.name, r.short_name, r.kind, r.phone, r.address,
        coalesce(r.place, case when r.parent_id is null then (select coalesce(max(s.place), 0) from unit s where s.parent_id is null)
          else (select coalesce(max(s.place), 0) from unit s where s.parent_id = r.parent_id) end + r.ordinality::int), r.pinyin, r.initials, ${by}, ${at}
      from rows from (jsonb_to_recordset(${rows}::jsonb) as (id uuid, parent_id uuid, name text, short_name text, kind text, phone text, address text, place int, pinyin text, initials text))
        with ordinality as r(id, parent_id, name, short_name, kind, phone, address, place, pinyin, initials, ordinality)`.execute(db),
  )
}

export async function changeUnit(db: Db, { by, at }: Hand, unit: UnitWritten & { version: number }): Promise<void> {
  const { id, name, version } = unit
  const { rows } = await named(
    name,
    sql<{ id: string }>`update unit set name = ${name}, short_name = ${unit.shortName}, kind = ${unit.kind}, phone = ${unit.phone}, address = ${unit.address},
      pinyin = ${pinyinOf(name)}, initials = ${initialsOf(name)}, version = version + 1, updated_by = ${by}, updated_at = ${at}
      where id = ${id} and version = ${version} returning id`.execute(db),
  )
  if (rows[0]) return
  const now = await unitById(db, id)
  throw new Refusal("house.stale", { who: now.updatedBy, when: now.updatedAt })
}

/** Two branches: the index of parent_id does not serve `is not distinct from`. */
const isUnder = (of: "s" | "u", parentId: string | null) =>
  parentId === null ? sql`${sql.ref(`${of}.parent_id`)} is null` : sql`${sql.ref(`${of}.parent_id`)} = ${parentId}`

export async function moveUnit(db: Db, { by, at }: Hand, { id, parentId, name }: { id: string; parentId: string | null; name: string }): Promise<void> {
  await named(
    name,
    sql`update unit set parent_id = ${parentId}, place = (select coalesce(max(s.place), 0) + 1 from unit s where ${isUnder("s", parentId)}),
      version = version + 1, updated_by = ${by}, updated_at = ${at} where id = ${id}`.execute(db),
  )
}

export async function isBelow(db: Db, id: string, above: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select ${id}::uuid in ${branch(above)} as is`.execute(db)
  return rows[0]!.is
}

/** An order is given for all or not at all: who came meanwhile would stand nowhere. */
export function isSameSet(there: readonly { id: string }[], ids: readonly string[]): boolean {
  const wanted = new Set(ids)
  return there.length === ids.length && wanted.size === ids.length && there.every(({ id }) => wanted.has(id))
}

export async function orderUnits(db: Db, parentId: string | null, ids: readonly string[]): Promise<number> {
  const { rows: there } = await sql<{ id: string }>`select id from unit u where ${isUnder("u", parentId)}`.execute(db)
  if (!isSameSet(there, ids)) throw new Refusal("units.orderIncomplete")
  const { rows } = await sql<{ id: string }>`update unit u set place = o.place::int from unnest(${ids}::uuid[]) with ordinality as o(id, place)
    where u.id = o.id and ${isUnder("u", parentId)} and u.place <> o.place returning u.id`.execute(db)
  return rows.length
}

export async function setClosed(db: Db, { by, at }: Hand, { id, isClosed }: { id: string; isClosed: boolean }): Promise<void> {
  await sql`update unit set closed_at = ${isClosed ? at : null}, version = version + 1, updated_by = ${by}, updated_at = ${at} where id = ${id}`.execute(db)
}

export async function openBelow(db: Db, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from unit where parent_id = ${id} and closed_at is null`.execute(db)
  return rows[0]!.count
}

/** foreign_key_violation, or restrict_violation since PostgreSQL 18 */
export const isHeld = (error: unknown): boolean => ["23503", "23001"].includes((error as { code?: string }).code ?? "")

export async function removeUnit(db: Db, { id, name }: { id: string; name: string }): Promise<void> {
  try {
    await sql`delete from unit where id = ${id}`.execute(db)
  } catch (error) {
    if (isHeld(error)) throw new Refusal("units.stillNeeded", { name })
    throw error
  }
}

async function named<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint } = error as { constraint?: string }
    if (constraint === "unit_name_once") throw new Refusal("units.nameTaken", { name })
    if (constraint === "unit_parent_id_fkey") throw new Refusal("units.noSuchParent")
    throw error
  }
}

/** Parents and children in one statement: the reference between them is looked at when all are gone. */
export async function removeUnits(db: Db, ids: readonly string[]): Promise<void> {
  try {
    await sql`delete from unit where id = any(${ids}::uuid[])`.execute(db)
  } catch (error) {
    if (!isHeld(error)) throw error
    const { rows } = await sql<{ name: string }>`select name from unit where id = any(${ids}::uuid[]) order by id limit 1`
      .execute(db)
      .catch(() => ({ rows: [] }))
    throw new Refusal("units.stillNeeded", { name: rows[0]?.name ?? "" })
  }
}
