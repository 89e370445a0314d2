import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import type { Locale } from "#kernel/words.ts"
import type { Db } from "#server/db.ts"
import { isOpen } from "../store.ts"
import type { Finding, Severity } from "./contract.ts"
import type { Role } from "./role/contract.ts"

type Hand = { by: string; at: string }
type Row = Omit<Finding, "task" | "photo"> & {
  taskId: string | null
  taskTitle: string | null
  owner: string
  dueOn: string
  doneAt: string | null
  fileId: string | null
  fileName: string | null
}

const foundIn = ({ taskId, taskTitle, owner, dueOn, doneAt, fileId, fileName, ...rest }: Row): Finding => ({
  ...rest,
  task: taskId === null || taskTitle === null ? null : { id: taskId, title: taskTitle, owner, dueOn, doneAt },
  photo: fileId === null ? null : { id: fileId, name: fileName ?? "" },
})

/** What is open first, what must be mended before what might be, the last found before the others. */
export async function findingsOf(db: Db, meetingId: string, { scriptId, id, taskId }: { scriptId?: string; id?: string; taskId?: string }): Promise<Finding[]> {
  const { rows } = await sql<Row>`select f.meeting_id as "meetingId", f.id, r.script_id as "scriptId", s.title as script, f.run_id as "runId", r.number, f.role,
    f.line_id as "lineId", f.about, f.text, f.severity, f.file_id as "fileId", p.name as "fileName", t.id as "taskId", t.title as "taskTitle", t.owner,
    t.due_on as "dueOn", t.done_at as "doneAt", f.outcome, f.settled_at as "settledAt", f.settled_by as "settledBy", ${isOpen} as "isOpen",
    f.found_by as "foundBy", f.found_at as "foundAt", f.version
    from rehearsal_finding f join rehearsal_run r on r.meeting_id = f.meeting_id and r.id = f.run_id
    join rehearsal_script s on s.meeting_id = r.meeting_id and s.id = r.script_id
    left join stored_file p on p.id = f.file_id left join task_v t on t.meeting_id = f.meeting_id and t.id = f.task_id
    where f.meeting_id = ${meetingId} and (${scriptId ?? null}::uuid is null or r.script_id = ${scriptId ?? null}) and (${id ?? null}::uuid is null or f.id = ${id ?? null})
      and (${taskId ?? null}::uuid is null or f.task_id = ${taskId ?? null})
    order by ${isOpen} desc, array_position(array['must', 'should', 'may'], f.severity), f.found_at desc, f.id`.execute(db)
  return rows.map(foundIn)
}

export async function findingById(db: Db, meetingId: string, id: string): Promise<Finding> {
  const [found] = await findingsOf(db, meetingId, { id })
  if (!found) throw new Refusal("house.notFound")
  return found
}

type New = {
  meetingId: string
  id: string
  runId: string
  role: Role
  lineId: string | null
  about: string
  text: string
  severity: Severity
  photoId: string | null
}

export async function addFinding(db: Db, finding: New, { by, at }: Hand): Promise<void> {
  const { meetingId, id, runId, role, lineId, about, text, severity, photoId } = finding
  await sql`insert into rehearsal_finding (meeting_id, id, run_id, role, line_id, about, text, severity, file_id, found_by, found_at)
    values (${meetingId}, ${id}, ${runId}, ${role}, ${lineId}, ${about}, ${text}, ${severity}, ${photoId}, ${by}, ${at})`.execute(db)
}

type Said = Pick<Finding, "meetingId" | "id" | "version" | "text" | "severity">

/** Writes only over the version the person saw. */
export async function changeFinding(
  db: Db,
  { meetingId, id, version, text, severity }: Said,
  { zone, locale }: { zone: string; locale: Locale },
): Promise<void> {
  const { numAffectedRows } = await sql`update rehearsal_finding set text = ${text}, severity = ${severity}, version = version + 1
    where meeting_id = ${meetingId} and id = ${id} and version = ${version}`.execute(db)
  if (numAffectedRows) return
  const { foundBy, foundAt } = await findingById(db, meetingId, id)
  throw new Refusal("house.stale", { who: foundBy, when: shortMoment(foundAt, zone, locale) })
}

export async function removeFinding(db: Db, { meetingId, id }: Pick<Finding, "meetingId" | "id">): Promise<void> {
  await sql`delete from rehearsal_finding where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}

export async function setSettled(db: Db, { meetingId, id }: Pick<Finding, "meetingId" | "id">, settled: (Hand & { outcome: string }) | null): Promise<void> {
  await sql`update rehearsal_finding set outcome = ${settled?.outcome ?? null}, settled_at = ${settled?.at ?? null}, settled_by = ${settled?.by ?? null},
    version = version + 1 where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}

export async function setTask(db: Db, { meetingId, id }: Pick<Finding, "meetingId" | "id">, taskId: string): Promise<void> {
  await sql`update rehearsal_finding set task_id = ${taskId}, version = version + 1 where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}

/** Two who make a task of it at once must not both succeed. */
export async function lockFinding(db: Db, meetingId: string, id: string): Promise<void> {
  await sql`select 1 from rehearsal_finding where meeting_id = ${meetingId} and id = ${id} for update`.execute(db)
}
