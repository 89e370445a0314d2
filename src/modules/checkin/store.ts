import { sql } from "kysely"
import type { Reach } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { Attendance, Gate, LoggedScan, PresentState } from "./contract.ts"
import type { GateSession } from "./gate/contract.ts"
import type { Tally } from "./rules.ts"

const sessionColumns = sql`id, title, day, starts_at as "startsAt", ends_at as "endsAt", coalesce(place, '') as place, body_id as "bodyId"`

export const signInSessions = async (db: Db, meetingId: string): Promise<GateSession[]> =>
  (
    await sql<GateSession>`select ${sessionColumns} from agenda_session_v where meeting_id = ${meetingId} and sign_in order by starts_at, position, id`.execute(
      db,
    )
  ).rows

export const signInSession = async (db: Db, meetingId: string, id: string): Promise<GateSession | undefined> =>
  (await sql<GateSession>`select ${sessionColumns} from agenda_session_v where meeting_id = ${meetingId} and id = ${id} and sign_in`.execute(db)).rows[0]

export type MeetingHead = { id: string; name: string; place: string; hall: string; zone: string }
export const meetingHead = async (db: Db, meetingId: string): Promise<MeetingHead | undefined> =>
  (await sql<MeetingHead>`select id, name, coalesce(place, '') as place, coalesce(hall, '') as hall, zone from meeting_v where id = ${meetingId}`.execute(db))
    .rows[0]

/** `delegations`: nobody of another one is in any answer. */
type OfSession = { meetingId: string; sessionId: string } & Pick<Reach, "delegations">
const reached = (delegations: Reach["delegations"]) => (delegations === "all" ? sql`true` : sql`a.delegation_id = any(${delegations}::uuid[])`)

/** The roster of one session: who is due (its body; without a body, everybody), who came, who has leave for it. */
const rollOf = ({ meetingId, sessionId, delegations }: OfSession) => sql`
  select a.id, a.name, a.delegation_id, a.delegation_name, a.delegation_place, a.category, a.pinyin, a.initials, a.list_key,
    a.excused or a.id in (select attendee_id from session_leave_v where meeting_id = ${meetingId} and session_id = ${sessionId}) as excused,
    s.body_id is null or m.counts is true as member, p.first_at, p.gate_name, p.first_at > s.starts_at as late
  from agenda_session_v s
  join attendee_v a on a.meeting_id = s.meeting_id
  left join body_member_v m on m.meeting_id = s.meeting_id and m.body_id = s.body_id and m.attendee_id = a.id
  left join presence p on p.meeting_id = s.meeting_id and p.session_id = s.id and p.attendee_id = a.id
  where s.meeting_id = ${meetingId} and s.id = ${sessionId} and ${reached(delegations)}`

export const tallies = async (db: Db, of: OfSession): Promise<Tally[]> =>
  (
    await sql<Tally>`select delegation_id as id, coalesce(delegation_name, '') as name,
      count(*) filter (where member)::int as due,
      count(*) filter (where member and first_at is not null)::int as present,
      count(*) filter (where member and first_at is null and excused)::int as excused,
      count(*) filter (where not member and first_at is not null)::int as others,
      count(*) filter (where member and late)::int as late
    from (${rollOf(of)}) roll
    group by delegation_id, delegation_name order by min(delegation_place) nulls last, delegation_id`.execute(db)
  ).rows

export const arrivalsByFive = async (db: Db, { meetingId, sessionId, delegations }: OfSession): Promise<{ at: string; count: number }[]> =>
  (
    await sql<{ at: string; count: number }>`select date_bin('5 minutes', first_at, timestamptz '2000-01-01') as at, count(*)::int as count
    from presence p join attendee_v a on a.meeting_id = p.meeting_id and a.id = p.attendee_id
    where p.meeting_id = ${meetingId} and p.session_id = ${sessionId} and ${reached(delegations)} group by 1 order by 1`.execute(db)
  ).rows

export type Asked = { find?: string; state: (typeof PresentState)["options"][number]; delegationId?: string; page: number; size: number }

const stateIn = sql`case when not member then 'other' when first_at is null and excused then 'excused' when first_at is null then 'absent' when late then 'late' else 'present' end`
const wanted: Record<Asked["state"], ReturnType<typeof sql>> = {
  all: sql`(member or first_at is not null)`,
  present: sql`first_at is not null and member`,
  missing: sql`member and first_at is null`,
  absent: sql`member and first_at is null and not excused`,
  excused: sql`member and first_at is null and excused`,
  late: sql`member and late`,
  other: sql`not member and first_at is not null`,
}

/** Any of a name, or the beginning of its pinyin or initials. */
const found = (find: string | undefined) =>
  find ? sql`(strpos(name, ${find}) > 0 or starts_with(pinyin, ${find.toLowerCase()}) or starts_with(initials, ${find.toLowerCase()}))` : sql`true`

export async function attendance(db: Db, of: OfSession, asked: Asked): Promise<{ rows: Attendance[]; total: number }> {
  const { rows } = await sql<Attendance & { total: number }>`
    select roll.id as "attendeeId", name, coalesce(delegation_name, '') as delegation, category, coalesce(seat.label, '') as seat,
      ${stateIn} as state, first_at as at, gate_name as gate, (count(*) over ())::int as total
    from (${rollOf(of)}) roll
    left join seat_v seat on seat.meeting_id = ${of.meetingId} and seat.attendee_id = roll.id
    where ${wanted[asked.state]} and ${found(asked.find)} and (${asked.delegationId ?? null}::uuid is null or delegation_id = ${asked.delegationId ?? null}::uuid)
    order by delegation_place nulls last, list_key collate "C", roll.id limit ${asked.size} offset ${(asked.page - 1) * asked.size}`.execute(db)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

type ScanRow = Omit<LoggedScan, "first"> & { firstAt: string | null; firstGate: string | null; total: number }
/** `gates`: what was read at others is left out. */
export async function scansOf(
  db: Db,
  of: { meetingId: string; sessionId: string } & Pick<Reach, "gates">,
  asked: { problems: boolean; page: number; size: number },
) {
  const { rows } = await sql<ScanRow>`
    select s.id, s.kind, s.verdict, a.name, s.code, s.gate_name as gate, s.scanned_at as "scannedAt", s.received_at as "receivedAt", s.operator, s.reason,
      s.first_at as "firstAt", s.first_gate as "firstGate", (count(*) over ())::int as total
    from scan s left join attendee_v a on a.meeting_id = s.meeting_id and a.id = s.attendee_id
    where s.meeting_id = ${of.meetingId} and s.session_id = ${of.sessionId} and s.received_at > '2000-01-01Z' and ${of.gates === "all" ? sql`true` : sql`s.device_id = any(${of.gates}::uuid[])`}
      and (not ${asked.problems}::boolean or s.verdict <> 'admitted')
    order by s.received_at desc, s.id desc limit ${asked.size} offset ${(asked.page - 1) * asked.size}`.execute(db)
  const logged = rows.map(({ total: _, firstAt, firstGate, ...row }) => ({ ...row, first: firstAt && firstGate ? { at: firstAt, gate: firstGate } : null }))
  return { rows: logged, total: rows[0]?.total ?? 0 }
}

export const gateNames = async (db: Db, meetingIds: readonly string[]): Promise<{ meetingId: string; id: string; name: string }[]> =>
  (
    await sql<{ meetingId: string; id: string; name: string }>`select meeting_id as "meetingId", id, name from device_v
    where meeting_id = any(${meetingIds}::uuid[]) and kind = 'gate' and revoked_at is null order by meeting_id, id`.execute(db)
  ).rows

/** Enrolled gates with what they did in the session; people who came in at the desk stand under no device. Parts add up to the present. */
export const gatesOf = async (db: Db, meetingId: string, sessionId: string | null): Promise<Gate[]> =>
  (
    await sql<Gate>`
    with came as (
      select device_id, count(*)::int as people, min(gate_name) as name from presence
      where meeting_id = ${meetingId} and session_id = ${sessionId}::uuid group by device_id
    ), read as (
      select device_id, count(*)::int as scans from scan
      where meeting_id = ${meetingId} and session_id = ${sessionId}::uuid and received_at > '2000-01-01Z' group by device_id
    ), gate as (select id, name, enrolled_at, revoked_at from device_v where meeting_id = ${meetingId} and kind = 'gate')
    select g.id, coalesce(g.name, c.name, '') as name, g.enrolled_at as "enrolledAt", g.revoked_at as "revokedAt", t.seen_at as "seenAt", t.queued,
      round(t.clock_ahead_ms / 1000.0)::int as "clockAhead", coalesce(c.people, 0) as people, coalesce(r.scans, 0) as scans
    from gate g full join came c on c.device_id = g.id
    left join read r on r.device_id is not distinct from coalesce(g.id, c.device_id)
    left join gate_state t on t.meeting_id = ${meetingId} and t.device_id = g.id
    order by g.id nulls last`.execute(db)
  ).rows

type OfPerson = { meetingId: string; attendeeId: string } & Pick<Reach, "delegations">
export const personNamed = async (db: Db, { meetingId, attendeeId, delegations }: OfPerson): Promise<{ name: string } | undefined> =>
  (
    await sql<{ name: string }>`select a.name from attendee_v a where a.meeting_id = ${meetingId} and a.id = ${attendeeId} and ${reached(delegations)}`.execute(
      db,
    )
  ).rows[0]

export const takeOut = async (
  db: Db,
  of: { meetingId: string; sessionId: string; attendeeId: string } & Pick<Reach, "gates">,
): Promise<{ at: string; gate: string } | undefined> =>
  (
    await sql<{ at: string; gate: string }>`delete from presence where meeting_id = ${of.meetingId} and session_id = ${of.sessionId}
    and attendee_id = ${of.attendeeId} and ${of.gates === "all" ? sql`true` : sql`device_id = any(${of.gates}::uuid[])`} returning first_at as at, gate_name as gate`.execute(
      db,
    )
  ).rows[0]

export type DeskScan = { meetingId: string; id: string; sessionId: string; attendeeId: string; operator: string; reason: string; now: string }
export const keepUndo = async (db: Db, scan: DeskScan, first: { at: string; gate: string }): Promise<void> => {
  await sql`insert into scan (meeting_id, id, session_id, gate_name, attendee_id, kind, verdict, first_at, first_gate, scanned_at, operator, reason)
    values (${scan.meetingId}, ${scan.id}, ${scan.sessionId}, '', ${scan.attendeeId}, 'undo', 'admitted', ${first.at}, ${first.gate}, ${scan.now},
      ${scan.operator}, ${scan.reason})`.execute(db)
}

/** The person's own: never anybody else's, whatever is asked. */
export const myself = async (db: Db, meetingId: string, id: string) =>
  (
    await sql<{ id: string; name: string; delegation: string; category: string; post: string; excused: boolean }>`
    select id, name, coalesce(delegation_name, '') as delegation, category, coalesce(post, '') as post, excused
    from attendee_v where meeting_id = ${meetingId} and id = ${id}`.execute(db)
  ).rows[0]
export const myCode = async (db: Db, meetingId: string, id: string) =>
  (await sql<{ number: number; code: string }>`select number, code from card_v where meeting_id = ${meetingId} and attendee_id = ${id}`.execute(db)).rows[0]
export const mySeat = async (db: Db, meetingId: string, id: string) =>
  (
    await sql<{ label: string; entrance: string }>`select label, coalesce(entrance, '') as entrance
    from seat_v where meeting_id = ${meetingId} and attendee_id = ${id}`.execute(db)
  ).rows[0]
export const myProgramme = async (db: Db, meetingId: string, id: string) =>
  (
    await sql<GateSession & { signIn: boolean; presentAt: string | null; excused: boolean }>`
    select s.id, s.title, s.day, s.starts_at as "startsAt", s.ends_at as "endsAt", coalesce(s.place, '') as place, s.body_id as "bodyId",
      s.sign_in as "signIn", p.first_at as "presentAt", a.excused or s.id in (select session_id from session_leave_v where meeting_id = ${meetingId} and attendee_id = ${id}) as excused
    from attendee_v a join agenda_session_v s on s.meeting_id = a.meeting_id
    left join presence p on p.meeting_id = s.meeting_id and p.session_id = s.id and p.attendee_id = ${id}
    where a.meeting_id = ${meetingId} and a.id = ${id} order by s.starts_at, s.position, s.id`.execute(db)
  ).rows

export type Sheet = { title: string; author: string; madeOn: string; fileId: string }
export const sheetsOf = async (db: Db, meetingId: string): Promise<Sheet[]> =>
  (
    await sql<Sheet>`select title, made_by as author, made_on as "madeOn", file_id as "fileId" from attendance_sheet
    where meeting_id = ${meetingId} order by session_id`.execute(db)
  ).rows
export const keepSheet = async (db: Db, of: { meetingId: string; sessionId: string }, sheet: Sheet): Promise<void> => {
  await sql`insert into attendance_sheet (meeting_id, session_id, file_id, title, made_by, made_on)
    values (${of.meetingId}, ${of.sessionId}, ${sheet.fileId}, ${sheet.title}, ${sheet.author}, ${sheet.madeOn})
    on conflict (meeting_id, session_id) do update set file_id = excluded.file_id, title = excluded.title, made_by = excluded.made_by, made_on = excluded.made_on`.execute(
    db,
  )
}
