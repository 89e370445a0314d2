/**
 * A schema made ready to take a house's rows as they were: no foreign key asks for an order, no trigger writes a second time what it wrote once,
 * nothing that a migration put in is in the way. Everything here belongs to the tables' owner to do, and lies in the caller's transaction.
 */
import type pg from "pg"
import { quoted, type SequenceState, type TableShape } from "./backup-tables.ts"

type ForeignKey = { table: string; name: string; definition: string }
type Trigger = { table: string; name: string; state: "O" | "R" | "A" }

const foreignKeys = `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
  where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace order by conrelid, conname`
const triggers = `select tgrelid::regclass::text as table, tgname as name, tgenabled as state from pg_trigger
  where not tgisinternal and tgenabled <> 'D' and tgrelid in (select oid from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r')
  order by tgrelid, tgname`
const enabling = { O: "enable", R: "enable replica", A: "enable always" }

/** Empties all tables and takes the rules off. Answers how to put them on again: every foreign key is then checked against all rows at once. */
export async function openFor(client: pg.ClientBase, shapes: readonly TableShape[]): Promise<() => Promise<void>> {
  const keys = (await client.query<ForeignKey>(foreignKeys)).rows
  const guards = (await client.query<Trigger>(triggers)).rows
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${quoted(name)}`)
  for (const { table, name } of guards) await client.query(`alter table ${table} disable trigger ${quoted(name)}`)
  if (shapes.length > 0) await client.query(`truncate ${shapes.map(({ name }) => quoted(name)).join(", ")}`)
  return async () => {
    for (const { table, name, definition } of keys) await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`)
    for (const { table, name, state } of guards) await client.query(`alter table ${table} ${enabling[state]} trigger ${quoted(name)}`)
  }
}

export async function setSequences(client: pg.ClientBase, sequences: readonly SequenceState[]): Promise<void> {
  for (const { name, last } of sequences) await client.query("select setval($1::regclass, $2::bigint)", [quoted(name), last])
}
