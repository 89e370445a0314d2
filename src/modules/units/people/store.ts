import { createHmac } from "node:crypto"
import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { initialsOf, pinyinOf, sortKey } from "#kernel/names.ts"
import type { Db } from "#server/db.ts"
import type { Keys } from "#server/keys.ts"
import { branch, isHeld, isSameSet, unitsFound } from "../store.ts"
import type { Person, Post, PostWritten, Wanted, Written } from "./contract.ts"
import { masked, phoneIn } from "./rules.ts"

export type Hand = { by: string; at: string }
/** Reads phones for this caller: covered, or whole. */
export type Reading = { keys: Keys; whole: boolean }

const about = (id: string) => `person.phone/${id}`
/** A number is found by what only this house can compute of it: of 10 000 endings anybody could try them all, but not without the key. */
const hashed = (keys: Keys, what: "phone" | "tail", digits: string) =>
  createHmac("sha256", keys.secret("units.phone")).update(`${what}/${digits}`).digest("base64url")

export type PhoneColumns = { phone_sealed: string | null; phone_hash: string | null; phone_tail: string | null }
export const phoneHash = (keys: Keys, phone: string): string => hashed(keys, "phone", phone)
export const phoneColumns = (keys: Keys, id: string, phone: string | null): PhoneColumns =>
  phone === null
    ? { phone_sealed: null, phone_hash: null, phone_tail: null }
    : { phone_sealed: keys.seal(phone, about(id)), phone_hash: phoneHash(keys, phone), phone_tail: hashed(keys, "tail", phone.slice(-4)) }
export const openPhone = (keys: Keys, id: string, sealed: string | null): string | null => (sealed === null ? null : keys.open(sealed, about(id)))

const posts = sql`coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'unitId', o.unit_id, 'unit', u.name, 'title', o.title, 'isMain', o.is_main, 'from', o.from_day, 'until', o.until_day)
  order by o.is_main desc, u.place, o.place, o.id) from person_post o join unit u on u.id = o.unit_id where o.person_id = p.id), '[]') as posts`
const sameName = sql`exists (select 1 from person_post a join person_post b on b.unit_id = a.unit_id and b.person_id <> p.id join person q on q.id = b.person_id
  where a.person_id = p.id and q.name = p.name and q.same_name_mark = p.same_name_mark) as "sameName"`
const shown = sql`p.id, p.name, p.phone_sealed as sealed, p.office_phone as "officePhone", p.email, p.note, p.same_name_mark as "sameNameMark", ${sameName}, ${posts},
  p.version, p.updated_by as "updatedBy", p.updated_at as "updatedAt"`

type Row = Omit<Person, "phone"> & { sealed: string | null }
function dressed({ sealed, ...person }: Row, { keys, whole }: Reading): Person {
  const phone = openPhone(keys, person.id, sealed)
  return { ...person, phone: phone === null || whole ? phone : masked(phone) }
}

const like = (find: string): string => find.replace(/[\\%_]/g, (character) => `\\${character}`)

/** Every arm reads its own index; `or` over them would read the whole table. */
function found(keys: Keys, find: string): RawBuilder<unknown> {
  const tight = find.replace(/[\s']/g, "")
  const inside = `%${like(tight)}%`
  const letters = `${like(tight.toLowerCase())}%`
  const phone = phoneIn(find)
  const arms = [
    sql`select id from person where string_to_array(name, null) @> ${[...tight]}::text[] and name like ${inside}`,
    sql`select id from person where pinyin like ${letters}`,
    sql`select id from person where initials like ${letters}`,
    sql`select person_id from person_post where string_to_array(title, null) @> ${[...tight]}::text[] and title like ${inside}`,
    sql`select person_id from person_post where unit_id in ${unitsFound(find)}`,
    ...(phone ? [sql`select id from person where phone_hash = ${hashed(keys, "phone", phone.whole)}`] : []),
    ...(phone?.tail ? [sql`select id from person where phone_tail = ${hashed(keys, "tail", phone.tail)}`] : []),
  ]
  return sql`p.id in (${sql.join(arms, sql` union `)})`
}

/**
 * Official order: the unit asked for before those below it, units in the order of the tree, people in the order of their posts. The tree's order is a path of places,
 * made for the units in question only.
 */
export async function pageOf(db: Db, reading: Reading, wanted: Wanted): Promise<{ rows: Person[]; total: number }> {
  const { unitId, below, find, page, size } = wanted
  const start = unitId ? sql`u.id = ${unitId}` : sql`u.parent_id is null`
  const tree = sql`t as (select u.id, array[lpad(u.place::text, 9, '0') || u.id] as path from unit u where ${start}
    union all select u.id, t.path || (lpad(u.place::text, 9, '0') || u.id) from unit u join t on u.parent_id = t.id where ${below || !unitId})`
  const matching = find ? found(reading.keys, find) : sql`true`
  const outside = unitId ? sql`false` : sql`not exists (select 1 from person_post o where o.person_id = p.id)`
  const { rows } = await sql<Row & { total: number }>`with recursive ${tree},
    held as materialized (select distinct on (o.person_id) o.person_id as id, t.path, o.place from person_post o join t on t.id = o.unit_id
      order by o.person_id, ${unitId ? sql`t.path, o.is_main desc` : sql`o.is_main desc, t.path`}, o.place),
    asked as (select p.id, h.path, h.place, p.sort_key, count(*) over ()::int as total from person p left join held h on h.id = p.id
      where (h.id is not null or ${outside}) and ${matching} order by h.path is null, h.path, h.place, p.sort_key, p.id limit ${size} offset ${(page - 1) * size})
    select ${shown}, asked.total from asked join person p on p.id = asked.id order by asked.path is null, asked.path, asked.place, asked.sort_key, p.id`.execute(
    db,
  )
  return { rows: rows.map(({ total: _total, ...row }) => dressed(row, reading)), total: rows[0]?.total ?? 0 }
}

export async function personById(db: Db, reading: Reading, id: string): Promise<Person> {
  const { rows } = await sql<Row>`select ${shown} from person p where p.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return dressed(rows[0], reading)
}

export async function isInBranch(db: Db, personId: string, unitId: string): Promise<boolean> {
  const { rows } = await sql<{
    is: boolean
  }>`select exists (select 1 from person_post where person_id = ${personId} and unit_id in ${branch(unitId)}) as is`.execute(db)
  return rows[0]!.is
}

export async function phoneOf(db: Db, keys: Keys, id: string): Promise<string | null> {
  const { rows } = await sql<{ sealed: string | null }>`select phone_sealed as sealed from person where id = ${id}`.execute(db)
  return openPhone(keys, id, rows[0]?.sealed ?? null)
}

export const nameColumns = (name: string) => ({ name, sort_key: sortKey(name, "surname-first"), pinyin: pinyinOf(name), initials: initialsOf(name) })

type Holding = Hand & { keys: Keys }
export async function addPerson(db: Db, { keys, by, at }: Holding, { id, ...written }: Written & { id: string }): Promise<void> {
  const { name, sort_key, pinyin, initials } = nameColumns(written.name)
  const { phone_sealed, phone_hash, phone_tail } = phoneColumns(keys, id, written.phone ?? null)
  await sql`insert into person (id, name, sort_key, pinyin, initials, phone_sealed, phone_hash, phone_tail, office_phone, email, note, same_name_mark, updated_by, updated_at)
    values (${id}, ${name}, ${sort_key}, ${pinyin}, ${initials}, ${phone_sealed}, ${phone_hash}, ${phone_tail}, ${written.officePhone}, ${written.email}, ${written.note},
      ${written.sameNameMark}, ${by}, ${at})`.execute(db)
}

export async function changePerson(db: Db, { keys, by, at }: Holding, { id, version, ...written }: Written & { id: string; version: number }): Promise<void> {
  const { name, sort_key, pinyin, initials } = nameColumns(written.name)
  const { phone_sealed, phone_hash, phone_tail } = phoneColumns(keys, id, written.phone ?? null)
  const phone = written.phone === undefined ? sql`` : sql`phone_sealed = ${phone_sealed}, phone_hash = ${phone_hash}, phone_tail = ${phone_tail},`
  const { rows } = await sql<{ id: string }>`update person set name = ${name}, sort_key = ${sort_key}, pinyin = ${pinyin}, initials = ${initials}, ${phone}
    office_phone = ${written.officePhone}, email = ${written.email}, note = ${written.note}, same_name_mark = ${written.sameNameMark}, version = version + 1, updated_by = ${by},
    updated_at = ${at} where id = ${id} and version = ${version} returning id`.execute(db)
  if (rows[0]) return
  const now = await personById(db, { keys, whole: false }, id)
  throw new Refusal("house.stale", { who: now.updatedBy, when: now.updatedAt })
}

export async function removePeople(db: Db, ids: readonly string[], name = ""): Promise<void> {
  try {
    await sql`delete from person where id = any(${ids})`.execute(db)
  } catch (error) {
    if (isHeld(error)) throw new Refusal("units.personInUse", { name })
    throw error
  }
}

type NewPost = PostWritten & { id: string; personId: string; unitId: string }
/** One post of a person is the main one: the first, or the one that is made it. */
export async function putPost(db: Db, { by, at }: Hand, post: NewPost): Promise<void> {
  const { id, personId, unitId, title, from, until } = post
  if (post.isMain) await sql`update person_post set is_main = false where person_id = ${personId} and is_main and id <> ${id}`.execute(db)
  await sql`insert into person_post as o (id, person_id, unit_id, title, place, is_main, from_day, until_day)
    select ${id}, ${personId}, ${unitId}, ${title},
      coalesce((select min(place) from person_post where unit_id = ${unitId} and person_id = ${personId}), (select coalesce(max(place), 0) + 1 from person_post where unit_id = ${unitId})),
      ${post.isMain} or not exists (select 1 from person_post where person_id = ${personId} and is_main and id <> ${id}), ${from}, ${until}
    on conflict (id) do update set title = excluded.title, is_main = excluded.is_main, from_day = excluded.from_day, until_day = excluded.until_day`.execute(db)
  await touch(db, { by, at }, personId)
}

export const touch = (db: Db, { by, at }: Hand, personId: string) =>
  sql`update person set version = version + 1, updated_by = ${by}, updated_at = ${at} where id = ${personId}`.execute(db)

export async function postById(db: Db, unitId: string, id: string): Promise<{ personId: string }> {
  const { rows } = await sql<{ personId: string }>`select person_id as "personId" from person_post where unit_id = ${unitId} and id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

/** Where the main post goes, the first of those that are left becomes it. */
export async function removePost(db: Db, hand: Hand, { post, next }: { post: Post & { personId: string }; next: Post | undefined }): Promise<void> {
  await sql`delete from person_post where id = ${post.id}`.execute(db)
  if (post.isMain && next) await sql`update person_post set is_main = true where id = ${next.id}`.execute(db)
  await touch(db, hand, post.personId)
}

export async function orderPosts(db: Db, unitId: string, personIds: readonly string[]): Promise<number> {
  const { rows: there } = await sql<{ id: string }>`select distinct person_id as id from person_post where unit_id = ${unitId}`.execute(db)
  if (!isSameSet(there, personIds)) throw new Refusal("units.orderIncomplete")
  const { rows } = await sql<{ id: string }>`update person_post o set place = n.place::int from unnest(${personIds}::uuid[]) with ordinality as n(id, place)
    where o.unit_id = ${unitId} and o.person_id = n.id and o.place <> n.place returning o.id`.execute(db)
  return rows.length
}
