/**
 * What frames a command's own statements, in two packets: the first begins, takes the idempotency key and opens the audit entry,
 * the last writes entry, announcements and remembered answer and commits. (Each round trip costs the door a tenth of its throughput.)
 */
import { createHash } from "node:crypto"
import type pg from "pg"
import { Refusal } from "#kernel/contract.ts"
import { type AuditEntry, entrySteps, entryValues } from "./audit.ts"
import type { Actor } from "./context.ts"
import { type Db, handleOn, sentTogether } from "./db.ts"
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

/** `answer`: in clear, as it was remembered before answers were sealed. */
type Earlier = { locked: boolean; operation: string | null; hash: string | null; answer: unknown; sealed: string | null }

const about = ({ actor, key }: Key) => `idempotency.answer/${actor}/${key}`

// the row is read by the same snapshot that tried the lock: a request that ended in between is found by the unique key at the end, and retried
const open = { name: "huixu-open", text: "select set_config('huixu.entry', $1, true)" }
const openWithKey = {
  name: "huixu-open-key",
  text: `select set_config('huixu.entry', $1, true), pg_try_advisory_xact_lock(hashtextextended($2, 0)) as locked, i.operation, i.input_hash as hash, i.answer, i.sealed
    from (select 1) one left join idempotency i on i.actor = $3 and i.key = $4`,
}

/**
 * Begins, opens the audit entry for the triggers and takes the key. Answers the earlier answer where this request was already done.
 * Throws house.inFlight while another transaction does the same request, house.keyReused when the key stands for another one.
 */
async function openWork(client: pg.PoolClient, { keys, entryId, key }: Beginning): Promise<{ answer: unknown } | undefined> {
  if (!key) {
    await sentTogether(client, ["begin", { ...open, values: [entryId] }])
    return undefined
  }
  const values = [entryId, `${key.actor}/${key.key}`, key.actor, key.key]
  const earlier: Earlier | undefined = (await sentTogether(client, ["begin", { ...openWithKey, values }]))[1]?.rows[0]
  if (!earlier?.locked) throw new Refusal("house.inFlight")
  if (earlier.operation === null) return undefined
  if (earlier.operation !== key.operation || earlier.hash !== key.inputHash) throw new Refusal("house.keyReused")
  return { answer: earlier.sealed === null ? earlier.answer : JSON.parse(keys.open(earlier.sealed, about(key))) }
}

const announced = `insert into outbox (meeting_id, topic, payload)
  select meeting_id, topic, case when payload = 'null'::jsonb then null else payload end from jsonb_to_recordset($13::jsonb) as r(meeting_id uuid, topic text, payload jsonb)`
const seal = { name: "huixu-seal", text: `with ${entrySteps} ${announced}` }
const sealWithKey = {
  name: "huixu-seal-key",
  text: `with ${entrySteps}, remembered as (insert into idempotency (actor, key, operation, input_hash, sealed) values ($14, $15, $16, $17, $18)) ${announced}`,
}

/** Writes entry, announcements and answer in one statement, and commits. */
async function sealWork(client: pg.PoolClient, { keys, key }: Beginning, { entry, announcements, answer }: Done): Promise<void> {
  const rows = JSON.stringify(announcements.map(({ meetingId, topic, payload }) => ({ meeting_id: meetingId, topic, payload: payload ?? null })))
  const values = [...entryValues(keys, entry), rows]
  const statement = key
    ? { ...sealWithKey, values: [...values, key.actor, key.key, key.operation, key.inputHash, keys.seal(JSON.stringify(answer ?? null), about(key))] }
    : { ...seal, values }
  const [, committed] = await sentTogether(client, [statement, "commit"])
  // PostgreSQL says ROLLBACK to the commit of a transaction in which a statement failed, whoever swallowed its error
  if (committed?.command !== "COMMIT") throw new Error("the transaction had failed before it was committed")
}

export type Beginning = { keys: Keys; entryId: string; key: Key | undefined }
export type Done = { entry: AuditEntry; announcements: readonly Announcement[]; answer: unknown }

/** One command: `work` does its own statements on the handle it is given. Answers the earlier answer instead where the request was already done. */
export async function doWork<T extends Done>(pool: pg.Pool, beginning: Beginning, work: (db: Db) => Promise<T>): Promise<T | { earlier: unknown }> {
  const client = await pool.connect()
  let trouble: Error | undefined
  try {
    const earlier = await openWork(client, beginning)
    const done = earlier ? { earlier: earlier.answer } : await work(handleOn(client))
    if ("earlier" in done) await client.query("rollback")
    else await sealWork(client, beginning, done)
    return done
  } catch (error) {
    // a connection that cannot even roll back is not given to anybody else
    await client.query("rollback").catch((lost: Error) => {
      trouble = lost
    })
    throw error
  } finally {
    client.release(trouble)
  }
}
