/** How a command opens the house's database: the running one beside its server, or its own PostgreSQL started for the command and stopped after it. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import type { Config } from "./config.ts"
import { mustBeFit, visitPostgres } from "./postgres.ts"

export type OpenDatabase = {
  url: string
  /** No Huixu runs on this own PostgreSQL. With DATABASE_URL nobody can know: false. */
  isAlone: boolean
}

type Wanted = Pick<Config, "databaseUrl" | "dataDir">
/** `create`: where no house is yet, one is begun; otherwise that is refused. */
type Manner = { say?: (sentence: string) => void; create?: boolean }

/** Throws an Error fit for the person at the terminal. The database is left as it was found: running or not. */
export async function withDatabase<T>(config: Wanted, work: (database: OpenDatabase) => Promise<T>, manner: Manner = {}): Promise<T> {
  if (config.databaseUrl) {
    await mustBeFit(config.databaseUrl)
    return work({ url: config.databaseUrl, isAlone: false })
  }
  const { say = (sentence: string) => void process.stderr.write(`${sentence}\n`), create = false } = manner
  if (!create && !existsSync(join(config.dataDir, "pg-password"))) throw new Error(nothingThere(config.dataDir))
  const database = await visitPostgres({ dataDir: config.dataDir, log: { info: say, error: say } })
  const letGo = endOnSignals(() => database.stop())
  try {
    return await work({ url: database.url, isAlone: database.isAlone })
  } finally {
    letGo()
    await database.stop()
  }
}

/** PostgreSQL stands in a process group of its own: without this, Ctrl-C would leave it running after the command. Answers how to take the listeners off. */
function endOnSignals(stop: () => Promise<void>): () => void {
  const end = () => void stop().finally(() => process.exit(130))
  const signals = ["SIGINT", "SIGTERM"] as const
  for (const signal of signals) process.once(signal, end)
  return () => {
    for (const signal of signals) process.off(signal, end)
  }
}

const nothingThere = (dataDir: string) =>
  `${dataDir} 里没有会序的数据。请用 HUIXU_DATA 指明数据文件夹，或用 DATABASE_URL 指明数据库。There is no Huixu in ${dataDir}: name its folder with HUIXU_DATA, or its database with DATABASE_URL.`
