/** `huixu backup`, `huixu backup.check` and `huixu restore`: everything of a house in one file, looked through, and back into an empty database. */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { refusalsOf } from "#kernel/contract.ts"
import { house } from "#kernel/house.ts"
import { makeBackup } from "#server/backup.ts"
import { lookThrough } from "#server/backup-read.ts"
import { readConfig } from "#server/config.ts"
import { masterFile } from "#server/keys.ts"
import { checkBackup, restore } from "#server/restore.ts"
import { withDatabase } from "#server/with-database.ts"
import { allMigrations } from "../compose.ts"
import type { Command } from "./command.ts"

type Io = Parameters<Command["run"]>[1]

const usages = {
  backup: "backup --out FILE [--without-keys]",
  check: "backup.check FILE",
  restore: "restore FILE",
}

function wrongUsage({ err }: Io, usage: string): number {
  err(`usage: huixu ${usage}`)
  return 2
}

function readBackupArgs(args: string[]): { out: string; withKeys: boolean } | undefined {
  try {
    const { values } = parseArgs({ args, options: { out: { type: "string" }, "without-keys": { type: "boolean", default: false } }, strict: true })
    return values.out ? { out: resolve(values.out), withKeys: !values["without-keys"] } : undefined
  } catch {
    return undefined
  }
}

export async function runBackup(args: string[], io: Io): Promise<number> {
  const wanted = readBackupArgs(args)
  if (!wanted) return wrongUsage(io, usages.backup)
  const config = readConfig(process.env)
  const { filesDir, keysDir, backup } = config
  const made = await withDatabase(
    config,
    ({ url }) => makeBackup({ databaseUrl: url, file: wanted.out, filesDir, keysDir, withKeys: wanted.withKeys, passphrase: backup.passphrase, say: io.err }),
    { say: io.err },
  )
  io.out(JSON.stringify(made, null, 2))
  return 0
}

const oneFile = (args: readonly string[]): string | undefined => (args.length === 1 && args[0] && !args[0].startsWith("-") ? resolve(args[0]) : undefined)

export async function runCheck(args: string[], io: Io): Promise<number> {
  const file = oneFile(args)
  if (!file) return wrongUsage(io, usages.check)
  const { manifest, encrypted } = await lookThrough({ file, passphrase: readConfig(process.env).backup.passphrase })
  const { madeAt, huixu, tables, files, keys } = manifest
  const rows = tables.reduce((total, table) => total + table.rows, 0)
  io.out(
    JSON.stringify(
      {
        intact: true,
        madeAt,
        madeBy: huixu,
        encrypted,
        keys: keys.names.includes(masterFile),
        fingerprint: keys.fingerprint,
        tables: tables.length,
        rows,
        files,
      },
      null,
      2,
    ),
  )
  return 0
}

export async function runRestore(args: string[], io: Io): Promise<number> {
  const file = oneFile(args)
  if (!file) return wrongUsage(io, usages.restore)
  const config = readConfig(process.env)
  const { filesDir, keysDir, backup } = config
  const from = { file, passphrase: backup.passphrase, keysDir, migrations: allMigrations(), say: io.err }
  // before a database is opened or made: a damaged backup leaves no trace
  const checked = await checkBackup(from)
  const restored = await withDatabase(
    config,
    ({ url, isAlone }) => {
      if (!config.databaseUrl && !isAlone) throw new Error(`会序正在 ${config.dataDir} 上运行，请先停止。A Huixu runs on ${config.dataDir}: stop it first.`)
      const jobLost = house[refusalsOf]["house.jobLost"]?.sentence ?? {}
      return restore({ ...from, databaseUrl: url, filesDir, jobLost }, checked)
    },
    { say: io.err, create: true },
  )
  io.out(JSON.stringify(restored, null, 2))
  return 0
}
