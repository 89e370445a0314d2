/** The backups that nobody has to think of: every night, and before a newer program's migrations touch the data. */
import { mkdir, readdir, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { sql } from "kysely"
import pg from "pg"
import { makeBackup } from "./backup.ts"
import type { Config } from "./config.ts"
import type { Platform } from "./context.ts"
import type { Db } from "./db.ts"

/** How the last nightly backup went; for the page of the system and for /readyz. */
export type LastBackup = { at: string; ok: boolean; file: string | null; bytes: number; lacking: number; sentence: string | null }

/** null: none was made by itself yet. */
export async function lastBackup(db: Db): Promise<LastBackup | null> {
  const { rows } = await sql<{ value: LastBackup }>`select value from house_setting where name = 'last-backup'`.execute(db)
  return rows[0]?.value ?? null
}

async function remember(db: Db, last: LastBackup): Promise<void> {
  await sql`insert into house_setting (name, value) values ('last-backup', ${JSON.stringify(last)}::jsonb)
    on conflict (name) do update set value = excluded.value`.execute(db)
}

const hour = 3_600_000

/** Once a day at this hour of the server's clock; a night that was slept through is made up for, a failure is tried again after an hour. */
export function isDue(now: Date, last: Pick<LastBackup, "at" | "ok"> | null, atHour: number): boolean {
  const moment = new Date(now)
  moment.setHours(atHour, 0, 0, 0)
  if (moment > now) moment.setDate(moment.getDate() - 1)
  if (!last) return true
  const at = Date.parse(last.at)
  return last.ok ? at < moment.getTime() : at < now.getTime() - hour
}

const stamp = (now: Date): string => now.toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15)
const nameOf = (kind: string, { backup }: Config) => `${kind}-${stamp(new Date())}.tar${backup.passphrase === null ? "" : ".sealed"}`

/** Only what we named ourselves, newest kept; and what a killed backup left unfinished. */
async function removeOld(folder: string, kind: string, keep: number): Promise<void> {
  const names = await readdir(folder)
  const ours = names.filter((name) => new RegExp(`^${kind}-\\d{8}-\\d{6}\\.tar(\\.sealed)?$`).test(name)).sort()
  for (const name of ours.slice(0, -keep)) await rm(join(folder, name), { force: true })
  for (const name of names.filter((one) => one.startsWith(`.${kind}-`) && one.endsWith(".part"))) {
    const written = await stat(join(folder, name)).catch(() => undefined)
    if (written && written.mtimeMs < Date.now() - 24 * hour) await rm(join(folder, name), { force: true })
  }
}

type Making = { config: Config; databaseUrl: string; folder: string; kind: string; keep: number; say(sentence: string): void }

async function make({ config, databaseUrl, folder, kind, keep, say }: Making) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { filesDir, keysDir, backup } = config
  const made = await makeBackup({
    databaseUrl,
    file: join(folder, nameOf(kind, config)),
    filesDir,
    keysDir,
    withKeys: true,
    passphrase: backup.passphrase,
    say,
  })
  await removeOld(folder, kind, keep)
  return made
}

/** One process of the house makes it; the others see that it was made. Answers undefined when it is not due or another is at it. */
export async function nightly({ config, db, log }: Pick<Platform, "config" | "db" | "log">, databaseUrl: string): Promise<LastBackup | undefined> {
  const folder = config.backup.dir
  if (!folder || !isDue(new Date(), await lastBackup(db), config.backup.hour)) return undefined
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "huixu nightly backup" })
  client.on("error", () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query("select pg_try_advisory_lock(hashtext('huixu.backup')) as got")
    if (!rows[0].got || !isDue(new Date(), await lastBackup(db), config.backup.hour)) return undefined
    const last = await make({ config, databaseUrl, folder, kind: "huixu", keep: config.backup.keep, say: () => undefined }).then(
      ({ file, bytes, missing, damaged }): LastBackup => ({
        at: new Date().toISOString(),
        ok: true,
        file,
        bytes,
        lacking: missing.length + damaged.length,
        sentence: null,
      }),
      (error: Error): LastBackup => ({ at: new Date().toISOString(), ok: false, file: null, bytes: 0, lacking: 0, sentence: error.message }),
    )
    if (last.ok) log.info({ bytes: last.bytes, lacking: last.lacking }, "backup made")
    else log.error({ error: last.sentence }, "backup failed")
    await remember(db, last)
    return last
  } finally {
    await client.end()
  }
}

/** Looks every minute. Answers how to stop; a backup under way is left behind unfinished, under its temporary name. */
export function backingUp(platform: Platform, databaseUrl: string): () => void {
  if (!platform.config.backup.dir) return () => undefined
  let busy = false
  const look = () => {
    if (busy) return
    busy = true
    nightly(platform, databaseUrl)
      .catch((error: Error) => platform.log.error({ error: error.message }, "backup failed"))
      .finally(() => {
        busy = false
      })
  }
  const timer = setInterval(look, 60_000)
  look()
  return () => clearInterval(timer)
}

/** Migrations have no way back but this one. Throws an Error with a sentence, and then nothing was migrated. */
export async function backUpBeforeUpdate(config: Config, databaseUrl: string): Promise<void> {
  if (!config.backup.beforeUpdate) return
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)
  const folder = config.backup.dir ?? join(config.dataDir, "backups")
  say(`程序已更新，升级数据之前先做备份…… The program is newer than its data: a backup first, in ${folder} …`)
  try {
    const { file } = await make({ config, databaseUrl, folder, kind: "before-update", keep: 3, say })
    say(`已备份到 ${file}。Backed up.`)
  } catch (error) {
    throw new Error(
      `升级前的备份没有做成，数据没有改动：${(error as Error).message}\n确要不备份就升级，请设 HUIXU_BACKUP_BEFORE_UPDATE=0。The backup before the update failed and nothing was changed; HUIXU_BACKUP_BEFORE_UPDATE=0 updates without one.`,
      { cause: error },
    )
  }
}
