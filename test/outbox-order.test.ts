import type { AddressInfo } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import { changesOf, type Ear, isAscending, listenTo } from "./faults/wire.ts"
import { as, house } from "./harness.ts"

let url = ""
let headers: Record<string, string> = {}
let runs = 0

beforeAll(async () => {
  const { app } = await house()
  headers = (await as("*")).headers
  await app.listen({ port: 0, host: "127.0.0.1" })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})

const earAt = (topic: string, after?: string) => listenTo({ url: () => url, headers, topics: `-/${topic}`, after })

async function heardBy(ear: Ear, count: number): Promise<{ id: string; payload?: unknown }[]> {
  await expect.poll(() => changesOf(ear).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count)
  ear.close()
  return changesOf(ear)
}

/** A transaction: how many announcements, how long it stays open, and whether it is given up in the end. */
const work = fc.record({ rows: fc.integer({ min: 1, max: 3 }), open: fc.integer({ min: 0, max: 12 }), givenUp: fc.boolean() })

async function doAll(topic: string, lane: number, works: { rows: number; open: number; givenUp: boolean }[]): Promise<string[]> {
  const { platform } = await house()
  const told: string[] = []
  for (const [n, { rows, open, givenUp }] of works.entries()) {
    const client = await platform.pool.connect()
    await client.query("begin")
    const payloads = Array.from({ length: rows }, (_, k) => `${lane}.${n}.${k}`)
    for (const payload of payloads) await client.query("insert into outbox (topic, payload) values ($1, to_jsonb($2::text))", [topic, payload])
    await pause(open)
    await client.query(givenUp ? "rollback" : "commit")
    client.release()
    platform.live.wake()
    if (!givenUp) told.push(...payloads)
  }
  return told
}

test("whatever is committed at once by however many, a reader hears all of it, once, in one order, and nothing that was given up", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(work, { maxLength: 8 }), { minLength: 1, maxLength: 4 }), async (lanes) => {
      const topic = `concurrent${runs++}`
      const ears = await Promise.all([earAt(topic), earAt(topic)])
      const told = (await Promise.all(lanes.map((works, lane) => doAll(topic, lane, works)))).flat()
      for (const ear of ears) {
        const heard = await heardBy(ear, told.length)
        expect(heard.map(({ payload }) => payload).sort()).toEqual([...told].sort())
        expect(isAscending(heard.map(({ id }) => id))).toBe(true)
      }
    }),
    { numRuns: 12 },
  )
})

/** Numbers on both sides of where they grow by a digit. */
const number = fc.oneof(fc.integer({ min: 7, max: 12 }), fc.integer({ min: 97, max: 102 }), fc.integer({ min: 1, max: 600 }))

test("a reader that is cut anywhere goes on right behind what it heard last, also where numbers grow by a digit", async () => {
  const { platform } = await house()
  await fc.assert(
    fc.asyncProperty(fc.array(number, { minLength: 2, maxLength: 12 }), fc.nat(), async (numbers, cut) => {
      const topic = `digits${runs++}`
      for (const tx of numbers)
        await platform.pool.query("insert into outbox (tx, topic, payload) values ($1::text::xid8, $2, to_jsonb($3::int))", [tx, topic, tx])
      const all = await heardBy(await earAt(topic, "0.0"), numbers.length)
      expect(all.map(({ payload }) => payload)).toEqual([...numbers].sort((a, b) => a - b))
      const at = cut % numbers.length
      const rest = await heardBy(await earAt(topic, all[at]?.id), numbers.length - at - 1)
      expect(rest).toEqual(all.slice(at + 1))
    }),
    { numRuns: 25 },
  )
})
