/** Live: every process tails the outbox in commit order and serves Server-Sent Events with resume. */
import type { ServerResponse } from "node:http"
import pg from "pg"
import type { Log } from "./log.ts"

type Row = { tx: string; seq: string; meeting_id: string | null; topic: string; payload: unknown; at: string }
type Listener = {
  wants: (topic: string) => boolean
  send: (text: string) => void
  end: () => void
  /** What it has been sent up to; the same row may come from the catching-up and from the tail. */
  tx: bigint
  seq: bigint
  /** Rows that came while it was catching up. */
  held: Row[] | null
}

export type Live = {
  /** After a commit: look at once, and tell the other processes (at most one NOTIFY per 20 ms, outside every transaction). */
  wake(): void
  /** `topics`: "MEETING/module", "MEETING/*" or "-/…" for the house's own. `after`: the last id the browser saw. */
  subscribe(reply: ServerResponse, wants: { topics: readonly string[]; after: string | undefined }): Promise<void>
  clients(): number
  open(connectionString: string): Promise<void>
  close(): Promise<void>
}

const largest = 2n ** 63n - 1n
// ordered by the columns: a bare "tx" would be the answer's text, in which 1000 stands before 999
const tailSql = `select tx::text, seq::text, meeting_id, topic, payload, at::text from outbox
  where (tx, seq) > ($1::text::xid8, $2::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot()) order by outbox.tx, outbox.seq limit 1000`

/** Ends of a tail: rows are numbered by transaction, then sequence; never by sequence alone (a row committed late would be lost). */
export function createLive(pool: pg.Pool, log: Log): Live {
  const listeners = new Set<Listener>()
  const ears = new Ears(log, () => tail.now())
  const tail = new Tail(pool, log, (rows) => {
    for (const listener of listeners) {
      if (listener.held) listener.held.push(...rows)
      else deliver(listener, rows)
    }
  })
  return {
    wake() {
      tail.now()
      ears.tellOthers()
    },
    async subscribe(reply, { topics, after }) {
      const listener = listenerOn(reply, topics, tail.position)
      listeners.add(listener)
      reply.on("close", () => listeners.delete(listener))
      const missed = await tail.since(after).catch(() => undefined)
      // the database is away: the browser comes again, and nothing is held for it meanwhile
      if (!missed) return listener.end()
      begin(listener, missed, after !== undefined)
    },
    clients: () => listeners.size,
    async open(connectionString) {
      await tail.start()
      await ears.open(connectionString)
    },
    async close() {
      for (const listener of listeners) listener.end()
      listeners.clear()
      tail.stop()
      await ears.close()
    },
  }
}

/** First what was missed, then what came meanwhile. */
function begin(listener: Listener, missed: Row[] | "gone", resumes: boolean): void {
  listener.send(`id: ${listener.tx}.${listener.seq}\nevent: ${missed === "gone" ? "reset" : "ready"}\ndata: {}\n\n`)
  if (resumes && missed !== "gone") catchUp(listener, missed)
  const held = listener.held ?? []
  listener.held = null
  deliver(listener, held)
}

function catchUp(listener: Listener, missed: readonly Row[]): void {
  const text = eventsFor(listener, missed)
  if (text) listener.send(text)
  const last = missed.at(-1)
  if (last) remember(listener, last)
}

function remember(listener: Listener, last: Row): void {
  if (!isAfter(last, listener)) return
  listener.tx = BigInt(last.tx)
  listener.seq = BigInt(last.seq)
}

const isAfter = (row: Row, { tx, seq }: { tx: bigint; seq: bigint }) => BigInt(row.tx) > tx || (BigInt(row.tx) === tx && BigInt(row.seq) > seq)

function deliver(listener: Listener, rows: readonly Row[]): void {
  const fresh = rows.filter((row) => isAfter(row, listener))
  const last = fresh.at(-1)
  if (!last) return
  const text = eventsFor(listener, fresh)
  remember(listener, last)
  if (text) listener.send(text)
}

const topicOf = (row: Row) => `${row.meeting_id ?? "-"}/${row.topic}`

/**
 * Rows of one topic in one batch become one event, the last, unless they carry payloads: those are each sent.
 * In the order of the rows: a browser resumes behind the event it saw last, and would get again what came before an older one.
 */
function eventsFor(listener: Listener, rows: readonly Row[]): string {
  const wanted = rows.filter((row) => listener.wants(topicOf(row)))
  const last = new Map(wanted.filter((row) => row.payload === null).map((row) => [topicOf(row), row]))
  return wanted.map((row) => (row.payload !== null || last.get(topicOf(row)) === row ? eventOf(topicOf(row), row) : "")).join("")
}

const eventOf = (topic: string, row: Row) =>
  `id: ${row.tx}.${row.seq}\nevent: change\ndata: ${JSON.stringify({ topic, version: `${row.tx}.${row.seq}`, payload: row.payload ?? undefined })}\n\n`

function listenerOn(reply: ServerResponse, topics: readonly string[], { tx, seq }: { tx: bigint; seq: bigint }): Listener {
  const exact = new Set(topics.filter((topic) => !topic.endsWith("/*")))
  const prefixes = topics.filter((topic) => topic.endsWith("/*")).map((topic) => topic.slice(0, -1))
  return {
    wants: (topic) => exact.has(topic) || prefixes.some((prefix) => topic.startsWith(prefix)),
    send: (text) => void reply.write(text),
    end: () => void reply.end(),
    tx,
    seq,
    held: [],
  }
}

/** Follows the outbox; one read at a time, at once when woken, every second as the net. */
class Tail {
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
  /** What came after a browser's cursor up to ours; "gone" when it is older than what is kept (24 h) or unreadable. */
  async since(after: string | undefined): Promise<Row[] | "gone"> {
    if (!after) return []
    const match = /^(\d{1,19})\.(\d{1,19})$/.exec(after)
    if (!match || BigInt(match[1] ?? 0) > largest || BigInt(match[2] ?? 0) > largest) return "gone"
    const { rows: old } = await this.#pool.query<{ gone: boolean }>(
      "select not exists (select 1 from outbox where (tx, seq) <= ($1::text::xid8, $2::bigint)) and exists (select 1 from outbox) as gone",
      [match[1], match[2]],
    )
    const { rows } = await this.#pool.query<Row>(tailSql, [match[1], match[2]])
    if (rows.length === 1000 || (old[0]?.gone && rows.length > 0 && match[1] !== "0")) return "gone"
    return rows
  }
}

/** Hears the other processes and tells them, on a connection of its own. */
class Ears {
  #client: pg.Client | undefined
  #telling: NodeJS.Timeout | undefined
  #url = ""
  #closed = false
  readonly #log: Log
  readonly #heard: () => void
  constructor(log: Log, heard: () => void) {
    this.#log = log
    this.#heard = heard
  }
  async open(url: string): Promise<void> {
    this.#url = url
    const client = new pg.Client({ connectionString: url, application_name: "huixu-live" })
    client.on("notification", () => this.#heard())
    client.on("error", () => this.#reopen())
    await client.connect()
    await client.query("listen huixu_outbox")
    this.#client = client
  }
  #reopen(): void {
    this.#client = undefined
    if (this.#closed) return
    setTimeout(() => this.open(this.#url).catch(() => this.#reopen()), 1000).unref()
  }
  tellOthers(): void {
    this.#telling ??= setTimeout(() => this.#tell(), 20)
  }
  /** The next NOTIFY waits for this one: a connection takes one statement at a time. */
  async #tell(): Promise<void> {
    try {
      await this.#client?.query("notify huixu_outbox")
    } catch (error) {
      this.#log.warn({ error: (error as Error).message }, "live notify")
    }
    this.#telling = undefined
  }
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#telling)
    await this.#client?.end().catch(() => undefined)
  }
}
