import { sql } from "kysely"
import { pino } from "pino"
import { afterAll, expect, inject, test } from "vitest"
import { house as contract } from "#kernel/house.ts"
import { units } from "#modules/units/contract.ts"
import { anyone, as, house, refused } from "../../test/harness.ts"
import { build, type House } from "../compose.ts"

const elsewhere = { "x-forwarded-for": "203.0.113.7" }

test("who stands at the machine is told why the house is not ready, who comes through a proxy only whether it is", async () => {
  const { app } = await house()
  const near = await app.inject("/readyz")
  expect(near.json()).toEqual({ ready: true, checks: { database: true, migrations: true, disk: true, keys: true } })
  expect((await app.inject({ url: "/readyz", headers: elsewhere })).json()).toEqual({ ready: true })
  expect((await app.inject({ url: "/healthz", headers: elsewhere })).json()).toEqual({ ok: true })
})

test("a folder of keys that is not there is a reason not to be ready", async () => {
  const { app, platform } = await house()
  const folder = platform.keys.folder
  platform.keys.folder = "/no/such/folder"
  const answer = await app.inject("/readyz")
  platform.keys.folder = folder
  expect([answer.statusCode, answer.json().checks.keys]).toEqual([503, false])
})

test("the numbers of the house are for the machine itself or the holder of the token", async () => {
  const { app } = await house()
  const owner = await as("*")
  await owner(units.list, {})
  const metrics = await app.inject("/metrics")
  for (const name of ["huixu_pool_connections", "huixu_live_clients", "huixu_outbox_lag_seconds", "huixu_audit_unsealed", "huixu_event_loop_delay_seconds"])
    expect(metrics.body).toContain(`\n${name}`)
  expect(metrics.body).toMatch(/huixu_requests_total\{operation="units.list",status="200"\} \d/)
  expect(metrics.body).toMatch(/huixu_jobs\{state="waiting"\} \d/)
  for (const line of metrics.body.trim().split("\n")) expect(line).toMatch(/^(# (HELP|TYPE) .+|[a-z_]+(\{[^{}]*\})? [\d.e+-]+)$/)
  expect((await app.inject({ url: "/metrics", headers: elsewhere })).statusCode).toBe(404)
  expect((await app.inject({ url: "/metrics", headers: { ...elsewhere, authorization: "Bearer wrong" } })).statusCode).toBe(404)
})

test("an address that somebody made up becomes no label", async () => {
  const { app } = await house()
  await app.inject("/api/made/up")
  await app.inject("/secret-13800000000/x.php")
  const { body } = await app.inject("/metrics")
  expect(body).not.toMatch(/made|13800000000/)
})

test("the state of the house is for whoever keeps it running", async () => {
  const keeper = await as(["house.state"])
  const state = await keeper(contract.state, {})
  expect(state.checks.every(({ ok }) => ok)).toBe(true)
  expect(state).toMatchObject({ version: "0.1.0", backup: { wanted: false, at: null }, jobs: { running: 0 } })
  expect(state.database.size).toBeGreaterThan(1_000_000)
  expect(await refused((await as(["units.list"]))(contract.state, {}))).toBe("house.mayNot")
  expect(await refused(anyone()(contract.state, {}))).toBe("house.notSignedIn")
})

test("no name, number, password or text of a person reaches the log, whatever is asked and however it fails", async () => {
  const { app } = (await logged()).second
  const owner = await as("*")
  const post = (url: string, payload: unknown, headers: Record<string, string>) =>
    app.inject({ method: "POST", url, headers: { "content-type": "application/json", ...headers }, payload: payload as object })
  const doors = Object.keys((await app.inject("/api/openapi.json")).json().paths)
  expect(doors.length).toBeGreaterThan(100)
  const isEnd = (path: string) => /sign(In|Out)|setUp|end|close|password/i.test(path)
  for (const path of doors.filter((one) => !isEnd(one))) {
    await post(`/api${path}`, person, owner.headers)
    await post(`/api${path}?q=${person.phone}`, JSON.stringify(person).slice(0, -1), owner.headers)
  }
  await post("/api/units/add", { name: person.name }, owner.headers)
  await post("/api/access/signIn", { username: person.username, password: person.password }, {})
  await app.inject(`/files/x?t=${person.phone}`)
  await app.inject(`/${encodeURIComponent(person.name)}`)
  const { lines } = await logged()
  expect(lines.length).toBeGreaterThan(200)
  expect([...Object.values(person), "林知远", "correct horse"].filter((secret) => lines.join("").includes(secret))).toEqual([])
  const line = lines.map((text) => JSON.parse(text)).find(({ operation, status }) => operation === "units.add" && status === 200)
  expect(line).toMatchObject({ msg: "request", actor: "account", actorId: owner.id, id: expect.any(String), ms: expect.any(Number) })
})

test("a bug leaves its place in the log, not the values that were in hand", async () => {
  const { second, lines } = await logged()
  const { platform, app } = second
  const { id } = await platform.files.put(platform.db, { name: "a.csv", bytes: Buffer.from("a,b\n"), meetingId: null })
  const { url } = await platform.files.ticket({ db: platform.db, actor: { kind: "public", id: "public" }, headers: {} }, id)
  platform.files.find = () => Promise.reject(Object.assign(new Error(`Key (name)=(${person.name}) exists`), { code: "23505", detail: person.name }))
  const answer = await app.inject(url)
  expect(answer.json()).toMatchObject({ code: "house.bug" })
  expect(lines.join("")).toContain("23505")
  expect(answer.body + lines.join("")).not.toContain(person.name)
})

const person = {
  name: "卜秀兰",
  find: "卜秀兰之母",
  username: "buxiulan",
  phone: "13812345678",
  idNumber: "330102199001011234",
  password: "S3cret-Password-7",
  text: "海州市轨道交通集团",
}

/** A second process on the same house, whose log is kept. */
let made: Promise<{ second: House; lines: string[] }> | undefined
function logged(): Promise<{ second: House; lines: string[] }> {
  made ??= (async () => {
    const { platform } = await house()
    const lines: string[] = []
    const log = pino({ level: "trace", base: null }, { write: (line: string) => void lines.push(line) })
    const url = new URL(inject("postgresUrl"))
    url.pathname = `/${(await sql<{ name: string }>`select current_database() as name`.execute(platform.db)).rows[0]?.name}`
    return { second: await build({ config: platform.config, databaseUrl: url.href, log, print: platform.print }), lines }
  })()
  return made
}
afterAll(async () => (await made)?.second.close())

test("the description of the interface says of every operation who may call it, how, and when it refuses", async () => {
  const { app } = await house()
  const document = (await app.inject("/api/openapi.json")).json()
  expect(Object.keys(document.components.securitySchemes)).toEqual(["session", "key"])
  for (const { post } of Object.values(document.paths) as { post: Record<string, unknown> }[]) {
    expect(post.operationId).toBeTruthy()
    expect(post.description).toBeTruthy()
    expect(["query", "command"]).toContain(post["x-kind"])
    expect((post["x-refusals"] as object[]).length).toBeGreaterThan(5)
  }
  expect(document.paths["/access/signIn"].post.security).toEqual([])
  expect(document.paths["/units/add"].post.parameters[0].name).toBe("Idempotency-Key")
})
