import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { initialsOf, pinyinOf, sortKey } from "#kernel/names.ts"
import type { Reach } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { Attendee, Wanted } from "./contract.ts"

/** What a person is when written: by hand or by an import. */
export type Person = {
  id: string
  name: string
  sex: "male" | "female" | null
  ethnicity: string | null
  category: string
  delegationId: string | null
  unit: string
  post: string
  rank: number | null
  role: "leader" | "deputy" | null
  remark: string
  /** undefined: as it was. */
  phone?: string | null
  position?: number
  sameNameMark?: string | null
}
type Hand = { meetingId: string; by: string; at: string }

const shown = sql`a.meeting_id as "meetingId", a.id, a.name, a.sex, a.ethnicity, a.category, a.delegation_id as "delegationId", d.name as delegation, a.unit, a.post,
  a.rank, a.role, a.remark, case when length(a.phone) > 7 then left(a.phone, 3) || '****' || right(a.phone, 4) else a.phone end as phone,
  exists (select 1 from attendee o where o.meeting_id = a.meeting_id and o.name = a.name and o.id <> a.id) as "sameName",
  a.same_name_mark as "sameNameMark", a.mark_by_hand as "markByHand", a.excused_reason as "excusedReason", a.excused_at as "excusedAt", a.version,
  a.updated_by as "updatedBy", a.updated_at as "updatedAt"`
const from = sql`attendee a left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id`

const sortings: Record<Wanted["sort"]["by"], readonly RawBuilder<unknown>[]> = {
  full: [sql`a.sort_full`],
  surname: [sql`a.sort_surname`],
  pinyin: [sql`a.pinyin`, sql`a.sort_full`],
  rank: [sql`a.rank is null`, sql`a.rank`, sql`a.sort_full`],
  given: [sql`a.position`],
  delegation: [sql`d.place is null`, sql`d.place`, sql`case a.role when 'leader' then 1 when 'deputy' then 2 else 3 end`, sql`a.sort_full`],
}

/** `is null` keys stay ascending: who has no rank stands last in both directions. */
function order({ by, dir }: Wanted["sort"]): RawBuilder<unknown> {
  const keys = [...sortings[by], sql`a.id`]
  return sql.join(dir === "asc" ? keys : keys.map((key, index) => (index === 0 && (by === "rank" || by === "delegation") ? key : sql`${key} desc`)))
}

/** Nobody outside the delegations the grant is limited to. */
type Delegations = Pick<Reach, "delegations">
export const reached = ({ delegations }: Delegations): RawBuilder<unknown> =>
  delegations === "all" ? sql`true` : sql`a.delegation_id = any(${delegations}::uuid[])`

const like = (find: string): string => find.replace(/[\\%_]/g, (character) => `\\${character}`)

function conditions({ meetingId, find, where }: Pick<Wanted, "meetingId" | "find" | "where">, reach: Delegations): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [reached(reach)]
  if (find) {
    const inside = `%${like(find.replace(/\s/g, ""))}%`
    const start = `${like(find.toLowerCase().replace(/[\s']/g, ""))}%`
    all.push(
      sql`(a.name like ${inside} or a.pinyin like ${start} or a.initials like ${start} or a.unit like ${inside} or a.post like ${inside} or a.phone = ${find.replace(/\s/g, "")}
      or a.delegation_id in (select o.id from delegation o where o.meeting_id = ${meetingId} and o.name like ${inside}))`,
    )
  }
  if (where.delegationId) all.push(sql`a.delegation_id = ${where.delegationId}`)
  if (where.category) all.push(sql`a.category = ${where.category}`)
  if (where.role) all.push(sql`a.role = ${where.role}`)
  if (where.sex) all.push(sql`a.sex = ${where.sex}`)
  if (where.excused !== undefined) all.push(where.excused ? sql`a.excused_at is not null` : sql`a.excused_at is null`)
  if (where.sameName) all.push(sql`exists (select 1 from attendee o where o.meeting_id = a.meeting_id and o.name = a.name and o.id <> a.id)`)
  return sql.join(all, sql` and `)
}

export async function pageOf(
  db: Db,
  wanted: Wanted,
  { page, size, delegations }: { page: number; size: number } & Delegations,
): Promise<{ rows: Attendee[]; total: number; all: number }> {
  const { meetingId, sort } = wanted
  const matching = conditions(wanted, { delegations })
  const sorted = order(sort)
  // the page is found first and dressed afterwards: a page far down would otherwise dress all the people before it
  const place = sort.by === "delegation" ? from : sql`attendee a`
  const ids = sql`select a.id from ${place} where a.meeting_id = ${meetingId} and ${matching} order by ${sorted} limit ${size} offset ${(page - 1) * size}`
  const [{ rows: counted }, { rows }] = await Promise.all([
    sql<{
      total: number
      all: number
    }>`select (count(*) filter (where ${matching}))::int as total, count(*)::int as all from attendee a where a.meeting_id = ${meetingId} and ${reached({ delegations })}`.execute(
      db,
    ),
    sql<Attendee>`select ${shown} from ${from} where a.meeting_id = ${meetingId} and a.id = any(array(${ids})) order by ${sorted}`.execute(db),
  ])
  return { rows, ...counted[0]! }
}

/** Everybody the list would show, for the export: with the whole phone. */
export async function everybody(db: Db, wanted: Wanted & Delegations): Promise<Attendee[]> {
  const { rows } =
    await sql<Attendee>`select ${shown}, a.phone from ${from} where a.meeting_id = ${wanted.meetingId} and ${conditions(wanted, wanted)} order by ${order(wanted.sort)}`.execute(
      db,
    )
  return rows
}

export async function attendeeById(db: Db, meetingId: string, id: string, reach: Delegations = { delegations: "all" }): Promise<Attendee> {
  const { rows } = await sql<Attendee>`select ${shown} from ${from} where a.meeting_id = ${meetingId} and a.id = ${id} and ${reached(reach)}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

/** Throws house.notFound when one of them is not there or not within reach. */
export async function mustReach(db: Db, { meetingId, delegations }: { meetingId: string } & Delegations, ids: readonly string[]): Promise<void> {
  if (delegations === "all") return
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from attendee a
    where a.meeting_id = ${meetingId} and a.id = any(${ids}::uuid[]) and ${reached({ delegations })}`.execute(db)
  if (rows[0]?.count !== new Set(ids).size) throw new Refusal("house.notFound")
}

export async function phoneOf(db: Db, meetingId: string, id: string): Promise<string | null> {
  const { rows } = await sql<{ phone: string | null }>`select phone from attendee where meeting_id = ${meetingId} and id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0].phone
}

const record = sql`r(id uuid, name text, sort_full text, sort_surname text, pinyin text, initials text, sex text, ethnicity text, category text, delegation_id uuid,
  unit text, post text, phone text, keep_phone boolean, rank int, role text, remark text, position int, same_name_mark text)`

const rowOf = (person: Person) => ({
  id: person.id,
  name: person.name,
  sort_full: sortKey(person.name, "full-name"),
  sort_surname: sortKey(person.name, "surname-first"),
  pinyin: pinyinOf(person.name),
  initials: initialsOf(person.name),
  sex: person.sex,
  ethnicity: person.ethnicity,
  category: person.category,
  delegation_id: person.delegationId,
  unit: person.unit,
  post: person.post,
  phone: person.phone ?? null,
  keep_phone: person.phone === undefined,
  rank: person.rank,
  role: person.role,
  remark: person.remark,
  position: person.position ?? null,
  same_name_mark: person.sameNameMark ?? null,
})

/** Adds those who are not there and changes those who are, in one statement. Leave and marks made by hand stay. */
export async function putPeople(db: Db, { meetingId, by, at }: Hand, people: readonly Person[]): Promise<void> {
  const rows = JSON.stringify(people.map(rowOf))
  await sql`insert into attendee as a (meeting_id, id, name, sort_full, sort_surname, pinyin, initials, sex, ethnicity, category, delegation_id, unit, post, phone, rank, role,
      remark, position, same_name_mark, mark_by_hand, updated_by, updated_at)
    select ${meetingId}, r.id, r.name, r.sort_full, r.sort_surname, r.pinyin, r.initials, r.sex, r.ethnicity, r.category, r.delegation_id, r.unit, r.post, r.phone, r.rank, r.role,
      r.remark, coalesce(r.position, (select coalesce(max(position), 0) + 1 from attendee where meeting_id = ${meetingId})), coalesce(r.same_name_mark, ''),
      r.same_name_mark is not null, ${by}, ${at}
    from jsonb_to_recordset(${rows}::jsonb) as ${record}
    on conflict (meeting_id, id) do update set name = excluded.name, sort_full = excluded.sort_full, sort_surname = excluded.sort_surname, pinyin = excluded.pinyin,
      initials = excluded.initials, sex = excluded.sex, ethnicity = excluded.ethnicity, category = excluded.category, delegation_id = excluded.delegation_id, unit = excluded.unit,
      post = excluded.post, phone = coalesce(excluded.phone, a.phone), rank = excluded.rank, role = excluded.role, remark = excluded.remark, version = a.version + 1,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at`.execute(db)
}

/** By hand, against the version the person saw. */
export async function changePerson(db: Db, { meetingId, by, at }: Hand, person: Person & { version: number }): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update attendee a set name = r.name, sort_full = r.sort_full, sort_surname = r.sort_surname, pinyin = r.pinyin, initials = r.initials, sex = r.sex, ethnicity = r.ethnicity,
      category = r.category, delegation_id = r.delegation_id, unit = r.unit, post = r.post, phone = case when r.keep_phone then a.phone else r.phone end, rank = r.rank, role = r.role,
      remark = r.remark, same_name_mark = coalesce(r.same_name_mark, ''), mark_by_hand = r.same_name_mark is not null, version = a.version + 1, updated_by = ${by}, updated_at = ${at}
    from jsonb_to_recordset(${JSON.stringify([rowOf(person)])}::jsonb) as ${record}
    where a.meeting_id = ${meetingId} and a.id = r.id and a.version = ${person.version} returning a.id`.execute(db)
  if (!rows[0]) {
    const { updatedBy, updatedAt } = await attendeeById(db, meetingId, person.id)
    throw new Refusal("house.stale", { who: updatedBy, when: updatedAt })
  }
}

export async function removePeople(db: Db, meetingId: string, ids: readonly string[]): Promise<number> {
  try {
    const { rows } = await sql<{ id: string }>`delete from attendee where meeting_id = ${meetingId} and id = any(${ids}) returning id`.execute(db)
    return rows.length
  } catch (error) {
    if ((error as { code?: string }).code === "23503") throw new Refusal("attendees.inUse")
    throw error
  }
}

export async function moveTo(
  db: Db,
  { meetingId, by, at }: Hand,
  { ids, delegationId }: { ids: readonly string[]; delegationId: string | null },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`update attendee set delegation_id = ${delegationId}, version = version + 1, updated_by = ${by}, updated_at = ${at}
    where meeting_id = ${meetingId} and id = any(${ids}) returning id`.execute(db)
  return rows.length
}

export async function setLeave(db: Db, { meetingId, by, at }: Hand, { id, reason }: { id: string; reason: string | null }): Promise<void> {
  await sql`update attendee set excused_reason = ${reason}, excused_at = ${reason === null ? null : at}, version = version + 1, updated_by = ${by}, updated_at = ${at}
    where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}

/** People of one name are told apart by delegation, then by sex; where both agree somebody has to say what does. Marks made by hand stay. */
export async function markSameNames(db: Db, meetingId: string): Promise<void> {
  await sql`with found as (
      select a.id, a.mark_by_hand as by_hand, a.same_name_mark as old, count(*) over (partition by a.name) as same, count(*) over (partition by a.name, a.delegation_id) as here,
        count(*) over (partition by a.name, a.delegation_id, a.sex) as alike, coalesce(d.name, '') as place, case a.sex when 'male' then '男' when 'female' then '女' else '' end as sex
      from ${from} where a.meeting_id = ${meetingId}),
    marks as (select id, by_hand, old, case when same = 1 then '' when here = 1 then place when alike = 1 then sex else '' end as mark from found),
    -- only the few that change are joined again, whatever the planner believes of a table that has just been filled
    changes as materialized (select id, mark from marks where not by_hand and mark <> old)
    update attendee a set same_name_mark = c.mark from changes c where a.meeting_id = ${meetingId} and a.id = c.id`.execute(db)
}

export async function summary(
  db: Db,
  meetingId: string,
  reach: Delegations,
): Promise<{ total: number; undistinguished: number; rare: number; excused: number; homeless: number }> {
  const { rows } = await sql<{ total: number; undistinguished: number; rare: number; excused: number; homeless: number }>`
    select count(*)::int as total, (count(*) filter (where same > 1 and same_name_mark = ''))::int as undistinguished, (count(*) filter (where sort_full like '%~%'))::int as rare,
      (count(*) filter (where excused_at is not null))::int as excused, (count(*) filter (where delegation_id is null and delegations > 0))::int as homeless
    from (select a.*, count(*) over (partition by a.name) as same, (select count(*) from delegation where meeting_id = ${meetingId}) as delegations
      from attendee a where a.meeting_id = ${meetingId}) a where ${reached(reach)}`.execute(db)
  return rows[0]!
}

/** After thousands of rows at once the planner still believes the table is small, until autovacuum comes by a minute later. */
export async function takeStock(db: Db): Promise<void> {
  await sql`analyze attendee, body_member, delegation`.execute(db)
}
