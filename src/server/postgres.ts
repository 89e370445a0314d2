/**
 * PostgreSQL of our own: made, started, adopted, watched and stopped here, from the binaries that npm installs.
 * One Huixu holds one data directory: an advisory lock on a connection of its own says so for as long as it lives.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chownSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import pg from "pg"
import { findPlace, type Place } from "./postgres-place.ts"
import { freePort, lives, postmaster, untilNobodyIsIn } from "./postgres-process.ts"

type Say = { info(sentence: string): void; error(sentence: string): void }
export type OwnPostgres = { url: string; stop(): Promise<void> }
export type StartPostgres = {
  dataDir: string
  log: Say
  /** Called when the database is lost for good while running; absent: the process ends with code 1. */
  lost?: (why: string) => void
}

type House = { place: Place; password: string; log: Say }

const user = "huixu"
const lockKey = 4_180_4180

const run = (place: Place, program: string, args: string[]): Promise<string> =>
  new Promise((done, failed) => {
    const path = join(place.bin, process.platform === "win32" ? `${program}.exe` : program)
    // its own process group, so that Ctrl-C reaches Huixu first, which drains before it stops the database
    const child: ChildProcess = spawn(path, args, {
      cwd: dirname(place.data),
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env.PATH, LC_ALL: "C" },
      ...(place.as ? { uid: place.as.uid, gid: place.as.gid } : {}),
    })
    let said = ""
    child.stdout?.on("data", (text) => (said += text))
    child.stderr?.on("data", (text) => (said += text))
    child.on("error", failed)
    // "exit", not "close": on Windows the database inherits the pipes and keeps them open
    child.on("exit", (code) => (code === 0 ? done(said) : failed(new Error(`${program} ended with ${code}: ${said.trim().slice(-600)}`))))
  })

/** The first process to write it wins; the others read what it wrote. */
function passwordOf(dataDir: string): string {
  const path = join(dataDir, "pg-password")
  if (!existsSync(path)) {
    const half = `${path}.${process.pid}`
    writeFileSync(half, randomBytes(24).toString("base64url"), { mode: 0o600 })
    try {
      linkSync(half, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    } finally {
      rmSync(half, { force: true })
    }
  }
  return readFileSync(path, "utf8").trim()
}

/** Made beside its place and moved there whole: a start that was killed half-way leaves nothing that looks like a database. */
async function create({ place, password, log }: House): Promise<void> {
  if (existsSync(join(place.data, "PG_VERSION"))) return
  log.info(`Making a new database in ${place.data}`)
  const fresh = `${place.data}-new-${process.pid}`
  const secret = `${fresh}.secret`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true, mode: 0o700 })
  writeFileSync(secret, password, { mode: 0o600 })
  if (place.as) for (const path of [fresh, secret]) chownSync(path, place.as.uid, place.as.gid)
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
  try {
    await run(place, "initdb", ["-D", fresh, "-U", user, "--auth=scram-sha-256", `--pwfile=${secret}`, ...locale])
    renameSync(fresh, place.data)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    // another start was faster: its database is as good
    if (!existsSync(join(place.data, "PG_VERSION"))) throw error
  } finally {
    rmSync(secret, { force: true })
  }
}

const urlOf = ({ password }: House, port: number, database: string): string => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`

async function opened(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "huixu lock", keepAlive: true })
  // without a listener a lost connection would end the process
  client.on("error", () => undefined)
  await client.connect()
  return client
}

async function start({ place }: House, port: number): Promise<void> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "''",
    timezone: "UTC",
    jit: "off",
    log_checkpoints: "off",
    log_timezone: "UTC",
    // containers often have 64 MB of shared memory, which parallel queries overrun
    max_parallel_workers_per_gather: "0",
  }
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  await run(place, "pg_ctl", [
    "-D",
    place.data,
    "-w",
    "-t",
    "300",
    "-s",
    "-l",
    join(place.data, "server.log"),
    "-o",
    `-p ${port} ${options.join(" ")}`,
    "start",
  ])
}

/** It may still be starting, recovering or going down: asked until it answers (its port) or is gone (undefined). */
async function adopted(houseOf: House): Promise<number | undefined> {
  const patience = Date.now() + 300_000
  for (;;) {
    const found = postmaster(houseOf.place.data)
    if (!found || !lives(found.pid)) return undefined
    const client = found.port ? await opened(urlOf(houseOf, found.port, "postgres")).catch((error: Error) => error) : new Error("it is still starting")
    if (!(client instanceof Error)) {
      await client.end()
      return found.port
    }
    if (Date.now() > patience) throw new Error(`PostgreSQL in ${houseOf.place.data} (process ${found.pid}) does not answer: ${client.message}`)
    await pause(100)
  }
}

async function clearAway({ place, log }: House): Promise<void> {
  const dead = postmaster(place.data)
  if (!dead) return
  log.info("The database was not stopped properly; it recovers by itself")
  await untilNobodyIsIn(place.data)
  // another start may have cleared it away meanwhile and written its own
  if (postmaster(place.data)?.pid === dead.pid) rmSync(join(place.data, "postmaster.pid"), { force: true })
}

/** The port of a running database: one that lives is adopted, one that died is cleared away and started anew. */
async function running(houseOf: House, wanted?: number): Promise<number> {
  let trouble: unknown
  // a port taken in between, or another start that was faster: look again
  for (let attempt = 0; attempt < 6; attempt++) {
    const port = await adopted(houseOf)
    if (port) return port
    await clearAway(houseOf)
    try {
      await start(houseOf, wanted ?? (await freePort()))
    } catch (error) {
      trouble = error
      await pause(300)
    }
  }
  const last = trouble instanceof Error ? trouble.message : String(trouble)
  throw new Error(`PostgreSQL in ${houseOf.place.data} does not start: ${last} (see ${join(houseOf.place.data, "server.log")})`)
}

/** The lock of the house, or undefined when another Huixu holds it. */
async function triedLock(houseOf: House, port: number): Promise<pg.Client | undefined> {
  const first = await opened(urlOf(houseOf, port, "postgres"))
  const made = await first.query("select from pg_database where datname = $1", [user])
  if (made.rowCount === 0) await first.query(`create database ${user}`).catch((error) => tolerate(error, "42P04", "23505"))
  await first.end()
  const client = await opened(urlOf(houseOf, port, user))
  for (let i = 0; i < 20; i++) {
    const { rows } = await client.query("select pg_try_advisory_lock($1) as got", [lockKey])
    if (rows[0].got) return client
    await pause(100)
  }
  await client.end()
  return undefined
}

async function lockOf(houseOf: House, port: number): Promise<pg.Client> {
  const client = await triedLock(houseOf, port)
  if (client) return client
  throw new Error(`Another Huixu runs on this data (${houseOf.place.data}): stop it first, or give this one its own directory with HUIXU_DATA.`)
}

function tolerate(error: unknown, ...codes: string[]): void {
  if (!codes.includes((error as { code?: string }).code ?? "")) throw error
}

/** When the database dies under us it is started again on the same port, so that the pool finds it; whoever waited for a commit got an error. */
function keepUp(houseOf: House, port: number, lost: (why: string) => void): { rest(): Promise<void>; watch(client: pg.Client): void } {
  let resting = false
  let held: pg.Client | undefined
  const revive = async (): Promise<void> => {
    houseOf.log.error("The database went away; starting it again")
    await running(houseOf, port)
    watch(await lockOf(houseOf, port))
    houseOf.log.info("The database is back")
  }
  const watch = (client: pg.Client): void => {
    held = client
    client.once("end", () => {
      if (!resting) revive().catch((error) => lost(error instanceof Error ? error.message : String(error)))
    })
  }
  return {
    watch,
    rest: async () => {
      resting = true
      await held?.end().catch(() => undefined)
    },
  }
}

const stopNow = ({ place }: House) => run(place, "pg_ctl", ["-D", place.data, "-m", "fast", "-w", "-t", "60", "-s", "stop"])

async function ready({ dataDir, log }: StartPostgres): Promise<{ houseOf: House; port: number }> {
  const root = resolve(dataDir)
  const place = findPlace(root, (sentence) => log.info(sentence))
  const houseOf: House = { place, password: passwordOf(root), log }
  await create(houseOf)
  return { houseOf, port: await running(houseOf) }
}

/** For a command: beside a running Huixu as a guest (`isAlone` false), else as its only user, who stops the database in the end. */
export async function visitPostgres(wanted: StartPostgres): Promise<OwnPostgres & { isAlone: boolean }> {
  const { houseOf, port } = await ready(wanted)
  const lock = await triedLock(houseOf, port)
  return {
    url: urlOf(houseOf, port, user),
    isAlone: lock !== undefined,
    stop: async () => {
      await lock?.end().catch(() => undefined)
      if (lock) await stopNow(houseOf)
    },
  }
}

export async function startPostgres(wanted: StartPostgres): Promise<OwnPostgres> {
  const { log, lost } = wanted
  const { houseOf, port } = await ready(wanted)
  const end = (why: string): void => {
    log.error(why)
    process.exit(1)
  }
  const keeper = keepUp(houseOf, port, lost ?? end)
  keeper.watch(await lockOf(houseOf, port))
  return {
    url: urlOf(houseOf, port, user),
    stop: async () => {
      await keeper.rest()
      await stopNow(houseOf)
    },
  }
}

/** A database given by DATABASE_URL: refused with a sentence when it is too old or not in UTF-8. */
export async function mustBeFit(url: string): Promise<void> {
  const client = await opened(url)
  try {
    const { rows } = await client.query(
      "select current_setting('server_version_num')::int as version, current_setting('server_version') as shown, current_setting('server_encoding') as encoding",
    )
    const { version, shown, encoding } = rows[0]
    if (version < 150_000) throw new Error(`DATABASE_URL leads to PostgreSQL ${shown}; Huixu needs 15 or newer.`)
    if (encoding !== "UTF8") throw new Error(`The database of DATABASE_URL is encoded in ${encoding}; create one with "encoding 'UTF8'".`)
  } finally {
    await client.end()
  }
}
