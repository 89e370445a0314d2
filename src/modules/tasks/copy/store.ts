import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { Meant } from "./rules.ts"

export async function meantIn(db: Db, meetingId: string): Promise<Meant[]> {
  const { rows } = await sql<Meant>`select t.id, t.key, t.stage, t.title, t.team, t.role, t.owner, t.anchor, t.offset_days as "offset", t.unit, t.clock,
      t.starts_on as "startsOn", t.due_on as "dueOn", t.legal, t.basis, t.standard, t.certainty, t.contingency, t.document, t.notes, t.needs_proofs as "needsProofs",
      t.alarm_minutes as "alarmMinutes",
      array(select w.waits_for from task_wait w where w.meeting_id = t.meeting_id and w.task_id = t.id order by w.waits_for) as "waitsFor"
    from task t where t.meeting_id = ${meetingId} order by t.id`.execute(db)
  return rows
}

export async function listIn(db: Db, meetingId: string): Promise<{ stages: string[]; teams: string[] }> {
  const { rows } = await sql<{ stages: string[]; teams: string[] }>`select stages, teams from task_list where meeting_id = ${meetingId}`.execute(db)
  return rows[0] ?? { stages: [], teams: [] }
}
