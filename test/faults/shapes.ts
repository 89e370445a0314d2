/** Requests that no honest browser sends: what a shape is, and the two ways to send one (a whole request, or bytes on a socket). */
import { request as ask } from "node:http"
import { connect } from "node:net"
import type { Client } from "../../bench/running.ts"

export type Target = { url: string; port: number; owner: Client; meetingId: string }
/** `status` 0: the connection was ended without an answer. `sent`: bytes that left before the answer. */
export type Reply = { status: number; text: string; sent: number }
/** `may`: the statuses that are right; "closed" counts as 0. */
export type Shape = { name: string; may: readonly number[]; send: (at: Target) => Promise<Reply> }

export const refused = [400, 401, 403, 404, 405, 406, 409, 411, 413, 414, 415, 417, 431, 501, 505]
/** Refused, or the connection ended: what a parser below the application may do. */
export const endedOr = (statuses: readonly number[]): number[] => [0, ...statuses]

type Sending = { method?: string; path: string; headers?: Record<string, string | string[]>; body?: string | Buffer; as?: "owner" | "nobody" }

/** One whole request on a connection of its own; a server that answers and closes before all of it has come is heard all the same. */
export function send(at: Target, { method = "POST", path, headers = {}, body = "", as = "owner" }: Sending): Promise<Reply> {
  const bytes = Buffer.from(body)
  return new Promise((resume) => {
    const sending = ask(
      { port: at.port, host: "127.0.0.1", method, path, agent: false, headers: { ...(as === "owner" ? at.owner.headers : {}), ...headers } },
      (response) => {
        let text = ""
        response.setEncoding("utf8")
        const done = () => {
          resume({ status: response.statusCode ?? 0, text, sent: bytes.length })
          sending.destroy()
        }
        response.on("data", (chunk: string) => {
          text += chunk
          // a stream of events has no end: its beginning is the answer
          if (response.headers["content-type"]?.startsWith("text/event-stream") && text.includes("\n\n")) done()
        })
        response.on("end", done)
        response.on("error", done)
      },
    )
    sending.on("error", () => resume({ status: 0, text: "", sent: 0 }))
    sending.setTimeout(20_000, () => sending.destroy())
    sending.end(bytes)
  })
}

export const json =
  (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  (at: Target) =>
    send(at, { path, body, headers: { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...headers } })

export const get =
  (path: string, headers: Record<string, string | string[]> = {}) =>
  (at: Target) =>
    send(at, { method: "GET", path, headers })

type Feeding = { chunk?: Buffer; until?: number; patience?: number }

/** Bytes as they are; `chunk` again and again up to `until` bytes, for as long as the other side takes them. */
export function raw(at: Target, begin: string | Buffer, { chunk, until = 0, patience = 3000 }: Feeding = {}): Promise<Reply> {
  return new Promise((resume) => {
    let text = ""
    let sent = 0
    let settled = false
    const socket = connect(at.port, "127.0.0.1")
    const done = () => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      socket.destroy()
      resume({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text, sent })
    }
    let timer = setTimeout(done, patience)
    const feed = () => {
      while (chunk && sent < until && !settled) {
        sent += chunk.length
        clearTimeout(timer)
        timer = setTimeout(done, patience)
        if (!socket.write(chunk)) return
      }
    }
    socket.on("drain", feed)
    socket.on("data", (data: Buffer) => {
      text += data.toString("latin1")
      // answered: what follows is only how the connection ends
      if (text.includes("\r\n\r\n")) {
        clearTimeout(timer)
        timer = setTimeout(done, 150)
      }
    })
    socket.on("error", done)
    socket.on("close", done)
    socket.on("connect", () => {
      socket.write(begin)
      feed()
    })
  })
}

/** The head of a signed-in POST, without the blank line that ends it. */
export const head = (at: Target, line: string, ...more: string[]) =>
  `${[line, "Host: 127.0.0.1", `Cookie: ${at.owner.headers.cookie}`, ...more].join("\r\n")}\r\n`
