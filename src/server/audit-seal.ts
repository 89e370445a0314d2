/**
 * The sealer: takes what was written, gives each entry its place in the chain and signs the batch. One at a time in all processes of a house (an advisory lock);
 * a batch is one transaction, so that an entry is sealed once or not at all. It runs behind the door, never in front of it.
 */
import type pg from "pg"
import { type Algorithm, type ChangeText, type EntryText, type Head, hex, inMicroseconds, LinkHash, nothingYet, sealBytes } from "./audit-chain.ts"
import { type Disagreement, disagreement, readHead, writeHead } from "./audit-head.ts"
import { changesInTurn, entryColumns, instantText, isLast } from "./audit-read.ts"
import type { Keys } from "./keys.ts"

const batch = 500
/** Held by whoever seals or cuts. */
export const auditLock = "select pg_try_advisory_xact_lock(hashtext('huixu.audit')) as locked"

export type Sealing = { pool: pg.Pool; keys: Keys; algorithm: Algorithm }

/** Seals one batch. Answers how many entries; 0 when there are none or another process is sealing. */
export async function sealOnce({ pool, keys, algorithm }: Sealing): Promise<number> {
  const client = await pool.connect()
  try {
    const { rows: pending } = await client.query("select from audit_pending limit 1")
    if (pending.length === 0) return 0
    await client.query("begin")
    const { rows } = await client.query<{ locked: boolean }>(auditLock)
    const count = rows[0]?.locked ? await sealBatch(client, keys, algorithm) : 0
    await client.query("commit")
    return count
  } catch (error) {
    await client.query("rollback").catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** Something waiting whose entry is gone or sealed already stays where it is: it is evidence, and is named when the audit is verified. */
async function sealBatch(client: pg.PoolClient, keys: Keys, algorithm: Algorithm): Promise<number> {
  const { rows: entries } = await client.query<EntryText>(
    `select ${entryColumns} from audit_pending p join audit_entry e on e.id = p.entry_id
     where not exists (select from audit_chain where audit_chain.entry_id = e.id) order by p.tx, e.id limit ${batch}`,
  )
  if (entries.length === 0) return 0
  const end = await endOfChain(client)
  const links = await linksOf(client, entries, { algorithm, position: end.position, hash: end.hash })
  const ids = entries.map(({ id }) => id)
  await client.query("insert into audit_chain (position, entry_id, hash) select * from unnest($1::bigint[], $2::uuid[], $3::bytea[])", [
    ids.map((_, index) => end.position + 1 + index),
    ids,
    links,
  ])
  const hash = links.at(-1) ?? end.hash
  const seal = {
    number: end.seal + 1,
    first: end.position + 1,
    last: end.position + ids.length,
    before: end.hash,
    hash,
    algorithm,
    at: inMicroseconds(new Date().toISOString()),
  }
  await client.query("insert into audit_seal (number, first, last, hash, algorithm, at, signature) values ($1, $2, $3, $4, $5, $6, $7)", [
    seal.number,
    seal.first,
    seal.last,
    hash,
    algorithm,
    seal.at,
    keys.sign(sealBytes(seal)),
  ])
  await client.query("delete from audit_pending where entry_id = any($1)", [ids])
  return ids.length
}

type End = { seal: number; position: number; hash: Buffer; algorithm: string; at: string }

/** The last seal, or the checkpoint when everything sealed was old and is gone. */
export async function endOfChain(client: pg.ClientBase): Promise<End> {
  const { rows } = await client.query<End>(
    `select seal, position, hash, algorithm, ${instantText("at")} as at from (
       (select number as seal, last as position, hash, algorithm, at from audit_seal order by number desc limit 1)
       union all select seal, position, hash, algorithm, at from audit_checkpoint) ends order by seal desc limit 1`,
  )
  return rows[0] ?? { seal: 0, position: 0, hash: nothingYet, algorithm: "sha256", at: new Date(0).toISOString() }
}

async function linksOf(client: pg.PoolClient, entries: EntryText[], { algorithm, position, hash }: { algorithm: Algorithm; position: number; hash: Buffer }) {
  const links: Buffer[] = []
  const changes = changesInTurn(
    client,
    entries.map(({ id }) => id),
  )
  let before: Uint8Array = hash
  for (const [index, entry] of entries.entries()) {
    const link = await linkOf(changes, new LinkHash(algorithm, before, { position: position + 1 + index, entry }))
    links.push(link)
    before = link
  }
  return links
}

/** One entry's hash, its changes taken from `changes` up to its last. */
export async function linkOf(changes: AsyncGenerator<ChangeText[]>, hash: LinkHash): Promise<Buffer> {
  for (;;) {
    const { value: page, done } = await changes.next()
    for (const change of done ? [] : page) hash.add(change)
    if (done || isLast(page)) return hash.end()
  }
}

/** Everything that waits. */
export async function sealAll(sealing: Sealing): Promise<number> {
  for (let sealed = 0; ; ) {
    const some = await sealOnce(sealing)
    sealed += some
    if (some < batch) return sealed
  }
}

/** The head into its file, or why not: a head that the database no longer knows is never overwritten, it is the proof that something was taken away. */
export async function keepHead({ pool, keys }: Pick<Sealing, "pool" | "keys">): Promise<Head | Disagreement | undefined> {
  const client = await pool.connect()
  try {
    const end = await endOfChain(client)
    if (end.position === 0) return undefined
    const kept = await readHead(keys)
    const why = kept && (await disagreement(client, kept))
    if (why) return why
    const head = { seals: end.seal, entries: end.position, hash: hex(end.hash), algorithm: end.algorithm, at: end.at }
    if (!kept || kept === "foreign" || kept.entries < head.entries) await writeHead(keys, head)
    return head
  } finally {
    client.release()
  }
}
