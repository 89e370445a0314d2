/** The tail of the outbox: rows in the order of transactions, then sequence; never by sequence alone (a row committed late would be lost). */
import type pg from "pg"
import type { Log } from "./log.ts"

export type Row = { tx: string; seq: string; meeting_id: string | null; topic: string; payload: unknown; at: string }

const largest = 2n ** 63n - 1n
// ordered by the columns: a bare "tx" would be the answer's text, in which 1000 stands before 999
const tailSql = `select tx::text, seq::text, meeting_id, topic, payload, at::text from outbox
  where (tx, seq) > ($1::text::xid8, $2::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot()) order by outbox.tx, outbox.seq limit 1000`
// what housekeeping removed is behind the horizon; a transaction that this database has not reached is another database's
const goneSql = `select $1::text::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) or exists (
  select 1 from house_setting where name = 'live.horizon' and ((value ->> 'tx')::xid8, (value ->> 'seq')::bigint) > ($1::text::xid8, $2::bigint)) as gone`

/** Follows the outbox; one read at a time, at once when woken, every second as the net. */
export class Tail {
  #tx = "0"
  #seq = "0"
  #busy = false
  #again = false
  #timer: NodeJS.Timeout | undefined
  readonly #pool: pg.Pool
  readonly #log: Log
  readonly #deliver: (rows: Row[]) => void
  constructor(pool: pg.Pool, log: Log, deliver: (rows: Row[]) => void) {
    this.#pool = pool
    this.#log = log
    this.#deliver = deliver
  }
  get position(): { tx: bigint; seq: bigint } {
    return { tx: BigInt(this.#tx), seq: BigInt(this.#seq) }
  }
  async start(): Promise<void> {
    const { rows } = await this.#pool.query<{ tx: string }>("select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text as tx")
    this.#tx = rows[0]?.tx ?? "0"
    // a restored house brings the horizon of the database it came from: before it would lie every cursor of this one
    await this.#pool.query(`delete from house_setting where name = 'live.horizon' and (value ->> 'tx')::xid8 >= pg_snapshot_xmax(pg_current_snapshot())`)
    this.#seq = "9223372036854775807"
    this.#timer = setInterval(() => this.now(), 1000)
  }
  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
  now(): void {
    if (!this.#timer) return
    if (this.#busy) this.#again = true
    else void this.#read()
  }
  async #read(): Promise<void> {
    this.#busy = true
    try {
      do {
        this.#again = false
        const { rows } = await this.#pool.query<Row>(tailSql, [this.#tx, this.#seq])
        const last = rows.at(-1)
        if (last) {
          this.#tx = last.tx
          this.#seq = last.seq
          this.#deliver(rows)
        }
        if (rows.length === 1000) this.#again = true
      } while (this.#again)
    } catch (error) {
      this.#log.warn({ error: (error as Error).message }, "live tail")
    }
    this.#busy = false
  }
  /** What came after a browser's cursor up to ours; "gone" when it is unreadable, of another database, or older than what is kept (24 h). */
  async since(after: string | undefined): Promise<Row[] | "gone"> {
    if (!after) return []
    const match = /^(\d{1,19})\.(\d{1,19})$/.exec(after)
    if (!match || BigInt(match[1] ?? 0) > largest || BigInt(match[2] ?? 0) > largest) return "gone"
    const { rows: old } = await this.#pool.query<{ gone: boolean }>(goneSql, [match[1], match[2]])
    if (old[0]?.gone) return "gone"
    const { rows } = await this.#pool.query<Row>(tailSql, [match[1], match[2]])
    return rows.length === 1000 ? "gone" : rows
  }
}
