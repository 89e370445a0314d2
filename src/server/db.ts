/** The database handle: Kysely over pg. `Db` knows no tables; each store.ts says `db.withTables<Tables>()` for its own. */
import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"

// biome-ignore lint/complexity/noBannedTypes: no table is known here on purpose, so that naming another module's table does not compile
export type NoTables = {}
export type Db = Kysely<NoTables>

const iso = (value: string): string => new Date(value.endsWith("Z") || /[+-]\d\d(:?\d\d)?$/.test(value) ? value : `${value}Z`).toISOString()

/** int8 beyond 2^53 would silently lose digits: refuse it instead. */
function wholeNumber(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`int8 ${value} is beyond 2^53`)
  return number
}

/** Days stay strings, instants become ISO strings, int8 a safe number: what the wire speaks (never Date). */
export const pgTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (format !== "binary") {
      if (oid === 1082 || oid === 1700) return (value: string) => value
      if (oid === 1114 || oid === 1184) return iso
      if (oid === 20) return wholeNumber
    }
    return pg.types.getTypeParser(oid, format as "text")
  },
}

export function connect(url: string, max = 10): { db: Db; pool: pg.Pool } {
  // pipeline: what is asked of one connection without waiting goes out without waiting
  const config = { connectionString: url, max, types: pgTypes, application_name: "huixu", pipeline: true }
  const pool = new pg.Pool(config)
  // an idle connection that dies (database restarted) must not end the process: the next query reconnects
  pool.on("error", () => undefined)
  // nor may one that dies while a transaction holds it: its query fails, and that is answered
  pool.on("connect", (client) => client.on("error", () => undefined))
  return { db: new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) }), pool }
}

const handles = new WeakMap<pg.PoolClient, Db>()
/** Kysely over one connection that somebody else has taken, began a transaction on, and gives back. */
export function handleOn(client: pg.PoolClient): Db {
  const known = handles.get(client)
  if (known) return known
  const query = client.query.bind(client) as never
  const taken = { query, release: () => undefined }
  const db: Db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool: { options: {}, connect: async () => taken, end: async () => undefined } }) })
  handles.set(client, db)
  return db
}

/** Several statements in one packet, answered one by one; waits for all, and throws the first that failed. */
export async function sentTogether(client: pg.PoolClient, statements: readonly (string | pg.QueryConfig)[]): Promise<pg.QueryResult[]> {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  stream.cork()
  const sent = statements.map((statement) => client.query(statement as string))
  stream.uncork()
  const answers = await Promise.allSettled(sent)
  return answers.map((answer) => {
    if (answer.status === "rejected") throw answer.reason
    return answer.value
  })
}

/**
 * A deadlock or a serialization failure is nobody's fault: done again, at most `times` times.
 * `also`: the unique constraint behind which stands another process that was faster, and whose work is found the next time.
 */
export async function triedAgain<T>(work: () => Promise<T>, { times, also }: { times: number; also?: string }): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string }
      const isNobodysFault = code === "40001" || code === "40P01" || (also !== undefined && constraint === also)
      if (tries >= times || !isNobodysFault) throw error
    }
  }
}

/** The database went away meanwhile: connection refused or cut, ended by its administrator, or let go by this house on its way out. */
export function isAway(error: Error): boolean {
  const { code = "" } = error as { code?: string }
  const said = /Connection terminated|connection error and is not queryable|Cannot use a pool after calling end/
  return /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|08\w{3})$/.test(code) || said.test(error.message)
}
