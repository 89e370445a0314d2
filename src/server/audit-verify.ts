/** Verifies the whole audit against itself, the keys and the kept head: what was changed, taken out, put in, moved or cut off is named, the first of it. */
import type pg from "pg"
import { type Algorithm, algorithms, type ChangeText, checkpointBytes, type EntryText, hex, isOurs, LinkHash, nothingYet, sealBytes } from "./audit-chain.ts"
import { disagreement, readHead } from "./audit-head.ts"
import { changesInTurn, entryColumns, instantText } from "./audit-read.ts"
import { linkOf } from "./audit-seal.ts"
import type { Keys } from "./keys.ts"

export const faults = [
  "entryMissing",
  "entryChanged",
  "entryInserted",
  "entryForged",
  "chainBroken",
  "sealMissing",
  "sealChanged",
  "checkpointChanged",
  "changeWithoutEntry",
  "queueChanged",
  "cutOff",
  "sealedAnew",
  "foreignHead",
] as const
export type Fault = (typeof faults)[number]
export type Broken = { fault: Fault; seal: number | null; position: number | null; entryId: string | null; at: string | null; operation: string | null }
export type Verdict = { entries: number; seals: number; intact: true } | { entries: number; seals: number; intact: false; broken: Broken }

type Progress = (done: number, total: number) => Promise<void>

class Found extends Error {
  readonly broken: Broken
  constructor(fault: Fault, where: Partial<Broken> = {}) {
    super(fault)
    this.broken = { fault, seal: null, position: null, entryId: null, at: null, operation: null, ...where }
  }
}

/** In one snapshot: what is written meanwhile is not looked at. The head is read before it, or one that moved on meanwhile would look like an end cut off. */
export async function verifyAudit({ pool, keys }: { pool: pg.Pool; keys: Keys }, progress: Progress = async () => undefined): Promise<Verdict> {
  const head = await readHead(keys)
  const client = await pool.connect()
  try {
    await client.query("begin isolation level repeatable read, read only")
    return await verifyOn(client, keys, { progress, head })
  } finally {
    await client.query("rollback").catch(() => undefined)
    client.release()
  }
}

type State = { seals: number; position: number; hash: Uint8Array; entries: number; isVouched: boolean; total: number }

type Looking = { progress?: Progress; head?: Awaited<ReturnType<typeof readHead>> }

/** The same, in the transaction that the caller has begun. */
export async function verifyOn(client: pg.ClientBase, keys: Keys, { progress = async () => undefined, head }: Looking = {}): Promise<Verdict> {
  const { rows } = await client.query<{ total: number }>("select count(*) as total from audit_entry")
  const state: State = { seals: 0, position: 0, hash: nothingYet, entries: 0, isVouched: false, total: rows[0]?.total ?? 0 }
  try {
    const from = await startOf(client, keys)
    state.position = from.position
    state.hash = from.hash
    await mustFollow({ client, keys, state, progress }, from.seal)
    await mustBeAll(client, state)
    await mustWaitRightly(client, keys, state)
    const kept = head ?? (await readHead(keys))
    const why = kept && (await disagreement(client, kept))
    if (why) throw new Found(why, kept === "foreign" ? {} : { position: kept.entries, seal: kept.seals, at: kept.at })
    return { entries: state.entries, seals: state.seals, intact: true }
  } catch (error) {
    if (error instanceof Found) return { entries: state.entries, seals: state.seals, intact: false, broken: error.broken }
    throw error
  }
}

type Start = { seal: number; position: number; hash: Uint8Array }
async function startOf(client: pg.ClientBase, keys: Keys): Promise<Start> {
  const { rows } = await client.query(`select seal, position, hash, algorithm, ${instantText("at")} as at, signature from audit_checkpoint order by seal desc`)
  if (rows.length > 1) throw new Found("checkpointChanged", { seal: rows[0].seal })
  const point = rows[0]
  if (!point) return { seal: 0, position: 0, hash: nothingYet }
  if (!keys.verify(checkpointBytes(point), point.signature)) throw new Found("checkpointChanged", { seal: point.seal, position: point.position })
  return point
}

type Link = EntryText & { position: number; hash: Buffer; entry: string }
type Changes = AsyncGenerator<ChangeText[]>

/** The chain's links in their order, whichever seal they are under: read in portions of 500, since most seals are small. */
async function* linksFrom(client: pg.ClientBase, after: number): AsyncGenerator<{ link: Link; changes: Changes }> {
  for (let position = after; ; ) {
    const { rows } = await client.query<Link>(
      `select l.position, l.hash, l.entry_id as entry, ${entryColumns} from audit_chain l left join audit_entry e on e.id = l.entry_id
       where l.position > $1 order by l.position limit 500`,
      [position],
    )
    const changes = changesInTurn(
      client,
      rows.map(({ entry }) => entry),
    )
    for (const link of rows) yield { link, changes }
    if (rows.length === 0) return
    position = rows.at(-1)?.position ?? position
  }
}

type Walk = { client: pg.ClientBase; keys: Keys; state: State; progress: Progress }
type SealRow = { number: number; first: number; last: number; hash: Buffer; algorithm: string; at: string; signature: Buffer }

async function mustFollow(walk: Walk, after: number): Promise<void> {
  const links = linksFrom(walk.client, walk.state.position)
  let number = after
  for (;;) {
    const { rows } = await walk.client.query<SealRow>(
      `select number, first, last, hash, algorithm, ${instantText("at")} as at, signature from audit_seal where number > $1 order by number limit 200`,
      [number],
    )
    for (const seal of rows) {
      if (seal.number !== number + 1) throw new Found("sealMissing", { seal: number + 1, position: walk.state.position + 1 })
      await mustHold(walk, seal, links)
      number = seal.number
    }
    if (rows.length === 0) break
    await walk.progress(Math.min(walk.state.entries, walk.state.total), walk.state.total)
  }
  const { rows } = await walk.client.query("select number from audit_seal where number <= $1 limit 1", [after])
  if (rows[0]) throw new Found("sealChanged", { seal: rows[0].number })
}

/** One seal: every entry from its first to its last, and its signature over where they begin and end. */
async function mustHold({ state, keys }: Walk, seal: SealRow, links: ReturnType<typeof linksFrom>): Promise<void> {
  if (seal.first !== state.position + 1 || seal.last < seal.first || !algorithms.includes(seal.algorithm as Algorithm))
    throw new Found("sealChanged", { seal: seal.number })
  const isSigned = keys.verify(sealBytes({ ...seal, before: state.hash }), seal.signature)
  while (state.position < seal.last) {
    const { value, done } = await links.next()
    if (done) throw new Found("chainBroken", { seal: seal.number, position: state.position + 1 })
    await mustBeLink({ keys, state, seal, changes: value.changes }, value.link)
  }
  if (!isSigned || hex(state.hash) !== hex(seal.hash)) throw new Found("sealChanged", { seal: seal.number, position: seal.last })
  state.seals++
}

type Linking = { keys: Keys; state: State; seal: SealRow; changes: Changes }
async function mustBeLink({ keys, state, seal, changes }: Linking, link: Link): Promise<void> {
  const where = { seal: seal.number, position: state.position + 1, entryId: link.entry }
  if (link.position !== state.position + 1) throw new Found("chainBroken", { ...where, entryId: null })
  if (link.id === null) throw new Found("entryMissing", where)
  const named = { ...where, at: link.at, operation: link.operation }
  const hash = await linkOf(changes, new LinkHash(seal.algorithm as Algorithm, state.hash, { position: link.position, entry: link }))
  if (hex(hash) !== hex(link.hash)) throw new Found("entryChanged", named)
  // entries of before the mark was made have none; after the first that has one, all have
  if (link.mac === null ? state.isVouched : !isOurs(keys, link)) throw new Found("entryForged", named)
  state.isVouched ||= link.mac !== null
  state.position = link.position
  state.hash = hash
  state.entries++
}

/** Nothing stands beside the chain: no link behind its end, no entry outside it, no change without an entry. */
async function mustBeAll(client: pg.ClientBase, { position }: State): Promise<void> {
  const { rows: beyond } = await client.query(
    "select position, entry_id from audit_chain where position > $1 or position <= coalesce((select max(position) from audit_checkpoint), 0) order by position limit 1",
    [position],
  )
  if (beyond[0]) throw new Found("sealMissing", { position: beyond[0].position, entryId: beyond[0].entry_id })
  const { rows: outside } = await client.query(
    `select e.id, ${instantText("e.at")} as at, e.operation from audit_entry e
     where not exists (select from audit_chain l where l.entry_id = e.id) and not exists (select from audit_pending p where p.entry_id = e.id) order by e.id limit 1`,
  )
  if (outside[0]) throw new Found("entryInserted", { entryId: outside[0].id, at: outside[0].at, operation: outside[0].operation })
  const { rows: orphans } = await client.query<{ id: string }>(
    "select c.entry_id as id from audit_change c where not exists (select from audit_entry e where e.id = c.entry_id) limit 1",
  )
  if (orphans[0]) throw new Found("changeWithoutEntry", { entryId: orphans[0].id })
}

/** What was written in the last second is not sealed yet: once each, and with the server's own mark. */
async function mustWaitRightly(client: pg.ClientBase, keys: Keys, state: State): Promise<void> {
  const { rows: wrong } = await client.query<{ id: string }>(
    `select p.entry_id as id from audit_pending p left join audit_entry e on e.id = p.entry_id left join audit_chain l on l.entry_id = p.entry_id
     group by p.entry_id having count(*) > 1 or count(e.id) = 0 or count(l.entry_id) > 0 limit 1`,
  )
  if (wrong[0]) throw new Found("queueChanged", { entryId: wrong[0].id })
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await client.query<EntryText>(
      `select ${entryColumns} from audit_pending p join audit_entry e on e.id = p.entry_id where e.id > $1 order by e.id limit 500`,
      [after],
    )
    for (const entry of rows) mustBeOurs(keys, state, entry)
    if (rows.length === 0) return
    after = rows.at(-1)?.id ?? after
  }
}

function mustBeOurs(keys: Keys, state: State, entry: EntryText): void {
  const isOlder = entry.mac === null && !state.isVouched
  if (!isOlder && !isOurs(keys, entry)) throw new Found("entryForged", { entryId: entry.id, at: entry.at, operation: entry.operation })
  state.entries++
}
