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

/** Applies what is missing, each migration in its own transaction. Throws when an applied file was changed afterwards or the database is not UTF8. */
export async function migrate(pool: pg.Pool, migrations: Migration[]): Promise<number> {
  const client = await pool.connect()
  try {
    const { rows: encoding } = await client.query<{ server_encoding: string }>("show server_encoding")
    if (encoding[0]?.server_encoding !== "UTF8") throw new Error("数据库编码不是 UTF8，请用 UTF8 建库 / the database's encoding must be UTF8")
    await client.query("select pg_advisory_lock(hashtext('huixu.migrate'))")
    await client.query(
      "create table if not exists migration (module text, name text, checksum text not null, at timestamptz not null default now(), primary key (module, name))",
    )
    const { rows } = await client.query<{ module: string; name: string; checksum: string }>("select module, name, checksum from migration")
    const applied = new Map(rows.map((row) => [`${row.module}/${row.name}`, row.checksum]))
    const missing = migrations.filter((migration) => !isApplied(applied, migration))
    for (const migration of missing) await apply(client, migration)
    return missing.length
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('huixu.migrate'))").catch(() => undefined)
    client.release()
  }
}

function isApplied(applied: Map<string, string>, { module, name, checksum }: Migration): boolean {
  const known = applied.get(`${module}/${name}`)
  if (known && known !== checksum) throw new Error(`迁移 ${module}/${name} 在执行后被改动 / was changed after it was applied`)
  return known !== undefined
}

async function apply(client: pg.PoolClient, { module, name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin")
  try {
    await client.query(sql)
    await client.query("insert into migration (module, name, checksum) values ($1, $2, $3)", [module, name, checksum])
    await client.query("commit")
  } catch (error) {
    await client.query("rollback")
    throw new Error(`迁移 ${module}/${name} 失败 / failed: ${(error as Error).message}`, { cause: error })
  }
}
