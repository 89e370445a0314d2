import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import pg from "pg"
import { afterAll, expect, inject, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { as, house } from "../../test/harness.ts"
import { inDatabase, named } from "../../test/setup.ts"
import { backUpBeforeUpdate } from "./backup-nightly.ts"
import { lookThrough } from "./backup-read.ts"
import { filesNotAtHand, notAtHand } from "./files-at-hand.ts"
import { type Migration, migrate } from "./migrate.ts"

const folder = mkdtempSync(join(tmpdir(), "huixu-update-"))
const pools: pg.Pool[] = []
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  rmSync(folder, { recursive: true, force: true })
})

async function emptyDatabase(): Promise<pg.Pool> {
  const name = `test_${newId().replaceAll("-", "")}`
  await inDatabase(inject("postgresUrl"), `create database ${name} template template0 encoding 'UTF8'`)
  const pool = new pg.Pool({ connectionString: named(inject("postgresUrl"), name), max: 3 })
  pools.push(pool)
  return pool
}

const step = (name: string, text: string, checksum = name.repeat(20)): Migration => ({ module: "papers", name, sql: text, checksum })
const one = step("001.sql", "create table paper (id int)")
const two = step("002.sql", "alter table paper add column title text")
const wrong = step("002.sql", "alter table nowhere add column title text")

test("each step is done once, and before a later one touches what is there, the house is asked to save it", async () => {
  const pool = await emptyDatabase()
  const asked: string[] = []
  const before = async ({ missing }: { missing: Migration[] }) => void asked.push(...missing.map(({ name }) => name))
  expect(await migrate(pool, [one], { before })).toBe(1)
  expect(asked).toEqual([])
  expect(await migrate(pool, [one, two], { before })).toBe(1)
  expect(await migrate(pool, [one, two], { before })).toBe(0)
  expect(asked).toEqual(["002.sql"])
})

test("what could not be saved is not touched", async () => {
  const pool = await emptyDatabase()
  await migrate(pool, [one])
  await expect(migrate(pool, [one, two], { before: () => Promise.reject(new Error("磁盘已满")) })).rejects.toThrow("磁盘已满")
  expect(await migrate(pool, [one])).toBe(0)
  expect(await migrate(pool, [one, two])).toBe(1)
})

test("a step that was edited after it was done, one of a newer program, and one that fails stop the start with a sentence", async () => {
  const pool = await emptyDatabase()
  await migrate(pool, [one])
  await expect(migrate(pool, [step("001.sql", "create table paper (id text)", "other")])).rejects.toThrow("papers/001.sql 在执行后被改动")
  await expect(migrate(pool, [one, wrong])).rejects.toThrow("papers/002.sql 失败")
  expect(await migrate(pool, [one, two])).toBe(1)
  await expect(migrate(pool, [one])).rejects.toThrow("更新版本")
})

async function houseWithUrl() {
  await as("*")
  const { platform } = await house()
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(platform.db)
  return { platform, url: named(inject("postgresUrl"), rows[0]?.name ?? "") }
}

test("before an update a backup lies in the backups' folder, of which three are kept", async () => {
  const { platform, url } = await houseWithUrl()
  for (const day of [1, 2, 3]) writeFileSync(join(folder, `before-update-2026010${day}-030000.tar`), "x")
  await backUpBeforeUpdate({ ...platform.config, backup: { ...platform.config.backup, dir: folder } }, url)
  const names = readdirSync(folder).sort()
  expect(names).toHaveLength(3)
  expect((await lookThrough({ file: join(folder, names.at(-1) ?? ""), passphrase: null })).manifest.format).toBe("huixu-backup")
})

test("a backup before an update that cannot be made stops the update and says how to go on; who wants none gets none", async () => {
  const { platform, url } = await houseWithUrl()
  const blocked = join(folder, readdirSync(folder)[0] ?? "")
  const config = { ...platform.config, backup: { ...platform.config.backup, dir: blocked } }
  await expect(backUpBeforeUpdate(config, url)).rejects.toThrow("HUIXU_BACKUP_BEFORE_UPDATE=0")
  await backUpBeforeUpdate({ ...config, backup: { ...config.backup, beforeUpdate: false } }, url)
})

test("a server whose folder lacks the files that the database names says so", async () => {
  const { platform } = await houseWithUrl()
  await platform.files.put(platform.db, { name: "一.txt", bytes: Buffer.from("one"), meetingId: null })
  await platform.files.put(platform.db, { name: "二.txt", bytes: Buffer.from("two"), meetingId: null, passing: true })
  expect(await filesNotAtHand(platform.pool, platform.config.filesDir)).toBeUndefined()
  const elsewhere = join(folder, "elsewhere")
  const lacking = await filesNotAtHand(platform.pool, elsewhere)
  expect(lacking).toEqual({ lacking: 1, looked: 1 })
  expect(notAtHand(elsewhere, { lacking: 1, looked: 1 })).toContain("HUIXU_FILES")
})
