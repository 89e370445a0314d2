import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import type { Context, Reach } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { Keys } from "#server/keys.ts"
import type { Wanted } from "./contract.ts"
import type { Attendee, Hand } from "./person/contract.ts"
import { coveredValue, maskedId, maskedPhone, numberHashes, openCustom, openId, openPhone } from "./person/sealing/store.ts"
import { doubtsAbout } from "./privacy/rules.ts"

/** Reads what is sealed. */
export type Source = { db: Db; platform: { keys: Keys } }

const shown = sql`a.meeting_id as "meetingId", a.id, a.name, a.sex, a.ethnicity, a.category, a.delegation_id as "delegationId", d.name as delegation, a.unit, a.post,
  a.rank, a.role, a.remark, a.phone, a.phone_sealed as "phoneSealed", a.id_sealed as "idSealed", a.birth, a.education, a.politics, a.diet, a.photo_file_id as "photoFileId", a.hotel,
  nullif(d.hotel, '') as "delegationHotel", a.room, a.table_no as "tableNo", a.car_no as "carNo", a.group_id as "groupId", g.name as "group", a.custom, a.custom_sealed as "customSealed",
  exists (select 1 from attendee o where o.meeting_id = a.meeting_id and o.name = a.name and o.id <> a.id) as "sameName",
  a.same_name_mark as "sameNameMark", a.mark_by_hand as "markByHand", a.excused_reason as "excusedReason", a.excused_at as "excusedAt", a.version,
  a.updated_by as "updatedBy", a.updated_at as "updatedAt"`
const from = sql`attendee a left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id
  left join attendee_group g on g.meeting_id = a.meeting_id and g.id = a.group_id`

/** Who wrote over a thing that somebody else still has open is told whose change he would lose. */
export async function mustBeFresh(
  { db, locale }: Pick<Context, "db" | "locale">,
  { meetingId, isFresh }: { meetingId: string; isFresh: boolean },
  { updatedBy, updatedAt }: { updatedBy: string | null; updatedAt: string | null },
): Promise<void> {
  if (isFresh) return
  const { rows } = await sql<{ zone: string }>`select zone from meeting_v where id = ${meetingId}`.execute(db)
  throw new Refusal("house.stale", { who: updatedBy ?? "", when: updatedAt && rows[0] ? shortMoment(updatedAt, rows[0].zone, locale) : "" })
}

type Row = Omit<Attendee, "idNumber" | "doubts"> & { phoneSealed: string | null; idSealed: string | null; customSealed: Record<string, string> }

/** Covered, or whole for an export and for who asked with a purpose. A phone that earlier versions wrote stands open until the house has sealed it. */
function dressed(keys: Keys, { phoneSealed, idSealed, customSealed, ...row }: Row, isWhole: boolean): Attendee {
  const phone = openPhone(keys, row.id, phoneSealed) ?? row.phone
  const idNumber = openId(keys, row.id, idSealed)
  const sealed = Object.entries(customSealed).map(([field, value]) => [field, isWhole ? openCustom(keys, row.id, value) : coveredValue])
  const custom = { ...row.custom, ...Object.fromEntries(sealed) }
  // whoever sees the month only is told of the month only: else he would find the day by writing one after the other
  const birth = isWhole ? row.birth : (row.birth?.slice(0, 7) ?? null)
  const doubts = doubtsAbout({ ...row, birth, idNumber })
  if (isWhole) return { ...row, phone, idNumber, birth, custom, doubts }
  return { ...row, doubts, phone: phone && maskedPhone(phone), idNumber: idNumber && maskedId(idNumber), birth, custom }
}

/** The roster in the order the office has chosen for it; a delegation's people in that of the delegation. */
const listedKey = sql`coalesce(l.key, a.sort_full)`
const listed = sql` left join attendee_listed l on l.meeting_id = a.meeting_id and l.list_id = a.meeting_id and l.attendee_id = a.id`
const ofDelegation = sql` left join attendee_listed own on own.meeting_id = a.meeting_id and own.list_id = a.delegation_id and own.attendee_id = a.id`

const sortings: Record<Wanted["sort"]["by"], readonly RawBuilder<unknown>[]> = {
  listed: [listedKey],
  full: [sql`a.sort_full`],
  surname: [sql`a.sort_surname`],
  pinyin: [sql`a.sort_pinyin`],
  rank: [sql`a.rank is null`, sql`a.rank`, sql`a.sort_full`],
  given: [sql`a.position`],
  delegation: [
    sql`d.place is null`,
    sql`d.place`,
    sql`case a.role when 'leader' then 1 when 'deputy' then 2 when 'secretary' then 4 when 'liaison' then 5 else 3 end`,
    sql`coalesce(own.key, l.key, a.sort_full)`,
  ],
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

type Asked = Pick<Wanted, "meetingId" | "find" | "where"> & Delegations & { whole?: Whole }
const lacking: Record<NonNullable<Wanted["where"]["lacks"]>, RawBuilder<unknown>> = {
  phone: sql`a.phone_sealed is null and a.phone is null`,
  idNumber: sql`a.id_sealed is null`,
  photo: sql`a.photo_file_id is null`,
  delegation: sql`a.delegation_id is null`,
  group: sql`a.group_id is null`,
  room: sql`a.room is null`,
}

const ages: Record<NonNullable<Wanted["where"]["age"]>, [number, number]> = { upTo35: [0, 35], from36: [36, 45], from46: [46, 55], from56: [56, 199] }

/** Of whom only the month of birth is known, he is as old as on its first day. */
function aged(age: keyof typeof ages): RawBuilder<unknown> {
  const [from, to] = ages[age]
  const yearsOf = sql`date_part('year', age(now(), to_date(a.birth, case when length(a.birth) = 7 then 'YYYY-MM' else 'YYYY-MM-DD' end)))`
  return sql`a.birth is not null and ${yearsOf} between ${from} and ${to}`
}

/** Who may vote and has not been reviewed waits. */
function standing(wanted: NonNullable<Wanted["where"]["standing"]>): RawBuilder<unknown> {
  const found = sql`(select q.status from qualification q where q.meeting_id = a.meeting_id and q.attendee_id = a.id)`
  const votes = sql`exists (select 1 from attendee_category c where c.meeting_id = a.meeting_id and c.name = a.category and c.may_vote)`
  return sql`coalesce(${found}, case when ${votes} then 'pending' end) = ${wanted}`
}

function conditions(keys: Keys, { meetingId, find, where, whole = nothing, ...reach }: Asked): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [reached(reach)]
  if (find) {
    const inside = `%${like(find.replace(/\s/g, ""))}%`
    // 嘉木样洛桑 is found as 嘉木样·洛桑 too
    const named = `%${like(find.replace(/[\s·]/g, ""))}%`
    const start = `${like(find.toLowerCase().replace(/[\s']/g, ""))}%`
    all.push(
      sql`(replace(a.name, '·', '') like ${named} or a.pinyin like ${start} or a.initials like ${start} or a.unit like ${inside} or a.post like ${inside} or ${hasNumber(keys, find, whole)}
      or a.delegation_id in (select o.id from delegation o where o.meeting_id = ${meetingId} and o.name like ${inside}))`,
    )
  }
  if (where.delegationId) all.push(sql`a.delegation_id = ${where.delegationId}`)
  if (where.category) all.push(sql`a.category = ${where.category}`)
  if (where.role) all.push(sql`a.role = ${where.role}`)
  if (where.sex) all.push(sql`a.sex = ${where.sex}`)
  if (where.excused !== undefined) all.push(where.excused ? sql`a.excused_at is not null` : sql`a.excused_at is null`)
  if (where.groupId) all.push(sql`a.group_id = ${where.groupId}`)
  if (where.hotel)
    all.push(
      sql`coalesce(a.hotel, (select nullif(o.hotel, '') from delegation o where o.meeting_id = a.meeting_id and o.id = a.delegation_id)) = ${where.hotel}`,
    )
  if (where.ethnicity) all.push(sql`a.ethnicity = ${where.ethnicity}`)
  if (where.minority !== undefined) all.push(where.minority ? sql`a.ethnicity <> '汉族'` : sql`a.ethnicity = '汉族'`)
  if (where.politics) all.push(sql`a.politics = ${where.politics}`)
  if (where.education) all.push(sql`a.education = ${where.education}`)
  if (where.age) all.push(aged(where.age))
  if (where.standing) all.push(standing(where.standing))
  if (where.lacks) all.push(lacking[where.lacks])
  if (where.sameName) all.push(sql`exists (select 1 from attendee o where o.meeting_id = a.meeting_id and o.name = a.name and o.id <> a.id)`)
  return sql.join(all, sql` and `)
}

/** By a whole number finds only who may be shown one: whoever sees it covered would else try out the few digits that are missing. Numbers that are not sealed yet have no ending to be found by. */
function hasNumber(keys: Keys, find: string, whole: Whole): RawBuilder<unknown> {
  const hashes = numberHashes(keys, find)
  if (!hashes) return sql`false`
  const { phone, phoneTail, id, idTail } = hashes
  const tails = sql`a.phone_tail = ${phoneTail} or a.id_tail = ${idTail}`
  const byPhone = whole.phone ? sql`a.phone_hash = ${phone} or a.phone = ${find.replace(/[\s-]/g, "")}` : sql`false`
  return sql`${tails} or ${byPhone} or ${whole.identity ? sql`a.id_hash = ${id}` : sql`false`}`
}

export async function pageOf(
  { db, platform: { keys } }: Source,
  wanted: Wanted,
  { page, size, delegations, whole }: { page: number; size: number; whole: Whole } & Delegations,
): Promise<{ rows: Attendee[]; total: number; all: number }> {
  const { meetingId, sort } = wanted
  const matching = conditions(keys, { ...wanted, delegations, whole })
  const sorted = order(sort)
  // the page is found first and dressed afterwards: a page far down would otherwise dress all the people before it
  const place = sort.by === "delegation" ? sql`${from}${listed}${ofDelegation}` : sort.by === "listed" ? sql`attendee a${listed}` : sql`attendee a`
  const ids = sql`select a.id from ${place} where a.meeting_id = ${meetingId} and ${matching} order by ${sorted} limit ${size} offset ${(page - 1) * size}`
  const [{ rows: counted }, { rows }] = await Promise.all([
    sql<{
      total: number
      all: number
    }>`select (count(*) filter (where ${matching}))::int as total, count(*)::int as all from attendee a where a.meeting_id = ${meetingId} and ${reached({ delegations })}`.execute(
      db,
    ),
    sql<Row>`select ${shown} from ${from}${listed}${ofDelegation} where a.meeting_id = ${meetingId} and a.id = any(array(${ids})) order by ${sorted}`.execute(
      db,
    ),
  ])
  return { rows: rows.map((row) => dressed(keys, row, false)), ...counted[0]! }
}

/** What the person who takes the list away may see whole one by one; the rest stays out of it: covered, it would come in again as a number. */
export type Whole = { phone: boolean; identity: boolean }
const nothing: Whole = { phone: false, identity: false }
function allowed({ custom, ...person }: Attendee, { phone, identity }: Whole, sealed: readonly string[]): Attendee {
  const kept = phone ? person : { ...person, phone: null }
  if (identity) return { ...kept, custom }
  const open = Object.entries(custom).filter(([field]) => !sealed.includes(field))
  return { ...kept, idNumber: null, birth: person.birth?.slice(0, 7) ?? null, custom: Object.fromEntries(open) }
}

/** Everybody the list would show, for the export. */
export async function everybody({ db, platform: { keys } }: Source, wanted: Wanted & Delegations, whole: Whole): Promise<Attendee[]> {
  const { rows } =
    await sql<Row>`select ${shown} from ${from}${listed}${ofDelegation} where a.meeting_id = ${wanted.meetingId} and ${conditions(keys, { ...wanted, whole })} order by ${order(wanted.sort)}`.execute(
      db,
    )
  return rows.map((row) => allowed(dressed(keys, row, true), whole, Object.keys(row.customSealed)))
}

type Reaching = Partial<Delegations> & { isWhole?: boolean }
export async function attendeeById(
  { db, platform: { keys } }: Source,
  meetingId: string,
  id: string,
  { delegations = "all", isWhole = false }: Reaching = {},
): Promise<Attendee> {
  const { rows } = await sql<Row>`select ${shown} from ${from} where a.meeting_id = ${meetingId} and a.id = ${id} and ${reached({ delegations })}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return dressed(keys, rows[0], isWhole)
}

/** Throws house.notFound when one of them is not there or not within reach. */
export async function mustReach(db: Db, { meetingId, delegations }: { meetingId: string } & Delegations, ids: readonly string[]): Promise<void> {
  if (delegations !== "all") await mustBeThere(db, { meetingId, delegations }, ids)
}

/** Throws house.notFound as well when one of them is no more. */
export async function mustBeThere(db: Db, { meetingId, delegations }: { meetingId: string } & Delegations, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from attendee a
    where a.meeting_id = ${meetingId} and a.id = any(${ids}::uuid[]) and ${reached({ delegations })}`.execute(db)
  if (rows[0]?.count !== new Set(ids).size) throw new Refusal("house.notFound")
}

/** Their photos go with them: nobody else could ever have them deleted. */
export async function removePeople({ db, platform: { files } }: Pick<Context, "db" | "platform">, meetingId: string, ids: readonly string[]): Promise<number> {
  try {
    const { rows } = await sql<{
      photo: string | null
    }>`delete from attendee where meeting_id = ${meetingId} and id = any(${ids}) returning photo_file_id as photo`.execute(db)
    for (const { photo } of rows) if (photo) await files.release(db, photo)
    return rows.length
  } catch (error) {
    if (["23001", "23503"].includes((error as { code?: string }).code ?? "")) throw new Refusal("attendees.inUse")
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
