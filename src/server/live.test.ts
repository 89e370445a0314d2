import { get } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { sql } from "kysely"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { units } from "#modules/units/contract.ts"
import { as, type Caller, house } from "../../test/harness.ts"
import { createLive } from "./live.ts"
import { sweep } from "./sweep.ts"

type Event = { id: string; event: string; topic?: string; payload?: unknown }
type Ear = { events: Event[]; ended: Promise<void>; cut: () => void; until: (done: (events: Event[]) => boolean) => Promise<void> }

let port = 0
let owner: Caller

beforeAll(async () => {
  const { app } = await house()
  owner = await as("*")
  await app.listen({ port: 0, host: "127.0.0.1" })
  port = (app.server.address() as AddressInfo).port
})
const ears: Ear[] = []
afterAll(() => {
  for (const ear of ears) ear.cut()
})

/** A browser's ear: reads Server-Sent Events as they come. */
function listen(topics: string, after?: string, caller: Caller = owner): Promise<Ear> {
  return new Promise((ready, failed) => {
    const events: Event[] = []
    let end: () => void
    const ended = new Promise<void>((resume) => {
      end = resume
    })
    let waiting: { done: (events: Event[]) => boolean; resume: () => void } | undefined
    const request = get(
      { port, path: `/live?as=desk&topics=${topics}`, headers: { ...caller.headers, ...(after ? { "last-event-id": after } : {}) } },
      (response) => {
        let rest = ""
        response.setEncoding("utf8")
        response.on("data", (chunk: string) => {
          const parts = (rest + chunk).split("\n\n")
          rest = parts.pop() ?? ""
          events.push(...parts.flatMap(parse))
          if (waiting?.done(events)) waiting.resume()
          if (events[0]) ready(ear)
        })
        response.on("error", () => undefined)
        response.on("end", () => end())
      },
    )
    request.on("error", failed)
    const ear: Ear = {
      events,
      ended,
      cut: () => request.destroy(),
      until: (done) => (done(events) ? Promise.resolve() : new Promise((resume) => (waiting = { done, resume }))),
    }
    ears.push(ear)
  })
}

function parse(part: string): Event[] {
  const field = (name: string) =>
    part
      .split("\n")
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
  const event = field("event")
  return event ? [{ id: field("id") ?? "", event, ...JSON.parse(field("data") ?? "{}") }] : []
}

const changes = (events: Event[]) => events.filter(({ event }) => event === "change")

test("a change is announced to who listens, and only to who listens to it", async () => {
  const near = await listen("-/units")
  const far = await listen("-/elsewhere")
  await owner(units.add, { name: "交通局" })
  await near.until((events) => changes(events).length >= 1)
  expect(changes(near.events)[0]?.topic).toBe("-/units")
  expect(changes(far.events)).toEqual([])
})

test("after a cut nothing is missed and nothing comes twice", async () => {
  const { platform } = await house()
  const publish = async (from: number, to: number) => {
    for (let n = from; n < to; n++) await sql`insert into outbox (topic, payload) values ('numbers', ${JSON.stringify({ n })}::jsonb)`.execute(platform.db)
    platform.live.wake()
  }
  const seen: number[] = []
  const numbers = (events: Event[]) => changes(events).map(({ payload }) => (payload as { n: number }).n)
  let ear = await listen("-/numbers")
  for (let round = 0; round < 4; round++) {
    const goal = (round + 1) * 20
    await publish(round * 20, goal - 7)
    await ear.until((events) => numbers(events).at(-1) === goal - 8)
    ear.cut()
    const last = ear.events.at(-1)?.id
    seen.push(...numbers(ear.events))
    const later = publish(goal - 7, goal)
    ear = await listen("-/numbers", last)
    await later
    await ear.until((events) => numbers(events).at(-1) === goal - 1)
    seen.push(...numbers(ear.events))
    ear.cut()
    ear = await listen("-/numbers", ear.events.at(-1)?.id)
  }
  expect(seen).toEqual(Array.from({ length: 80 }, (_, n) => n))
})

test("a transaction that commits late is not lost, although later ones committed before it", async () => {
  const { platform } = await house()
  const ear = await listen("-/late")
  const slow = await platform.pool.connect()
  await slow.query("begin")
  await slow.query(`insert into outbox (topic, payload) values ('late', '{"who":"slow"}')`)
  await platform.pool.query(`insert into outbox (topic, payload) values ('late', '{"who":"quick"}')`)
  platform.live.wake()
  await slow.query("commit")
  slow.release()
  platform.live.wake()
  await ear.until((events) => changes(events).length === 2)
  expect(changes(ear.events).map(({ payload }) => (payload as { who: string }).who)).toEqual(["slow", "quick"])
})

test("a cursor that nobody knows is told to start afresh", async () => {
  const ear = await listen("-/units", "nonsense")
  expect(ear.events[0]?.event).toBe("reset")
})

test("a cursor that no database number holds is too old, not a stream that hangs", async () => {
  const ear = await listen("-/units", "9999999999999999999.1")
  expect(ear.events[0]).toMatchObject({ event: "reset" })
})

test("events of one moment come in their order, so that the last one seen is the latest", async () => {
  const { platform } = await house()
  const ear = await listen("-/a,-/b")
  await sql`insert into outbox (topic, payload) values ('a', null), ('b', '1'), ('a', null), ('b', '2')`.execute(platform.db)
  platform.live.wake()
  await ear.until((events) => changes(events).length >= 3)
  expect(changes(ear.events).map(({ topic, payload }) => [topic, payload])).toEqual([
    ["-/b", 1],
    ["-/a", undefined],
    ["-/b", 2],
  ])
})

test("transactions are in the order of their numbers, also where these grow by a digit", async () => {
  const { platform } = await house()
  const rows = ["9", "10", "99", "100"]
  for (const tx of rows) await sql`insert into outbox (tx, topic, payload) values (${tx}::xid8, 'order', ${tx}::jsonb)`.execute(platform.db)
  const ear = await listen("-/order", "0.0")
  await ear.until((events) => changes(events).length >= 4)
  expect(changes(ear.events).map(({ payload }) => payload)).toEqual([9, 10, 99, 100])
})

test("a browser that was away longer than events are kept is told to start afresh, one that missed nothing is not", async () => {
  const { platform } = await house()
  await sql`insert into outbox (tx, topic, at) values ('101', 'old', now() - interval '25 hours')`.execute(platform.db)
  await sweep(platform)
  expect((await listen("-/old", "100.1")).events[0]?.event).toBe("reset")
  const ear = await listen("-/old")
  ear.cut()
  expect((await listen("-/old", ear.events[0]?.id)).events[0]?.event).toBe("ready")
})

test("a cursor of another database is told to start afresh", async () => {
  expect((await listen("-/units", "900000000000.1")).events[0]?.event).toBe("reset")
})

test("the greeting carries the browser's own cursor: cut right behind it, it still gets what it missed", async () => {
  const { platform } = await house()
  const first = await listen("-/greeting")
  first.cut()
  const cursor = first.events[0]?.id
  await sql`insert into outbox (topic, payload) values ('greeting', '1')`.execute(platform.db)
  platform.live.wake()
  const second = await listen("-/greeting", cursor)
  expect(second.events[0]).toMatchObject({ event: "ready", id: cursor })
  await second.until((events) => changes(events).length === 1)
})

test("what changes between the reading of a page and the opening of its stream is heard on the stream", async () => {
  const { app, platform } = await house()
  const read = await app.inject({ method: "POST", url: "/api/units/list", headers: owner.headers, payload: {} })
  await sql`insert into outbox (topic, payload) values ('between', '1')`.execute(platform.db)
  const other = await listen("-/between")
  platform.live.wake()
  await other.until((events) => changes(events).length === 1)
  const late = await listen("-/between", String(read.headers["x-huixu-read-at"]))
  await late.until((events) => changes(events).length === 1)
})

test("a module that changes all the time is told in few words, and the last change is among them", async () => {
  const { platform } = await house()
  const ear = await listen("-/storm")
  for (let n = 0; n < 200; n++) await sql`insert into outbox (topic) values ('storm')`.execute(platform.db).then(() => platform.live.wake())
  const { rows } = await sql<{
    id: string
  }>`select tx::text || '.' || seq as id from outbox where topic = 'storm' order by outbox.tx desc, outbox.seq desc limit 1`.execute(platform.db)
  await ear.until((events) => events.at(-1)?.id === rows[0]?.id)
  expect(changes(ear.events).length).toBeLessThan(60)
})

test("a client that does not read is cut, and comes back by resume", async () => {
  const { platform } = await house()
  const text = "会".repeat(100_000)
  const deaf = connect(port, "127.0.0.1")
  const gone = new Promise((resume) => deaf.on("close", resume))
  deaf.on("error", () => undefined)
  deaf.write(`GET /live?as=desk&topics=-/large HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${owner.headers.cookie}\r\n\r\n`)
  await new Promise((resume) => deaf.once("data", resume))
  deaf.pause()
  const before = platform.live.clients()
  for (let n = 0; platform.live.clients() >= before; n++) {
    await sql`insert into outbox (topic, payload) values ('large', to_jsonb(${text}::text))`.execute(platform.db)
    platform.live.wake()
    await platform.pool.query("select pg_sleep(0.05)")
    if (n > 500) throw new Error("never cut")
  }
  deaf.resume()
  await gone
})

test("the open stream of one person is ended, another's goes on, and a part of the house hears announcements itself", async () => {
  const { platform } = await house()
  const other = await as("units.*")
  const mine = await listen("-/units")
  const ended = mine.ended
  const theirs = await listen("-/units", undefined, other)
  const heard: unknown[] = []
  const stop = platform.live.hear("units", (payload) => heard.push(payload))
  platform.live.endFor(`account:${owner.id}`)
  await ended
  await owner(units.add, { name: "水务局" })
  // what the tests before have done may come late to this ear, so that it never holds exactly one
  await theirs.until((events) => changes(events).length >= 1)
  await expect.poll(() => heard).toContain(null)
  stop()
})

test("two processes on one database tell each other, each event once", async () => {
  const { platform } = await house()
  const url = new URL(inject("postgresUrl"))
  url.pathname = `/${(await sql<{ name: string }>`select current_database() as name`.execute(platform.db)).rows[0]?.name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 2 })
  const second = createLive(pool, platform.log)
  await second.open(url.href)
  const ear = await listen("-/both")
  for (let n = 0; n < 30; n++) {
    await sql`insert into outbox (topic, payload) values ('both', ${JSON.stringify(n)}::jsonb)`.execute(platform.db)
    ;(n % 2 === 0 ? platform.live : second).wake()
  }
  await ear.until((events) => changes(events).at(-1)?.payload === 29)
  expect(changes(ear.events).map(({ payload }) => payload)).toEqual(Array.from({ length: 30 }, (_, n) => n))
  await second.close()
  await pool.end()
})
