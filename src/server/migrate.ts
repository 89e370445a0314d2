/** Migrations: each module's NNN.sql, forward only, once, in order, with a checksummed ledger, under an advisory lock. */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type pg from "pg"

export type Migration = { module: string; name: string; sql: string; checksum: string }

/** All `*.sql` of a folder in the order of their names. */
export function migrationsIn(module: string, folder: URL): Migration[] {
  const path = fileURLToPath(folder)
  if (!existsSync(path)) return []
  return readdirSync(path)
    .filter((name) => /^\d{3}[\w-]*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), "utf8")
      return { module, name, sql, checksum: createHash("sha256").update(sql).digest("hex") }
    })
}

const ledger =
  "create table if not exists migration (module text, name text, checksum text not null, at timestamptz not null default now(), primary key (module, name))"

export type Pending = {
  missing: Migration[]
  /** No migration was ever applied: there is nothing to lose. */
  isNew: boolean
}

/** Throws an Error with a sentence when an applied migration was changed afterwards, or is one that this program does not know. */
export async function pendingMigrations(client: pg.ClientBase | pg.Pool, migrations: readonly Migration[]): Promise<Pending> {
  const found = await client.query<{ is_there: boolean }>("select to_regclass('migration') is not null as is_there")
  const sql = "select module, name, checksum from migration"
  const rows = found.rows[0]?.is_there ? (await client.query<{ module: string; name: string; checksum: string }>(sql)).rows : []
  const applied = new Map(rows.map((row) => [`${row.module}/${row.name}`, row.checksum]))
  const missing = migrations.filter((migration) => !isApplied(applied, migration))
  if (migrations.length - missing.length < applied.size) throw new Error(newer(applied, migrations))
  return { missing, isNew: applied.size === 0 }
}

function newer(applied: Map<string, string>, migrations: readonly Migration[]): string {
  const known = new Set(migrations.map(({ module, name }) => `${module}/${name}`))
  const other = [...applied.keys()].filter((name) => !known.has(name)).join(", ")
  return `这个数据库已由更新版本的会序升级过（${other}），请启动新版本，或恢复升级前的备份。This database was upgraded by a newer Huixu: start that one, or restore the backup from before.`
}

type Applying = {
  /** Called before the first missing migration touches a database that holds something; when it throws, nothing was touched. */
  before?: (pending: Pending) => Promise<void>
}

/** Applies what is missing, each migration in its own transaction. Throws when an applied file was changed afterwards or the database is not UTF8. */
export async function migrate(pool: pg.Pool, migrations: Migration[], { before }: Applying = {}): Promise<number> {
  const pending = await pendingMigrations(pool, migrations)
  // a second process need not wait for the lock, which a backup shares while it copies
  if (pending.missing.length === 0) return 0
  if (!pending.isNew) await before?.(pending)
  const client = await pool.connect()
  try {
    const { rows: encoding } = await client.query<{ server_encoding: string }>("show server_encoding")
    if (encoding[0]?.server_encoding !== "UTF8") throw new Error("数据库编码不是 UTF8，请用 UTF8 建库 / the database's encoding must be UTF8")
    await client.query("select pg_advisory_lock(hashtext('huixu.migrate'))")
    await client.query(ledger)
    const { missing } = await pendingMigrations(client, migrations)
    for (const migration of missing) await apply(client, migration)
    return missing.length
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('huixu.migrate'))").catch(() => undefined)
    client.release()
  }
}

/** For a restore, which applies them itself in its one transaction. */
export async function recordMigrations(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  await client.query(ledger)
  for (const migration of migrations) await record(client, migration)
}

const record = (client: pg.ClientBase, { module, name, checksum }: Migration) =>
  client.query("insert into migration (module, name, checksum) values ($1, $2, $3)", [module, name, checksum])

function isApplied(applied: Map<string, string>, { module, name, checksum }: Migration): boolean {
  const known = applied.get(`${module}/${name}`)
  if (known && known !== checksum)
    throw new Error(
      `迁移 ${module}/${name} 在执行后被改动，没有启动，数据没有改动。请装回原来的程序文件。The migration was changed after it was applied; nothing was touched. Put the original program back.`,
    )
  return known !== undefined
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query("begin")
  try {
    await client.query(migration.sql)
    await record(client, migration)
    await client.query("commit")
  } catch (error) {
    await client.query("rollback")
    throw new Error(`迁移 ${migration.module}/${migration.name} 失败 / failed: ${(error as Error).message}`, { cause: error })
  }
}
