import { type ChildProcess, spawn } from "node:child_process"
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import { withDatabase } from "#server/with-database.ts"
import { filesBelow, tablesOf } from "../../test/backup.ts"
import { inDatabase, named } from "../../test/setup.ts"
import { clientAt, enterBy } from "./demo/client.ts"
import { openVenue } from "./demo/server.ts"

const folder = mkdtempSync(join(tmpdir(), "huixu-drill-"))
const first = join(folder, "first")
const file = join(folder, "house.tar")
const main = fileURLToPath(new URL("main.ts", import.meta.url))

function started(args: string[], dataDir: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [main, ...args], { env: { ...process.env, HUIXU_DATA: dataDir, ...env }, stdio: ["ignore", "pipe", "pipe"] })
}

async function asked(args: string[], dataDir: string, env: NodeJS.ProcessEnv = {}) {
  const child = started(args, dataDir, env)
  const said = { out: "", err: "" }
  child.stdout?.on("data", (text) => (said.out += text))
  child.stderr?.on("data", (text) => (said.err += text))
  const code = await new Promise<number | null>((resume) => child.once("close", resume))
  return { code, ...said }
}

/** Killed without mercy when it says `sentence`. Answers whether it was quicker. */
async function killedAt(sentence: string, args: string[], dataDir: string): Promise<boolean> {
  const child = started(args, dataDir)
  const over = new Promise<number | null>((resume) => child.once("exit", resume))
  for await (const line of createInterface({ input: child.stderr as NodeJS.ReadableStream })) if (line.includes(sentence)) child.kill("SIGKILL")
  return (await over) === 0
}

const rowsIn = (dataDir: string) =>
  withDatabase({ dataDir, databaseUrl: null }, ({ url }) => tablesOf(url, ["audit_pending", "house_setting"]), { say: () => undefined, create: true })

async function inVenue<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const before = process.env.HUIXU_DATA
  process.env.HUIXU_DATA = dataDir
  const venue = await openVenue(() => undefined)
  try {
    return await work(venue.url)
  } finally {
    await venue.stop()
    process.env.HUIXU_DATA = before
  }
}

beforeAll(async () => {
  // PostgreSQL's own user must reach its part where root runs the tests
  chmodSync(folder, 0o755)
  const demo = await asked(["demo", "--delegates", "10", "--out", join(folder, "documents")], first)
  expect(demo.err + demo.out).toContain('"ok": true')
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("a house that ran a whole meeting is backed up while its server runs, and restored elsewhere row by row and file by file; its people sign in there", async () => {
  await inVenue(first, async () => {
    const made = await asked(["backup", "--out", file], first)
    expect({ code: made.code, ...JSON.parse(made.out) }).toMatchObject({ code: 0, file, missing: [], keys: true, encrypted: false })
    const refused = await asked(["restore", file], first)
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 1, out: "" })
    expect(refused.err).toContain("请先停止")
  })
  const second = join(folder, "second")
  const restored = await asked(["restore", file], second)
  expect({ code: restored.code, ...JSON.parse(restored.out) }).toMatchObject({ code: 0, missing: [], damaged: [] })
  expect(existsSync(join(second, "pg", "postmaster.pid"))).toBe(false)
  expect(await rowsIn(second)).toEqual(await rowsIn(first))
  expect(filesBelow(join(second, "files"))).toEqual(filesBelow(join(first, "files")))
  const verdict = await asked(["audit.verify"], second)
  expect({ code: verdict.code, ...JSON.parse(verdict.out) }).toMatchObject({ code: 0, intact: true })
  expect(verdict.out).toBe((await asked(["audit.verify"], first)).out)
  const known = JSON.parse(readFileSync(join(first, "demo-sign-in.json"), "utf8"))
  await inVenue(second, async (url) => {
    const { client } = await enterBy(clientAt(url), access.signIn, known)
    expect((await client(access.state, {})).me).toMatchObject({ name: "林知远" })
  })
  expect((await asked(["restore", file], second)).err).toContain("不是空的")
}, 180_000)

test("a backup that was killed leaves no file of that name; one killed earlier is not in the way of the next", async () => {
  const out = join(folder, "killed.tar")
  if (!(await killedAt("/", ["backup", "--out", out], first))) expect(existsSync(out)).toBe(false)
  rmSync(out, { force: true })
  expect((await asked(["backup", "--out", out], first)).code).toBe(0)
  expect((await asked(["backup.check", out], first)).out).toContain('"intact": true')
  expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([])
}, 120_000)

test("a restore that was killed is simply begun again", async () => {
  const third = join(folder, "third")
  const wasQuicker = await killedAt("正在恢复", ["restore", file], third)
  const again = await asked(["restore", file], third)
  if (wasQuicker) expect(again.err).toContain("不是空的")
  else expect({ code: again.code, err: again.err }).toMatchObject({ code: 0 })
  expect(await rowsIn(third)).toEqual(await rowsIn(first))
}, 120_000)

test("with DATABASE_URL the same: into a newly made database, and out of it; never into one that somebody is just beginning", async () => {
  const name = `test_${newId().replaceAll("-", "")}`
  await inDatabase(inject("postgresUrl"), `create database ${name} template template0 encoding 'UTF8'`)
  const env = { DATABASE_URL: named(inject("postgresUrl"), name) }
  const fifth = join(folder, "fifth")
  const beginning = new pg.Client({ connectionString: env.DATABASE_URL })
  await beginning.connect()
  await beginning.query("select pg_advisory_lock(hashtext('huixu.migrate'))")
  expect((await asked(["restore", file], fifth, env)).err).toContain("另一个会序")
  await beginning.end()
  expect((await asked(["restore", file], fifth, env)).code).toBe(0)
  expect(await tablesOf(env.DATABASE_URL, ["audit_pending", "house_setting"])).toEqual(await rowsIn(first))
  expect(filesBelow(join(fifth, "files"))).toEqual(filesBelow(join(first, "files")))
  const again = await asked(["backup", "--out", join(folder, "fifth.tar"), "--without-keys"], fifth, env)
  expect({ code: again.code, ...JSON.parse(again.out) }).toMatchObject({ code: 0, keys: false })
  expect(readdirSync(fifth).sort()).toEqual(["files", "keys"])
}, 120_000)

test("a damaged backup, a wrong passphrase and an empty folder are refused with exit code 1 and leave nothing behind", async () => {
  const fourth = join(folder, "fourth")
  const other = join(folder, "sealed.tar")
  expect((await asked(["backup", "--out", other], first, { HUIXU_BACKUP_PASSWORD: "a long passphrase" })).code).toBe(0)
  const wrong = await asked(["restore", other], fourth, { HUIXU_BACKUP_PASSWORD: "another passphrase" })
  expect({ code: wrong.code, out: wrong.out }).toEqual({ code: 1, out: "" })
  const nothing = await asked(["backup", "--out", join(folder, "nothing.tar")], fourth)
  expect({ code: nothing.code, out: nothing.out }).toEqual({ code: 1, out: "" })
  expect(nothing.err).toContain("HUIXU_DATA")
  expect(existsSync(fourth) || existsSync(join(folder, "nothing.tar"))).toBe(false)
}, 120_000)
