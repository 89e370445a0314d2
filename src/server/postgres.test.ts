import { execFileSync } from "node:child_process"
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { mustBeFit, type OwnPostgres, startPostgres } from "./postgres.ts"

const dataDir = mkdtempSync(join(tmpdir(), "huixu-own-"))
const said: string[] = []
const log = { info: (sentence: string) => void said.push(sentence), error: (sentence: string) => void said.push(sentence) }
let own: OwnPostgres

beforeAll(async () => {
  // PostgreSQL's own user must reach its part where root runs the tests
  chmodSync(dataDir, 0o755)
  own = await startPostgres({ dataDir, log })
})
afterAll(async () => {
  await own.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function asked(url: string, statement: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url })
  client.on("error", () => undefined)
  await client.connect()
  try {
    return (await client.query(statement)).rows[0]
  } finally {
    await client.end()
  }
}

const postmaster = (): number => Number(readFileSync(join(dataDir, "pg", "postmaster.pid"), "utf8").split("\n")[0])

test("a new database is in UTF-8, durable, and reached only from this machine with a password", async () => {
  const found = await asked(
    own.url,
    "select current_setting('server_encoding') as encoding, current_setting('fsync') as fsync, current_setting('listen_addresses') as at",
  )
  expect(found).toEqual({ encoding: "UTF8", fsync: "on", at: "127.0.0.1" })
  await expect(asked(own.url.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow(/password/)
  expect(statSync(join(dataDir, "pg-password")).mode & 0o777).toBe(0o600)
})

test("a second Huixu on the same data is refused with a sentence, and the first goes on", async () => {
  await expect(startPostgres({ dataDir, log })).rejects.toThrow(/Another Huixu runs on this data/)
  expect(await asked(own.url, "select 1 as one")).toEqual({ one: 1 })
})

test("a database that is killed is started again at the same address, with everything committed", async () => {
  await asked(own.url, "create table kept as select 42 as answer")
  execFileSync("kill", ["-9", String(postmaster())])
  await vi.waitFor(async () => expect(await asked(own.url, "select answer from kept")).toEqual({ answer: 42 }), { timeout: 20_000, interval: 100 })
  await vi.waitFor(() => expect(said).toContain("The database is back"), { timeout: 20_000 })
})

test("a stopped database comes back with its data; nothing of a start is left over", async () => {
  await own.stop()
  expect(() => postmaster()).toThrow()
  own = await startPostgres({ dataDir, log })
  expect(await asked(own.url, "select answer from kept")).toEqual({ answer: 42 })
})

test("a database given from outside is refused when it is not in UTF-8", async () => {
  await mustBeFit(own.url)
  await asked(own.url, "create database latin encoding 'SQL_ASCII' template template0 locale_provider libc locale 'C'")
  const latin = new URL(own.url)
  latin.pathname = "/latin"
  await expect(mustBeFit(latin.href)).rejects.toThrow(/encoded in SQL_ASCII/)
})
