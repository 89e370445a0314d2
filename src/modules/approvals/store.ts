import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Act, Box, Line, Outcome, Round, State, Subject } from "./contract.ts"
import type { KeptFlow, Kind } from "./flows/contract.ts"
import type { Deed, Seat } from "./rules.ts"

type Tables = {
  approval: {
    id: string
    meeting_id: string | null
    unit_id: string | null
    kind: Kind
    subject_id: string
    title: string
    path: string
    flow: RawBuilder<KeptFlow>
    state: State
    round: number
    step: number
    version: number
    due_at: string | null
    submitted_id: string
    submitted_name: string
    submitted_at: string
    updated_at: string
  }
  approval_seat: {
    approval_id: string
    round: number
    step: number
    account_id: string
    name: string
    is_must: boolean
    is_off: boolean
    added_by: string | null
  }
  approval_act: {
    id: string
    approval_id: string
    round: number
    visit: number
    step: number
    step_name: string
    kind: Act["kind"]
    by_id: string
    by_name: string
    for_id: string | null
    for_name: string | null
    to_name: string | null
    opinion: string
    outcome: Outcome | null
    at: string
  }
}
const on = (db: Db) => db.withTables<Tables>()

export type Row = {
  id: string
  meetingId: string | null
  subject: Subject
  flow: KeptFlow
  state: State
  round: number
  step: number
  version: number
  dueAt: string | null
  submittedId: string
  submittedBy: string
  submittedAt: string
  updatedAt: string
}

const rowColumns = sql`a.id, a.meeting_id as "meetingId", a.flow, a.state, a.round, a.step, a.version, a.due_at as "dueAt", a.submitted_id as "submittedId",
  a.submitted_name as "submittedBy", a.submitted_at as "submittedAt", a.updated_at as "updatedAt",
  jsonb_build_object('kind', a.kind, 'id', a.subject_id, 'title', a.title, 'path', a.path) as subject`

/** Throws house.notFound. `lock`: held until the transaction ends, so that two who decide at once come one after the other. */
export async function approvalById(db: Db, id: string, lock = false): Promise<Row> {
  const { rows } = await sql<Row>`select ${rowColumns} from approval a where id = ${id} ${lock ? sql`for update` : sql``}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

/** The newest approval of a subject, locked; undefined when it never was submitted. */
export async function lastOf(db: Db, { kind, id }: { kind: Kind; id: string }): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select ${rowColumns} from approval a where kind = ${kind} and subject_id = ${id} order by id desc limit 1 for update`.execute(db)
  return rows[0]
}

type New = Pick<Row, "id" | "meetingId" | "subject" | "flow" | "submittedId" | "submittedBy"> & { unitId: string | null; now: string }
export async function addApproval(db: Db, row: New): Promise<void> {
  try {
    await on(db)
      .insertInto("approval")
      .values({
        id: row.id,
        meeting_id: row.meetingId,
        unit_id: row.unitId,
        kind: row.subject.kind,
        subject_id: row.subject.id,
        title: row.subject.title,
        path: row.subject.path,
        flow: sql<KeptFlow>`${JSON.stringify(row.flow)}::jsonb`,
        state: "running",
        round: 0,
        step: 0,
        version: 0,
        due_at: null,
        submitted_id: row.submittedId,
        submitted_name: row.submittedBy,
        submitted_at: row.now,
        updated_at: row.now,
      })
      .execute()
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "approval_one_under_way") throw new Refusal("approvals.underWay", { title: row.subject.title })
    throw error
  }
}

type Standing = Pick<Row, "state" | "round" | "step" | "version" | "dueAt"> & { title?: string; now: string }
export const setStanding = (db: Db, id: string, { state, round, step, version, dueAt, title, now }: Standing) =>
  on(db)
    .updateTable("approval")
    .set({ state, round, step, version, due_at: dueAt, updated_at: now, ...(title === undefined ? {} : { title }) })
    .where("id", "=", id)
    .execute()

export async function addRound(db: Db, approvalId: string, round: Omit<Round, "by"> & { byId: string; by: string }): Promise<void> {
  await sql`insert into approval_round (approval_id, round, at, by_id, by_name, note, body, files, sha256)
    values (${approvalId}, ${round.round}, ${round.at}, ${round.byId}, ${round.by}, ${round.note}, ${round.body}, ${JSON.stringify(round.files)}::jsonb, ${round.sha256})`.execute(
    db,
  )
}

export async function roundsOf(db: Db, approvalId: string): Promise<(Round & { byId: string })[]> {
  const { rows } = await sql<Round & { byId: string }>`
    select round, at, by_id as "byId", by_name as by, note, body, files, sha256 from approval_round where approval_id = ${approvalId} order by round`.execute(
    db,
  )
  return rows
}

/** Every round of a subject and what was done in it, counted on over all its approvals: what was approved and laid down anew keeps what was said before. */
export async function courseOfSubject(db: Db, { kind, id }: { kind: Kind; id: string }): Promise<{ rounds: Round[]; acts: Act[] }> {
  const counted = sql`(
    select r.*, (row_number() over (order by a.id, r.round))::int as n from approval a join approval_round r on r.approval_id = a.id where a.kind = ${kind} and a.subject_id = ${id}) r`
  const rounds = await sql<Round>`select n as round, at, by_name as by, note, body, files, sha256 from ${counted} order by n`.execute(db)
  const acts = await sql<Act>`
    select t.id, n as round, t.step, t.step_name as "stepName", t.kind, t.by_name as by, t.for_name as "forName", t.to_name as "toName", t.opinion, t.at
    from ${counted} join approval_act t on t.approval_id = r.approval_id and t.round = r.round order by t.id`.execute(db)
  return { rounds: rounds.rows, acts: acts.rows }
}

/** Replaces whom the named steps of a round ask. */
export async function saveSeats(db: Db, { approvalId, round, steps }: { approvalId: string; round: number; steps: readonly number[] }, seats: readonly Seat[]) {
  const rows = seats.flatMap((seat) =>
    steps.includes(seat.step)
      ? [
          {
            approval_id: approvalId,
            round,
            step: seat.step,
            account_id: seat.id,
            name: seat.name,
            is_must: seat.isMust,
            is_off: seat.isOff,
            added_by: seat.addedBy,
          },
        ]
      : [],
  )
  await on(db).deleteFrom("approval_seat").where("approval_id", "=", approvalId).where("round", "=", round).where("step", "in", steps).execute()
  if (rows.length > 0) await on(db).insertInto("approval_seat").values(rows).execute()
}

export async function seatsOf(db: Db, approvalId: string, round: number): Promise<Seat[]> {
  const { rows } = await sql<Seat>`
    select step, account_id as id, name, is_must as "isMust", is_off as "isOff", added_by as "addedBy" from approval_seat
    where approval_id = ${approvalId} and round = ${round} order by step, is_must, name, account_id`.execute(db)
  return rows
}

export type KeptAct = Act & { visit: number; byId: string; forId: string | null }
export async function actsOf(db: Db, approvalId: string): Promise<KeptAct[]> {
  const { rows } = await sql<KeptAct>`
    select id, round, visit, step, step_name as "stepName", kind, by_id as "byId", by_name as by, for_id as "forId", for_name as "forName", to_name as "toName",
      opinion, at from approval_act where approval_id = ${approvalId} order by id`.execute(db)
  return rows
}

export type NewAct = Omit<KeptAct, "by"> & { approvalId: string; byName: string; outcome: Outcome | null }
export async function addAct(db: Db, act: NewAct): Promise<void> {
  const { approvalId, stepName, byId, byName, forId, forName, toName, ...same } = act
  const named = { approval_id: approvalId, step_name: stepName, by_id: byId, by_name: byName, for_id: forId, for_name: forName, to_name: toName }
  try {
    await on(db)
      .insertInto("approval_act")
      .values({ ...same, ...named })
      .execute()
  } catch (error) {
    const { constraint } = error as { constraint?: string }
    if (constraint === "approval_act_person_once" || constraint === "approval_act_seat_once") throw new Refusal("approvals.alreadyDecided")
    if (constraint === "approval_act_one_outcome") throw new Refusal("approvals.notRunning")
    throw error
  }
}

export const deedsIn = (acts: readonly KeptAct[], round: number): Deed[] =>
  acts.flatMap(({ kind, visit, step, byId, forId, ...act }) =>
    act.round === round && (kind === "agreed" || kind === "returned" || kind === "sentBack") ? [{ kind, visit, step, byId, forId }] : [],
  )

type Me = { id: string | RawBuilder<unknown>; today: string }
/** The places of the step in hand that wait for an opinion. */
export const waiting = sql`s.approval_id = a.id and s.round = a.round and s.step = a.step and not s.is_off and not exists (
  select from approval_act d where d.approval_id = a.id and d.visit = a.version and d.kind = 'agreed' and coalesce(d.for_id, d.by_id) = s.account_id)`

/** Agrees with rules.seatFor: what waits for this person, for himself or for one who is away. */
export const waitsForMe = ({ id, today }: Me) => sql`a.state = 'running'
  and not exists (select from approval_act d where d.approval_id = a.id and d.visit = a.version and d.kind = 'agreed' and d.by_id = ${id})
  and not ((a.flow ->> 'twoPersons')::boolean and exists (select from approval_round r where r.approval_id = a.id and r.by_id = ${id}))
  and not ((a.flow ->> 'onceOnly')::boolean and exists (
    select from approval_act d where d.approval_id = a.id and d.round = a.round and d.step < a.step and d.kind = 'agreed' and d.by_id = ${id}))
  and (exists (select from approval_seat s where ${waiting} and s.account_id = ${id})
    or not exists (select from approval_seat s where s.approval_id = a.id and s.round = a.round and s.step = a.step and s.account_id = ${id})
    and exists (select from approval_seat s join approval_delegation g on g.from_id = s.account_id where ${waiting} and g.to_id = ${id} and g.ended_on is null
      and ${today} between g.starts_on and g.ends_on and (g.kinds = '{}' or a.kind = any(g.kinds))))`

const inBox = (box: Box, me: Me) =>
  ({
    todo: waitsForMe(me),
    mine: sql`a.submitted_id = ${me.id}`,
    done: sql`exists (select from approval_act d where d.approval_id = a.id and d.by_id = ${me.id} and d.kind in ('agreed', 'returned', 'sentBack', 'handed'))`,
  })[box]

export type Wanted = { box?: Box; meetingId?: string; find?: string; page: number; size: number }
export async function linesOf(db: Db, { box, meetingId, find, page, size }: Wanted, me: Me): Promise<{ rows: Line[]; total: number }> {
  const conditions = [
    ...(box ? [inBox(box, me)] : []),
    ...(meetingId ? [sql`a.meeting_id = ${meetingId}`] : []),
    ...(find ? [sql`(a.title like ${`%${find.replace(/[\\%_]/g, "\\$&")}%`} or a.submitted_name = ${find})`] : []),
  ]
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  const order = box === "todo" ? sql`order by a.due_at nulls last, a.id` : sql`order by a.updated_at desc, a.id desc`
  const { rows } = await sql<Line & { total: number }>`
    select ${rowColumns}, case when a.state = 'running' then a.flow -> 'steps' -> a.step ->> 'name' end as "stepName",
      case when a.state = 'running' then array(select s.name from approval_seat s where ${waiting} order by s.name) else '{}' end as "waitsFor",
      a.state = 'running' and coalesce(a.due_at < now(), false) as "isLate", count(*) over () as total
    from approval a ${where} ${order} limit ${size} offset ${(page - 1) * size}`.execute(db)
  return { rows, total: rows[0]?.total ?? 0 }
}

export async function countsOf(db: Db, me: Me, meetingId: string | null = null): Promise<{ todo: number; late: number }> {
  const { rows } = await sql<{ todo: number; late: number }>`
    select count(*) as todo, count(*) filter (where a.due_at < now()) as late from approval a
    where ${waitsForMe(me)} and (${meetingId}::uuid is null or a.meeting_id = ${meetingId})`.execute(db)
  return rows[0] ?? { todo: 0, late: 0 }
}

/** Has this person to do with it: submitted, asked in any round, acted, or stands in for one who is asked? */
export async function isConcerned(db: Db, approvalId: string, { id, today }: Me): Promise<boolean> {
  const { rows } = await sql`
    select 1 where exists (select from approval_round where approval_id = ${approvalId} and by_id = ${id})
      or exists (select from approval_seat where approval_id = ${approvalId} and account_id = ${id})
      or exists (select from approval_act where approval_id = ${approvalId} and by_id = ${id})
      or exists (select from approval_seat s join approval_delegation g on g.from_id = s.account_id join approval a on a.id = s.approval_id
        where s.approval_id = ${approvalId} and g.to_id = ${id} and g.ended_on is null and ${today} between g.starts_on and g.ends_on
          and (g.kinds = '{}' or a.kind = any(g.kinds)))`.execute(db)
  return rows.length > 0
}

export type Late = { id: string; title: string; stepName: string; waitsFor: string[] }
export async function lateIn(db: Db, meetingId: string): Promise<Late[]> {
  const { rows } = await sql<Late>`
    select a.id, a.title, a.flow -> 'steps' -> a.step ->> 'name' as "stepName", array(select s.name from approval_seat s where ${waiting} order by s.name) as "waitsFor"
    from approval a where a.meeting_id = ${meetingId} and a.state = 'running' and a.due_at < now() order by a.due_at, a.id`.execute(db)
  return rows
}
