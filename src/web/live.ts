/** Live events: one stream a browser, shared by its tabs. With one stream a tab the seventh tab of a browser never loads. */
import { useEffect, useRef } from "react"
import { newId } from "#kernel/ids.ts"
import { answered, doubt, isReachable, onReachable } from "./connection.ts"
import { shell } from "./shell.ts"

/** `module` "*" with kind reset: too much was missed, everything may be stale. */
export type LiveEvent = { kind: "change" | "reset"; meetingId: string; module: string; version?: string; payload?: unknown }
type Message =
  | { say: "want"; tab: string; topics: string[]; since: string }
  | { say: "who" }
  | { say: "event"; event: LiveEvent }
  | { say: "doubt" }
  | { say: "for"; whom: string }

const listeners = new Set<(event: LiveEvent) => void>()
const wanted = new Map<string, number>()
const others = new Map<string, string[]>()
const tab = newId()
/** Meetings on one stream. */
const mostCarried = 20

let channel: BroadcastChannel | undefined
let leads = false
let begun = false
let stream: EventSource | undefined
let streamed = ""
let streamedFor: string | undefined
let isOpening = false
/** Up to which row of the outbox this page knows: what it read first, then what it heard. */
let lastId = ""
/** From where a stream must begin that carries what is wanted anew. */
let since = ""
let failures = 0
let retry: ReturnType<typeof setTimeout> | undefined

export function onLive(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Keeps this meeting's events coming until the answer is called; "-" is the house itself (one's own background tasks). */
export function watch(meetingId: string): () => void {
  wanted.set(meetingId, (wanted.get(meetingId) ?? 0) + 1)
  begin()
  if (wanted.get(meetingId) === 1) tellWanted()
  return () => {
    const left = (wanted.get(meetingId) ?? 1) - 1
    // a page that is left is often followed by one of the same meeting: the stream keeps its topics until others are added
    if (left > 0) wanted.set(meetingId, left)
    else wanted.delete(meetingId)
  }
}

/** `payload` is what the module let ride along, fit for every eye in the meeting; undefined when only "something changed" is said. */
export function useLive(meetingId: string, module: string, listener: (payload: unknown) => void): void {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => {
    if (!meetingId) return
    const leave = watch(meetingId)
    const stop = onLive((event) => {
      if (event.kind === "reset" || (event.meetingId === meetingId && event.module === module)) latest.current(event.payload)
    })
    return () => {
      stop()
      leave()
    }
  }, [meetingId, module])
}

/** What an answer was read at. A stream begins there and not when it opens: what changes in between would never be heard. */
export function readAt(position: string | null): void {
  if (lastId !== "" || !position) return
  lastId = position
  if (begun) tellWanted()
}

/** Another person at this browser: the stream must carry his cookie. */
export function liveFor(whom: string): void {
  channel?.postMessage({ say: "for", whom } satisfies Message)
  becomeFor(whom)
}

function becomeFor(whom: string): void {
  const before = streamedFor
  streamedFor = whom
  if (!leads || before === undefined || before === whom || !streamed) return
  open(streamed.split(","))
}

function begin(): void {
  if (begun || typeof EventSource === "undefined") return
  begun = true
  onReachable(() => {
    if (leads && isReachable() && streamed && stream?.readyState === EventSource.CLOSED) open(streamed.split(","))
  })
  // Web Locks need a secure context: on plain http in a hall's network every tab has a stream of its own
  if (typeof BroadcastChannel === "undefined" || !globalThis.navigator?.locks) {
    lead()
    return
  }
  const name = `huixu-live-${shell()}`
  channel = new BroadcastChannel(name)
  channel.onmessage = (message: MessageEvent<Message>) => heard(message.data)
  void navigator.locks.request(name, () => {
    lead()
    return new Promise<never>(() => undefined)
  })
  tellWanted()
}

function heard(message: Message): void {
  if (message.say === "event") {
    // this tab may have to lead on from here
    lastId = message.event.version ?? lastId
    deliver(message.event)
  } else if (message.say === "who") tellWanted()
  else if (message.say === "doubt") doubt()
  else if (message.say === "for") becomeFor(message.whom)
  else if (leads) {
    others.set(message.tab, message.topics)
    follow(message.since)
  }
}

function lead(): void {
  leads = true
  channel?.postMessage({ say: "who" } satisfies Message)
  follow()
}

function tellWanted(): void {
  if (leads) follow()
  else channel?.postMessage({ say: "want", tab, topics: [...wanted.keys()], since: lastId } satisfies Message)
}

/** Reopens only when a meeting is wanted that the stream does not carry; a page that is just being drawn wants several in a row. */
function follow(from = lastId): void {
  since = earlier(since, from)
  // nothing was read yet that could change; what is read first calls again
  if (isOpening || since === "") return
  isOpening = true
  setTimeout(() => {
    isOpening = false
    const all = new Set([...wanted.keys(), ...[...others.values()].flat()])
    const carried = streamed.split(",").filter(Boolean)
    // what was left a moment ago stays on it: who comes back finds what he had read, and it must not have changed unheard
    if ([...all].some((topic) => !carried.includes(topic))) open([...new Set([...all, ...carried])].slice(0, mostCarried), since)
    since = ""
  }, 50)
}

const numbersOf = (position: string): [bigint, bigint] => {
  const [tx = "0", seq = "0"] = position.split(".")
  return [BigInt(tx), BigInt(seq)]
}

/** "" is no position: the other one counts. */
function earlier(one: string, other: string): string {
  if (one === "" || other === "") return one || other
  const [tx, seq] = numbersOf(one)
  const [otherTx, otherSeq] = numbersOf(other)
  return tx < otherTx || (tx === otherTx && seq < otherSeq) ? one : other
}

function open(meetings: string[], after = lastId): void {
  clearTimeout(retry)
  stream?.close()
  streamed = meetings.join(",")
  const query = new URLSearchParams({ as: shell(), topics: meetings.map((id) => `${id}/*`).join(",") })
  if (after) query.set("after", after)
  stream = new EventSource(`/live?${query}`)
  stream.onopen = () => {
    failures = 0
    answered()
  }
  stream.onerror = () => {
    doubt()
    channel?.postMessage({ say: "doubt" } satisfies Message)
    if (stream?.readyState !== EventSource.CLOSED) return
    retry = setTimeout(() => open(streamed.split(",")), Math.min(30_000, 1000 * 2 ** failures++) * (0.5 + Math.random() / 2))
  }
  stream.addEventListener("change", (event) => arrived("change", event))
  stream.addEventListener("reset", (event) => arrived("reset", event))
}

function arrived(kind: LiveEvent["kind"], message: MessageEvent<string>): void {
  if (message.lastEventId) lastId = message.lastEventId
  const data = (message.data ? JSON.parse(message.data) : {}) as { topic?: string; version?: string; payload?: unknown }
  const [meetingId = "*", module = "*"] = (data.topic ?? "*/*").split("/")
  const event: LiveEvent = { kind, meetingId, module, version: data.version, payload: data.payload }
  channel?.postMessage({ say: "event", event } satisfies Message)
  deliver(event)
}

function deliver(event: LiveEvent): void {
  for (const listener of listeners) listener(event)
}
