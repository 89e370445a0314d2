/** HTTP as a browser, a phone and a gate speak it: operations by name, cookies kept, files up and down. */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http"
import { Agent as HttpsAgent, request as httpsRequest } from "node:https"
import { buffer } from "node:stream/consumers"
import { setTimeout as pause } from "node:timers/promises"
import type { z } from "zod"
import type { Operation } from "#kernel/contract.ts"
import { house } from "#kernel/house.ts"

export type Client = {
  <In extends z.ZodType, Out extends z.ZodType>(operation: Operation<In, Out>, input: z.input<In>): Promise<z.output<Out>>
  url: string
  headers: Record<string, string>
  /** A hot path that is no operation. */
  post<Answer>(path: string, body: unknown): Promise<Answer>
}

const agents = { "http:": new HttpAgent({ keepAlive: true, maxSockets: 64 }), "https:": new HttpsAgent({ keepAlive: true, maxSockets: 64 }) }

function send(url: string, options: { method: string; headers: Record<string, string>; body?: string }): Promise<IncomingMessage> {
  const secure = url.startsWith("https:")
  const { method, body } = options
  const headers = {
    ...options.headers,
    ...(body === undefined ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
  }
  return new Promise((done, failed) => {
    const sent = (secure ? httpsRequest : httpRequest)(url, { method, headers, agent: agents[secure ? "https:" : "http:"] }, done)
    sent.on("error", failed)
    sent.end(body)
  })
}

export class Refused extends Error {
  readonly code: string
  constructor(where: string, status: number, body: { code?: string; message?: string }) {
    super(`${where}: ${body.message ?? `HTTP ${status}`}`)
    this.code = body.code ?? String(status)
  }
}

type Answer = { body: unknown; cookies: string[] }

async function ask(client: { url: string; headers: Record<string, string> }, path: string, body: unknown): Promise<Answer> {
  for (let tried = 0; ; tried++) {
    const response = await send(`${client.url}${path}`, { method: "POST", headers: client.headers, body: JSON.stringify(body) })
    const text = (await buffer(response)).toString()
    const status = response.statusCode ?? 0
    if (status === 200) return { body: JSON.parse(text), cookies: response.headers["set-cookie"] ?? [] }
    // a busy house says when to come again, and phones do
    if (status !== 503 || tried === 10) throw new Refused(path, status, text.startsWith("{") ? JSON.parse(text) : {})
    await pause(Number(response.headers["retry-after"] ?? 1) * 1000)
  }
}

const pathOf = (operation: Operation): string => `/api/${operation.name.replace(".", "/")}`

export function clientAt(url: string, headers: Record<string, string> = {}): Client {
  const self = { url, headers: { "accept-language": "zh-CN", ...headers } }
  const call = async (operation: Operation, input: unknown) => operation.output.parse((await ask(self, pathOf(operation), input)).body)
  return Object.assign(call as unknown as Client, { ...self, post: async <T>(path: string, body: unknown) => (await ask(self, path, body)).body as T })
}

/** Calls a public operation that opens a session, and goes on with its cookie. */
export async function enterBy<In extends z.ZodType, Out extends z.ZodType>(
  at: Client,
  operation: Operation<In, Out>,
  input: z.input<In>,
): Promise<{ client: Client; answer: z.output<Out> }> {
  const { body, cookies } = await ask(at, pathOf(operation), input)
  const cookie = cookies.map((line) => line.split(";")[0]).join("; ")
  return { client: clientAt(at.url, { ...at.headers, cookie }), answer: operation.output.parse(body) }
}

/** A multipart upload as the browser sends it; answers the file's id. */
export async function uploadTo(client: Client, name: string, bytes: Uint8Array): Promise<string> {
  const form = new FormData()
  form.set("file", new Blob([new Uint8Array(bytes)]), name)
  const response = await fetch(`${client.url}/files`, { method: "POST", headers: client.headers, body: form })
  const body = (await response.json()) as { id: string; message?: string }
  if (!response.ok) throw new Refused("/files", response.status, body)
  return body.id
}

export async function download(client: Client, ticket: { url: string }): Promise<Buffer> {
  const response = await send(new URL(ticket.url, client.url).href, { method: "GET", headers: client.headers })
  const bytes = await buffer(response)
  if (response.statusCode !== 200) throw new Refused(ticket.url, response.statusCode ?? 0, {})
  return bytes
}

/** Waits for a job, telling how far it is; throws with its sentence when it did not end well. */
export async function ended(client: Client, jobId: string, tell: (done: number, total: number) => void): Promise<Record<string, unknown>> {
  for (;;) {
    const run = await client(house.job, { id: jobId })
    tell(run.done, run.total)
    if (run.state === "done") return run.result ?? {}
    if (run.finishedAt) throw new Error(`${run.title}: ${run.sentence ?? run.state}`)
    await pause(60)
  }
}

export const resultOf = async (client: Client, jobId: string): Promise<{ name: string; bytes: Buffer }> => {
  const ticket = await client(house.resultTicket, { id: jobId })
  return { name: ticket.name, bytes: await download(client, ticket) }
}

/** `width` hands at once take `work` for each item, as eight doors or a hall of phones do. */
export async function together<Item>(
  items: readonly Item[],
  { width, tell }: { width: number; tell: (done: number, total: number) => void },
  work: (item: Item, hand: number) => Promise<void>,
): Promise<void> {
  let next = 0
  let done = 0
  const hand = async (number: number) => {
    while (next < items.length) {
      await work(items[next++] as Item, number)
      tell(++done, items.length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, (_, number) => hand(number)))
}
