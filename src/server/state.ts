/** How the house is: what a probe, the metrics and the page of the system's state are told. */
import { stat, statfs } from "node:fs/promises"
import { sql } from "kysely"
import type { HouseCheck, HouseState } from "#kernel/house.ts"
import { lastBackup } from "./backup-nightly.ts"
import type { Platform } from "./context.ts"
import { counted } from "./metrics.ts"
import { packageVersion } from "./version.ts"

/** Below this an upload or a night's backup may fail. */
const leastDisk = 512 * 1024 * 1024
const patience = 2000

/** A database that hangs must not hang its probe. */
function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error("no answer")), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const check = (name: HouseCheck["name"], work: Promise<boolean>): Promise<HouseCheck> =>
  within(work).then(
    (ok) => ({ name, ok }),
    () => ({ name, ok: false }),
  )

/** All that must be right before requests are sent here. */
export function checksOf(platform: Platform): Promise<HouseCheck[]> {
  return Promise.all([
    check(
      "database",
      sql`select 1`.execute(platform.db).then(() => true),
    ),
    check(
      "migrations",
      appliedTo(platform).then((applied) => applied === platform.migrations.length),
    ),
    check(
      "disk",
      diskOf(platform).then(({ free }) => free > leastDisk),
    ),
    check("keys", keysFit(platform)),
  ])
}

async function appliedTo({ db }: Platform): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from migration`.execute(db)
  return rows[0]?.n ?? 0
}

async function keysFit({ db, keys }: Platform): Promise<boolean> {
  const { rows } = await sql<{ known: string }>`select value #>> '{}' as known from house_setting where name = 'keys'`.execute(db)
  await stat(keys.folder)
  return rows[0]?.known === keys.fingerprint
}

async function diskOf({ config }: Platform): Promise<{ free: number; size: number }> {
  const { bavail, blocks, bsize } = await statfs(config.filesDir)
  return { free: bavail * bsize, size: blocks * bsize }
}

/** What was recorded of the nightly backup, not what lies in its folder: a file there may be anybody's. */
async function lastBackupOf({ config, db }: Platform): Promise<HouseState["backup"]> {
  if (!config.backup.dir) return { wanted: false, at: null, size: null, failed: false }
  const last = await lastBackup(db)
  return { wanted: true, at: last?.at ?? null, size: last?.ok ? last.bytes : null, failed: last?.ok === false }
}

export async function stateOf(platform: Platform): Promise<HouseState> {
  const { rows } = await sql<{
    version: string
    size: number
  }>`select current_setting('server_version') as version, pg_database_size(current_database()) as size`.execute(platform.db)
  const [checks, disk, backup, applied, found] = await Promise.all([
    checksOf(platform),
    diskOf(platform),
    lastBackupOf(platform),
    appliedTo(platform),
    counted(platform, platform.live.position()),
  ])
  const jobs = (state: string) => found.jobs?.[state] ?? 0
  return {
    version: packageVersion,
    node: process.version,
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    memory: process.memoryUsage.rss(),
    checks,
    database: { version: rows[0]?.version.split(" ")[0] ?? "", size: rows[0]?.size ?? 0, own: platform.config.databaseUrl === null },
    migrations: applied,
    disk,
    backup,
    jobs: { waiting: jobs("waiting"), running: jobs("running"), done: jobs("done"), failed: jobs("failed"), cancelled: jobs("cancelled") },
    live: { clients: platform.live.clients(), waiting: found.rows },
    unsealed: found.unsealed,
  }
}
