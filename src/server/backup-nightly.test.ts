import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { afterAll, expect, inject, test } from "vitest"
import { as, house } from "../../test/harness.ts"
import { named } from "../../test/setup.ts"
import { isDue, lastBackup, nightly } from "./backup-nightly.ts"
import { lookThrough } from "./backup-read.ts"

const folder = mkdtempSync(join(tmpdir(), "huixu-nightly-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (text: string) => new Date(`2026-03-0${text}:00`)
const instant = (text: string) => at(text).toISOString()

test.each([
  ["never made", "5T12:00", null, true],
  ["made this morning", "5T12:00", { at: instant("5T03:02"), ok: true }, false],
  ["the hour has come", "5T03:00", { at: instant("4T03:02"), ok: true }, true],
  ["the hour has not come yet", "5T02:59", { at: instant("4T03:02"), ok: true }, false],
  ["the machine slept through the night", "5T09:00", { at: instant("4T03:02"), ok: true }, true],
  ["failed half an hour ago", "5T03:30", { at: instant("5T03:00"), ok: false }, false],
  ["failed two hours ago", "5T05:30", { at: instant("5T03:00"), ok: false }, true],
])("a nightly backup: %s", (_, now, last, due) => {
  expect(isDue(at(now), last, 3)).toBe(due)
})

test("the server makes one, remembers it, makes no second the same day, and keeps only as many as wanted of its own", async () => {
  await as("*")
  const { platform } = await house()
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(platform.db)
  const url = named(inject("postgresUrl"), rows[0]?.name ?? "")
  for (const name of ["huixu-20260101-030000.tar", "huixu-20260102-030000.tar", "my own.tar", ".huixu-20260103-030000.tar.part"])
    writeFileSync(join(folder, name), "x")
  utimesSync(join(folder, ".huixu-20260103-030000.tar.part"), 1, 1)
  const config = { ...platform.config, backup: { ...platform.config.backup, dir: folder, keep: 2 } }
  const made = await nightly({ ...platform, config }, url)
  expect(made).toMatchObject({ ok: true, lacking: 0, sentence: null })
  expect(await lastBackup(platform.db)).toEqual(made)
  expect((await lookThrough({ file: made?.file ?? "", passphrase: null })).manifest.format).toBe("huixu-backup")
  expect(await nightly({ ...platform, config }, url)).toBeUndefined()
  const left = readdirSync(folder)
  expect(left).toHaveLength(3)
  expect(left).toEqual(expect.arrayContaining(["huixu-20260102-030000.tar", "my own.tar"]))
})

test("a backup that fails is remembered with its reason, for the one who looks after the house", async () => {
  await as("*")
  const { platform } = await house()
  await sql`delete from house_setting where name = 'last-backup'`.execute(platform.db)
  const blocked = join(folder, "my own.tar", "below-a-file")
  const config = { ...platform.config, backup: { ...platform.config.backup, dir: blocked } }
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(platform.db)
  expect(
    await nightly({ ...platform, config, log: platform.log.child({}, { level: "silent" }) }, named(inject("postgresUrl"), rows[0]?.name ?? "")),
  ).toMatchObject({
    ok: false,
    sentence: expect.stringContaining("ENOTDIR"),
  })
  expect(await lastBackup(platform.db)).toMatchObject({ ok: false })
})
