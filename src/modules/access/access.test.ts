import { Validator } from "@seriousme/openapi-schema-validator"
import { expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { units } from "#modules/units/contract.ts"
import { anyone, as, asDevice, house, refused } from "../../../test/harness.ts"
import { access } from "./contract.ts"

test("a fresh house has no account, is set up once, and its owner is who he says", async () => {
  expect((await anyone()(access.state, {})).isSetUp).toBe(false)
  const owner = await as("*")
  const state = await owner(access.state, {})
  expect(state).toMatchObject({ isSetUp: true, organisation: "海州市会议办公室", me: { kind: "account", name: "林知远" } })
  expect(
    await refused(anyone()(access.setUp, { mode: "owner", organisation: "另一家", name: "某人", username: "other", password: "Another 1 password" })),
  ).toBe("access.alreadySetUp")
})

test("a wrong password and an unknown name get the same answer", async () => {
  await as("*")
  expect(await refused(anyone()(access.signIn, { username: "nobody", password: "Another 1 password" }))).toBe("access.wrongPassword")
})

test("who has no grant is told which, who is not signed in is asked to sign in", async () => {
  const clerk = await as("units.list")
  expect(await clerk(units.list, {})).toHaveLength(1)
  expect(await refused(clerk(units.add, { name: "财政局" }))).toBe("house.mayNot")
  expect(await refused(anyone()(units.list, {}))).toBe("house.notSignedIn")
})

test("a bad input is refused with the field's name", async () => {
  const owner = await as("*")
  expect(await refused(owner(units.add, { name: "   " }))).toBe("house.invalid")
})

test("the same key and body get the same answer, the same key with another body is refused", async () => {
  const owner = await as("*")
  const first = await owner(units.add, { name: "民政局" }, { key: "k1" })
  expect(await owner(units.add, { name: "民政局" }, { key: "k1" })).toEqual(first)
  expect(await refused(owner(units.add, { name: "民政局二" }, { key: "k1" }))).toBe("house.keyReused")
  expect(await refused(owner(units.add, { name: "民政局" }))).toBe("units.nameTaken")
})

test("ten equal requests at once make one unit", async () => {
  const owner = await as("*")
  const answers = await Promise.allSettled(Array.from({ length: 10 }, () => owner(units.add, { name: "教育局" }, { key: "k2" })))
  const ids = new Set(answers.flatMap((one) => (one.status === "fulfilled" ? [one.value.id] : [])))
  expect(ids.size).toBe(1)
  expect((await owner(units.list, { find: "教育局" })).length).toBe(1)
})

test("every command and every refusal leaves an audit entry without the password, and its rows' changes", async () => {
  const owner = await as("*")
  const { id, version, shortName, kind, phone, address } = await owner(units.add, { name: "水利局" })
  await owner(units.change, { id, version, name: "水务局", shortName, kind, phone, address })
  const { platform } = await house()
  const { rows } = await platform.pool.query(
    "select e.operation, e.result, c.before ->> 'name' as before, c.after ->> 'name' as after from audit_entry e left join audit_change c on c.entry_id = e.id where e.object_id = $1 order by e.id",
    [id],
  )
  expect(rows).toEqual([
    { operation: "units.add", result: "done", before: null, after: "水利局" },
    { operation: "units.change", result: "done", before: "水利局", after: "水务局" },
  ])
  await refused(anyone()(access.signIn, { username: "somebody", password: "secret-secret" }))
  const { rows: all } = await platform.pool.query("select input::text as input from audit_entry")
  expect(all.some((row) => /secret-secret|Correct horse/.test(row.input ?? ""))).toBe(false)
})

test("the last owner cannot close himself out", async () => {
  const owner = await as("*")
  const me = (await owner(access.state, {})).me
  expect(await refused(owner(access.closeAccount, { id: me?.id ?? "" }))).toBe("access.lastOwner")
})

test("a closed account cannot sign in and its session ends", async () => {
  const owner = await as("*")
  const clerk = await as("units.list")
  await owner(access.closeAccount, { id: clerk.id })
  expect(await refused(clerk(units.list, {}))).toBe("house.notSignedIn")
})

test("a gate enrols once by its code, and a device may call nothing of the desk", async () => {
  const gate = await asDevice(newId(), "gate")
  expect((await gate(access.state, {})).me).toMatchObject({ kind: "device", device: "gate" })
  expect(await refused(gate(units.list, {}))).toBe("house.mayNot")
  expect(await refused(anyone()(access.enrol, { token: "0".repeat(26) }))).toBe("access.enrolExpired")
})

test("a password is changed only by who knows the old one", async () => {
  const clerk = await as("units.list")
  expect(await refused(clerk(access.changePassword, { current: "wrong", password: "Another 1 password" }))).toBe("access.wrongCurrent")
  expect(await clerk(access.changePassword, { current: "Correct horse 1 battery", password: "Another 1 password" })).toEqual({})
})

test("a new password ends every other browser's session, not this one", async () => {
  const clerk = await as("units.list")
  const { app, platform } = await house()
  const { rows } = await platform.pool.query<{ username: string }>("select username from auth_user where id = $1", [clerk.id])
  const elsewhere = await app.inject({
    method: "POST",
    url: "/api/access/signIn",
    payload: { username: rows[0]!.username, password: "Correct horse 1 battery" },
  })
  const cookie = elsewhere.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; ")
  const meElsewhere = async () => (await app.inject({ method: "POST", url: "/api/access/state", headers: { cookie }, payload: {} })).json().me
  expect(await meElsewhere()).toMatchObject({ id: clerk.id })
  await clerk(access.changePassword, { current: "Correct horse 1 battery", password: "Another 1 password" })
  expect(await meElsewhere()).toBeNull()
  expect((await clerk(access.state, {})).me).toMatchObject({ id: clerk.id })
})

test("five tries for a name and ten a minute from one place, however it is spelt", async () => {
  const codes = []
  for (const username of ["Lin", "lin", "LIN", " lin", "lin ", "lIn", "liN", "LIn", "lIN", "LiN", "lin"])
    codes.push(await refused(anyone()(access.signIn, { username, password: "not the password" })))
  expect([...new Set(codes.slice(0, 10)), codes.at(-1)]).toEqual(["access.wrongPassword", "access.locked", "house.tooMany"])
})

test("who is nobody leaves no entry, and text that no column takes is his mistake", async () => {
  const owner = await as("*")
  const { platform } = await house()
  const count = async () => (await platform.pool.query<{ count: number }>("select count(*) as count from audit_entry")).rows[0]!.count
  const before = await count()
  expect(await refused(anyone()(units.add, { name: "财政局" }))).toBe("house.notSignedIn")
  expect(await count()).toBe(before)
  expect(await refused(owner(units.add, { name: "财\0政局" }))).toBe("house.invalid")
  expect(await refused(owner(units.list, { find: "财\0" }))).toBe("house.invalid")
})

test("who forgot his password gets a new one from the owner, and old sessions end", async () => {
  const owner = await as("*")
  const clerk = await as("units.list")
  await owner(access.resetPassword, { id: clerk.id, password: "A-new-pass-word-1" })
  expect(await refused(clerk(units.list, {}))).toBe("house.notSignedIn")
  expect(await refused(owner(access.resetPassword, { id: newId(), password: "A-new-pass-word-1" }))).toBe("house.notFound")
})

test("a request from another site is refused", async () => {
  const { app } = await house()
  const owner = await as("*")
  const response = await app.inject({
    method: "POST",
    url: "/api/units/add",
    headers: { ...owner.headers, origin: "https://elsewhere.example" },
    payload: { name: "外站" },
  })
  expect([response.statusCode, response.json().code]).toEqual([403, "house.foreignOrigin"])
})

test("bad JSON and a body beyond the limit are refused with a sentence", async () => {
  const { app } = await house()
  const bad = await app.inject({ method: "POST", url: "/api/units/add", headers: { "content-type": "application/json" }, payload: "{" })
  expect([bad.statusCode, bad.json().code]).toEqual([400, "house.badJson"])
  const big = await app.inject({
    method: "POST",
    url: "/api/units/add",
    headers: { "content-type": "application/json" },
    payload: `"${"a".repeat(5_000_000)}"`,
  })
  expect([big.statusCode, big.json().code]).toEqual([413, "house.tooLarge"])
})

test("the OpenAPI 3.1 document is valid and names every operation", async () => {
  const { app } = await house()
  const document = (await app.inject("/api/openapi.json")).json()
  const result = await new Validator().validate(document)
  expect(result.errors ?? []).toEqual([])
  expect(document.openapi).toMatch(/^3\.1/)
  expect(document.paths["/units/add"].post.operationId).toBe("units.add")
})
