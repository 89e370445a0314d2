/** Tables by COPY, as CSV with a header: out of a snapshot, and into a schema that stands already. Needs to own the tables, nothing more. */
import { createHash } from "node:crypto"
import { promisify } from "node:util"
import { gunzip, gzip } from "node:zlib"
import type pg from "pg"
import { from as copyFrom, to as copyTo } from "pg-copy-streams"
import { damaged } from "./backup-file.ts"

export type TableShape = { name: string; columns: string[] }
export type CopiedTable = TableShape & { rows: number; bytes: number; sha256: string }
export type SequenceState = { name: string; last: string }

/** Events of the last day, told to browsers that are no longer connected. */
const leftOut = new Set(["outbox"])
const partSize = 4 << 20

/** Text that means the same on every server, and no time limit of an administrator for ordinary statements. */
export async function speakPlainly(client: pg.ClientBase): Promise<void> {
  await client.query(`set datestyle = 'ISO, YMD'; set timezone = 'UTC'; set intervalstyle = 'postgres'; set extra_float_digits = 1; set bytea_output = 'hex';
    set client_encoding = 'UTF8'; set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`)
}

/**
 * Every table and the columns whose values must be kept. A column that counts the server's transactions (xid8) is not among them:
 * another server counts anew, and a row from its future would wait for ever.
 */
export async function shapesOf(client: pg.ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    group by c.oid, c.relname order by c.oid`)
  return rows.filter(({ name }) => !leftOut.has(name))
}

export async function sequencesOf(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<SequenceState>(
    "select sequencename as name, last_value::text as last from pg_sequences where schemaname = current_schema() and last_value is not null order by 1",
  )
  return rows.filter(({ name }) => ![...leftOut].some((table) => name.startsWith(`${table}_`)))
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const listed = ({ name, columns }: TableShape): string => `${quoted(name)} (${columns.map(quoted).join(", ")})`

const pressed = promisify(gzip)
const unpressed = promisify(gunzip)

/** One table as gzip members of about 4 MB of CSV: put one behind another they are again one gzip file. */
export async function copyOut(client: pg.ClientBase, shape: TableShape, put: (part: number, bytes: Buffer) => Promise<void>): Promise<CopiedTable> {
  const stream = client.query(copyTo(`copy ${listed(shape)} to stdout with (format csv, header true)`))
  const hash = createHash("sha256")
  let waiting: Buffer[] = []
  let held = 0
  let bytes = 0
  let part = 0
  const flush = async () => {
    const text = Buffer.concat(waiting)
    waiting = []
    held = 0
    await put(++part, await pressed(text, { level: 4 }))
  }
  for await (const piece of stream as AsyncIterable<Buffer>) {
    hash.update(piece)
    waiting.push(piece)
    held += piece.length
    bytes += piece.length
    if (held >= partSize) await flush()
  }
  if (held > 0 || part === 0) await flush()
  return { ...shape, rows: stream.rowCount ?? 0, bytes, sha256: hash.digest("hex") }
}

export type CopyingIn = {
  write(part: Buffer): Promise<void>
  /** Throws when what came is not what was once copied. */
  end(): Promise<void>
}

export function copyIn(client: pg.ClientBase, table: CopiedTable): CopyingIn {
  const stream = client.query(copyFrom(`copy ${listed(table)} from stdin with (format csv, header match)`))
  let trouble: Error | undefined
  stream.on("error", (error) => {
    trouble = error
  })
  const hash = createHash("sha256")
  const told = <T>(work: (done: (error?: Error | null) => void) => T) =>
    new Promise<void>((done, failed) => {
      if (trouble) return failed(trouble)
      stream.once("error", failed)
      work((error) => {
        stream.off("error", failed)
        if (error) failed(error)
        else done()
      })
    })
  return {
    async write(part) {
      const text = await unpressed(part, { maxOutputLength: 16 * partSize }).catch(() => {
        throw damaged()
      })
      hash.update(text)
      await told((done) => stream.write(text, done))
    },
    async end() {
      await told((done) => stream.once("finish", () => done()).end())
      if (stream.rowCount !== table.rows || hash.digest("hex") !== table.sha256) throw damaged()
    },
  }
}
