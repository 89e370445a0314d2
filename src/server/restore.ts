/**
 * Restore: a backup into an empty database. Everything is looked through before the first row is written, and the database's part is one transaction:
 * a restore that was killed leaves the database as empty as it was, and may simply be begun again.
 */
import { createHash } from "node:crypto"
import { mkdir, open, rename, rm } from "node:fs/promises"
import { join } from "node:path"
import pg from "pg"
import { damaged } from "./backup-file.ts"
import { levelOf, type Manifest } from "./backup-manifest.ts"
import type { Entry } from "./backup-pack.ts"
import { type BackupFile, bytesOf, lookThrough, readBackup } from "./backup-read.ts"
import { type CopiedTable, type CopyingIn, copyIn, speakPlainly } from "./backup-tables.ts"
import { type Migration, migrate, recordMigrations } from "./migrate.ts"
import { mustHaveKeys, writeKeys } from "./restore-keys.ts"
import { openFor, setSequences } from "./restore-schema.ts"

export type RestoreWanted = BackupFile & {
  databaseUrl: string
  filesDir: string
  keysDir: string
  /** All that this program knows. */
  migrations: readonly Migration[]
  /** What the people whose jobs were cut off read; by locale. */
  jobLost: Readonly<Record<string, string>>
  say(sentence: string): void
}
export type Restored = {
  madeAt: string
  madeBy: string
  fingerprint: string | null
  tables: number
  rows: number
  files: number
  missing: string[]
  damaged: string[]
  jobsEnded: number
  /** Migrations newer than the backup. */
  migrated: number
}

export type Checked = { manifest: Manifest; level: readonly Migration[]; keys: ReadonlyMap<string, Buffer> }

/** Reads the whole backup and touches nothing. Throws an Error with a sentence when it cannot be restored here. */
export async function checkBackup(wanted: Pick<RestoreWanted, "file" | "passphrase" | "keysDir" | "migrations" | "say">): Promise<Checked> {
  wanted.say("正在校验备份…… Checking the backup…")
  const { manifest, keys } = await lookThrough(wanted)
  const level = levelOf(manifest, wanted.migrations)
  await mustHaveKeys({ folder: wanted.keysDir, manifest, keys })
  return { manifest, level, keys }
}

/** Throws an Error fit for the person who asked. */
export async function restore(wanted: RestoreWanted, checked: Checked): Promise<Restored> {
  const pool = new pg.Pool({ connectionString: wanted.databaseUrl, max: 2, application_name: "huixu restore" })
  pool.on("error", () => undefined)
  const client = await pool.connect()
  client.on("error", () => undefined)
  try {
    // whoever migrates waits until we are done; held by this connection, so it ends with the process
    await mustBeEmpty(client)
    const done = await fill(client, wanted, checked)
    await client.query("select pg_advisory_unlock(hashtext('huixu.migrate'))")
    return { ...done, migrated: await migrate(pool, [...wanted.migrations]) }
  } finally {
    client.release(true)
    await pool.end()
  }
}

async function mustBeEmpty(client: pg.ClientBase): Promise<void> {
  const { rows: lock } = await client.query("select pg_try_advisory_lock(hashtext('huixu.migrate')) as got")
  if (!lock[0].got) throw new Error("另一个会序正在使用这个数据库，没有恢复。Another Huixu is at work in this database; nothing was restored.")
  const { rows } = await client.query(
    "select count(*)::int as count from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')",
  )
  if (rows[0].count > 0)
    throw new Error(
      "这个数据库不是空的，没有恢复。请用 HUIXU_DATA 指明一个新的数据文件夹，或用 DATABASE_URL 指明一个新建的空库。The database is not empty; nothing was restored. Name a new folder with HUIXU_DATA, or a newly made database with DATABASE_URL.",
    )
}

/** Files and keys before the commit: a database that is there has all that it names. */
async function fill(client: pg.ClientBase, wanted: RestoreWanted, { manifest, level, keys }: Checked): Promise<Omit<Restored, "migrated">> {
  await speakPlainly(client)
  await client.query("begin")
  for (const migration of level) await client.query(migration.sql)
  await recordMigrations(client, level)
  const close = await openFor(client, manifest.tables)
  wanted.say("正在恢复…… Restoring…")
  await readBackup(wanted, (entries) => pour(entries, { client, manifest, wanted }))
  wanted.say("正在核对关联…… Checking what belongs together…")
  await close()
  await setSequences(client, manifest.sequences)
  const jobsEnded = await endJobs(client, wanted.jobLost)
  await writeKeys({ folder: wanted.keysDir, manifest, keys })
  await client.query("commit")
  const { madeAt, huixu: madeBy, tables, files } = manifest
  return {
    madeAt,
    madeBy,
    fingerprint: manifest.keys.fingerprint,
    tables: tables.length,
    rows: tables.reduce((total, { rows }) => total + rows, 0),
    files: files.count - files.damaged.length,
    missing: files.missing,
    damaged: files.damaged,
    jobsEnded,
  }
}

/** The queue is not in a backup: a job of that time might have done half its work, or sent what must not be sent twice. The person sees that it did not finish. */
async function endJobs(client: pg.ClientBase, sentences: Readonly<Record<string, string>>): Promise<number> {
  const ended = await client.query(
    `update job_run set state = 'failed', sentence = coalesce($1::jsonb ->> locale, $1::jsonb ->> 'zh-CN'), finished_at = now(), data = '{}'
     where state in ('waiting', 'running')`,
    [JSON.stringify(sentences)],
  )
  return ended.rowCount ?? 0
}

type Pouring = { client: pg.ClientBase; manifest: Manifest; wanted: RestoreWanted }

async function pour(entries: AsyncGenerator<Entry>, { client, manifest, wanted }: Pouring): Promise<object> {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]))
  const unfit = new Set(manifest.files.damaged)
  let open: { name: string; copying: CopyingIn } | undefined
  for await (const entry of entries) {
    const [kind, name = "", content = ""] = entry.name.split("/")
    if (open && open.name !== name) {
      await open.copying.end()
      open = undefined
    }
    if (kind === "files" && !unfit.has(content)) await putFile(wanted.filesDir, content, entry)
    if (kind !== "tables") continue
    open ??= { name, copying: begin(client, name, tables) }
    await open.copying.write(await bytesOf(entry))
  }
  if (tables.size > 0) throw damaged()
  return {}
}

function begin(client: pg.ClientBase, name: string, tables: Map<string, CopiedTable>): CopyingIn {
  const table = tables.get(name)
  if (!table) throw damaged()
  tables.delete(name)
  return copyIn(client, table)
}

async function putFile(folder: string, sha256: string, entry: Entry): Promise<void> {
  const path = join(folder, sha256.slice(0, 2), sha256)
  const half = join(folder, "new", `restore-${sha256}`)
  await mkdir(join(folder, "new"), { recursive: true })
  await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true })
  const hash = createHash("sha256")
  const handle = await open(half, "w")
  try {
    for await (const bytes of entry.content()) {
      hash.update(bytes)
      await handle.appendFile(bytes)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (hash.digest("hex") === sha256) return rename(half, path)
  await rm(half)
  throw damaged()
}
