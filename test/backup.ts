/** Two databases and two folders of files beside each other: what a restore must have brought over. */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { shapesOf } from "#server/backup-tables.ts"

async function asked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on("error", () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A hash for every table, over all its rows in a fixed order; without `except`. */
export const tablesOf = (url: string, except: readonly string[] = []): Promise<Record<string, string>> =>
  asked(url, async (client) => {
    const out: Record<string, string> = {}
    for (const { name, columns } of await shapesOf(client)) {
      if (except.includes(name)) continue
      const list = columns.map((column) => `"${column}"`).join(", ")
      const { rows } = await client.query(
        `select count(*)::int as count, md5(coalesce(string_agg(r::text, e'\\n' order by r::text), '')) as hash from (select ${list} from "${name}") r`,
      )
      out[name] = `${rows[0].count} rows, ${rows[0].hash}`
    }
    return out
  })

/** Columns, keys, indexes, triggers with their state, views: what a restore takes off for a moment must be on again. */
export const schemaOf = (url: string): Promise<string[]> =>
  asked(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint where connamespace = 'public'::regnamespace
      union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text || ' ' || pg_get_triggerdef(oid) from pg_trigger
        where not tgisinternal and tgrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
      union all select indexdef from pg_indexes where schemaname = 'public'
      union all select viewname || definition from pg_views where schemaname = 'public'
      union all select sequencename || ' ' || coalesce(last_value::text, 'unused') from pg_sequences where schemaname = 'public' and sequencename not like 'outbox%'
      order by 1`)
    return rows.map(({ line }) => line)
  })

/** Path and SHA-256 of everything below a folder, without what is only half written. */
export function filesBelow(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  )
}
