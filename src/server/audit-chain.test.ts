import fc from "fast-check"
import type pg from "pg"
import { beforeAll, expect, test } from "vitest"
import { newId } from "#kernel/ids.ts"
import { units } from "#modules/units/contract.ts"
import { as, house } from "../../test/harness.ts"
import { keepHead, sealAll } from "./audit-seal.ts"
import { type Verdict, verifyAudit, verifyOn } from "./audit-verify.ts"

beforeAll(async () => {
  const owner = await as("*")
  const { platform } = await house()
  for (const algorithm of ["sha256", "sm3", "sha256"] as const) {
    for (let n = 0; n < 6; n++) await owner(units.add, { name: `单位${algorithm}${newId().slice(-6)}` })
    await sealAll({ ...platform, algorithm })
  }
  await keepHead(platform)
  expect(await verifyAudit(platform)).toMatchObject({ intact: true })
})

/** In a transaction that is taken back: the triggers are off, as somebody with the database's own password would put them off. */
async function tampered(work: (client: pg.PoolClient) => Promise<void>): Promise<Verdict> {
  const { platform } = await house()
  const client = await platform.pool.connect()
  try {
    await client.query("begin isolation level repeatable read")
    await client.query("set local session_replication_role = replica; alter table audit_change alter column seq drop identity")
    await work(client)
    return await verifyOn(client, platform.keys)
  } finally {
    await client.query("rollback")
    client.release()
  }
}

const tables = {
  audit_entry: {
    key: ["id"],
    columns: ["id", "at", "actor_kind", "actor_id", "actor_name", "operation", "meeting_id", "object_id", "input", "result", "address", "mac"],
  },
  audit_change: { key: ["entry_id", "seq"], columns: ["entry_id", "table_name", "before", "after", "seq"] },
  audit_chain: { key: ["position"], columns: ["position", "entry_id", "hash"] },
  audit_seal: { key: ["number"], columns: ["number", "first", "last", "hash", "algorithm", "at", "signature"] },
} as const
type Table = keyof typeof tables
const some = fc.record({
  table: fc.constantFrom<Table>("audit_entry", "audit_change", "audit_chain", "audit_seal"),
  row: fc.nat(1000),
  other: fc.nat(1000),
  column: fc.nat(100),
})
type Some = typeof some extends fc.Arbitrary<infer T> ? T : never

async function rowsIn(client: pg.PoolClient, table: Table, { row, other }: Some): Promise<[Record<string, string>, Record<string, string>]> {
  const { columns, key } = tables[table]
  const { rows } = await client.query(`select ${columns.map((column) => `"${column}"::text`).join(", ")} from ${table} order by ${key.join(", ")}`)
  return [rows[row % rows.length], rows[other % rows.length]]
}
const isRow = (table: Table) => tables[table].key.map((name, at) => `"${name}"::text = $${at + 1}`).join(" and ")
const keyOf = (table: Table, row: Record<string, string>) => tables[table].key.map((name) => row[name])

const changed: Record<string, string> = {
  uuid: "gen_random_uuid()",
  timestamptz: "%c + interval '1 microsecond'",
  int8: "%c + 100000",
  jsonb: `coalesce(%c, '{}') || '{"smuggled": 1}'`,
  bytea: "decode(md5(%c), 'hex')",
  text: "coalesce(%c, '') || ' '",
}

test("any single value that is changed is found", async () => {
  await fc.assert(
    fc.asyncProperty(some, async (what) => {
      const { table } = what
      const columns = tables[table].columns
      const column = columns[what.column % columns.length]!
      const found = await tampered(async (client) => {
        const [row] = await rowsIn(client, table, what)
        const { rows } = await client.query("select udt_name as type from information_schema.columns where table_name = $1 and column_name = $2", [
          table,
          column,
        ])
        const value = changed[rows[0].type]!.replaceAll("%c", `"${column}"`)
        await client.query(`update ${table} set "${column}" = ${value} where ${isRow(table)}`, keyOf(table, row))
      })
      expect(found, `${table}.${column}`).toMatchObject({ intact: false })
    }),
    { numRuns: 120 },
  )
})

test("any row that is taken out is found", async () => {
  await fc.assert(
    fc.asyncProperty(some, async (what) => {
      const found = await tampered(async (client) => {
        const [row] = await rowsIn(client, what.table, what)
        await client.query(`delete from ${what.table} where ${isRow(what.table)}`, keyOf(what.table, row))
      })
      expect(found, what.table).toMatchObject({ intact: false })
    }),
    { numRuns: 60 },
  )
})

test("any row that is put in is found", async () => {
  await fc.assert(
    fc.asyncProperty(some, async (what) => {
      const { table } = what
      const found = await tampered(async (client) => {
        const [row] = await rowsIn(client, table, what)
        const fresh: Record<string, string> = { id: newId(), entry_id: newId(), seq: "900000", position: "900000", number: "900000" }
        const names = tables[table].columns
        // a copy of a row under another key: among the changes of the same entry, or of an entry that is not there
        const isKept = (name: string) =>
          !(tables[table].key as readonly string[]).includes(name) || (table === "audit_change" && name === "entry_id" && what.other % 2 === 0)
        const values = names.map((name) => (isKept(name) && !(table === "audit_chain" && name === "entry_id") ? row[name] : fresh[name]))
        await client.query(
          `insert into ${table} (${names.map((name) => `"${name}"`).join(", ")}) values (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
          values,
        )
      })
      expect(found, table).toMatchObject({ intact: false })
    }),
    { numRuns: 60 },
  )
})

test("any two rows that are exchanged are found", async () => {
  await fc.assert(
    fc.asyncProperty(some, async (what) => {
      const { table } = what
      const key = tables[table].key as readonly string[]
      const moved = tables[table].columns.filter((name) => !key.includes(name)).map((name) => `"${name}"`)
      let same = false
      const found = await tampered(async (client) => {
        const [one, other] = await rowsIn(client, table, what)
        same = moved.every((name) => one[name.slice(1, -1)] === other[name.slice(1, -1)])
        if (table === "audit_chain") await client.query("alter table audit_chain drop constraint audit_chain_entry_id_key")
        const from = (row: Record<string, string>) =>
          client.query(`select ${moved.join(", ")} from ${table} where ${isRow(table)}`, keyOf(table, row)).then(({ rows }) => Object.values(rows[0]))
        const [a, b] = [await from(one), await from(other)]
        const put = (row: Record<string, string>, values: unknown[]) =>
          client.query(`update ${table} set ${moved.map((name, at) => `${name} = $${at + 1 + key.length}`).join(", ")} where ${isRow(table)}`, [
            ...keyOf(table, row),
            ...values.map((value) => (typeof value === "object" && value !== null && !Buffer.isBuffer(value) ? JSON.stringify(value) : value)),
          ])
        await put(one, b)
        await put(other, a)
      })
      expect(found, table).toMatchObject({ intact: same })
    }),
    { numRuns: 80 },
  )
})

test("an end that is cut off is found by the head that was kept, at whatever entry it was cut", async () => {
  const { platform } = await house()
  const { rows } = await platform.pool.query<{ last: number }>("select max(position) as last from audit_chain")
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: rows[0]!.last }), fc.boolean(), async (from, withQueue) => {
      const found = await tampered(async (client) => {
        const gone = `(select entry_id from audit_chain where position >= ${from})`
        if (!withQueue) {
          await client.query(`delete from audit_change where entry_id in ${gone}`)
          await client.query(`delete from audit_entry where id in ${gone}`)
        } else await client.query(`insert into audit_pending select entry_id from audit_chain where position >= ${from}`)
        await client.query("delete from audit_chain where position >= $1", [from])
        await client.query("delete from audit_seal where last >= $1", [from])
      })
      expect(found).toMatchObject({ intact: false })
    }),
    { numRuns: 25 },
  )
})
