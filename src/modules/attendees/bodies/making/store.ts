/** The bodies themselves, each with its counts. */
import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Body, Quorum } from "../contract.ts"
import { neededFor } from "../rules.ts"

export type NewBody = Pick<
  Body,
  "id" | "key" | "name" | "kind" | "byHand" | "categories" | "delegationId" | "groupId" | "qualified" | "quorum" | "basis" | "source"
>

type Failure = { constraint?: string; code?: string }
async function namedOnce<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint } = error as Failure
    if (constraint && /^body_(name|delegation|group)_once$/.test(constraint)) throw new Refusal("attendees.bodyNameTaken", { name })
    throw error
  }
}

/** A restrict violation is 23001 on newer servers, 23503 on older ones. */
export async function unlessInUse<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code } = error as Failure
    if (code === "23503" || code === "23001") throw new Refusal("attendees.bodyInUse", { name })
    throw error
  }
}

export async function addBodies(db: Db, meetingId: string, bodies: readonly NewBody[]): Promise<void> {
  const rows = bodies.map(({ quorum, ...body }) => ({ ...body, ...quorum }))
  await namedOnce(
    bodies[0]?.name ?? "",
    sql`insert into body (meeting_id, id, key, name, kind, by_hand, categories, delegation_id, group_id, qualified, quorum_num, quorum_den, quorum_strict, basis, source)
    select ${meetingId}, r.id, r.key, r.name, r.kind, r."byHand", r.categories, r."delegationId", r."groupId", r.qualified, r.num, r.den, r.strict, r.basis, r.source
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, key text, name text, kind text, "byHand" boolean, categories text[], "delegationId" uuid,
      "groupId" uuid, qualified boolean, num int, den int, strict boolean, basis text, source text)`.execute(db),
  )
}

type BodyRow = Omit<Body, "quorum" | "needed" | "due"> & Quorum

/** Of a delegation's body the 团长 is chair without anybody saying so; of a group's, its 召集人. */
export const roleOf = sql`case when m.role <> 'member' then m.role
  when b.kind = 'delegation' and a.role in ('leader', 'deputy', 'secretary') then case a.role when 'leader' then 'chair' else a.role end
  when b.kind = 'group' and exists (select 1 from attendee_group_office o where o.meeting_id = b.meeting_id and o.group_id = b.group_id and o.attendee_id = a.id and o.office = 'convenor')
    then 'chair' else 'member' end`
export const isQualified = sql`(not m.may_vote or coalesce(q.status in ('valid', 'byElection'), false) or (not b.qualified and q.status is distinct from 'ended'))`

async function bodiesWhere(db: Db, meetingId: string, which: RawBuilder<unknown>): Promise<Body[]> {
  const { rows } = await sql<BodyRow>`
    with mine as (
      select m.body_id, a.name, a.sort_surname, m.may_vote, m.may_elect, a.excused_at is not null as excused, ${isQualified} as counted, ${roleOf} = 'chair' as is_chair
      from body b join body_member m on m.meeting_id = b.meeting_id and m.body_id = b.id
      join attendee a on a.meeting_id = m.meeting_id and a.id = m.attendee_id
      left join qualification q on q.meeting_id = m.meeting_id and q.attendee_id = m.attendee_id
      where b.meeting_id = ${meetingId} and ${which}),
    counts as (
      select body_id, (count(*) filter (where counted))::int as members, (count(*) filter (where counted and may_vote))::int as voters,
        (count(*) filter (where counted and may_elect))::int as electors, (count(*) filter (where counted and excused))::int as excused,
        (count(*) filter (where not counted))::int as unqualified, bool_or(may_vote) as votes,
        coalesce(json_agg(name order by sort_surname) filter (where is_chair), '[]') as chairs
      from mine group by body_id)
    select b.id, b.key, b.name, b.kind, b.by_hand as "byHand", b.categories, b.delegation_id as "delegationId", d.name as delegation, b.group_id as "groupId", g.name as "group",
      b.qualified, b.quorum_num as num, b.quorum_den as den, b.quorum_strict as strict, b.basis, b.source, b.version, coalesce(c.members, 0) as members,
      coalesce(c.voters, 0) as voters, coalesce(c.electors, 0) as electors, coalesce(c.excused, 0) as excused, coalesce(c.unqualified, 0) as unqualified,
      coalesce(c.chairs, '[]') as chairs, coalesce(c.votes, false) as votes
    from body b left join counts c on c.body_id = b.id
    left join delegation d on d.meeting_id = b.meeting_id and d.id = b.delegation_id
    left join attendee_group g on g.meeting_id = b.meeting_id and g.id = b.group_id
    where b.meeting_id = ${meetingId} and ${which}
    order by array_position(array['assembly', 'executive', 'standing', 'presidium', 'credentials', 'committee', 'delegation', 'group'], b.kind), d.place, g.place, b.id`.execute(
    db,
  )
  return rows.map((row) => shaped(row as BodyRow & { votes: boolean }))
}

function shaped({ num, den, strict, votes, ...body }: BodyRow & { votes: boolean }): Body {
  const due = votes ? body.voters : body.members
  return { ...body, due, quorum: { num, den, strict }, needed: neededFor(due, { num, den, strict }) }
}

export const bodiesOf = (db: Db, meetingId: string): Promise<Body[]> => bodiesWhere(db, meetingId, sql`true`)

export async function bodyById(db: Db, meetingId: string, id: string): Promise<Body> {
  const [body] = await bodiesWhere(db, meetingId, sql`b.id = ${id}`)
  if (!body) throw new Refusal("house.notFound")
  return body
}

type Hand = { by: string; at: string }
type Which = { meetingId: string; id: string; version: number }
const written = ({ rows }: { rows: unknown[] }): boolean => rows.length === 1

/** False: somebody changed it since. */
export const setQuorum = async (
  db: Db,
  { by, at }: Hand,
  { meetingId, id, version, quorum, basis }: Which & Pick<Body, "quorum" | "basis">,
): Promise<boolean> =>
  written(
    await sql`update body set quorum_num = ${quorum.num}, quorum_den = ${quorum.den}, quorum_strict = ${quorum.strict}, basis = ${basis}, version = version + 1,
        updated_by = ${by}, updated_at = ${at}
      where meeting_id = ${meetingId} and id = ${id} and version = ${version} returning id`.execute(db),
  )

/** False: somebody changed it since. */
export const changeBody = async (
  db: Db,
  { by, at }: Hand,
  { meetingId, id, version, name, qualified, categories }: Which & Pick<Body, "name" | "qualified" | "categories">,
): Promise<boolean> =>
  written(
    await namedOnce(
      name,
      sql`update body set name = ${name}, qualified = ${qualified}, categories = ${categories}, version = version + 1, updated_by = ${by}, updated_at = ${at}
      where meeting_id = ${meetingId} and id = ${id} and version = ${version} returning id`.execute(db),
    ),
  )

export async function lastHand(db: Db, { meetingId, id }: { meetingId: string; id: string }): Promise<{ updatedBy: string | null; updatedAt: string | null }> {
  const { rows } = await sql<{ updatedBy: string | null; updatedAt: string | null }>`select updated_by as "updatedBy", updated_at as "updatedAt" from body
    where meeting_id = ${meetingId} and id = ${id}`.execute(db)
  return rows[0] ?? { updatedBy: null, updatedAt: null }
}

export async function removeBody(db: Db, { meetingId, id, name }: { meetingId: string; id: string; name: string }): Promise<void> {
  await sql`delete from body_member where meeting_id = ${meetingId} and body_id = ${id}`.execute(db)
  await unlessInUse(name, sql`delete from body where meeting_id = ${meetingId} and id = ${id}`.execute(db))
}

/** Delegations or groups without a body, in their order. */
export async function bodiless(db: Db, meetingId: string, of: "delegation" | "group"): Promise<{ id: string; name: string }[]> {
  const table = of === "delegation" ? sql`delegation` : sql`attendee_group`
  const column = of === "delegation" ? sql`b.delegation_id` : sql`b.group_id`
  const { rows } = await sql<{ id: string; name: string }>`select t.id, t.name from ${table} t
    where t.meeting_id = ${meetingId} and not exists (select 1 from body b where b.meeting_id = t.meeting_id and ${column} = t.id) order by t.place, t.id`.execute(
    db,
  )
  return rows
}
