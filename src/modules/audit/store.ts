import { type RawBuilder, sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { Verified, Where } from "./contract.ts"
import { operationsCalled, type Recorded } from "./rules.ts"

export type EntryRow = {
  id: string
  at: string
  kind: string
  actor: string
  name: string
  operation: string
  meeting: string | null
  object: string | null
  input: unknown
  result: string
  address: string | null
  changes: number
  position: number | null
  hash: string | null
}

const columns = sql`e.id, e.at, e.actor_kind as kind, e.actor_id as actor, e.actor_name as name, e.operation, e.meeting_id as meeting, e.object_id as object, e.input, e.result,
  e.address, (select count(*) from audit_change c where c.entry_id = e.id) as changes, l.position, encode(l.hash, 'hex') as hash`

/** Ids carry the time they were made: a range of time is a range of the primary key, with a minute of slack for clocks that differ. */
const idAt = (instant: string, slack: number): string => {
  const hex = Math.max(0, Date.parse(instant) + slack)
    .toString(16)
    .padStart(12, "0")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`
}
const minute = 60_000

const likePattern = (find: string): string => `%${find.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

function conditions(where: Where): RawBuilder<unknown> {
  const { from, until, actorId, operation, inMeeting, objectId, result, find } = where
  const all = [sql`true`]
  if (from) all.push(sql`e.at >= ${from} and e.id >= ${idAt(from, -minute)}`)
  if (until) all.push(sql`e.at < ${until} and e.id < ${idAt(until, minute)}`)
  if (actorId) all.push(sql`e.actor_id = ${actorId}`)
  if (operation) all.push(operation.includes(".") ? sql`e.operation = ${operation}` : sql`e.operation like ${`${operation}.%`}`)
  if (inMeeting !== undefined) all.push(inMeeting === null ? sql`e.meeting_id is null` : sql`e.meeting_id = ${inMeeting}`)
  if (objectId) all.push(sql`e.object_id = ${objectId}`)
  if (result) all.push(result === "refused" ? sql`e.result <> 'done'` : sql`e.result = ${result}`)
  if (find) {
    const like = likePattern(find)
    all.push(
      sql`(e.actor_name ilike ${like} or e.operation ilike ${like} or e.operation = any(${operationsCalled(find)}::text[]) or e.object_id ilike ${like} or e.result ilike ${like} or e.input::text ilike ${like})`,
    )
  }
  return sql.join(all, sql` and `)
}

type Portion = { where: Where; after: string | undefined; size: number }

/** Newest first, behind the entry `after`. */
export async function entriesBefore(db: Db, { where, after, size }: Portion): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${columns} from audit_entry e left join audit_chain l on l.entry_id = e.id
    where ${conditions(where)} ${after ? sql`and e.id < ${after}` : sql``} order by e.id desc limit ${size}`.execute(db)
  return rows
}

/** Counted to `most` and one more. */
export async function countOf(db: Db, where: Where, most: number): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from (select from audit_entry e where ${conditions(where)} limit ${most + 1}) matching`.execute(db)
  return rows[0]?.count ?? 0
}

export async function entryById(db: Db, id: string): Promise<(EntryRow & { algorithm: string | null }) | undefined> {
  const { rows } = await sql<EntryRow & { algorithm: string | null }>`select ${columns},
      (select algorithm from audit_seal s where l.position between s.first and s.last) as algorithm
    from audit_entry e left join audit_chain l on l.entry_id = e.id where e.id = ${id}`.execute(db)
  return rows[0]
}

/** The first changes of each entry, at most `most` of each. */
export async function changesOf(db: Db, ids: readonly string[], most: number): Promise<Map<string, Recorded[]>> {
  const { rows } = await sql<Recorded & { id: string }>`select c.* from unnest(${ids}::uuid[]) as wanted(id) cross join lateral (
      select entry_id as id, table_name as table, before, after from audit_change where entry_id = wanted.id order by seq limit ${most}) c`.execute(db)
  return Map.groupBy(rows, ({ id }) => id)
}

export type Sealed = {
  entries: number
  waiting: number
  first: string | null
  cutTo: number | null
  head: { seal: number; position: number; hash: string; algorithm: string; at: string } | null
}

/** All but the front is counted by places: a count of the table itself would take seconds when it is large. */
export async function sealedState(db: Db): Promise<Sealed> {
  const { rows } = await sql<Sealed>`with last as (
      select number as seal, last as position, encode(hash, 'hex') as hash, algorithm, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from audit_seal order by number desc limit 1), waiting as (select count(*) as count from audit_pending), cut as (select max(position) as position from audit_checkpoint)
    select greatest(coalesce((select position from last), 0) - coalesce(cut.position, 0), 0) + waiting.count as entries, waiting.count as waiting, cut.position as "cutTo",
      (select at from audit_entry order by id limit 1) as first, (select to_jsonb(last) from last) as head from waiting, cut`.execute(db)
  return rows[0]!
}

export async function verifiedLast(db: Db): Promise<Verified | null> {
  const { rows } = await sql<{ value: Verified }>`select value from house_setting where name = 'audit.verified'`.execute(db)
  return rows[0]?.value ?? null
}

export async function rememberVerified(db: Db, verified: Verified): Promise<void> {
  await sql`insert into house_setting (name, value) values ('audit.verified', ${JSON.stringify(verified)}::jsonb)
    on conflict (name) do update set value = excluded.value`.execute(db)
}
