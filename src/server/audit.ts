/** Audit: who did what, when, with what result. Changes of rows are added by the triggers of audit_table() under the same entry. */
import { CompiledQuery, sql } from "kysely"
import { inMicroseconds, macOf } from "./audit-chain.ts"
import type { Actor } from "./context.ts"
import type { Db } from "./db.ts"
import type { Keys } from "./keys.ts"

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
  address: string | null
}

/** A delegate's or a unit's own phone leaves no address. */
export const addressOf = (actor: Actor, address: string): string | null => (actor.kind === "attendee" || actor.kind === "unitLink" ? null : address || null)

/** Must run before the first write of the transaction, or the triggers record nothing. */
export async function beginEntry(db: Db, id: string): Promise<void> {
  await sql`select set_config('huixu.entry', ${id}, true)`.execute(db)
}

/** The entry and its place in the sealer's queue, as two steps of a `with` over $1 … $12: whoever writes an entry writes it so. */
export const entrySteps = `entry as (
    insert into audit_entry (id, at, actor_kind, actor_id, actor_name, operation, meeting_id, object_id, input, result, address, mac)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12)
  ), pending as (insert into audit_pending (entry_id) values ($1))`

/** Its values, the last of them the server's own mark. */
export function entryValues(keys: Keys, entry: AuditEntry): unknown[] {
  const { id, at, actor, operation, meetingId, objectId, result, address } = entry
  const input = entry.input ?? null
  const about = { id, at: inMicroseconds(at), kind: actor.kind, actor: actor.id, name: actor.name, operation, meeting: meetingId, object: objectId }
  const mac = macOf(keys, { ...about, input, result, address })
  return [id, at, actor.kind, actor.id, actor.name, operation, meetingId, objectId, JSON.stringify(input), result, address, mac]
}

export async function addEntry(db: Db, keys: Keys, entry: AuditEntry): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(`with ${entrySteps} select`, entryValues(keys, entry)))
}

/** The input as it may stand in the audit: secret fields gone wherever they stand, long lists cut to their length. */
export function withoutSecrets(input: unknown, secret: readonly string[] = []): unknown {
  if (Array.isArray(input)) return input.length > 50 ? { count: input.length } : input.map((one) => withoutSecrets(one, secret))
  if (typeof input !== "object" || input === null) return input
  return Object.fromEntries(
    Object.entries(input)
      .filter(([name]) => !secret.includes(name))
      .map(([name, value]) => [name, withoutSecrets(value, secret)]),
  )
}
