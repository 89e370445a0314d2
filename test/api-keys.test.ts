import { beforeAll, expect, test } from "vitest"
import type { Operation } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import { attendees } from "#modules/attendees/contract.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { givenMeeting } from "#modules/meetings/given.ts"
import { servedBy } from "../src/compose.ts"
import { as, type Caller, house, refused } from "./harness.ts"
import { sampleOf } from "./sample.ts"

let office: Caller
let meetingId: string
let roleId: string
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

beforeAll(async () => {
  office = await as("*")
  meetingId = (await givenMeeting()).meetingId
  roleId = (await office(access.addRole, { name: "外部系统", operations: ["attendees.*", "meetings.get", "meetings.list", "meetings.create"] })).id
})

const given = (more: object = {}) =>
  office(access.addKey, { name: `系统${newId().slice(-8)}`, roleId, at: { kind: "meeting", id: meetingId }, expiresAt: inDays(30), ...more })

async function asKey(token: string, operation: Operation, input: object) {
  const { app } = await house()
  const url = `/api/${operation.name.replace(".", "/")}`
  const response = await app.inject({ method: "POST", url, headers: { authorization: `Bearer ${token}` }, payload: input })
  return response.statusCode === 200 ? response.json() : response.json().code
}

test("another system comes in with its key, does what its role says there, and the audit says who it was", async () => {
  const { id, token } = await given({ name: "市委办公系统" })
  expect(await asKey(token, meetings.get, { meetingId })).toMatchObject({ id: meetingId })
  const added = await asKey(token, attendees.add, { meetingId, name: "王芳", category: "正式代表" })
  const { platform } = await house()
  const { rows } = await platform.pool.query(
    "select actor_kind, actor_id, actor_name, result from audit_entry where operation = 'attendees.add' and object_id = $1",
    [added.id],
  )
  expect(rows).toEqual([{ actor_kind: "key", actor_id: id, actor_name: "市委办公系统", result: "done" }])
  const key = (await office(access.keys, {})).find((one) => one.id === id)!
  expect([key.seenAt !== null, key.seenFrom, key.where]).toEqual([true, "127.0.0.1", "海州市第十次代表大会"])
  const { rows: kept } = await platform.pool.query("select hash, name from access_api_key where id = $1", [id])
  expect(JSON.stringify(kept)).not.toContain(token)
})

test("a key opens nothing elsewhere, nothing of its own things, and no door of rights or audit, whatever its role says", async () => {
  const { token } = await given({ at: { kind: "meeting", id: meetingId } })
  expect(await asKey(token, meetings.get, await givenMeeting())).toBe("house.notFound")
  expect(await asKey(token, meetings.list, {})).toBe("house.mayNot")
  const { platform, modules } = await house()
  await platform.pool.query("update access_role set operations = '{*}' where id = $1", [roleId])
  const operations = servedBy(modules).flatMap(({ contract }) => Object.values(contract))
  const kept = operations.filter(
    ({ scope, kind, module }) => scope === "self" || (scope !== "public" && kind === "command" && ["access", "audit"].includes(module)),
  )
  const { token: everywhere } = await withOwnersRole(platform.pool)
  for (const operation of kept)
    expect([operation.name, await asKey(everywhere, operation, sampleOf(operation.input))]).toEqual([operation.name, "house.mayNot"])
  await platform.pool.query("update access_role set operations = '{attendees.*,meetings.get,meetings.list,meetings.create}' where id = $1", [roleId])
})

/** As if a role had grown after its key was made. */
async function withOwnersRole(pool: { query(text: string, values: unknown[]): Promise<unknown> }) {
  await pool.query("update access_role set operations = '{meetings.get}' where id = $1", [roleId])
  const made = await given({ at: { kind: "system" } })
  await pool.query("update access_role set operations = '{*}' where id = $1", [roleId])
  return made
}

test("a key ends at once when it is revoked, and by itself when its time is over", async () => {
  const { id, token } = await given()
  expect(await asKey(token, meetings.get, { meetingId })).toMatchObject({ id: meetingId })
  await office(access.revokeKey, { id })
  expect(await asKey(token, meetings.get, { meetingId })).toBe("house.notSignedIn")
  expect(await refused(office(access.revokeKey, { id }))).toBe("house.notFound")
  const short = await given()
  const { platform } = await house()
  await platform.pool.query("update access_api_key set expires_at = now() - interval '1 second' where id = $1", [short.id])
  expect(await asKey(short.token, meetings.get, { meetingId })).toBe("house.notSignedIn")
})

test("what no key is made for: everything, rights, for ever, twice, nowhere", async () => {
  const all = await office(access.addRole, { name: "什么都行", operations: ["*"] })
  const rights = await office(access.addRole, { name: "管授权的", operations: ["access.grant"] })
  for (const one of [all, rights]) expect(await refused(given({ roleId: one.id }))).toBe("access.keyTooPowerful")
  expect(await refused(given({ expiresAt: inDays(400) }))).toBe("access.keyTooLong")
  expect(await refused(given({ expiresAt: inDays(-1) }))).toBe("access.keyTooLong")
  expect(await refused(given({ at: { kind: "meeting", id: newId() } }))).toBe("house.notFound")
  expect(await refused(given({ roleId: newId() }))).toBe("house.notFound")
  await given({ name: "同名" })
  expect(await refused(given({ name: "同名" }))).toBe("access.keyTaken")
  const clerk = await as("attendees.*")
  expect(await refused(clerk(access.keys, {}))).toBe("house.mayNot")
})
