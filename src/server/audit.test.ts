import { createHmac } from "node:crypto"
import type pg from "pg"
import { beforeAll, expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { access } from "#modules/access/contract.ts"
import { units } from "#modules/units/contract.ts"
import { anyone, as, type Caller, house, refused } from "../../test/harness.ts"
import { addEntry } from "./audit.ts"
import { hmac } from "./audit-chain.ts"
import { cutAudit } from "./audit-cut.ts"
import { keepHead, sealAll } from "./audit-seal.ts"
import { verifyAudit, verifyOn } from "./audit-verify.ts"

let owner: Caller
const sealNow = async (algorithm: "sha256" | "sm3" = "sha256") => sealAll({ ...(await house()).platform, algorithm })
const verdict = async () => verifyAudit((await house()).platform)
const ask = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await (await house()).platform.pool.query<Row>(text, values)).rows

beforeAll(async () => {
  owner = await as("*")
  await sealNow()
  for (let n = 0; n < 12; n++) await owner(units.add, { name: `单位${n}` })
  await refused(anyone()(access.signIn, { username: "owner-of-nothing", password: "guessed-by-somebody" }))
  await sealNow()
  await owner(units.add, { name: "换了算法以后" })
  await sealNow("sm3")
})

test("what was done is sealed, with either hash, and verifies", async () => {
  const found = await verdict()
  expect(found).toMatchObject({ intact: true })
  expect(found.entries).toBeGreaterThan(14)
  expect(await ask("select distinct algorithm from audit_seal order by 1")).toEqual([{ algorithm: "sha256" }, { algorithm: "sm3" }])
})

test("the sign-in that was refused is kept with its address, and without the password", async () => {
  const rows = await ask<{ address: string; input: unknown }>("select address, input from audit_entry where result = 'access.wrongPassword'")
  expect(rows).toEqual([{ address: "127.0.0.1", input: { username: "owner-of-nothing" } }])
})

test("the database itself refuses to change, remove or empty the audit", async () => {
  for (const [statement, table] of [
    ["update audit_entry set actor_name = '别人'", "audit_entry"],
    ["delete from audit_entry", "audit_entry"],
    ["update audit_change set before = null", "audit_change"],
    ["delete from audit_change", "audit_change"],
    ["delete from audit_chain", "audit_chain"],
    ["update audit_seal set number = number", "audit_seal"],
    ["truncate audit_entry", "audit_entry"],
    ["truncate audit_seal", "audit_seal"],
  ])
    await expect(ask(statement!), statement).rejects.toThrow(`of ${table} refused`)
})

test("commands at once and sealers at once: every entry is sealed, none twice, in an unbroken row of places", async () => {
  const { platform } = await house()
  const writing = Promise.all(Array.from({ length: 60 }, (_, n) => owner(units.add, { name: `并行${n}` })))
  const sealers = Array.from({ length: 4 }, async () => {
    for (let round = 0; round < 25; round++) await sealNow()
  })
  await Promise.all([writing, ...sealers])
  await sealNow()
  const [counts] = await ask(
    `select (select count(*) from audit_entry) as entries, (select count(*) from audit_chain) as links, (select max(position) from audit_chain) as last,
       (select count(*) from audit_pending) as waiting`,
  )
  expect(counts).toEqual({ entries: counts!.entries, links: counts!.entries, last: counts!.entries, waiting: 0 })
  expect(await verdict()).toEqual({ intact: true, entries: counts!.entries, seals: expect.any(Number) })
  expect(await keepHead(platform)).toMatchObject({ entries: counts!.entries })
})

test("an entry of thousands of changes is sealed and verified in portions", async () => {
  const { platform } = await house()
  const id = newId()
  await platform.pool.query(
    `insert into audit_change (entry_id, table_name, after) select $1, 'attendee', jsonb_build_object('n', n) from generate_series(1, 4321) n`,
    [id],
  )
  const actor = { kind: "job" as const, id: "test", name: "导入", grants: [] as never[], meetingId: null }
  const entry = { id, at: new Date().toISOString(), actor, operation: "attendees.importRoster", meetingId: null, objectId: null, input: null }
  await addEntry(platform.db, platform.keys, { ...entry, result: "done", address: null })
  await sealNow()
  expect(await verdict()).toMatchObject({ intact: true })
})

test("the server's mark is the HMAC-SHA-256 that others compute", async () => {
  const { keys } = (await house()).platform
  const text = JSON.stringify(["林知远", "单位", "x".repeat(500)])
  expect(hmac(keys, text)).toBe(createHmac("sha256", keys.secret("audit")).update(text).digest("base64url"))
})

test("an entry written into the table past the server has not its mark, sealed or not", async () => {
  const { platform } = await house()
  const client = await platform.pool.connect()
  await client.query("begin")
  await client.query(
    "insert into audit_entry (id, at, actor_kind, actor_id, actor_name, operation, result) values ($1, now(), 'account', 'x', '林知远', 'units.remove', 'done')",
    [newId()],
  )
  await client.query("insert into audit_pending (entry_id) select id from audit_entry where operation = 'units.remove'")
  expect(await verifyOn(client, platform.keys)).toMatchObject({ intact: false, broken: { fault: "entryForged", operation: "units.remove" } })
  await client.query("rollback")
  client.release()
})

test("a head that the database no longer knows is not overwritten", async () => {
  const { platform } = await house()
  const kept = await keepHead(platform)
  const client = await platform.pool.connect()
  await client.query("set session_replication_role = replica")
  const { rows } = await client.query("delete from audit_seal where number = (select max(number) from audit_seal) returning *")
  await client.query("create table gone as select * from audit_chain where position >= $1", [rows[0].first])
  await client.query("delete from audit_chain where position >= $1", [rows[0].first])
  expect(await keepHead(platform)).toBe("cutOff")
  await client.query("insert into audit_chain select * from gone; drop table gone")
  await client.query("insert into audit_seal values ($1, $2, $3, $4, $5, $6, $7)", Object.values(rows[0]))
  await client.query("set session_replication_role = origin")
  client.release()
  expect(await keepHead(platform)).toEqual(kept)
})

test("what is kept for its time is cut off the front with a checkpoint, and the rest verifies; nothing younger than six months goes", async () => {
  const { platform } = await house()
  const later = new Date(Date.now() + 400 * 86_400_000)
  await expect(cutAudit({ ...platform, days: 183, now: later })).rejects.toThrow("refused")
  expect(await cutAudit({ ...platform, days: 183 })).toBe(0)
  await ask("alter table audit_entry disable trigger user; alter table audit_change disable trigger user; alter table audit_chain disable trigger user")
  await ask("alter table audit_seal disable trigger user")
  const [{ entries } = { entries: 0 }] = await ask<{ entries: number }>("select count(*) as entries from audit_entry")
  const gone = await cutAudit({ ...platform, days: 183, now: later })
  expect(gone).toBeGreaterThan(0)
  await sealNow()
  expect(await verdict()).toMatchObject({ intact: true, entries: entries - gone + (await ask("select from audit_entry where operation = 'audit.cut'")).length })
  expect(await ask("select from audit_checkpoint")).toHaveLength(1)
  await ask("update audit_checkpoint set position = position - 1")
  expect(await verdict()).toMatchObject({ intact: false, broken: { fault: "checkpointChanged" } })
})
