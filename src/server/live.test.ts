import { get } from "node:http"
import type { AddressInfo } from "node:net"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { units } from "#modules/units/contract.ts"
import { as, type Caller, house } from "../../test/harness.ts"

type Event = { id: string; event: string; topic?: string; payload?: unknown }
type Ear = { events: Event[]; cut: () => void; until: (done: (events: Event[]) => boolean) => Promise<void> }

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
function listen(topics: string, after?: string): Promise<Ear> {
  return new Promise((ready, failed) => {
    const events: Event[] = []
    let waiting: { done: (events: Event[]) => boolean; resume: () => void } | undefined
    const request = get(
      { port, path: `/live?as=desk&topics=${topics}`, headers: { ...owner.headers, ...(after ? { "last-event-id": after } : {}) } },
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
      },
    )
    request.on("error", failed)
    const ear: Ear = {
      events,
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
