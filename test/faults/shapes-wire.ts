/** Below the application: heads and chunks that lie, floods, and what proxies and servers read differently. */
import { randomBytes } from "node:crypto"
import { endedOr, head, raw, refused, type Shape, type Target } from "./shapes.ts"

const good = '{"name":"走私"}'
const length = `Content-Length: ${Buffer.byteLength(good)}`
const type = "Content-Type: application/json"
const hidden = `POST /api/units/add HTTP/1.1\r\nHost: x\r\n${type}\r\n${length}\r\n\r\n${good}`

const post = (at: Target, ...more: string[]) => head(at, "POST /api/units/add HTTP/1.1", type, ...more)
const shape = (name: string, may: readonly number[], begin: (at: Target) => string | Buffer, feeding = {}): Shape => ({
  name,
  may,
  send: (at) => raw(at, begin(at), feeding),
})
const wrong = endedOr(refused)

export const wires: Shape[] = [
  shape("length and chunks at once", wrong, (at) => `${post(at, length, "Transfer-Encoding: chunked")}\r\n0\r\n\r\n${hidden}`),
  shape("two lengths", wrong, (at) => `${post(at, length, "Content-Length: 3")}\r\n${good}`),
  shape("a length that is none", wrong, (at) => `${post(at, "Content-Length: 0x10")}\r\n${good}`),
  shape("a negative length", wrong, (at) => `${post(at, "Content-Length: -5")}\r\n${good}`),
  shape("an unknown coding", wrong, (at) => `${post(at, "Transfer-Encoding: xchunked")}\r\n0\r\n\r\n${hidden}`),
  shape("chunks coded twice", wrong, (at) => `${post(at, "Transfer-Encoding: chunked, identity")}\r\n0\r\n\r\n${hidden}`),
  shape("a space before the colon", wrong, (at) => `${post(at, "Transfer-Encoding : chunked", length)}\r\n${good}`),
  shape("a folded header", wrong, (at) => `${post(at, "X-One: a\r\n b", "Content-Length: 1")}\r\n${good}`),
  shape("a chunk size that is none", wrong, (at) => `${post(at, "Transfer-Encoding: chunked")}\r\nZZ\r\n${good}\r\n0\r\n\r\n`),
  shape("a chunk size beyond all", wrong, (at) => `${post(at, "Transfer-Encoding: chunked")}\r\nFFFFFFFFFFFFFFFFF\r\n${good}`),
  shape("a chunk shorter than it says", wrong, (at) => `${post(at, "Transfer-Encoding: chunked")}\r\nFF\r\n${good}\r\n0\r\n\r\n`, { patience: 600 }),
  shape("an extension of a chunk without end", wrong, (at) => `${post(at, "Transfer-Encoding: chunked")}\r\n1;`, {
    chunk: Buffer.alloc(16_384, "x"),
    until: 2e6,
  }),
  shape("less than its length says", wrong, (at) => `${post(at, "Content-Length: 1000")}\r\n${good}`, { patience: 600 }),
  shape("more than its length says", [...wrong, 200], (at) => `${post(at, "Content-Length: 2")}\r\n{}${hidden}`),
  shape("line ends of one byte", [...wrong, 200], (at) => post(at, length).replace(/\r\n/g, "\n")),
  shape("no Host", wrong, () => "GET /healthz HTTP/1.1\r\n\r\n"),
  shape("two Hosts", [...wrong, 200], () => "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"),
  shape("a Host with a path", [...wrong, 200], () => "GET /healthz HTTP/1.1\r\nHost: a/../b@c:99999\r\nConnection: close\r\n\r\n"),
  shape(
    "another house's whole address",
    [...wrong, 200],
    () => "GET http://elsewhere.example/healthz HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n",
  ),
  shape("a NUL in the path", wrong, () => "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"),
  shape("a NUL in a header", wrong, () => "GET / HTTP/1.1\r\nHost: x\r\nX-Nul: a\0b\r\n\r\n"),
  shape("a header without a name", wrong, () => "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n"),
  shape("a method that is none", wrong, () => "HUIXU / HTTP/1.1\r\nHost: x\r\n\r\n"),
  shape("CONNECT", wrong, () => "CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: x\r\n\r\n", { patience: 600 }),
  shape("an upgrade to another protocol", [...wrong, 200], () => "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", {
    patience: 600,
  }),
  shape("HTTP of 1991", [...wrong, 200], () => "GET /\r\n\r\n"),
  shape("HTTP 9", wrong, () => "GET / HTTP/9.9\r\nHost: x\r\n\r\n"),
  shape("the beginning of HTTP/2", wrong, () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  shape("the beginning of TLS", wrong, () => Buffer.from("16030100a5010000a10303", "hex"), { patience: 600 }),
  shape("noise", wrong, () => randomBytes(4096), { patience: 600 }),
  shape("a head without end", wrong, () => "GET / HTTP/1.1\r\nHost: x\r\nX-Long: ", { chunk: Buffer.alloc(16_384, "x"), until: 50e6 }),
  shape("headers without end", wrong, () => "GET / HTTP/1.1\r\nHost: x\r\n", { chunk: Buffer.from("X-One: 1\r\n".repeat(1000)), until: 50e6 }),
  shape("10 000 headers", [...wrong, 200], () => `GET /healthz HTTP/1.1\r\nHost: x\r\n${"A:1\r\n".repeat(3000)}Connection: close\r\n\r\n`),
  shape("an expectation that is none", wrong, (at) => `${post(at, length, "Expect: 999-surprise")}\r\n${good}`),
  shape("500 requests in one breath", [200], () => "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".repeat(500)),
]

const gigabyte = 1024 ** 3
const block = Buffer.alloc(65_536, "a")
/** Refused long before all of it came; `enough` is what may have left by then. */
export const enough = 200 * 1024 ** 2

export const floods: Shape[] = [
  shape("a body of 1 GB", endedOr([413]), (at) => `${post(at, `Content-Length: ${gigabyte}`)}\r\n{"name":"`, { chunk: block, until: gigabyte }),
  shape("a body of 1 GB in chunks", endedOr([413]), (at) => `${post(at, "Transfer-Encoding: chunked")}\r\n`, {
    chunk: Buffer.concat([Buffer.from("10000\r\n"), block, Buffer.from("\r\n")]),
    until: gigabyte,
  }),
  shape("a body of 1 GB of nobody", endedOr([401, 413]), () => `POST /api/units/add HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: ${gigabyte}\r\n\r\n`, {
    chunk: block,
    until: gigabyte,
  }),
  shape("a file of 1 GB", endedOr([413]), (at) => fileHead(at), { chunk: block, until: gigabyte }),
  shape("a file of 1 GB of nobody", endedOr([401, 413]), (at) => fileHead(at).replace(/Cookie: .*\r\n/, ""), { chunk: block, until: gigabyte }),
  shape("1 GB at a path that is none", endedOr([404, 413]), (at) => `${head(at, "POST /nowhere HTTP/1.1", type, `Content-Length: ${gigabyte}`)}\r\n`, {
    chunk: block,
    until: gigabyte,
  }),
]

const fileHead = (at: Target) =>
  `${head(at, "POST /files HTTP/1.1", "Content-Type: multipart/form-data; boundary=b", `Content-Length: ${gigabyte}`)}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n`
