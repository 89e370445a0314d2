/** Bodies and headers at the door of the operations. */
import { gzipSync } from "node:zlib"
import { endedOr, get, json, refused, type Shape, send } from "./shapes.ts"

const add = "/api/units/add"
const list = "/api/attendees/list"
const bad = (name: string, body: string | Buffer, headers: Record<string, string> = {}): Shape => ({ name, may: refused, send: json(add, body, headers) })
const harmless = [200, ...refused]
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`

export const bodies: Shape[] = [
  bad("half a JSON", "{"),
  bad("no body", ""),
  bad("null", "null"),
  bad("an array", "[]"),
  bad("a number", "42"),
  bad("a text", '"units"'),
  bad("a name that is a number", '{"name":42}'),
  bad("a name that is an object", '{"name":{"$ne":1}}'),
  bad("a name that is a list", '{"name":["财政局"]}'),
  bad("a name of 3 MB", JSON.stringify({ name: "长".repeat(1_000_000) })),
  // refused by its head and closed: a sender in full flow may not come to read it
  { name: "a body of 5 MB", may: endedOr(refused), send: json(add, JSON.stringify({ name: "长".repeat(1_700_000) })) },
  bad("100 000 brackets", nested(100_000)),
  { name: "100 000 brackets beside a good name", may: harmless, send: json(add, `{"name":"深处","deep":${nested(100_000)}}`) },
  {
    name: "100 000 brackets beside a good name, under a key",
    may: harmless,
    send: json(add, `{"name":"更深处","deep":${nested(100_000)}}`, { "idempotency-key": "deep" }),
  },
  { name: "100 000 names of fields", may: harmless, send: json(add, `{"name":"多项",${Array.from({ length: 100_000 }, (_, n) => `"k${n}":1`).join()}}`) },
  bad("a prototype in the body", '{"name":"原型","__proto__":{"isAdmin":true}}'),
  bad("a constructor in the body", '{"name":"构造","constructor":{"prototype":{"isAdmin":true}}}'),
  bad("a NUL in a text", '{"name":"财\\u0000政"}'),
  { name: "half a surrogate pair", may: harmless, send: json(add, '{"name":"半字\\ud800"}') },
  { name: "half a surrogate pair under a key", may: harmless, send: json(add, '{"name":"半字乙\\udfff"}', { "idempotency-key": "half" }) },
  bad("control characters only", '{"name":"\\u0001\\u0002"}'.replace(/\\u000[12]/g, " ")),
  bad("bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22])),
  bad("UTF-16", Buffer.from('{"name":"财政局"}', "utf16le")),
  bad("a comment in JSON", '{"name":"注释"/* */}'),
  bad("two bodies in one", '{"name":"甲"}{"name":"乙"}'),
  bad("a gzip bomb", gzipSync(Buffer.alloc(100_000_000)), { "content-encoding": "gzip" }),
  bad("XML", "<unit/>", { "content-type": "application/xml" }),
  bad("a form", "name=财政局", { "content-type": "application/x-www-form-urlencoded" }),
  bad("plain text that is JSON", '{"name":"文本"}', { "content-type": "text/plain" }),
  bad("a type that is none", '{"name":"无类"}', { "content-type": ";;;" }),
  ...["1e308", "-1", "1e400", "9007199254740993", "0.5", '"1"'].map((page) => ({
    name: `page ${page}`,
    may: refused,
    send: (at: Parameters<Shape["send"]>[0]) => json(list, `{"meetingId":"${at.meetingId}","page":${page},"size":200}`)(at),
  })),
  { name: "page 9e15", may: harmless, send: (at) => json(list, `{"meetingId":"${at.meetingId}","page":9e15,"size":200}`)(at) },
  { name: "an id that is none", may: refused, send: json(list, '{"meetingId":"1 or 1=1"}') },
  { name: "an id of another shape", may: refused, send: json(list, '{"meetingId":"{00000000-0000-7000-8000-000000000000}"}') },
  { name: "SQL for a search", may: harmless, send: (at) => json(list, JSON.stringify({ meetingId: at.meetingId, find: "'; drop table unit; --%_\\" }))(at) },
  { name: "a regular expression for a search", may: harmless, send: (at) => json(list, JSON.stringify({ meetingId: at.meetingId, find: "(a+)+$" }))(at) },
]

export const headers: Shape[] = [
  ...["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"].map((method) => ({
    name: `${method} at an operation`,
    may: refused,
    send: (at: Parameters<Shape["send"]>[0]) => send(at, { method, path: add }),
  })),
  { name: "GET of a command", may: refused, send: get(add) },
  ...["/api/units/nothing", "/api/__proto__/constructor", "/api/", "/api/units/add/more", "/api/constructor/prototype", "/api/units%2fadd"].map((path) => ({
    name: `POST ${path}`,
    may: refused,
    send: json(path, "{}"),
  })),
  bad("another site's Origin", '{"name":"外站"}', { origin: "https://elsewhere.example" }),
  bad("the Origin null", '{"name":"空源"}', { origin: "null" }),
  bad("an Origin that is none", '{"name":"非源"}', { origin: "::::" }),
  bad("our Origin with another port", '{"name":"邻口"}', { origin: "http://127.0.0.1:1" }),
  { name: "a key of 10 kB", may: harmless, send: json(add, '{"name":"长键"}', { "idempotency-key": "k".repeat(10_000) }) },
  { name: "a language of 8 kB", may: harmless, send: json(add, '{"name":"长语言"}', { "accept-language": "zh,".repeat(2_600) }) },
  ...[
    "huixu.session_token=forged.signature",
    "huixu.session_token=%E0%A4%A",
    "huixu.session_token=%00",
    `huixu.session_token=${"A".repeat(9000)}`,
    "huixu.session_token=",
    "__Secure-huixu.session_token=x; huixu.session_token=y",
    "=;=;;=x",
    "huixu_gate=0123456789ABCDEFGHJKMNPQRS",
  ].map((cookie) => ({ name: `the cookie ${cookie.slice(0, 45)}`, may: [401], send: json("/api/units/list", "{}", { cookie }) })),
  ...["Bearer 0123456789ABCDEFGHJKMNPQRS", "Bearer ../../x", "Basic b3duZXI6eA==", `Bearer ${"Z".repeat(5000)}`].map((authorization) => ({
    name: `the authorization ${authorization.slice(0, 20)}`,
    may: [401],
    send: json("/api/units/list", "{}", { cookie: "", authorization }),
  })),
  { name: "a shell that is none", may: [401], send: json("/api/units/list", "{}", { "x-huixu-shell": "__proto__" }) },
  ...["nonsense", "-1.-1", "1e9.1", "1.1.1", "9999999999999999999.1", "0x10.1", "1".repeat(8000)].map((id) => ({
    name: `the live stream behind ${id.slice(0, 20)}`,
    may: [200],
    send: get("/live?as=desk&topics=-/units", { "last-event-id": id }),
  })),
  { name: "topics that are none", may: [200], send: get(`/live?as=desk&topics=${"__proto__/*,%00/x,".repeat(200)}`) },
  { name: "topics asked twice", may: harmless, send: get("/live?as=desk&topics=-/units&topics=-/jobs") },
  { name: "a cursor asked twice", may: harmless, send: get("/live?as=desk&topics=-/units&after=1.1&after=2.2") },
  { name: "a shell asked twice", may: harmless, send: get("/live?as=desk&as=phone&topics=-/units") },
]
