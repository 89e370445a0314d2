import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Reach } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { AttendeesPart, Category, Delegation } from "./contract.ts"
import { addBodies, unlessInUse } from "./making/store.ts"
import { kindOf } from "./rules.ts"

export async function applyPart(db: Db, meetingId: string, { categories, bodies }: AttendeesPart): Promise<void> {
  const kinds = categories.map(({ key, name, mayVote, unitSeat }, index) => ({ key, name, place: index + 1, may_vote: mayVote, unit_seat: unitSeat ?? false }))
  await sql`insert into attendee_category (meeting_id, key, name, place, may_vote, unit_seat)
    select ${meetingId}, r.key, r.name, r.place, r.may_vote, r.unit_seat
    from jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as r(key text, name text, place int, may_vote boolean, unit_seat boolean)`.execute(db)
  const made = bodies.map(({ key, name, quorum, kind, qualified, basis }) => {
    const members = categories.filter((category) => category.bodies.includes(key)).map((category) => category.name)
    const belongs = { byHand: members.length === 0, categories: members, delegationId: null, groupId: null }
    return { ...belongs, id: newId(), key, name, quorum, kind: kind ?? kindOf(key), qualified: qualified ?? false, basis: basis ?? null, source: "" }
  })
  await addBodies(db, meetingId, made)
}

export async function categoriesOf(db: Db, meetingId: string, { delegations }: Pick<Reach, "delegations"> = { delegations: "all" }): Promise<Category[]> {
  const counted = delegations === "all" ? sql`true` : sql`a.delegation_id = any(${delegations}::uuid[])`
  const { rows } = await sql<Category>`select c.key, c.name, c.may_vote as "mayVote", c.unit_seat as "unitSeat", count(a.id)::int as count
    from attendee_category c left join attendee a on a.meeting_id = c.meeting_id and a.category = c.name and ${counted}
    where c.meeting_id = ${meetingId} group by c.meeting_id, c.key order by c.place`.execute(db)
  return rows
}

export async function delegationsOf(db: Db, meetingId: string): Promise<Delegation[]> {
  const { rows } = await sql<Delegation>`
    select d.id, d.name, d.place, d.hotel, (select count(*) from attendee_group g where g.meeting_id = d.meeting_id and g.delegation_id = d.id)::int as groups, count(a.id)::int as count, (count(a.id) filter (where a.excused_at is not null))::int as excused,
      min(a.name) filter (where a.role = 'leader') as leader, coalesce(json_agg(a.name order by a.sort_full) filter (where a.role = 'deputy'), '[]') as deputies,
      coalesce(json_agg(a.name order by a.sort_full) filter (where a.role = 'secretary'), '[]') as secretaries,
      coalesce(json_agg(a.name order by a.sort_full) filter (where a.role = 'liaison'), '[]') as liaisons
    from delegation d left join attendee a on a.meeting_id = d.meeting_id and a.delegation_id = d.id
    where d.meeting_id = ${meetingId} group by d.meeting_id, d.id order by d.place, d.id`.execute(db)
  return rows
}

/** Who takes part, a line a delegation (or a category, where there are none): names in their order, without what is nobody's business. */
export async function rosterLines(db: Db, meetingId: string): Promise<{ name: string; count: number; people: string[] }[]> {
  const { rows } = await sql<{ name: string; count: number; people: string[] }>`
    select coalesce(delegation_name, category) as name, count(*)::int as count, array_agg(name order by list_key, id) as people
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

export async function lodgeDelegation(db: Db, { meetingId, id, hotel }: { meetingId: string; id: string; hotel: string }): Promise<void> {
  await sql`update delegation set hotel = ${hotel} where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}

export async function placeDelegations(db: Db, meetingId: string, ids: readonly string[]): Promise<void> {
  await sql`update delegation d set place = o.place from unnest(${ids}::uuid[]) with ordinality as o(id, place) where d.meeting_id = ${meetingId} and d.id = o.id`.execute(
    db,
  )
}

export async function removeDelegations(db: Db, meetingId: string, ids: readonly string[]): Promise<number> {
  const work = sql<{ id: string }>`delete from delegation d where d.meeting_id = ${meetingId} and d.id = any(${ids})
    and not exists (select 1 from attendee a where a.meeting_id = d.meeting_id and a.delegation_id = d.id) returning id`.execute(db)
  return (await unlessInUse("", work)).rows.length
}

/** Who belongs to a body that follows the roster; triggers do it for whoever writes people, this for who changes the bodies. */
export async function syncMembers(db: Db, meetingId: string, ids?: readonly string[]): Promise<void> {
  await sql`select follow_bodies(${meetingId}, ${ids ?? null}::uuid[])`.execute(db)
}
