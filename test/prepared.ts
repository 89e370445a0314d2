/** A house begun once and copied: each journey and each fault has a Huixu of its own, without making a database and all its tables anew for each. */
import { execFileSync } from "node:child_process"
import { existsSync, rmSync } from "node:fs"
import { join } from "node:path"
import { freshFolder, type Running, startHuixu } from "../bench/running.ts"

let begun: Promise<string> | undefined

async function begin(): Promise<string> {
  const { dataDir, stop } = await startHuixu()
  await stop()
  return dataDir
}

/** Whether a copy is a house of its own: not where the database lies elsewhere, and not without `cp`, which keeps the files PostgreSQL's. */
const canBeCopied = (from: string): boolean => process.platform !== "win32" && !existsSync(join(from, "pg-place"))

/** The data directory of a house that is migrated and not yet set up. */
export async function preparedFolder(): Promise<string> {
  begun ??= begin()
  const from = await begun
  const folder = freshFolder()
  if (canBeCopied(from)) execFileSync("cp", ["-a", `${from}/.`, folder])
  return folder
}

export const startPrepared = async (env?: Record<string, string>): Promise<Running> => startHuixu(await preparedFolder(), env)

/** Removes what the copies were made of. */
export async function forgetPrepared(): Promise<void> {
  if (begun) rmSync(await begun, { recursive: true, force: true })
  begun = undefined
}
