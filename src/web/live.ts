/** Live events: one stream a browser, shared by its tabs. With one stream a tab the seventh tab of a browser never loads. */
import { useEffect, useRef } from "react"
import { newId } from "#kernel/ids.ts"
import { answered, unanswered } from "./connection.ts"
import { shell } from "./shell.ts"

/** `module` "*" with kind reset: too much was missed, everything may be stale. */
export type LiveEvent = { kind: "change" | "reset"; meetingId: string; module: string; version?: string; payload?: unknown }
type Message = { say: "want"; tab: string; topics: string[] } | { say: "who" } | { say: "event"; event: LiveEvent } | { say: "again" }

const listeners = new Set<(event: LiveEvent) => void>()
const wanted = new Map<string, number>()
const others = new Map<string, string[]>()
const tab = newId()

let channel: BroadcastChannel | undefined
let leads = false
let begun = false
let stream: EventSource | undefined
let streamed = ""
let lastId = ""
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

/** After signing in or out the stream must carry the new cookie. */
export function restartLive(): void {
  if (leads) reopen()
  else channel?.postMessage({ say: "again" } satisfies Message)
}

function begin(): void {
  if (begun || typeof EventSource === "undefined") return
  begun = true
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
  if (message.say === "event") deliver(message.event)
  else if (message.say === "who") tellWanted()
  else if (!leads) return
  else if (message.say === "again") reopen()
  else {
    others.set(message.tab, message.topics)
    follow()
  }
}

function lead(): void {
  leads = true
  channel?.postMessage({ say: "who" } satisfies Message)
  follow()
}

function tellWanted(): void {
  if (leads) follow()
  else channel?.postMessage({ say: "want", tab, topics: [...wanted.keys()] } satisfies Message)
}

/** Reopens only when a meeting is wanted that the stream does not carry. */
function follow(): void {
  const all = new Set([...wanted.keys(), ...[...others.values()].flat()])
  const carried = new Set(streamed.split(","))
  if ([...all].some((topic) => !carried.has(topic))) open([...all])
}

function reopen(): void {
  const topics = streamed
  streamed = ""
  lastId = ""
  if (topics) open(topics.split(","))
}

function open(meetings: string[]): void {
  clearTimeout(retry)
  stream?.close()
  streamed = meetings.join(",")
  const query = new URLSearchParams({ as: shell(), topics: meetings.map((id) => `${id}/*`).join(",") })
  if (lastId) query.set("after", lastId)
  stream = new EventSource(`/live?${query}`)
  stream.onopen = () => {
    failures = 0
    answered()
  }
  stream.onerror = () => {
    if (stream?.readyState !== EventSource.CLOSED) return unanswered()
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
