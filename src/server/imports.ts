/** Imports: a file's rows are staged in one go, then applied in chunks that each hold for themselves; what stood before is kept for the way back. */
import { sql } from "kysely"
import type { Imported } from "#kernel/imports.ts"
import type { Db } from "./db.ts"

export type Batch = {
  id: string
  kind: string
  meetingId: string
  fileName: string
  state: "staged" | "applied" | "undone"
  added: number
  updated: number
  about: Record<string, unknown>
  by: string
  at: string
  /** Its job still runs or waits: nobody else may touch it. */
  busy: boolean
  /** Rows were applied and are still kept. */
  hasRows: boolean
}

/** As it is shown. `hasMore`: it brought something besides its rows. */
export const imported = ({ id, fileName, state, added, updated, by, at, busy, hasRows }: Batch, hasMore = false): Imported => ({
  ...{ id, fileName, state, added, updated, by, at },
  undoable: state !== "undone" && !busy && (hasRows || hasMore),
})

export type StagedRow<Data> = { row: number; subjectId: string; data: Data }
export type AppliedRow = { row: number; subjectId: string; before: Record<string, unknown> | null; done: boolean }

/** What a file with these headers meant the last time. */
export async function mappingFor<Map>(db: Db, kind: string, signature: string): Promise<Map | undefined> {
  const { rows } = await sql<{ mapping: Map }>`select mapping from import_mapping where kind = ${kind} and signature = ${signature}`.execute(db)
  return rows[0]?.mapping
}

export async function rememberMapping(db: Db, entry: { kind: string; signature: string; mapping: unknown; by: string }): Promise<void> {
  await sql`insert into import_mapping (kind, signature, mapping, by_name) values (${entry.kind}, ${entry.signature}, ${JSON.stringify(entry.mapping)}::jsonb, ${entry.by})
    on conflict (kind, signature) do update set mapping = excluded.mapping, by_name = excluded.by_name, at = now()`.execute(db)
}

const batch = sql`b.id, b.kind, b.meeting_id as "meetingId", b.file_name as "fileName", b.state, b.added, b.updated, b.about, b.by_name as by, b.at,
  exists (select 1 from job_run j where j.id = b.id and j.state in ('waiting', 'running')) as busy,
  exists (select 1 from import_row r where r.batch_id = b.id and r.done) as "hasRows"`

export async function batchById(db: Db, id: string): Promise<Batch | undefined> {
  const { rows } = await sql<Batch>`select ${batch} from import_batch b where b.id = ${id}`.execute(db)
  return rows[0]
}

export async function batchesOf(db: Db, meetingId: string, kind: string): Promise<Batch[]> {
  const { rows } =
    await sql<Batch>`select ${batch} from import_batch b where b.meeting_id = ${meetingId} and b.kind = ${kind} order by b.at desc, b.id limit 50`.execute(db)
  return rows
}

/** For the length of a transaction: two stagings of one meeting would both miss each other's people. */
export async function lockImports(db: Db, meetingId: string, kind: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import/${kind}/${meetingId}`}, 0))`.execute(db)
}

type Staging = { id: string; kind: string; meetingId: string; fileName: string; about: Record<string, unknown>; by: string }

export async function stage<Data>(db: Db, staging: Staging, rows: readonly StagedRow<Data>[]): Promise<void> {
  await sql`insert into import_batch (id, kind, meeting_id, file_name, state, about, by_name)
    values (${staging.id}, ${staging.kind}, ${staging.meetingId}, ${staging.fileName}, 'staged', ${JSON.stringify(staging.about)}::jsonb, ${staging.by})`.execute(
    db,
  )
  await sql`insert into import_row (batch_id, row, subject_id, data)
    select ${staging.id}, r.row, r."subjectId", r.data from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(row int, "subjectId" uuid, data jsonb)`.execute(
    db,
  )
}

export async function pendingRows<Data>(db: Db, id: string, size: number): Promise<StagedRow<Data>[]> {
  const { rows } = await sql<
    StagedRow<Data>
  >`select row, subject_id as "subjectId", data from import_row where batch_id = ${id} and not done order by row limit ${size}`.execute(db)
  return rows
}

export async function countRows(db: Db, id: string): Promise<{ total: number; done: number }> {
  const { rows } = await sql<{
    total: number
    done: number
  }>`select count(*)::int as total, (count(*) filter (where done))::int as done from import_row where batch_id = ${id}`.execute(db)
  return rows[0]!
}

/** In the transaction that applied them: a chunk is either done and marked, or neither. */
export async function markDone(db: Db, id: string, rows: readonly { row: number; before: unknown }[]): Promise<void> {
  await sql`update import_row i set done = true, before = nullif(r.before, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(row int, before jsonb) where i.batch_id = ${id} and i.row = r.row`.execute(db)
}

export async function finishBatch(db: Db, id: string): Promise<{ added: number; updated: number }> {
  const { rows } = await sql<{ added: number; updated: number }>`
    update import_batch b set state = 'applied', added = n.added, updated = n.updated
    from (select (count(*) filter (where before is null))::int as added, (count(*) filter (where before is not null))::int as updated from import_row where batch_id = ${id} and done) n
    where b.id = ${id} returning b.added, b.updated`.execute(db)
  return rows[0]!
}

export async function appliedRows(db: Db, id: string): Promise<AppliedRow[]> {
  const { rows } =
    await sql<AppliedRow>`select row, subject_id as "subjectId", before, done from import_row where batch_id = ${id} and done order by row`.execute(db)
  return rows
}

export async function markUndone(db: Db, id: string): Promise<void> {
  await sql`update import_batch set state = 'undone' where id = ${id}`.execute(db)
}

/** Staged rows hold people's numbers; after 30 days nobody takes an import back. The batch stays as a line of history. Rows of a running job stay. */
export async function removeOldRows(db: Db): Promise<void> {
  await sql`delete from import_row r using import_batch b where r.batch_id = b.id and b.at < now() - interval '30 days'
    and not exists (select 1 from job_run j where j.id = b.id and j.state in ('waiting', 'running'))`.execute(db)
}

type Forgetting = { meetingId: string; subjectId: string; columns: readonly string[]; paths: readonly (readonly string[])[] }
/** Somebody's fields are gone at his own wish: what an import read of them, and what they held before it, goes too. */
export async function forgetIn(db: Db, { meetingId, subjectId, columns, paths }: Forgetting): Promise<void> {
  const without = (column: string) => paths.reduce((left, path) => sql`(${left} #- ${[...path]}::text[])`, sql`(${sql.ref(column)} - ${[...columns]}::text[])`)
  await sql`update import_row r set data = ${without("r.data")}, before = ${without("r.before")} from import_batch b
    where r.batch_id = b.id and b.meeting_id = ${meetingId} and r.subject_id = ${subjectId}`.execute(db)
}

/** What people's fields held before an import must not outlast the fields themselves: the way back ends here. Rows of a running job stay. */
export async function removeRowsOf(db: Db, meetingId: string): Promise<void> {
  await sql`delete from import_row r using import_batch b where r.batch_id = b.id and b.meeting_id = ${meetingId}
    and not exists (select 1 from job_run j where j.id = b.id and j.state in ('waiting', 'running'))`.execute(db)
}
