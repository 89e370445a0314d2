/** The composition: the house built from its map. A module's files are found by their closed names, so that order.ts is the only list. */

import { existsSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import type { FastifyInstance } from "fastify"
import type pg from "pg"
import operationNames from "#modules/access/data/operations.json" with { type: "json" }
import { order } from "#modules/order.ts"
import { createAccounts } from "#server/accounts.ts"
import { type Served, sentencesOf, servedOf } from "#server/api.ts"
import { createApp, sayer } from "#server/app.ts"
import { keepAudit } from "#server/audit-keep.ts"
import { backUpBeforeUpdate } from "#server/backup-nightly.ts"
import type { Config } from "#server/config.ts"
import type { ModuleJobs, Platform, Routes } from "#server/context.ts"
import type { Making } from "#server/context-of.ts"
import { connect, type Db } from "#server/db.ts"
import { createFiles } from "#server/files.ts"
import { houseService } from "#server/house.ts"
import { createJobs } from "#server/jobs.ts"
import { openKeys } from "#server/keys.ts"
import { createLive } from "#server/live.ts"
import { createLog, type Log } from "#server/log.ts"
import { type Migration, migrate, migrationsIn } from "#server/migrate.ts"
import { createOccasions } from "#server/occasions.ts"
import { createPlaces } from "#server/places.ts"
import { createPrint, type Print } from "#server/print.ts"
import { sweeping } from "#server/sweep.ts"
import { createTold } from "#server/told.ts"

type Module = { name: string; served?: Served; jobs: ModuleJobs; routes?: Routes }

const modulesFolder = new URL("./modules/", import.meta.url)

async function load<T>(name: string, file: string, exported: string): Promise<T | undefined> {
  const path = join(fileURLToPath(modulesFolder), name, file)
  if (!existsSync(path)) return undefined
  const found = ((await import(pathToFileURL(path).href)) as Record<string, T>)[exported]
  if (!found) throw new Error(`modules/${name}/${file} exports no ${exported}`)
  return found
}

export async function loadModules(): Promise<Module[]> {
  const out: Module[] = []
  for (const name of order) {
    const service = await load<{ [servedOf]: Served }>(name, "service.ts", `${name}Service`)
    const jobs = await load<ModuleJobs>(name, "jobs.ts", "jobs")
    const routes = await load<Routes>(name, "routes.ts", "routes")
    out.push({ name, served: service?.[servedOf], jobs: jobs ?? {}, routes })
  }
  return out
}

export const servedBy = (modules: readonly Module[]): Served[] => [houseService[servedOf], ...modules.flatMap(({ served }) => served ?? [])]

export const allMigrations = (): Migration[] => [
  ...migrationsIn("server", new URL("./server/", import.meta.url)),
  ...order.flatMap((name) => migrationsIn(name, new URL(`${name}/`, modulesFolder))),
]

export type House = {
  app: FastifyInstance
  platform: Platform
  modules: Module[]
  making: Making
  /** Stops taking requests, lets jobs and live streams end, closes the pool. The database itself is not touched. */
  close(): Promise<void>
}

/** `clock` false: what is done by the clock is done only by `making.jobs.tick`. */
export type Building = { config: Config; databaseUrl: string; log?: Log; print?: Print; clock?: boolean }

/** `aside`: for what is asked from within a transaction. From the pool it would wait for a connection held by others who wait for one. */
type Founding = Building & { db: Db; pool: pg.Pool; aside: pg.Pool; log: Log; modules: Module[] }

async function platformOf({ config, db, pool, aside, log, print, modules }: Founding): Promise<Platform> {
  const keys = await openKeys(pool, config.keysDir)
  const sentences = sentencesOf(servedBy(modules))
  const live = createLive(pool, log)
  return {
    config,
    db,
    pool,
    log,
    sentences,
    say: sayer(sentences),
    keys,
    files: await createFiles(config.filesDir, keys.secret("tickets")),
    print: print ?? createPrint({ fontDirs: config.fontsDir ? [config.fontsDir] : [], cacheDir: join(config.dataDir, "cache") }),
    accounts: createAccounts(pool, { secret: keys.secret("sessions").toString("base64") }),
    live,
    told: createTold(live),
    migrations: allMigrations(),
    places: createPlaces(aside),
    operations: servedBy(modules).flatMap(({ contract }) => Object.values(contract)),
  }
}

/** Everything over one database: migrated, listening to jobs and events, ready for `app.listen` or `app.inject`. */
export async function build({ config, databaseUrl, log = createLog(config.logLevel), print, clock = true }: Building): Promise<House> {
  const { db, pool } = connect(databaseUrl, config.poolSize)
  const { pool: aside } = connect(databaseUrl, 2)
  await migrate(pool, allMigrations(), { before: () => backUpBeforeUpdate(config, databaseUrl) })
  const modules = await loadModules()
  const platform = await platformOf({ config, databaseUrl, db, pool, aside, log, print, modules })
  const allJobs = modules.map((module) => module.jobs)
  const jobs = createJobs(
    platform,
    allJobs.flatMap((one) => one.work ?? []),
    { connectionString: databaseUrl, tickings: allJobs.flatMap((one) => one.every ?? []), clock },
  )
  const making: Making = { platform, occasions: createOccasions(allJobs), jobs }
  const app = await createApp(platform, {
    making,
    served: servedBy(modules),
    routes: modules.flatMap(({ routes }) => routes ?? []),
    names: operationNames.operations,
  })
  await jobs.open(making)
  await platform.live.open(databaseUrl)
  const stopSweeping = sweeping(platform)
  const stopAuditing = keepAudit(platform)
  return { app, platform, modules, making, close: () => close({ app, platform, aside, stopSweeping, stopAuditing, jobs, ownPrint: !print }) }
}

type Closing = {
  app: FastifyInstance
  platform: Platform
  aside: pg.Pool
  stopSweeping: () => void
  stopAuditing: () => Promise<void>
  jobs: { close(seconds: number): Promise<void> }
  ownPrint: boolean
}

async function close({ app, platform, aside, stopSweeping, stopAuditing, jobs, ownPrint }: Closing): Promise<void> {
  stopSweeping()
  await platform.live.close()
  await app.close()
  await jobs.close(20)
  // last: what the jobs did on their way out is sealed too
  await stopAuditing()
  if (ownPrint) await platform.print.close()
  await Promise.all([platform.pool.end(), aside.end()])
}
