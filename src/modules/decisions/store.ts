import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Decision, Filter, State, Step } from "./contract.ts"
import { soonDays } from "./rules.ts"

type Tables = {
  decision: {
    meeting_id: string
    id: string
    number: number
    text: string
    unit_id: string
    deadline: string
    poll_id: string | null
    state: State
    version: number
    updated_by: string
    updated_at: string
  }
  decision_step: { meeting_id: string; id: string; decision_id: string; kind: Step["kind"]; text: string; by_name: string; at: string }
}
const on = (db: Db) => db.withTables<Tables>()
type Hand = { by: string; at: string }
export type Key = { meetingId: string; id: string }
/** `today`: the day in the meeting's zone, against which a deadline is past. */
export type There = { meetingId: string; today: string }

const columns = (today: string) => sql`d.meeting_id as "meetingId", d.id, d.number, d.text, d.unit_id as "unitId", u.name as "unitName", d.deadline,
  d.poll_id as "pollId", d.state, (d.deadline - ${today}::date)::int as "daysLeft", d.version, r.text as reply, r.at as "repliedAt",
  case when d.state in ('open', 'returned') then greatest(${today}::date - d.deadline, 0) else 0 end::int as "lateDays"`
// the unit's last word, not the office's
const joined = sql`decision d join unit u on u.id = d.unit_id left join lateral (
  select text, at from decision_step s where s.meeting_id = d.meeting_id and s.decision_id = d.id and s.kind in ('progress', 'done') order by at desc, id desc limit 1) r on true`

const lights = (today: string): Record<NonNullable<Filter["light"]>, RawBuilder<unknown>> => ({
  late: sql`d.state in ('open', 'returned') and d.deadline < ${today}::date`,
  soon: sql`d.state in ('open', 'returned') and d.deadline between ${today}::date and ${today}::date + ${soonDays}::int`,
  open: sql`d.state in ('open', 'returned')`,
  answered: sql`d.state = 'answered'`,
  accepted: sql`d.state = 'accepted'`,
})

function matching({ meetingId, today }: There, { find, unitId, light }: Partial<Filter>) {
  const all: RawBuilder<unknown>[] = [sql`d.meeting_id = ${meetingId}`]
  if (find) all.push(sql`(position(lower(${find}) in lower(d.text)) > 0 or position(${find} in u.name) > 0)`)
  if (unitId) all.push(sql`d.unit_id = ${unitId}`)
  if (light) all.push(lights(today)[light])
  return sql.join(all, sql` and `)
}

/** What wants doing first: not yet accepted before accepted, by deadline. */
export async function decisionsOf(db: Db, there: There, { page, size, ...filter }: Omit<Filter, "meetingId">) {
  const where = matching(there, filter)
  const { rows } = await sql<Decision>`select ${columns(there.today)} from ${joined} where ${where}
    order by d.state = 'accepted', d.deadline, d.number limit ${size} offset ${(page - 1) * size}`.execute(db)
  const counted = await sql<{ total: number; late: number; all: number }>`
    select (select count(*) from ${joined} where ${where}) as total, count(*) as all, count(*) filter (where ${lights(there.today).late}) as late
    from decision d where d.meeting_id = ${there.meetingId}`.execute(db)
  return { rows, ...counted.rows[0]! }
}

export async function decisionsOfUnit(db: Db, there: There, unitId: string): Promise<Decision[]> {
  const { rows } = await sql<Decision>`select ${columns(there.today)} from ${joined} where ${matching(there, { unitId })}
    order by d.state = 'accepted', d.deadline, d.number`.execute(db)
  return rows
}

/** Throws house.notFound. */
export async function decisionById(db: Db, { meetingId, today }: There, id: string): Promise<Decision> {
  const { rows } = await sql<Decision>`select ${columns(today)} from ${joined} where d.meeting_id = ${meetingId} and d.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

/** Locked, so that a reply and its acceptance come one after the other. Throws house.notFound. */
export async function lockDecision(db: Db, { meetingId, id }: Key) {
  const found = await on(db)
    .selectFrom("decision")
    .select(["number", "state", "version", "unit_id as unitId", "updated_by as updatedBy", "updated_at as updatedAt"])
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  return found
}

type NewDecision = Pick<Decision, "meetingId" | "id" | "number" | "text" | "unitId" | "deadline" | "pollId">
export async function addDecision(db: Db, row: NewDecision, { by, at }: Hand): Promise<void> {
  await on(db)
    .insertInto("decision")
    .values({
      meeting_id: row.meetingId,
      id: row.id,
      number: row.number,
      text: row.text,
      unit_id: row.unitId,
      deadline: row.deadline,
      poll_id: row.pollId,
      state: "open",
      version: 1,
      updated_by: by,
      updated_at: at,
    })
    .execute()
}

export const decisionOfPoll = (db: Db, meetingId: string, pollId: string) =>
  on(db).selectFrom("decision").select("number").where("meeting_id", "=", meetingId).where("poll_id", "=", pollId).executeTakeFirst()

type Change = { text?: string; unit_id?: string; deadline?: string; state?: State }
export const changeDecision = (db: Db, { meetingId, id }: Key, change: Change, { by, at }: Hand) =>
  on(db)
    .updateTable("decision")
    .set((eb) => ({ ...change, version: eb("version", "+", 1), updated_by: by, updated_at: at }))
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .execute()

export const addStep = (db: Db, { meetingId, decisionId, ...step }: Step & { meetingId: string; decisionId: string }) =>
  on(db)
    .insertInto("decision_step")
    .values({ meeting_id: meetingId, id: step.id, decision_id: decisionId, kind: step.kind, text: step.text, by_name: step.by, at: step.at })
    .execute()

export const stepsOf = (db: Db, meetingId: string, decisionId: string): Promise<Step[]> =>
  on(db)
    .selectFrom("decision_step")
    .select(["id", "kind", "text", "by_name as by", "at"])
    .where("meeting_id", "=", meetingId)
    .where("decision_id", "=", decisionId)
    .orderBy("at")
    .orderBy("id")
    .execute()

type PollRow = { id: string; title: string; sentence: string | null; sessionTitle: string | null; isPassed: boolean; number: number | null }
const polls = sql`select p.id, p.title, p.result ->> 'sentence' as sentence, s.title as "sessionTitle", d.number,
    p.closed_at is not null and coalesce((p.result ->> 'passed')::boolean, false) as "isPassed"
  from poll_v p left join agenda_session_v s on s.meeting_id = p.meeting_id and s.id = p.session_id
    left join decision d on d.meeting_id = p.meeting_id and d.poll_id = p.id`

export async function passedPolls(db: Db, meetingId: string): Promise<PollRow[]> {
  const { rows } = await sql<PollRow>`select * from (${polls} where p.meeting_id = ${meetingId}) polls where "isPassed" and number is null order by id`.execute(
    db,
  )
  return rows
}

/** Throws house.notFound. */
export async function pollById(db: Db, meetingId: string, pollId: string): Promise<PollRow> {
  const { rows } = await sql<PollRow>`${polls} where p.meeting_id = ${meetingId} and p.id = ${pollId}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}
