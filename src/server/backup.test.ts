import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { filesBelow, schemaOf, tablesOf } from "../../test/backup.ts"
import { as, house } from "../../test/harness.ts"
import { inDatabase, named } from "../../test/setup.ts"
import { allMigrations } from "../compose.ts"
import { keepHead, sealAll } from "./audit-seal.ts"
import { verifyAudit } from "./audit-verify.ts"
import { makeBackup } from "./backup.ts"
import { partOf } from "./backup-file.ts"
import { lookThrough } from "./backup-read.ts"
import { connect } from "./db.ts"
import { readKeys } from "./keys.ts"
import { checkBackup, restore } from "./restore.ts"

const folder = mkdtempSync(join(tmpdir(), "huixu-backup-"))
const open = join(folder, "open.tar")
const sealed = join(folder, "sealed.tar")
const passphrase = "不要写在纸上 42"
const jobLost = { "zh-CN": "中断了", en: "interrupted" }
const quiet = () => undefined
const migrations = allMigrations()

async function base() {
  const { platform } = await house()
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(platform.db)
  const { filesDir, keysDir } = platform.config
  return {
    platform,
    wanted: { databaseUrl: named(inject("postgresUrl"), rows[0]?.name ?? ""), filesDir, keysDir, withKeys: true, passphrase: null, say: quiet },
  }
}

async function emptyDatabase(): Promise<string> {
  const name = `test_${newId().replaceAll("-", "")}`
  await inDatabase(inject("postgresUrl"), `create database ${name} template template0 encoding 'UTF8'`)
  return named(inject("postgresUrl"), name)
}

type Into = { file: string; databaseUrl: string; at: string; passphrase?: string | null; known?: typeof migrations }
async function restored({ file, databaseUrl, at, passphrase: given = null, known = migrations }: Into) {
  const from = { file, passphrase: given, filesDir: join(at, "files"), keysDir: join(at, "keys"), migrations: known, say: quiet, databaseUrl, jobLost }
  return restore(from, await checkBackup(from))
}

async function verifiedAt(url: string, keysDir: string) {
  const keys = await readKeys(keysDir)
  const { pool } = connect(url, 1)
  try {
    return keys && (await verifyAudit({ pool, keys }))
  } finally {
    await pool.end()
  }
}

const sentenceOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => {
      throw new Error("expected a refusal")
    },
    (error: Error) => error.message,
  )

const awkward = ['a,"b"\n\\.\n', "", "\\N", "\\.", "'；--", "𠮷 \u0301", "\t\r\n"]

beforeAll(async () => {
  await as("*")
  const { platform, wanted } = await base()
  for (const text of awkward) await platform.files.put(platform.db, { name: "文件.txt", bytes: Buffer.from(`${text}!`), meetingId: null })
  await platform.files.put(platform.db, { name: "多.bin", bytes: Buffer.alloc(1_200_000, 7), meetingId: null })
  for (const [index, text] of awkward.entries())
    await sql`insert into number_counter (body, kind, year, last) values (${text}, ${`kind ${index}`}, 2026, ${index})`.execute(platform.db)
  for (const state of ["waiting", "running", "done"])
    await sql`insert into job_run (id, name, title, data, state, locale, actor) values (${newId()}, 'x.y', '{}', '{"a":1}', ${state}, 'en', '{}')`.execute(
      platform.db,
    )
  // the sealer works behind the door: with nothing left to seal, the house stands still while the copies are compared
  while ((await sealAll({ ...platform, algorithm: "sha256" })) > 0) await keepHead(platform)
  await makeBackup({ ...wanted, file: open })
  await makeBackup({ ...wanted, file: sealed, passphrase })
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ["without a passphrase", open, null],
  ["with a passphrase", sealed, passphrase],
])("a backup %s, restored, is the same house to the last row, file, key and trigger", async (_, file, given) => {
  const { wanted } = await base()
  const databaseUrl = await emptyDatabase()
  const at = mkdtempSync(join(folder, "house-"))
  const answer = await restored({ file, databaseUrl, at, passphrase: given })
  expect(answer).toMatchObject({ jobsEnded: 2, migrated: 0, missing: [], damaged: [], files: awkward.length + 1 })
  expect(await tablesOf(databaseUrl, ["job_run"])).toEqual(await tablesOf(wanted.databaseUrl, ["job_run"]))
  expect(await schemaOf(databaseUrl)).toEqual(await schemaOf(wanted.databaseUrl))
  expect(filesBelow(join(at, "files"))).toEqual(filesBelow(wanted.filesDir))
  expect(filesBelow(join(at, "keys"))).toMatchObject({ "house.key": filesBelow(wanted.keysDir)["house.key"] })
  const verdict = await verifiedAt(databaseUrl, join(at, "keys"))
  expect(verdict).toEqual(await verifiedAt(wanted.databaseUrl, wanted.keysDir))
  expect(verdict).toMatchObject({ intact: true })
  for (const name of readdirSync(join(at, "keys"))) expect(statSync(join(at, "keys", name)).mode & 0o777).toBe(0o600)
})

test("the owner of a database who is nothing more can restore into it and back it up", async () => {
  const name = `test_${newId().replaceAll("-", "")}`
  await inDatabase(inject("postgresUrl"), `create role r_${name} login password 'plain' nosuperuser nocreatedb nocreaterole`)
  await inDatabase(inject("postgresUrl"), `create database ${name} owner r_${name} template template0 encoding 'UTF8'`)
  const address = new URL(named(inject("postgresUrl"), name))
  address.username = `r_${name}`
  address.password = "plain"
  const at = mkdtempSync(join(folder, "owner-"))
  const { rows } = await restored({ file: open, databaseUrl: address.href, at })
  const again = { databaseUrl: address.href, file: join(at, "again.tar"), filesDir: join(at, "files"), keysDir: join(at, "keys") }
  expect(await makeBackup({ ...again, withKeys: true, passphrase: null, say: quiet })).toMatchObject({ rows })
})

test("the file is its owner's alone, and nothing is left beside it", async () => {
  expect(statSync(open).mode & 0o777).toBe(0o600)
  expect(existsSync(partOf(open))).toBe(false)
})

test("a person with ordinary tools looks into a backup without a passphrase", async () => {
  const at = mkdtempSync(join(folder, "look-"))
  execFileSync("tar", ["-xf", open, "-C", at])
  const csv = execFileSync("/bin/sh", ["-c", "cat tables/number_counter/*.gz | gunzip"], { cwd: at, encoding: "utf8" })
  expect(csv).toMatch(/^body,kind,year,last\n/)
  const manifest = JSON.parse(readFileSync(join(at, "manifest.json"), "utf8"))
  expect(manifest.tables.find(({ name }: { name: string }) => name === "number_counter").rows).toBe(awkward.length)
  expect(readFileSync(join(at, "README.txt"), "utf8")).toContain("huixu restore")
})

test.each([
  ["without a passphrase", open, null],
  ["with a passphrase", sealed, passphrase],
])(
  "whatever byte is changed or however it is cut, a backup %s is refused",
  async (name, file, given) => {
    const whole = readFileSync(file)
    const broken = join(folder, `broken ${name}`)
    const isRefused = async (bytes: Buffer) => {
      writeFileSync(broken, bytes)
      await expect(lookThrough({ file: broken, passphrase: given })).rejects.toThrow()
    }
    const ends = [0, 14, 15, 54, whole.length - 1, whole.length - 512, whole.length - 1024, whole.length - 2048]
    for (const end of ends) await isRefused(whole.subarray(0, end))
    await isRefused(Buffer.concat([whole, Buffer.alloc(512)]))
    // every byte of the end, where the manifest's tail, the seal and the padding stand, and any byte elsewhere
    const place = fc.oneof(fc.integer({ min: 0, max: 1100 }), fc.integer({ min: whole.length - 3500, max: whole.length - 1 }), fc.nat(whole.length - 1))
    const changed = fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] as number) ^ by
      await isRefused(bytes)
    })
    await fc.assert(changed, { numRuns: given ? 8 : 80 })
  },
  120_000,
)

test("a wrong passphrase, and none at all, are said as such", async () => {
  expect(await sentenceOf(lookThrough({ file: sealed, passphrase: "something else" }))).toContain("HUIXU_BACKUP_PASSWORD")
  expect(await sentenceOf(lookThrough({ file: sealed, passphrase: null }))).toContain("HUIXU_BACKUP_PASSWORD")
  expect(await sentenceOf(lookThrough({ file: join(folder, "nowhere"), passphrase: null }))).toContain("nowhere")
})

test("a database that is not empty is left alone", async () => {
  const { wanted } = await base()
  const before = await tablesOf(wanted.databaseUrl)
  const at = mkdtempSync(join(folder, "full-"))
  expect(await sentenceOf(restored({ file: open, databaseUrl: wanted.databaseUrl, at }))).toContain("不是空的")
  expect(await tablesOf(wanted.databaseUrl)).toEqual(before)
  expect(filesBelow(at)).toEqual({})
})

test("a backup of a newer Huixu is refused, one of an older is taken and brought up to date", async () => {
  const older = migrations.slice(0, -1)
  const databaseUrl = await emptyDatabase()
  const at = mkdtempSync(join(folder, "newer-"))
  expect(await sentenceOf(restored({ file: open, databaseUrl, at, known: older }))).toContain("更新版本")
  expect(await tablesOf(databaseUrl)).toEqual({})
  const next = {
    module: "zz",
    name: "900.sql",
    sql: "create table zz_later (id uuid primary key); alter table job_run add column zz text",
    checksum: "0".repeat(64),
  }
  expect(await restored({ file: open, databaseUrl, at, known: [...migrations, next] })).toMatchObject({ migrated: 1 })
  expect(Object.keys(await tablesOf(databaseUrl))).toContain("zz_later")
})

test("without keys: refused where the house's keys are not at hand, restored where they are", async () => {
  const { wanted } = await base()
  const file = join(folder, "without-keys.tar")
  expect(await makeBackup({ ...wanted, file, withKeys: false })).toMatchObject({ keys: false })
  const at = mkdtempSync(join(folder, "keyless-"))
  const databaseUrl = await emptyDatabase()
  expect(await sentenceOf(restored({ file, databaseUrl, at }))).toContain("不含密钥")
  const from = { file, passphrase: null, filesDir: join(at, "files"), keysDir: wanted.keysDir, migrations, say: quiet, databaseUrl, jobLost }
  expect(await restore(from, await checkBackup(from))).toMatchObject({ missing: [] })
})

test("keys of another house in the way are not overwritten", async () => {
  const at = mkdtempSync(join(folder, "foreign-"))
  const first = await emptyDatabase()
  await restored({ file: open, databaseUrl: first, at })
  writeFileSync(join(at, "keys", "house.key"), `${Buffer.alloc(32, 1).toString("base64")}\n`)
  expect(await sentenceOf(restored({ file: open, databaseUrl: await emptyDatabase(), at }))).toContain("另一个库")
})

test("a file missing on the disk and one that was changed there are told by their checksum, and everything else is restored", async () => {
  const { platform, wanted } = await base()
  const gone = await platform.files.put(platform.db, { name: "没了.txt", bytes: Buffer.from("gone"), meetingId: null })
  const spoilt = await platform.files.put(platform.db, { name: "坏了.txt", bytes: Buffer.from("spoilt"), meetingId: null })
  const pathOf = (sha256: string) => join(wanted.filesDir, sha256.slice(0, 2), sha256)
  rmSync(pathOf(gone.sha256))
  writeFileSync(pathOf(spoilt.sha256), "rotten")
  const said: string[] = []
  const file = join(folder, "lacking.tar")
  const made = await makeBackup({ ...wanted, file, say: (sentence) => void said.push(sentence) })
  expect(made).toMatchObject({ missing: [gone.sha256], damaged: [spoilt.sha256] })
  expect(said.join("\n")).toContain(gone.sha256)
  const at = mkdtempSync(join(folder, "lacking-"))
  const answer = await restored({ file, databaseUrl: await emptyDatabase(), at })
  expect(answer).toMatchObject({ missing: [gone.sha256], damaged: [spoilt.sha256], files: made.files - 1 })
  expect(existsSync(join(at, "files", spoilt.sha256.slice(0, 2), spoilt.sha256))).toBe(false)
})

test("no backup without the keys it would need, none over an existing file, none of an empty database; and no file bears the name", async () => {
  const { wanted } = await base()
  const file = join(folder, "never.tar")
  expect(await sentenceOf(makeBackup({ ...wanted, file, keysDir: join(folder, "no-keys") }))).toContain("HUIXU_KEYS")
  expect(await sentenceOf(makeBackup({ ...wanted, file, databaseUrl: await emptyDatabase() }))).toContain("没有会序的数据")
  expect(existsSync(file) || existsSync(partOf(file))).toBe(false)
  const before = readFileSync(open)
  expect(await sentenceOf(makeBackup({ ...wanted, file: open }))).toContain("已经存在")
  expect(readFileSync(open).equals(before)).toBe(true)
})
