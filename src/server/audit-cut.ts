/** Retention: what has been kept for its time is cut off the front, up to a seal; a signed checkpoint says where the chain begins now. */
import { sql } from "kysely"
import { newId } from "#kernel/ids.ts"
import { addEntry } from "./audit.ts"
import { checkpointBytes, inMicroseconds } from "./audit-chain.ts"
import type { Actor } from "./context.ts"
import type { Db } from "./db.ts"
import type { Keys } from "./keys.ts"

const itself: Actor = { kind: "job", id: "audit", name: "会序", grants: [], meetingId: null }
/** At most so many seals a transaction: 500 entries each. */
const atOnce = 20

export type Cutting = { db: Db; keys: Keys; days: number; now?: Date }

/** Answers how many entries went. The database itself refuses to let go of anything younger than 183 days. */
export async function cutAudit({ db, keys, days, now = new Date() }: Cutting): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000).toISOString()
  for (let cut = 0; ; ) {
    const some = await db.transaction().execute((transaction) => cutSome(transaction, keys, before))
    if (some === 0) return cut
    cut += some
  }
}

type Point = { seal: number; position: number; hash: Buffer; algorithm: string }

async function cutSome(db: Db, keys: Keys, before: string): Promise<number> {
  const { rows: lock } = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(hashtext('huixu.audit')) as locked`.execute(db)
  if (!lock[0]?.locked) return 0
  const { rows } = await sql<Point>`select number as seal, last as position, hash, algorithm from audit_seal
    where number < (select coalesce(min(number), 9223372036854775807) from audit_seal where at >= ${before})
      and number < (select min(number) from audit_seal) + ${atOnce} order by number desc limit 1`.execute(db)
  const point = rows[0]
  if (!point) return 0
  const gone = sql`(select entry_id from audit_chain where position <= ${point.position})`
  await sql`select set_config('huixu.audit_cut', 'on', true)`.execute(db)
  await sql`delete from audit_change where entry_id in ${gone}`.execute(db)
  await sql`delete from audit_entry where id in ${gone}`.execute(db)
  const { numAffectedRows = 0n } = await sql`delete from audit_chain where position <= ${point.position}`.execute(db)
  await sql`delete from audit_seal where number <= ${point.seal}`.execute(db)
  await sql`select set_config('huixu.audit_cut', '', true)`.execute(db)
  await putCheckpoint(db, keys, point)
  const entries = Number(numAffectedRows)
  const input = { before, entries, seal: point.seal, position: point.position }
  await addEntry(db, keys, {
    id: newId(),
    at: new Date().toISOString(),
    actor: itself,
    operation: "audit.cut",
    meetingId: null,
    objectId: null,
    input,
    result: "done",
    address: null,
  })
  return entries
}

async function putCheckpoint(db: Db, keys: Keys, point: Point): Promise<void> {
  const checkpoint = { ...point, at: inMicroseconds(new Date().toISOString()) }
  await sql`delete from audit_checkpoint`.execute(db)
  await sql`insert into audit_checkpoint (seal, position, hash, algorithm, at, signature)
    values (${point.seal}, ${point.position}, ${point.hash}, ${point.algorithm}, ${checkpoint.at}, ${keys.sign(checkpointBytes(checkpoint))})`.execute(db)
}
