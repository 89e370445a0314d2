/** What is left of a request after its refusal: a body that still comes, a head that was no HTTP. */
import { STATUS_CODES } from "node:http"
import type { Socket } from "node:net"
import type { FastifyInstance } from "fastify"

const patience = 5000
const mostLeft = 32 * 1024 * 1024

/**
 * A refusal is sent before the whole body has come. What still comes is thrown away for a moment, so that the sender reads why;
 * then the connection is ended, or a refused gigabyte would be taken to its end.
 */
export function endLeftovers(app: FastifyInstance): void {
  app.addHook("onResponse", async ({ raw }) => {
    // a request that came by no wire (a test) has nothing left
    if (raw.complete || raw.socket.destroyed || typeof raw.socket.destroy !== "function") return
    const { socket } = raw
    // who was reading it has let go: nobody else would take what comes, and the sender would wait to be rid of it instead of reading
    raw.resume()
    const before = socket.bytesRead
    const began = Date.now()
    const timer = setInterval(() => {
      const isOver = raw.complete || socket.destroyed
      if (!isOver && socket.bytesRead - before < mostLeft && Date.now() - began < patience) return
      clearInterval(timer)
      if (!isOver) socket.destroy()
    }, 20)
  })
}

const statuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** What the parser itself refuses never becomes a request; its sender gets the same form of answer. */
export function refuseHead(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy()
  const status = statuses[error.code ?? ""] ?? 400
  const message = "请求不是完整有效的 HTTP，已拒绝。The request is not whole, valid HTTP and was refused."
  const body = JSON.stringify({ code: "house.badHttp", message, data: {} })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  // a sender that goes on sending would keep its half of the connection open
  setTimeout(() => socket.destroy(), 1000).unref()
}
