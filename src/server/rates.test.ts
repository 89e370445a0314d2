import { sql } from "kysely"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { as, type Caller, house as first } from "../../test/harness.ts"
import { build, type House } from "../compose.ts"

let second: House
let owner: Caller

beforeAll(async () => {
  const { platform } = await first()
  owner = await as("*")
  const url = new URL(inject("postgresUrl"))
  url.pathname = `/${(await sql<{ name: string }>`select current_database() as name`.execute(platform.db)).rows[0]?.name}`
  second = await build({ config: { ...platform.config, rate: 3 }, databaseUrl: url.href, print: platform.print })
})
afterAll(() => second.close())

const list = async (headers: Record<string, string>) => second.app.inject({ method: "POST", url: "/api/units/list", headers, payload: {} })

test("who asks too often is told when to come again, and nobody else pays for it at the same address", async () => {
  const answers = []
  for (let n = 0; n < 4; n++) answers.push(await list(owner.headers))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429])
  expect(answers[3]?.json()).toMatchObject({ code: "house.tooMany" })
  expect(Number(answers[3]?.headers["retry-after"])).toBeGreaterThan(0)
  const other = await as(["units.list"])
  expect((await list(other.headers)).statusCode).toBe(200)
})

test("a scan at the gate is never turned away", async () => {
  const scan = () => second.app.inject({ method: "POST", url: "/api/checkin/scan", headers: owner.headers, payload: {} })
  const codes = await Promise.all(Array.from({ length: 12 }, async () => (await scan()).statusCode))
  expect(codes.includes(429)).toBe(false)
})

test("whoever tries one name after the other from one address is stopped; another address still signs in", async () => {
  const tryName = (n: number, remoteAddress: string) =>
    second.app.inject({ method: "POST", url: "/api/access/signIn", payload: { username: `name${n}`, password: 7 }, remoteAddress })
  const codes = []
  for (let n = 0; n < 121; n++) codes.push((await tryName(n, "10.9.8.7")).statusCode)
  expect(codes.indexOf(429)).toBe(120)
  expect((await tryName(0, "10.9.8.6")).statusCode).toBe(400)
})
