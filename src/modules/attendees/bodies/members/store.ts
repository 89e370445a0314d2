/** Who belongs to a body, with his role and his rights. */
import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import { isQualified, roleOf } from "../making/store.ts"
import type { Member, MemberOrder, MemberRole } from "./contract.ts"

type At = { meetingId: string; id: string }

const orders: Record<MemberOrder, RawBuilder<unknown>> = {
  protocol: sql`case role when 'chair' then 1 when 'deputy' then 2 when 'secretary' then 4 when 'alternate' then 5 else 3 end, place nulls last, rank nulls last, sort_surname, id`,
  listed: sql`list_key, id`,
  name: sql`sort_full, id`,
  surname: sql`sort_surname, id`,
}

const of = ({ meetingId, id }: At) => sql`
  select a.id, a.id as "attendeeId", a.name, a.same_name_mark as "sameNameMark", a.sex, a.ethnicity, d.name as delegation, a.unit, a.post, a.category, ${roleOf} as role,
    m.may_vote as "mayVote", m.may_elect as "mayElect", m.reason, m.votes, a.excused_at is not null as excused, ${isQualified} as qualified,
    m.place, a.rank, a.sort_full, a.sort_surname, a.pinyin, a.initials, coalesce(own.key, listed.key, a.sort_full) as list_key
  from body b join body_member m on m.meeting_id = b.meeting_id and m.body_id = b.id
  join attendee a on a.meeting_id = m.meeting_id and a.id = m.attendee_id
  left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id
  left join qualification q on q.meeting_id = m.meeting_id and q.attendee_id = m.attendee_id
  left join attendee_listed own on own.meeting_id = a.meeting_id and own.list_id = b.id and own.attendee_id = a.id
  left join attendee_listed listed on listed.meeting_id = a.meeting_id and listed.list_id = a.meeting_id and listed.attendee_id = a.id
  where b.meeting_id = ${meetingId} and b.id = ${id}`

type Row = Member & { id: string; total: number } & Record<"place" | "rank" | "sort_full" | "sort_surname" | "pinyin" | "initials" | "list_key", unknown>
const shown = ({ id: _i, total: _t, place: _p, rank: _r, sort_full: _f, sort_surname: _s, pinyin: _y, initials: _n, list_key: _l, ...member }: Row): Member =>
  member

const like = (find: string): string => find.replace(/[\\%_]/g, (character) => `\\${character}`)

type Page = { find: string; order: MemberOrder; page: number; size: number }
export async function membersOf(db: Db, at: At, { find, order, page, size }: Page): Promise<{ rows: Member[]; total: number }> {
  const inside = `%${like(find)}%`
  const start = `${like(find.toLowerCase())}%`
  const { rows } = await sql<Row>`select *, (count(*) over ())::int as total from (${of(at)}) m
    where ${find === "" ? sql`true` : sql`(name like ${inside} or pinyin like ${start} or initials like ${start} or unit like ${inside} or delegation like ${inside})`}
    order by ${orders[order]} limit ${size} offset ${(page - 1) * size}`.execute(db)
  return { rows: rows.map(shown), total: rows[0]?.total ?? 0 }
}

export async function everyMember(db: Db, at: At, order: MemberOrder): Promise<Member[]> {
  const { rows } = await sql<Row>`select * from (${of(at)}) m order by ${orders[order]}`.execute(db)
  return rows.map(shown)
}

export async function memberOf(db: Db, at: At & { attendeeId: string; name: string }): Promise<Member> {
  const { rows } = await sql<Row>`select * from (${of(at)}) m where id = ${at.attendeeId}`.execute(db)
  if (!rows[0]) throw new Refusal("attendees.notAMember", { name: at.name })
  return shown(rows[0])
}

/** Throws when one of them is not of this meeting, sits here for somebody else, or has lost his seat. */
export async function mustBePeople(db: Db, meetingId: string, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string; stands: boolean; ended: boolean }>`
    select a.name, exists (select 1 from attendee_leave l where l.meeting_id = a.meeting_id and l.substitute_id = a.id) as stands,
      exists (select 1 from qualification q join attendee_category c on c.meeting_id = a.meeting_id and c.name = a.category and c.may_vote
        where q.meeting_id = a.meeting_id and q.attendee_id = a.id and q.status = 'ended') as ended
    from attendee a where a.meeting_id = ${meetingId} and a.id = any(${ids}::uuid[])`.execute(db)
  if (rows.length !== new Set(ids).size) throw new Refusal("house.notFound")
  const substitute = rows.find(({ stands }) => stands)
  if (substitute) throw new Refusal("attendees.substituteNoMember", { name: substitute.name })
  const gone = rows.find(({ ended }) => ended)
  if (gone) throw new Refusal("attendees.credentialEnded", { name: gone.name })
}

/** Who is one already stays as he is. Rights follow by the rule afterwards. */
export async function addMembers(db: Db, { meetingId, id }: At, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`insert into body_member (meeting_id, body_id, attendee_id, may_vote)
    select ${meetingId}, ${id}, a.id, false from attendee a where a.meeting_id = ${meetingId} and a.id = any(${ids}::uuid[])
    on conflict (meeting_id, body_id, attendee_id) do nothing returning attendee_id as id`.execute(db)
  return rows.length
}

type Elected = { attendeeId: string; votes: number; alternate: boolean }
/** 委员 by strokes of the surname, 候补委员 behind them by votes, ties by strokes. */
export async function addElected(db: Db, { meetingId, id }: At, elected: readonly Elected[]): Promise<void> {
  await sql`insert into body_member (meeting_id, body_id, attendee_id, may_vote, role, votes, place)
    select ${meetingId}, ${id}, a.id, false, case when r.alternate then 'alternate' else 'member' end, r.votes,
      row_number() over (order by r.alternate, case when r.alternate then -r.votes end, a.sort_surname, a.id)
    from jsonb_to_recordset(${JSON.stringify(elected)}::jsonb) as r("attendeeId" uuid, votes int, alternate boolean)
    join attendee a on a.meeting_id = ${meetingId} and a.id = r."attendeeId"`.execute(db)
}

export async function removeMembers(db: Db, { meetingId, id }: At, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`delete from body_member
    where meeting_id = ${meetingId} and body_id = ${id} and attendee_id = any(${ids}::uuid[]) returning attendee_id as id`.execute(db)
  return rows.length
}

type Rights = { mayVote: boolean; mayElect: boolean; reason: string } | null
export async function setMember(
  db: Db,
  { meetingId, id, attendeeId }: At & { attendeeId: string },
  { role, rights }: { role: MemberRole; rights: Rights },
): Promise<void> {
  const changed = rights ? sql`may_vote = ${rights.mayVote}, may_elect = ${rights.mayElect}, reason = ${rights.reason}` : sql`reason = null`
  await sql`update body_member set role = ${role}, ${changed} where meeting_id = ${meetingId} and body_id = ${id} and attendee_id = ${attendeeId}`.execute(db)
}
