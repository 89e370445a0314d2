/**
 * What frames a command's own statements, in two round trips: before it the idempotency key is taken and the audit entry opened,
 * after it entry, announcements and remembered answer are written. (Six statements here cost a third of the door's throughput.)
 */
import { createHash } from "node:crypto"
import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { type AuditEntry, entrySteps } from "./audit.ts"
import type { Actor } from "./context.ts"
import type { Db } from "./db.ts"
import type { Keys } from "./keys.ts"
import type { Announcement } from "./outbox.ts"

/** An Idempotency-Key of one actor for one request. */
export type Key = { actor: string; key: string; operation: string; inputHash: string }

/** `input` as parsed: what the contract does not name may be nested deeper than can be written down again. */
export function keyOf({ actor, header, operation, input }: { actor: Actor; header: unknown; operation: string; input: unknown }): Key | undefined {
  if (typeof header !== "string" || header.length === 0 || header.length > 200) return undefined
  const inputHash = createHash("sha256").update(JSON.stringify(input)).digest("base64")
  return { actor: `${actor.kind}:${actor.id}`, key: header, operation, inputHash }
}

type Earlier = { locked: boolean; operation: string | null; hash: string | null; answer: unknown }

/**
 * Opens the audit entry for the triggers and takes the key. Answers the earlier answer where this request was already done.
 * Throws house.inFlight while another transaction does the same request, house.keyReused when the key stands for another one.
 */
export async function openWork(db: Db, { entryId, key }: { entryId: string; key: Key | undefined }): Promise<{ answer: unknown } | undefined> {
  if (!key) {
    await sql`select set_config('huixu.entry', ${entryId}, true)`.execute(db)
    return undefined
  }
  const lock = `${key.actor}/${key.key}`
  // the row is read by the same snapshot that tried the lock: a request that ended in between is found by the unique key at the end, and retried
  const { rows } = await sql<Earlier>`
    select set_config('huixu.entry', ${entryId}, true), pg_try_advisory_xact_lock(hashtextextended(${lock}, 0)) as locked, i.operation, i.input_hash as hash, i.answer
    from (select 1) one left join idempotency i on i.actor = ${key.actor} and i.key = ${key.key}`.execute(db)
  const earlier = rows[0]
  if (!earlier?.locked) throw new Refusal("house.inFlight")
  if (earlier.operation === null) return undefined
  if (earlier.operation !== key.operation || earlier.hash !== key.inputHash) throw new Refusal("house.keyReused")
  return { answer: earlier.answer }
}

export type Done = { keys: Keys; entry: AuditEntry; announcements: readonly Announcement[]; key: Key | undefined; answer: unknown }

/** Writes entry, announcements and answer in one statement. */
export async function sealWork(db: Db, { keys, entry, announcements, key, answer }: Done): Promise<void> {
  const rows = JSON.stringify(announcements.map(({ meetingId, topic, payload }) => ({ meeting_id: meetingId, topic, payload: payload ?? null })))
  const remembered = key
    ? sql`, remembered as (insert into idempotency (actor, key, operation, input_hash, answer)
        values (${key.actor}, ${key.key}, ${key.operation}, ${key.inputHash}, ${JSON.stringify(answer ?? null)}::jsonb))`
    : sql``
  await sql`with ${entrySteps(keys, entry)} ${remembered}
    insert into outbox (meeting_id, topic, payload)
    select meeting_id, topic, case when payload = 'null'::jsonb then null else payload end
    from jsonb_to_recordset(${rows}::jsonb) as r(meeting_id uuid, topic text, payload jsonb)`.execute(db)
}
