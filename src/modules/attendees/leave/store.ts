import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Reach } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { Leave, LeaveState, LeaveWanted } from "./contract.ts"
import type { Span } from "./rules.ts"

type Delegations = Pick<Reach, "delegations">
type Hand = { meetingId: string; by: string; at: string }

const shown = sql`l.id, l.attendee_id as "attendeeId", a.name, d.name as delegation, a.unit, a.post, a.category, coalesce(c.unit_seat, false) as "unitSeat", l.state, l.reason,
  l.from_title as "from", l.until_title as until, l.asked_for as "askedFor", l.asked_by as "askedBy", l.asked_at as "askedAt", l.note, l.decided_by as "decidedBy",
  l.decided_at as "decidedAt", l.ended_by as "endedBy", l.ended_at as "endedAt", case when s.id is not null then json_build_object('id', s.id, 'name', s.name, 'post', s.post) end as substitute`
const from = sql`attendee_leave l join attendee a on a.meeting_id = l.meeting_id and a.id = l.attendee_id
  left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id
  left join attendee_category c on c.meeting_id = a.meeting_id and c.name = a.category
  left join attendee s on s.meeting_id = l.meeting_id and s.id = l.substitute_id`
/** What is still to be decided stands first, then the newest. */
const sorted = sql`l.state <> 'asked', l.asked_at desc, l.id`

const like = (find: string): string => `%${find.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
const reached = ({ delegations }: Delegations) => (delegations === "all" ? sql`true` : sql`a.delegation_id = any(${delegations}::uuid[])`)

function within({ meetingId, find, attendeeId }: LeaveWanted, reach: Delegations): RawBuilder<unknown> {
  const found =
    find === ""
      ? sql`true`
      : sql`(a.name like ${like(find)} or a.pinyin like ${`${find.toLowerCase()}%`} or a.unit like ${like(find)} or l.reason like ${like(find)})`
  return sql`l.meeting_id = ${meetingId} and ${reached(reach)} and ${found} and ${attendeeId ? sql`l.attendee_id = ${attendeeId}` : sql`true`}`
}
const inState = (state: LeaveState | undefined) => (state ? sql`l.state = ${state}` : sql`true`)

type Counts = Record<LeaveState, number>
export async function leavesOf(
  db: Db,
  wanted: LeaveWanted,
  { page, size, ...reach }: { page: number; size: number } & Delegations,
): Promise<{ rows: Leave[]; total: number; counts: Counts }> {
  const where = within(wanted, reach)
  const [{ rows }, { rows: counted }] = await Promise.all([
    sql<Leave>`select ${shown} from ${from} where ${where} and ${inState(wanted.state)} order by ${sorted} limit ${size} offset ${(page - 1) * size}`.execute(
      db,
    ),
    sql<{ state: LeaveState; count: number }>`select l.state, count(*)::int as count from ${from} where ${where} group by l.state`.execute(db),
  ])
  const counts: Counts = { asked: 0, granted: 0, refused: 0, ended: 0 }
  for (const { state, count } of counted) counts[state] = count
  const total = wanted.state ? counts[wanted.state] : Object.values(counts).reduce((sum, count) => sum + count, 0)
  return { rows, total, counts }
}

export async function everyLeave(db: Db, wanted: LeaveWanted, reach: Delegations): Promise<Leave[]> {
  return (await sql<Leave>`select ${shown} from ${from} where ${within(wanted, reach)} and ${inState(wanted.state)} order by ${sorted}`.execute(db)).rows
}

export async function leaveById(db: Db, meetingId: string, id: string, reach: Delegations): Promise<Leave> {
  const { rows } = await sql<Leave>`select ${shown} from ${from} where l.meeting_id = ${meetingId} and l.id = ${id} and ${reached(reach)}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

/** Two offices at once: the second waits here and then sees the leave of the first. */
export async function lockPerson(db: Db, meetingId: string, id: string): Promise<void> {
  await sql`select id from attendee where meeting_id = ${meetingId} and id = ${id} for update`.execute(db)
}

type Open = { id: string; reason: string; state: LeaveState; fromAt: string | null; untilAt: string | null }
/** What is asked for or granted and not over. */
export async function openLeaves(db: Db, meetingId: string, attendeeId: string): Promise<Open[]> {
  const { rows } = await sql<Open>`select id, reason, state, from_at as "fromAt", until_at as "untilAt" from attendee_leave
    where meeting_id = ${meetingId} and attendee_id = ${attendeeId} and state in ('asked', 'granted') order by asked_at, id`.execute(db)
  return rows
}

export type NewLeave = Span & { id: string; attendeeId: string; reason: string; askedFor: Leave["askedFor"]; isGranted: boolean }
export async function addLeave(db: Db, { meetingId, by, at }: Hand, leave: NewLeave): Promise<void> {
  const { from: first, until: last, isGranted } = leave
  await sql`insert into attendee_leave (meeting_id, id, attendee_id, state, reason, from_session, from_title, from_at, until_session, until_title, until_at,
      asked_for, asked_by, asked_at, decided_by, decided_at)
    values (${meetingId}, ${leave.id}, ${leave.attendeeId}, ${isGranted ? "granted" : "asked"}, ${leave.reason}, ${first?.id ?? null}, ${first?.title ?? null},
      ${first?.startsAt ?? null}, ${last?.id ?? null}, ${last?.title ?? null}, ${last?.startsAt ?? null}, ${leave.askedFor}, ${by}, ${at},
      ${isGranted ? by : null}, ${isGranted ? at : null})`.execute(db)
}

export async function decide(db: Db, { meetingId, by, at }: Hand, { id, isGranted, note }: { id: string; isGranted: boolean; note: string }): Promise<void> {
  await sql`update attendee_leave set state = ${isGranted ? "granted" : "refused"}, note = ${note}, decided_by = ${by}, decided_at = ${at}
    where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}

export async function endLeaves(db: Db, { meetingId, by, at }: Hand, ids: readonly string[]): Promise<void> {
  await sql`update attendee_leave set state = 'ended', ended_by = ${by}, ended_at = ${at} where meeting_id = ${meetingId} and id = any(${ids}::uuid[])`.execute(
    db,
  )
}

/** On the person himself stands the leave for the whole meeting only: seats and cards go by it, gates and lists by each session. */
export async function markPerson(db: Db, { meetingId, by, at }: Hand, attendeeId: string): Promise<void> {
  await sql`update attendee a set excused_reason = w.reason, excused_at = w.at, version = a.version + 1, updated_by = ${by}, updated_at = ${at}
    from (select max(l.reason) as reason, max(l.decided_at) as at from attendee_leave l where l.meeting_id = ${meetingId} and l.attendee_id = ${attendeeId}
      and l.state = 'granted' and l.from_at is null and l.until_at is null) w
    where a.meeting_id = ${meetingId} and a.id = ${attendeeId} and (a.excused_at, a.excused_reason) is distinct from (w.at, w.reason)`.execute(db)
}

export async function setSubstitute(db: Db, { meetingId, id, substituteId }: { meetingId: string; id: string; substituteId: string }): Promise<void> {
  await sql`update attendee_leave set substitute_id = ${substituteId} where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}
