import { type Expression, type SqlBool, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import type { Locale } from "#kernel/words.ts"
import type { Db } from "#server/db.ts"
import type { Filter, Progress, Task } from "./contract.ts"
import type { Placed } from "./placing/rules.ts"
import type { Certainty, TaskAnchor, Unit } from "./template/contract.ts"

type Tables = {
  task_list: { meeting_id: string; stages: string[]; teams: string[] }
  task: {
    meeting_id: string
    id: string
    stage: string
    title: string
    team: string
    owner: string
    anchor: TaskAnchor | null
    offset_days: number
    starts_on: string
    due_on: string
    legal: boolean
    basis: string | null
    done_at: string | null
    done_by: string | null
    done_regardless: string | null
    key: string | null
    unit: Unit
    clock: string | null
    role: string
    owner_account: string | null
    standard: string
    certainty: Certainty | null
    contingency: string
    document: string | null
    notes: string
    needs_proofs: boolean
    alarm_minutes: number | null
    version: number
    updated_by: string
    updated_at: string
  }
}
const on = (db: Db) => db.withTables<Tables>()
/** `today`: the day in the meeting's zone, against which a task is late. */
export type There = { meetingId: string; today: string }
type Hand = { by: string; at: string }

const lateDays = (today: string) => sql<number>`case when done_at is null then greatest(${today}::date - due_on, 0) else 0 end`.as("lateDays")
const columns = [
  "meeting_id as meetingId",
  "id",
  "stage",
  "title",
  "team",
  "owner",
  "anchor",
  "offset_days as offset",
  "starts_on as startsOn",
  "due_on as dueOn",
  "legal",
  "basis",
  "done_at as doneAt",
  "done_by as doneBy",
  "done_regardless as doneRegardless",
  "version",
  "key",
  "unit",
  "clock",
  "role",
  "owner_account as ownerAccount",
  "standard",
  "certainty",
  "contingency",
  "document",
  "notes",
  "needs_proofs as needsProofs",
  "alarm_minutes as alarmMinutes",
] as const
const waitsFor = sql<
  Task["waitsFor"]
>`(select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'title', o.title, 'isDone', o.done_at is not null) order by o.due_on, o.id), '[]')
  from task_wait w join task o on o.meeting_id = w.meeting_id and o.id = w.waits_for where w.meeting_id = task.meeting_id and w.task_id = task.id)`.as(
  "waitsFor",
)
const files = sql<Task["files"]>`(select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'size', s.size) order by f.added_at, s.id), '[]')
  from task_file f join stored_file s on s.id = f.file_id where f.meeting_id = task.meeting_id and f.task_id = task.id)`.as("files")
const proofs = sql<
  Task["proofs"]
>`(select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'by', p.by_name, 'at', to_char(p.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'note', p.note) order by p.at, p.kind), '[]')
  from task_proof p where p.meeting_id = task.meeting_id and p.task_id = task.id)`.as("proofs")
/** With everything that hangs on it. */
export const selected = (db: Db, today: string) =>
  on(db)
    .selectFrom("task")
    .select(columns)
    .select([lateDays(today), waitsFor, files, proofs])

const inState = { open: sql`done_at is null`, done: sql`done_at is not null` } as const
function stateIs(state: NonNullable<Filter["state"]>, today: string): Expression<SqlBool> {
  if (state === "open" || state === "done") return sql<SqlBool>`${inState[state]}`
  const compare = { late: sql`<`, today: sql`=`, due: sql`<=` }[state]
  return sql<SqlBool>`done_at is null and due_on ${compare} ${today}::date`
}

/** `mine`: the account whose tasks are wanted. */
type Wanted = Omit<Filter, "meetingId" | "mine"> & { mine?: string }
function matching({ find, stage, team, state, certainty, mine }: Wanted, today: string): Expression<SqlBool> {
  const all = [sql<SqlBool>`true`]
  if (find) all.push(sql<SqlBool>`(position(lower(${find}) in lower(title)) > 0 or position(${find} in owner) > 0)`)
  if (stage) all.push(sql<SqlBool>`stage = ${stage}`)
  if (team) all.push(sql<SqlBool>`team = ${team}`)
  if (certainty) all.push(sql<SqlBool>`certainty = ${certainty}`)
  if (mine) all.push(sql<SqlBool>`owner_account = ${mine}`)
  if (state) all.push(stateIs(state, today) as ReturnType<typeof sql<SqlBool>>)
  return sql.join(all, sql` and `) as unknown as Expression<SqlBool>
}

/** One page, the next due first inside the order of the stages; `total` counts every match. */
export async function tasksOf(
  db: Db,
  { meetingId, today }: There,
  { page, size, ...filter }: Wanted & { page: number; size: number },
): Promise<{ rows: Task[]; total: number }> {
  const where = matching(filter, today)
  const byDate = filter.state === "due" || filter.state === "late" || filter.state === "today"
  const place = sql`array_position((select stages from task_list l where l.meeting_id = task.meeting_id), stage)`
  const rows = await selected(db, today)
    .where("meeting_id", "=", meetingId)
    .where(where)
    .$if(!byDate, (rows) => rows.orderBy(place))
    .orderBy("due_on")
    .orderBy(sql`clock nulls last`)
    .orderBy("id")
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const { total } = await on(db)
    .selectFrom("task")
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .where("meeting_id", "=", meetingId)
    .where(where)
    .executeTakeFirstOrThrow()
  return { rows, total }
}

export async function taskById(db: Db, { meetingId, today }: There, id: string): Promise<Task> {
  const found = await selected(db, today).where("meeting_id", "=", meetingId).where("id", "=", id).executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  return found
}

/** Many at once; one that is not of this meeting is not found. Locked: ticking off and taking back at once must not cross. */
export async function tasksByIds(db: Db, { meetingId, today }: There, ids: readonly string[]): Promise<Task[]> {
  const found = await selected(db, today).where("meeting_id", "=", meetingId).where("id", "in", ids).orderBy("id").forUpdate("task").execute()
  if (found.length < new Set(ids).size) throw new Refusal("house.notFound")
  return found
}

/** Where every task stands: the open ones move, others may count from those that are done. */
export const standing = (db: Db, meetingId: string): Promise<(Placed & { title: string; isDone: boolean })[]> =>
  on(db)
    .selectFrom("task")
    .select(["id", "title", "anchor", "offset_days as offset", "unit", "clock", "starts_on as startsOn", "due_on as dueOn"])
    .select(sql<boolean>`done_at is not null`.as("isDone"))
    .where("meeting_id", "=", meetingId)
    .orderBy("due_on")
    .orderBy("id")
    .execute()

type Counted = { stage: string; team: string; total: number; done: number; late: number; due_today: number; legal: number }

export async function progressOf(db: Db, { meetingId, today }: There): Promise<Progress> {
  const { rows } = await sql<Counted>`
    select stage, team, count(*) as total, count(done_at) as done, count(*) filter (where legal) as legal,
      count(*) filter (where done_at is null and due_on < ${today}::date) as late, count(*) filter (where done_at is null and due_on = ${today}::date) as due_today
    from task where meeting_id = ${meetingId} group by stage, team`.execute(db)
  const list = await on(db).selectFrom("task_list").select(["stages", "teams"]).where("meeting_id", "=", meetingId).executeTakeFirst()
  const sum = (of: Counted[], field: "total" | "done" | "late" | "due_today" | "legal") => of.reduce((all, row) => all + row[field], 0)
  const parts = (by: "stage" | "team", known: string[]) =>
    [...new Set([...known, ...rows.map((row) => row[by])])].map((name) => {
      const own = rows.filter((row) => row[by] === name)
      return { name, total: sum(own, "total"), done: sum(own, "done"), late: sum(own, "late") }
    })
  return {
    today,
    total: sum(rows, "total"),
    done: sum(rows, "done"),
    late: sum(rows, "late"),
    dueToday: sum(rows, "due_today"),
    legal: sum(rows, "legal"),
    stages: parts("stage", list?.stages ?? []),
    teams: parts("team", list?.teams ?? []),
  }
}

export const addList = (db: Db, meetingId: string, { stages, teams }: { stages: string[]; teams: string[] }) =>
  on(db).insertInto("task_list").values({ meeting_id: meetingId, stages, teams }).execute()

export type NewTask = Omit<Task, "doneAt" | "doneBy" | "doneRegardless" | "lateDays" | "version" | "waitsFor" | "files" | "proofs">

const row = (task: NewTask, { by, at }: Hand): Tables["task"] => ({
  meeting_id: task.meetingId,
  id: task.id,
  stage: task.stage,
  title: task.title,
  team: task.team,
  owner: task.owner,
  anchor: task.anchor,
  offset_days: task.offset,
  starts_on: task.startsOn,
  due_on: task.dueOn,
  legal: task.legal,
  basis: task.basis,
  done_at: null,
  done_by: null,
  done_regardless: null,
  key: task.key,
  unit: task.unit,
  clock: task.clock,
  role: task.role,
  owner_account: task.ownerAccount,
  standard: task.standard,
  certainty: task.certainty,
  contingency: task.contingency,
  document: task.document,
  notes: task.notes,
  needs_proofs: task.needsProofs,
  alarm_minutes: task.alarmMinutes,
  version: 1,
  updated_by: by,
  updated_at: at,
})

export const addTasks = (db: Db, tasks: NewTask[], hand: Hand) =>
  on(db)
    .insertInto("task")
    .values(tasks.map((task) => row(task, hand)))
    .execute()

type Edited = Omit<NewTask, "meetingId" | "key" | "role" | "legal" | "basis" | "document"> & Pick<Task, "version">

/** Writes only over the version the person saw. */
export async function changeTask(
  db: Db,
  { meetingId, zone, locale }: { meetingId: string; zone: string; locale: Locale },
  { by, at, id, version, ...task }: Edited & Hand,
): Promise<void> {
  const { offset, startsOn, dueOn, ownerAccount, needsProofs, alarmMinutes, ...same } = task
  const dates = { offset_days: offset, starts_on: startsOn, due_on: dueOn }
  const renamed = { ...dates, owner_account: ownerAccount, needs_proofs: needsProofs, alarm_minutes: alarmMinutes }
  const { numUpdatedRows } = await on(db)
    .updateTable("task")
    .set({ ...same, ...renamed, version: version + 1, updated_by: by, updated_at: at })
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst()
  if (numUpdatedRows) return
  const found = await on(db).selectFrom("task").select(["updated_by", "updated_at"]).where("meeting_id", "=", meetingId).where("id", "=", id).executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  throw new Refusal("house.stale", { who: found.updated_by, when: shortMoment(found.updated_at, zone, locale) })
}

type Done = { done: true; regardless: string | null } | { done: false }

/** Answers the ids that changed; those already so stay as they are. */
export async function setDone(db: Db, { meetingId, known, ...how }: { meetingId: string; known: readonly Task[] } & Done, { by, at }: Hand): Promise<string[]> {
  const changed = known.filter((task) => (task.doneAt === null) === how.done).map((task) => task.id)
  if (!changed.length) return []
  const values = how.done ? { done_at: at, done_by: by, done_regardless: how.regardless } : { done_at: null, done_by: null, done_regardless: null }
  await on(db)
    .updateTable("task")
    .set((eb) => ({ ...values, version: eb("version", "+", 1), updated_by: by, updated_at: at }))
    .where("meeting_id", "=", meetingId)
    .where("id", "in", changed)
    .execute()
  return changed
}

/** All in one statement, however many move. A task ticked off in the meantime stays where it was done. */
export async function placeTasks(db: Db, meetingId: string, tasks: readonly Placed[]): Promise<void> {
  if (!tasks.length) return
  await sql`update task set anchor = new.anchor, offset_days = new.offset, unit = new.unit, clock = new.clock, starts_on = new."startsOn", due_on = new."dueOn",
      version = task.version + 1
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as new(id uuid, anchor text, "offset" int, unit text, clock text, "startsOn" date, "dueOn" date)
    where task.meeting_id = ${meetingId} and task.id = new.id and task.done_at is null`.execute(db)
}

export const removeTask = (db: Db, meetingId: string, id: string) =>
  on(db).deleteFrom("task").where("meeting_id", "=", meetingId).where("id", "=", id).execute()
