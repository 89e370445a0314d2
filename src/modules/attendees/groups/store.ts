import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Reach } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { Hand } from "../person/contract.ts"
import type { DivideBy, Group } from "./contract.ts"

type Delegations = Pick<Reach, "delegations">

/** Whoever is limited to delegations sees their groups only; those across delegations count his people alone. */
export async function groupsOf(db: Db, meetingId: string, { delegations }: Delegations): Promise<Group[]> {
  const ours = delegations === "all" ? sql`true` : sql`g.delegation_id = any(${delegations}::uuid[])`
  const { rows } = await sql<Group>`
    select g.id, g.name, g.place, g.delegation_id as "delegationId", d.name as delegation,
      (select count(*) from attendee a where a.meeting_id = g.meeting_id and a.group_id = g.id)::int as count, ${holders("convenor")} as convenors, ${holders("recorder")} as recorders
    from attendee_group g left join delegation d on d.meeting_id = g.meeting_id and d.id = g.delegation_id
    where g.meeting_id = ${meetingId} and ${ours} order by d.place nulls first, g.place, g.id`.execute(db)
  return rows
}

const holders = (
  office: "convenor" | "recorder",
): RawBuilder<unknown> => sql`coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by a.sort_full, a.id)
  from attendee_group_office o join attendee a on a.meeting_id = o.meeting_id and a.id = o.attendee_id
  where o.meeting_id = g.meeting_id and o.group_id = g.id and o.office = ${office}), '[]')`

export async function groupById(db: Db, meetingId: string, id: string, reach: Delegations = { delegations: "all" }): Promise<Group> {
  const found = (await groupsOf(db, meetingId, reach)).find((group) => group.id === id)
  if (!found) throw new Refusal("attendees.noSuchGroup")
  return found
}

async function namedOnce<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "attendee_group_name_once") throw new Refusal("attendees.groupTaken", { name })
    throw error
  }
}

export async function addGroups(db: Db, meetingId: string, delegationId: string | null, names: readonly string[]): Promise<string[]> {
  const made = names.map((name) => ({ id: newId(), name }))
  const put = sql`insert into attendee_group (meeting_id, id, delegation_id, name, place)
    select ${meetingId}, r.id, ${delegationId}::uuid, r.name,
      (select coalesce(max(place), 0) from attendee_group where meeting_id = ${meetingId} and delegation_id is not distinct from ${delegationId}::uuid) + r.nth
    from unnest(${made.map(({ id }) => id)}::uuid[], ${names}::text[]) with ordinality as r(id, name, nth)`
  await namedOnce(names.join("、"), put.execute(db))
  return made.map(({ id }) => id)
}

export async function renameGroup(db: Db, meetingId: string, { id, name }: { id: string; name: string }): Promise<void> {
  await namedOnce(name, sql`update attendee_group set name = ${name} where meeting_id = ${meetingId} and id = ${id}`.execute(db))
}

export async function removeGroup(db: Db, meetingId: string, { id, name }: { id: string; name: string }): Promise<void> {
  try {
    await sql`delete from attendee_group where meeting_id = ${meetingId} and id = ${id}`.execute(db)
  } catch (error) {
    const { code } = error as { code?: string }
    // PostgreSQL 18 has a code of its own for what 15 calls a foreign key
    if (code === "23503" || code === "23001") throw new Refusal("attendees.groupInUse", { name })
    throw error
  }
}

export async function setOffices(
  db: Db,
  meetingId: string,
  { id, convenors, recorders }: { id: string; convenors: string[]; recorders: string[] },
): Promise<void> {
  await sql`delete from attendee_group_office where meeting_id = ${meetingId} and group_id = ${id}`.execute(db)
  await sql`insert into attendee_group_office (meeting_id, group_id, attendee_id, office)
    select distinct ${meetingId}::uuid, ${id}::uuid, o.attendee_id, o.office from (
      select unnest(${convenors}::uuid[]) as attendee_id, 'convenor' as office union all select unnest(${recorders}::uuid[]), 'recorder') o`.execute(db)
}

/** Puts people into groups, in one statement. */
export async function putIntoGroups(db: Db, { meetingId, by, at }: Hand, places: readonly { id: string; groupId: string | null }[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`update attendee a set group_id = r.group_id, version = a.version + 1, updated_by = ${by}, updated_at = ${at}
    from unnest(${places.map(({ id }) => id)}::uuid[], ${places.map(({ groupId }) => groupId)}::uuid[]) as r(id, group_id)
    where a.meeting_id = ${meetingId} and a.id = r.id and a.group_id is distinct from r.group_id returning a.id`.execute(db)
  return rows.length
}

export async function membersOf(db: Db, meetingId: string, groupId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from attendee where meeting_id = ${meetingId} and group_id = ${groupId}`.execute(db)
  return rows.map(({ id }) => id)
}

/** How many of these are not of the delegation. */
export async function strangers(db: Db, meetingId: string, { ids, delegationId }: { ids: readonly string[]; delegationId: string }): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from attendee
    where meeting_id = ${meetingId} and id = any(${ids}::uuid[]) and delegation_id is distinct from ${delegationId}::uuid`.execute(db)
  return rows[0]!.count
}

const orders: Record<DivideBy, RawBuilder<unknown>> = {
  full: sql`sort_full, id`,
  surname: sql`sort_surname, id`,
  pinyin: sql`sort_pinyin, id`,
  rank: sql`rank nulls last, sort_full, id`,
  given: sql`position, id`,
}

type Dividing = { delegationId: string | null; by: DivideBy; categories: readonly string[] }
/** Those who are to be divided, in the order that is kept; without categories those who may vote. */
export async function toDivide(db: Db, meetingId: string, { delegationId, by, categories }: Dividing): Promise<string[]> {
  const here = delegationId ? sql`delegation_id = ${delegationId}` : sql`true`
  const wanted =
    categories.length > 0
      ? sql`category = any(${categories}::text[])`
      : sql`category in (select name from attendee_category where meeting_id = ${meetingId} and may_vote)`
  const { rows } = await sql<{ id: string }>`select id from attendee where meeting_id = ${meetingId} and ${here} and ${wanted} order by ${orders[by]}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** A person who moves to another delegation leaves the groups of the one he was in. */
export async function leaveForeignGroups(db: Db, meetingId: string, ids: readonly string[]): Promise<void> {
  await sql`update attendee a set group_id = null from attendee_group g where a.meeting_id = ${meetingId} and a.id = any(${ids}::uuid[])
    and g.meeting_id = a.meeting_id and g.id = a.group_id and g.delegation_id is not null and g.delegation_id is distinct from a.delegation_id`.execute(db)
}
