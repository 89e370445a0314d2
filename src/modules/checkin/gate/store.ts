import { CompiledQuery } from "kysely"
import type pg from "pg"
import type { Db } from "#server/db.ts"
import type { GatePerson, Scan, Verdict } from "./contract.ts"

/** One statement, either prepared on the pool (hot paths) or within a command's transaction. */
export type Run = <Row>(statement: { name: string; text: string }, values: unknown[]) => Promise<Row[]>
export const onPool =
  (pool: pg.Pool): Run =>
  async <Row>({ name, text }: { name: string; text: string }, values: unknown[]) =>
    (await pool.query({ name, text, values })).rows as Row[]
export const within =
  (db: Db): Run =>
  async <Row>({ text }: { text: string }, values: unknown[]) =>
    (await db.executeQuery<Row>(CompiledQuery.raw(text, values))).rows

export type Taken = {
  id: string
  verdict: Verdict
  attendeeId: string | null
  name: string | null
  firstAt: string | null
  firstGate: string | null
}
export type From = { meetingId: string; deviceId: string | null; gate: string; aheadMs: number }

/**
 * The hot path: one statement judges, enters, keeps and announces a batch. The order presence, then scan, both sorted, keeps two
 * batches from locking each other. Each look-up is lateral with a limit: a prepared plan made while the tables were small would
 * otherwise read the whole roster for every scan. A scan seen before is left out at the start, so that its retry can never enter a person anew
 * who was taken out since; one that arrives twice at the same moment finds its own id in presence and is answered alike.
 */
const takeFrom = (given: string): string => `
with given as (
  ${given}
), known as (
  select g.id, g.session_id, g.kind, nullif(left(g.code, 200), '') as code, g.scanned_at, g.operator, g.reason,
    a.id as attendee_id, a.name, a.excused, s.id is not null as signs_in, p.first_at as was_at, p.gate_name as was_gate, coalesce(c.revoked, false) as revoked
  from given g
  left join lateral (select attendee_id, revoked from card_code_v where meeting_id = $1 and code = g.code limit 1) c on true
  left join lateral (select id, name, excused from attendee_v
    where meeting_id = $1 and id = case when g.kind = 'manual' then g.attendee_id else c.attendee_id end limit 1) a on true
  left join lateral (select id from agenda_session_v where meeting_id = $1 and id = g.session_id and sign_in limit 1) s on true
  left join lateral (select first_at, gate_name from presence where meeting_id = $1 and session_id = g.session_id and attendee_id = a.id limit 1) p on true
  left join lateral (select true as is_kept from scan where meeting_id = $1 and id = g.id limit 1) k on true
  where k.is_kept is null
), judged as (
  select k.*, case
    when attendee_id is null then 'notOnList'
    when revoked then 'revokedCard'
    when not signs_in then 'wrongSession'
    when excused and kind = 'entry' and was_at is null then 'excused'
    when kind = 'entry' and was_at is null and exists (select 1 from attendee_leave_v l where l.meeting_id = $1 and l.attendee_id = k.attendee_id)
      and exists (select 1 from session_leave_v l where l.meeting_id = $1 and l.session_id = k.session_id and l.attendee_id = k.attendee_id) then 'excused'
  end as stop
  from known k
), entered as (
  insert into presence as p (meeting_id, session_id, attendee_id, first_at, gate_name, device_id, scan_id)
  select distinct on (session_id, attendee_id) $1::uuid, session_id, attendee_id, scanned_at, $3::text, $2::uuid, id
  from judged where stop is null order by session_id, attendee_id, scanned_at, id
  on conflict (meeting_id, session_id, attendee_id) do update set
    first_at = least(p.first_at, excluded.first_at),
    gate_name = case when excluded.first_at < p.first_at then excluded.gate_name else p.gate_name end,
    device_id = case when excluded.first_at < p.first_at then excluded.device_id else p.device_id end,
    changed_at = case when excluded.first_at < p.first_at then clock_timestamp() else p.changed_at end
  returning session_id, attendee_id, scan_id, first_at, gate_name
), kept as (
  insert into scan (meeting_id, id, session_id, device_id, gate_name, attendee_id, code, kind, verdict, first_at, first_gate,
    scanned_at, clock_ahead_ms, operator, reason)
  select $1::uuid, j.id, j.session_id, $2::uuid, $3::text, j.attendee_id, case when j.attendee_id is null then j.code end, j.kind,
    coalesce(j.stop, case when e.scan_id = j.id then 'admitted' else 'already' end),
    case when e.scan_id <> j.id then coalesce(j.was_at, e.first_at) end,
    case when e.scan_id <> j.id then coalesce(j.was_gate, e.gate_name) end,
    j.scanned_at, $4::bigint, j.operator, j.reason
  from judged j left join entered e on e.session_id = j.session_id and e.attendee_id = j.attendee_id and j.stop is null
  order by j.id
  on conflict (meeting_id, id) do nothing
  returning id, verdict, attendee_id, first_at, first_gate
), told as (
  insert into outbox (meeting_id, topic)
  select $1::uuid, 'checkin' where exists (select 1 from kept)
)
select k.id, k.verdict, k.attendee_id as "attendeeId", j.name, k.first_at as "firstAt", k.first_gate as "firstGate"
from kept k join judged j on j.id = k.id`

// A single scan has a statement of its own, of plain values: its plan costs the same whatever they are, so PostgreSQL makes it once
// and keeps it. With arrays it plans anew each time, which takes three times as long as the work itself.
const takeOne = {
  name: "checkin.takeOne",
  text: takeFrom(`select $5::uuid as id, $6::uuid as session_id, $7::text as kind, $8::text as code, $9::uuid as attendee_id,
    $10::timestamptz as scanned_at, $11::text as operator, $12::text as reason`),
}
const takeMany = {
  name: "checkin.takeMany",
  text: takeFrom(`select * from unnest($5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::timestamptz[], $11::text[], $12::text[])
    as g(id, session_id, kind, code, attendee_id, scanned_at, operator, reason)`),
}
const columns = ["id", "sessionId", "kind", "code", "attendeeId", "scannedAt", "operator", "reason"] as const satisfies readonly (keyof Scan)[]

const earlier = `
select s.id, s.verdict, s.attendee_id as "attendeeId", a.name, s.first_at as "firstAt", s.first_gate as "firstGate"
from scan s left join attendee_v a on a.meeting_id = s.meeting_id and a.id = s.attendee_id
where s.meeting_id = $1 and s.id = any($2::uuid[])`

/** Answers by scan id. A scan that was kept before is answered from the ledger, never judged again. */
export async function takeScans(run: Run, from: From, scans: readonly Scan[]): Promise<Map<string, Taken>> {
  const once = [...new Map(scans.map((scan) => [scan.id, scan])).values()]
  const [only] = once
  if (!only) return new Map()
  const about = [from.meetingId, from.deviceId, from.gate, from.aheadMs]
  const rows =
    once.length === 1
      ? await run<Taken>(takeOne, [...about, ...columns.map((field) => only[field])])
      : await run<Taken>(takeMany, [...about, ...columns.map((field) => once.map((scan) => scan[field]))])
  const taken = new Map(rows.map((row) => [row.id, row]))
  const rest = once.filter((scan) => !taken.has(scan.id)).map((scan) => scan.id)
  if (rest.length > 0) {
    const kept = await run<Taken>({ name: "checkin.earlier", text: earlier }, [from.meetingId, rest])
    for (const row of kept) taken.set(row.id, row)
  }
  return taken
}

const heard = `
insert into gate_state (meeting_id, device_id, seen_at, queued, clock_ahead_ms) values ($1, $2, clock_timestamp(), $3, $4)
on conflict (meeting_id, device_id) do update set seen_at = excluded.seen_at, queued = excluded.queued, clock_ahead_ms = excluded.clock_ahead_ms`

/** So that the desk sees which gate went silent and what it still holds. */
export const keepGateState = async (run: Run, from: From, queued: number): Promise<void> => {
  await run({ name: "checkin.heard", text: heard }, [from.meetingId, from.deviceId, queued, from.aheadMs])
}

export type Changes = { arrived: { attendeeId: string; at: string; gate: string }[]; left: string[]; next: string }

const changes = `
select statement_timestamp() as next,
  coalesce((select json_agg(json_build_object('attendeeId', attendee_id, 'at', first_at at time zone 'UTC', 'gate', gate_name)) from presence
    where meeting_id = $1 and session_id = $2 and changed_at > '2000-01-01Z' and changed_at > $3::timestamptz - interval '5 seconds'), '[]') as arrived,
  coalesce((select json_agg(distinct s.attendee_id) from scan s
    where s.meeting_id = $1 and s.session_id = $2 and s.kind = 'undo' and s.received_at > '2000-01-01Z' and s.received_at > $3::timestamptz - interval '5 seconds'
    and not exists (select 1 from presence p where p.meeting_id = s.meeting_id and p.session_id = s.session_id and p.attendee_id = s.attendee_id)), '[]') as left`

/** Who came in or was taken out since `after`, by the database's clock. The 5 s before it are told again: a row may be committed a little after its own time. */
export async function changesSince(run: Run, of: { meetingId: string; sessionId: string }, after: string | null): Promise<Changes> {
  const [found] = await run<Changes>({ name: "checkin.changes", text: changes }, [of.meetingId, of.sessionId, after ?? "2000-01-01T00:00:00Z"])
  const arrived = (found?.arrived ?? []).map((row) => ({ ...row, at: new Date(`${row.at}Z`).toISOString() }))
  return { arrived, left: found?.left ?? [], next: found?.next ?? new Date().toISOString() }
}

const people = `
select a.id, a.name, coalesce(a.delegation_name, '') as delegation, a.category, coalesce(s.label, '') as seat, coalesce(s.entrance, '') as entrance,
  coalesce(a.pinyin, '') as pinyin, coalesce(a.initials, '') as initials, a.excused,
  coalesce((select json_agg(m.body_id order by m.body_id) from body_member_v m where m.meeting_id = a.meeting_id and m.attendee_id = a.id and m.counts), '[]') as bodies,
  coalesce(l.sessions, '[]') as leave,
  coalesce((select json_agg(json_build_object('hash', encode(sha256(convert_to(c.code, 'UTF8')), 'hex'), 'revoked', c.revoked) order by c.code)
    from card_code_v c where c.meeting_id = a.meeting_id and c.attendee_id = a.id), '[]') as codes
from attendee_v a left join seat_v s on s.meeting_id = a.meeting_id and s.attendee_id = a.id
left join (select attendee_id, json_agg(session_id order by session_id) as sessions from session_leave_v where meeting_id = $1 group by attendee_id) l on l.attendee_id = a.id
where a.meeting_id = $1 order by a.id`

export const gatePeople = (run: Run, meetingId: string): Promise<GatePerson[]> => run<GatePerson>({ name: "checkin.people", text: people }, [meetingId])
export const gateVersion = async (run: Run, meetingId: string): Promise<string> => {
  const text = `select coalesce(md5(string_agg(md5(p::text), '' order by p.id)), '') as version from (${people}) p`
  return (await run<{ version: string }>({ name: "checkin.version", text }, [meetingId]))[0]?.version ?? ""
}
