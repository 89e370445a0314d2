/** One PostgreSQL a run, and one migrated template that each worker copies: making a database is then a file copy. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import type { TestProject } from "vitest/node"
import { allMigrations } from "../src/compose.ts"
import { migrate } from "../src/server/migrate.ts"
import { startPostgres } from "../src/server/postgres.ts"

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string
    dataDir: string
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "huixu-test-"))
  // PostgreSQL's own user must reach its part where root runs the tests; elsewhere it would be put, and stay, in another folder
  chmodSync(dataDir, 0o755)
  const database = await startPostgres({ dataDir, log: { info: () => undefined, error: console.error } })
  // what a test does need not outlive a crash; where it must, test/faults kills real ones with fsync on
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) await inDatabase(database.url, `alter system set ${setting} = off`)
  await inDatabase(database.url, "select pg_reload_conf()")
  await inDatabase(database.url, "create database huixu_template")
  const template = new pg.Pool({ connectionString: named(database.url, "huixu_template"), max: 2 })
  await migrate(template, allMigrations())
  await template.end()
  project.provide("postgresUrl", database.url)
  project.provide("dataDir", dataDir)
  return async () => {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The same server's other database. */
export function named(url: string, database: string): string {
  const out = new URL(url)
  out.pathname = `/${database}`
  return out.href
}

export async function inDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
