/** Live: every process tails the outbox in commit order and serves Server-Sent Events with resume. */
import type { ServerResponse } from "node:http"
import type pg from "pg"
import { Ears } from "./live-ears.ts"
import { type Row, Tail } from "./live-tail.ts"
import type { Log } from "./log.ts"

type Listener = {
  actor: string
  reply: ServerResponse
  wants: (topic: string) => boolean
  /** What it has been given up to; the same row may come from the catching-up and from the tail. */
  tx: bigint
  seq: bigint
  /** Rows that came while it was catching up. */
  held: Row[] | null
  /** Rows it wants that wait for the next quarter of a second. */
  due: Row[]
  timer: NodeJS.Timeout | undefined
}
type Hearing = { topic: string; then: (payload: unknown, meetingId: string | null) => void }
/** `topics`: "MEETING/module", "MEETING/*" or "-/…" for the house's own. `after`: the last id the browser saw. `actor`: "kind:id". */
type Wants = { topics: readonly string[]; after: string | undefined; actor: string }

export type Live = {
  /** After a commit: look at once, and tell the other processes (at most one NOTIFY per 20 ms, outside every transaction). */
  wake(): void
  subscribe(reply: ServerResponse, wants: Wants): Promise<void>
  /** In this process, for every announcement of the topic whichever process made it, once. Answers how to stop. */
  hear(topic: string, then: (payload: unknown, meetingId: string | null) => void): () => void
  /** Ends the open streams of an actor ("kind:id"): revoked, closed, or signed out. Who may still come, comes again and misses nothing. */
  endFor(actor: string): void
  clients(): number
  /** Up to which row this process has passed on. */
  position(): { tx: bigint; seq: bigint }
  /** The same as a browser's cursor: who reads now sees all of it. */
  readAt(): string
  open(connectionString: string): Promise<void>
  close(): Promise<void>
}

/** A topic is told at most four times a second. */
const pace = 250
/** Unread bytes after which a client is cut; it comes again by resume. Kept for it, a hall of phones asleep would fill the memory. */
const mostUnread = 1_048_576

export function createLive(pool: pg.Pool, log: Log): Live {
  const everyone: Everyone = { listeners: new Set(), hearings: new Set(), isClosed: false }
  const { listeners, hearings } = everyone
  const ears = new Ears(log, () => tail.now())
  const tail = new Tail(pool, log, (rows) => passOn(everyone, rows))
  return {
    wake() {
      tail.now()
      ears.tellOthers()
    },
    subscribe: (reply, wants) => subscribe({ everyone, tail, reply }, wants),
    hear(topic, then) {
      const hearing = { topic, then }
      hearings.add(hearing)
      return () => void hearings.delete(hearing)
    },
    endFor(actor) {
      for (const listener of listeners) if (listener.actor === actor) listener.reply.end()
    },
    clients: () => listeners.size,
    position: () => tail.position,
    readAt: () => cursorOf(tail.position),
    async open(connectionString) {
      await tail.start()
      await ears.open(connectionString)
    },
    async close() {
      everyone.isClosed = true
      for (const listener of listeners) listener.reply.end()
      listeners.clear()
      tail.stop()
      await ears.close()
    },
  }
}

type Everyone = { listeners: Set<Listener>; hearings: Set<Hearing>; isClosed: boolean }

function passOn({ listeners, hearings }: Everyone, rows: Row[]): void {
  for (const { topic, then } of hearings) for (const row of rows) if (row.topic === topic) then(row.payload, row.meeting_id)
  for (const listener of listeners) {
    if (listener.held) listener.held.push(...rows)
    else take(listener, rows)
  }
}

async function subscribe({ everyone, tail, reply }: { everyone: Everyone; tail: Tail; reply: ServerResponse }, wants: Wants): Promise<void> {
  // the house is closing: the browser comes again to the next one
  if (everyone.isClosed) return void reply.end()
  const listener = listenerOn(reply, wants, tail.position)
  everyone.listeners.add(listener)
  reply.on("close", () => {
    everyone.listeners.delete(listener)
    clearTimeout(listener.timer)
  })
  const missed = await tail.since(wants.after).catch(() => undefined)
  // the database is away: the browser comes again, and nothing is held for it meanwhile
  if (!missed) return void reply.end()
  begin(listener, missed, wants.after)
}

/** First what was missed, then what came meanwhile. The greeting carries the browser's own cursor: cut behind it, nothing is skipped. */
function begin(listener: Listener, missed: Row[] | "gone", after: string | undefined): void {
  const cursor = after !== undefined && missed !== "gone" ? after : cursorOf(listener)
  send(listener, `id: ${cursor}\nevent: ${missed === "gone" ? "reset" : "ready"}\ndata: {}\n\n`)
  if (missed !== "gone") {
    const text = eventsOf(missed.filter((row) => listener.wants(topicOf(row))))
    if (text) send(listener, text)
    remember(listener, missed)
  }
  const held = listener.held ?? []
  listener.held = null
  take(listener, held)
}

function remember(listener: Listener, rows: readonly Row[]): void {
  const last = rows.at(-1)
  if (!last || !isAfter(last, listener)) return
  listener.tx = BigInt(last.tx)
  listener.seq = BigInt(last.seq)
}

const cursorOf = ({ tx, seq }: { tx: bigint; seq: bigint }): string => `${tx}.${seq}`

const isAfter = (row: Row, { tx, seq }: { tx: bigint; seq: bigint }) => BigInt(row.tx) > tx || (BigInt(row.tx) === tx && BigInt(row.seq) > seq)

/** The first of a quiet time goes at once; what follows within a quarter of a second goes together, in its order, so that no id runs ahead of a row that waits. */
function take(listener: Listener, rows: readonly Row[]): void {
  const fresh = rows.filter((row) => isAfter(row, listener))
  remember(listener, fresh)
  listener.due.push(...fresh.filter((row) => listener.wants(topicOf(row))))
  if (listener.due.length > 0 && !listener.timer) flush(listener)
}

function flush(listener: Listener): void {
  listener.timer = undefined
  const due = listener.due.splice(0)
  if (due.length === 0) return
  send(listener, eventsOf(due))
  listener.timer = setTimeout(() => flush(listener), pace)
}

function send({ reply }: Listener, text: string): void {
  if (reply.writableLength > mostUnread) reply.destroy()
  else if (!reply.writableEnded) reply.write(text)
}

const topicOf = (row: Row) => `${row.meeting_id ?? "-"}/${row.topic}`

/**
 * Rows of one topic in one batch become one event, the last, unless they carry payloads: those are each sent.
 * In the order of the rows: a browser resumes behind the event it saw last, and would get again what came before an older one.
 */
function eventsOf(rows: readonly Row[]): string {
  const last = new Map(rows.filter((row) => row.payload === null).map((row) => [topicOf(row), row]))
  return rows.map((row) => (row.payload !== null || last.get(topicOf(row)) === row ? eventOf(row) : "")).join("")
}

// a row goes to a thousand listeners and is written out once
const texts = new WeakMap<Row, string>()
function eventOf(row: Row): string {
  const known = texts.get(row)
  if (known !== undefined) return known
  const data = JSON.stringify({ topic: topicOf(row), version: `${row.tx}.${row.seq}`, payload: row.payload ?? undefined })
  const text = `id: ${row.tx}.${row.seq}\nevent: change\ndata: ${data}\n\n`
  texts.set(row, text)
  return text
}

function listenerOn(reply: ServerResponse, { topics, actor }: Wants, { tx, seq }: { tx: bigint; seq: bigint }): Listener {
  const exact = new Set(topics.filter((topic) => !topic.endsWith("/*")))
  const prefixes = topics.filter((topic) => topic.endsWith("/*")).map((topic) => topic.slice(0, -1))
  const wants = (topic: string) => exact.has(topic) || prefixes.some((prefix) => topic.startsWith(prefix))
  return { actor, reply, wants, tx, seq, held: [], due: [], timer: undefined }
}
