import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Reach } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { AttendeesPart, Body, Category, Delegation, Quorum } from "./contract.ts"
import { neededFor } from "./rules.ts"

export async function applyPart(db: Db, meetingId: string, { categories, bodies }: AttendeesPart): Promise<void> {
  const kinds = categories.map(({ key, name, mayVote }, index) => ({ key, name, place: index + 1, may_vote: mayVote }))
  await sql`insert into attendee_category (meeting_id, key, name, place, may_vote)
    select ${meetingId}, r.key, r.name, r.place, r.may_vote from jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as r(key text, name text, place int, may_vote boolean)`.execute(
    db,
  )
  for (const { key, name, quorum } of bodies) {
    const members = categories.filter((category) => category.bodies.includes(key)).map((category) => category.name)
    await sql`insert into body (meeting_id, id, key, name, quorum_num, quorum_den, quorum_strict, categories)
      values (${meetingId}, ${newId()}, ${key}, ${name}, ${quorum.num}, ${quorum.den}, ${quorum.strict}, ${members})`.execute(db)
  }
}

export async function categoriesOf(db: Db, meetingId: string, { delegations }: Pick<Reach, "delegations"> = { delegations: "all" }): Promise<Category[]> {
  const counted = delegations === "all" ? sql`true` : sql`a.delegation_id = any(${delegations}::uuid[])`
  const { rows } = await sql<Category>`select c.key, c.name, c.may_vote as "mayVote", count(a.id)::int as count
    from attendee_category c left join attendee a on a.meeting_id = c.meeting_id and a.category = c.name and ${counted}
    where c.meeting_id = ${meetingId} group by c.meeting_id, c.key order by c.place`.execute(db)
  return rows
}

export async function delegationsOf(db: Db, meetingId: string): Promise<Delegation[]> {
  const { rows } = await sql<Delegation>`
    select d.id, d.name, d.place, count(a.id)::int as count, (count(a.id) filter (where a.excused_at is not null))::int as excused,
      min(a.name) filter (where a.role = 'leader') as leader, coalesce(json_agg(a.name order by a.sort_full) filter (where a.role = 'deputy'), '[]') as deputies
    from delegation d left join attendee a on a.meeting_id = d.meeting_id and a.delegation_id = d.id
    where d.meeting_id = ${meetingId} group by d.meeting_id, d.id order by d.place, d.id`.execute(db)
  return rows
}

/** Who takes part, a line a delegation (or a category, where there are none): names in their order, without what is nobody's business. */
export async function rosterLines(db: Db, meetingId: string): Promise<{ name: string; count: number; people: string[] }[]> {
  const { rows } = await sql<{ name: string; count: number; people: string[] }>`
    select coalesce(delegation_name, category) as name, count(*)::int as count, array_agg(name order by sort_full, id) as people
    from attendee_v where meeting_id = ${meetingId} group by 1, delegation_place order by delegation_place nulls last, 1`.execute(db)
  return rows
}

export async function delegationNames(db: Db, meetingIds: readonly string[]): Promise<{ meetingId: string; id: string; name: string }[]> {
  const { rows } = await sql<{ meetingId: string; id: string; name: string }>`
    select meeting_id as "meetingId", id, name from delegation where meeting_id = any(${meetingIds}::uuid[]) order by meeting_id, place, id`.execute(db)
  return rows
}

export async function delegationById(db: Db, meetingId: string, id: string): Promise<Delegation> {
  const found = (await delegationsOf(db, meetingId)).find((delegation) => delegation.id === id)
  if (!found) throw new Refusal("attendees.noSuchDelegation")
  return found
}

/** New names stand behind the old ones in the order they are given; all names answer with their ids. */
export async function ensureDelegations(db: Db, meetingId: string, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = names.map((name, index) => ({ id: newId(), name, nth: index + 1 }))
  await sql`insert into delegation (meeting_id, id, name, place)
    select ${meetingId}, r.id, r.name, (select coalesce(max(place), 0) from delegation where meeting_id = ${meetingId}) + row_number() over (order by r.nth)
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as r(id uuid, name text, nth int)
    where not exists (select 1 from delegation d where d.meeting_id = ${meetingId} and d.name = r.name)
    on conflict on constraint delegation_name_once do nothing`.execute(db)
  const { rows } = await sql<{ id: string; name: string }>`select id, name from delegation where meeting_id = ${meetingId}`.execute(db)
  return new Map(rows.map(({ id, name }) => [name, id]))
}

async function namedOnce<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "delegation_name_once") throw new Refusal("attendees.nameTaken", { name })
    throw error
  }
}

export async function addDelegation(db: Db, meetingId: string, name: string): Promise<string> {
  const id = newId()
  await namedOnce(
    name,
    sql`insert into delegation (meeting_id, id, name, place)
      select ${meetingId}, ${id}, ${name}, coalesce(max(place), 0) + 1 from delegation where meeting_id = ${meetingId}`.execute(db),
  )
  return id
}

export async function renameDelegation(db: Db, { meetingId, id, name }: { meetingId: string; id: string; name: string }): Promise<void> {
  await namedOnce(name, sql`update delegation set name = ${name} where meeting_id = ${meetingId} and id = ${id}`.execute(db))
}

export async function placeDelegations(db: Db, meetingId: string, ids: readonly string[]): Promise<void> {
  await sql`update delegation d set place = o.place from unnest(${ids}::uuid[]) with ordinality as o(id, place) where d.meeting_id = ${meetingId} and d.id = o.id`.execute(
    db,
  )
}

export async function removeDelegations(db: Db, meetingId: string, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`delete from delegation d where d.meeting_id = ${meetingId} and d.id = any(${ids})
    and not exists (select 1 from attendee a where a.meeting_id = d.meeting_id and a.delegation_id = d.id) returning id`.execute(db)
  return rows.length
}

type BodyRow = Omit<Body, "quorum" | "needed"> & { num: number; den: number; strict: boolean }

export async function bodiesOf(db: Db, meetingId: string): Promise<Body[]> {
  const { rows } = await sql<BodyRow>`
    select b.id, b.key, b.name, b.quorum_num as num, b.quorum_den as den, b.quorum_strict as strict, b.categories, b.version, count(m.attendee_id)::int as members,
      (count(*) filter (where m.may_vote))::int as voters, (count(*) filter (where a.excused_at is not null))::int as excused
    from body b left join body_member m on m.meeting_id = b.meeting_id and m.body_id = b.id
    left join attendee a on a.meeting_id = m.meeting_id and a.id = m.attendee_id
    where b.meeting_id = ${meetingId} group by b.meeting_id, b.id order by b.id`.execute(db)
  return rows.map(({ num, den, strict, ...body }) => ({ ...body, quorum: { num, den, strict }, needed: neededFor(body.members, { num, den, strict }) }))
}

export async function bodyById(db: Db, meetingId: string, id: string): Promise<Body> {
  const found = (await bodiesOf(db, meetingId)).find((body) => body.id === id)
  if (!found) throw new Refusal("house.notFound")
  return found
}

/** False: somebody changed it since. */
export async function setQuorum(
  db: Db,
  { meetingId, id, version, quorum }: { meetingId: string; id: string; version: number; quorum: Quorum },
): Promise<boolean> {
  const { rows } = await sql<{
    id: string
  }>`update body set quorum_num = ${quorum.num}, quorum_den = ${quorum.den}, quorum_strict = ${quorum.strict}, version = version + 1
    where meeting_id = ${meetingId} and id = ${id} and version = ${version} returning id`.execute(db)
  return rows.length === 1
}

/** Who belongs to a body follows from his category, for these people or for all. */
export async function syncMembers(db: Db, meetingId: string, ids?: readonly string[]): Promise<void> {
  const these = ids ? sql`a.id = any(${ids})` : sql`true`
  await sql`delete from body_member m using attendee a where m.meeting_id = ${meetingId} and a.meeting_id = ${meetingId} and a.id = m.attendee_id and ${these}
    and ${ids ? sql`m.attendee_id = any(${ids})` : sql`true`}
    and not exists (select 1 from body b where b.meeting_id = ${meetingId} and b.id = m.body_id and a.category = any(b.categories))`.execute(db)
  await sql`insert into body_member as m (meeting_id, body_id, attendee_id, may_vote)
    select a.meeting_id, b.id, a.id, coalesce(c.may_vote, false) from attendee a
    join body b on b.meeting_id = a.meeting_id and a.category = any(b.categories)
    left join attendee_category c on c.meeting_id = a.meeting_id and c.name = a.category
    where a.meeting_id = ${meetingId} and ${these}
    on conflict (meeting_id, body_id, attendee_id) do update set may_vote = excluded.may_vote where m.may_vote <> excluded.may_vote`.execute(db)
}
