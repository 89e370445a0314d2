// @vitest-environment node
import { afterEach, beforeEach, expect, test } from "vitest"
import { units } from "#modules/units/contract.ts"
import { as, house } from "../../test/harness.ts"
import { call, entryOf, Refused } from "./api.ts"
import { isReachable } from "./connection.ts"
import { setLocale } from "./words.ts"

const network = globalThis.fetch
let cookie = ""
let base = ""
/** The next answers that the network loses after the server gave them. */
let lost = 0
const keysSent: (string | undefined)[] = []

beforeEach(async () => {
  const { app } = await house()
  const { headers } = await as("*")
  cookie = headers.cookie ?? ""
  if (!base) base = await app.listen({ port: 0, host: "127.0.0.1" })
  setLocale("zh-CN")
  lost = 0
  keysSent.length = 0
  // a browser puts the page's address before the path and its cookies to the request; the network may lose what comes back
  globalThis.fetch = async (path, request) => {
    const headers = new Headers(request?.headers)
    headers.set("cookie", cookie)
    if (String(path).startsWith("/api")) keysSent.push(headers.get("idempotency-key") ?? undefined)
    const answer = await network(new URL(String(path), base), { ...request, headers })
    if (lost === 0) return answer
    lost--
    throw new TypeError("network lost")
  }
})
afterEach(() => {
  globalThis.fetch = network
})

test("a refusal comes in the person's words, with its code", async () => {
  await call(units.add, { name: "民政局" })
  const refused = await call(units.add, { name: "民政局" }).catch((error: unknown) => error)

  expect(refused).toBeInstanceOf(Refused)
  expect(refused).toMatchObject({ code: "units.nameTaken", status: 409, message: "同一上级下已有单位“民政局”" })

  setLocale("en")
  await expect(call(units.add, { name: "民政局" })).rejects.toMatchObject({ message: "There is already a unit “民政局” at this place" })
})

test("a lost answer is asked for again under the same key, and the work is done once", async () => {
  lost = 1
  const unit = await call(units.add, { name: "教育局" })

  expect(new Set(keysSent).size).toBe(1)
  expect(keysSent.length).toBe(2)
  expect((await call(units.list, { find: "教育局" })).map(({ id }) => id)).toEqual([unit.id])
  expect(isReachable()).toBe(true)
})

test("who presses again after the network was gone for long does not do it twice", async () => {
  lost = 3
  await expect(call(units.add, { name: "水利局" })).rejects.toMatchObject({ code: "web.offline" })
  const unit = await call(units.add, { name: "水利局" })

  expect(new Set(keysSent).size).toBe(1)
  expect((await call(units.list, { find: "水利局" })).map(({ id }) => id)).toEqual([unit.id])
})

test("the same words said twice on purpose are two requests", async () => {
  const { id } = await call(units.add, { name: "卫健委" })
  await call(units.remove, { id })
  const again = await call(units.add, { name: "卫健委" })

  expect(again.id).not.toBe(id)
})

test("what a command did can be named afterwards; a reading, and what an earlier try had done, cannot", async () => {
  const unit = await call(units.add, { name: "广电局" })
  expect(entryOf(unit)).toMatch(/^[0-9a-f-]{36}$/)
  expect(entryOf(await call(units.list, { find: "广电局" }))).toBeUndefined()
  lost = 1
  expect(entryOf(await call(units.add, { name: "体育局" }))).toBeUndefined()
})
