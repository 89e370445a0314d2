/** Audit: who did what, when, with what result. Changes of rows are added by the triggers of audit_table() under the same entry. */
import { sql } from "kysely"
import type { Actor } from "./context.ts"
import type { Db } from "./db.ts"

export type AuditEntry = {
  id: string
  at: string
  actor: Actor
  operation: string
  meetingId: string | null
  objectId: string | null
  input: unknown
  /** "done" or the refusal's code. */
  result: string
}

/** Must run before the first write of the transaction, or the triggers record nothing. */
export async function beginEntry(db: Db, id: string): Promise<void> {
  await sql`select set_config('huixu.entry', ${id}, true)`.execute(db)
}

export async function addEntry(db: Db, entry: AuditEntry): Promise<void> {
  const { actor } = entry
  await sql`insert into audit_entry (id, at, actor_kind, actor_id, actor_name, operation, meeting_id, object_id, input, result)
    values (${entry.id}, ${entry.at}, ${actor.kind}, ${actor.id}, ${actor.name}, ${entry.operation}, ${entry.meetingId}, ${entry.objectId},
      ${JSON.stringify(entry.input ?? null)}::jsonb, ${entry.result})`.execute(db)
}

/** The input as it may stand in the audit: secret fields gone, long lists cut to their length. */
export function withoutSecrets(input: unknown, secret: readonly string[] = []): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input
  return Object.fromEntries(
    Object.entries(input)
      .filter(([name]) => !secret.includes(name))
      .map(([name, value]) => [name, Array.isArray(value) && value.length > 50 ? { count: value.length } : value]),
  )
}

/** 最近动态: the last doings in a meeting, newest first; refusals and queries are not among them, nor the portions of a job: its command is the doing. */
export async function recentDoings(db: Db, meetingId: string, count: number): Promise<{ id: string; at: string; who: string; operation: string }[]> {
  const { rows } = await sql<{ id: string; at: string; who: string; operation: string }>`
    select id, at, actor_name as who, operation from audit_entry
    where meeting_id = ${meetingId} and result = 'done' and actor_kind in ('account', 'job', 'unitLink')
      and not exists (select from job_run where job_run.meeting_id = ${meetingId} and job_run.id::text = audit_entry.object_id)
    order by id desc limit ${count}`.execute(db)
  return rows
}
