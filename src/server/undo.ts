/** Undo: what one entry of the audit changed is put back as it was, as long as nobody changed it since. The audit itself says what was there before. */
import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import type { Along, Context, Touched, UndoEntry } from "./context.ts"
import type { Db } from "./db.ts"

type Row = Record<string, unknown>

/** Beyond these an undoing would hold its transaction too long. */
const mostRows = 2000
/** Who wrote last, and how often, is no part of what was written. */
const stamps = ["version", "updated_by", "updated_at"]

/** What an entry did to one row from its beginning to its end: `from` null it came into being, `to` null it is gone. */
type Net = { table: string; key: string; from: Row | null; to: Row | null }
type Keys = { columns: readonly string[]; hasSecrets: boolean }
type Tables = ReadonlyMap<string, Keys>

const bare = (row: Row | null): string | null => {
  if (row === null) return null
  const names = Object.keys(row).filter((name) => !stamps.includes(name))
  return JSON.stringify(names.sort().map((name) => [name, row[name]]))
}
/** Columns kept from the audit are not compared: they were not recorded. */
const bareAs = (row: Row | null, like: Row | null): string | null =>
  bare(row === null || like === null ? row : Object.fromEntries(Object.entries(row).filter(([name]) => name in like)))

/** The keys of the tables and whether something of them stays out of the audit; a table without a key is not in the answer. In the order they were made: what is referred to stands before what refers to it. */
async function tablesOf(db: Db, names: readonly string[]): Promise<Tables> {
  const { rows } = await sql<{ name: string; columns: string[]; hasSecrets: boolean }>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
      coalesce((select encode(t.tgargs, 'escape') not like '{}%' from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'audit_deleted'), true) as "hasSecrets"
    from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
    where c.relkind = 'r' and c.relname = any(${names}::text[]) and c.oid = to_regclass(quote_ident(c.relname)) group by c.oid, c.relname order by c.oid`.execute(
    db,
  )
  return new Map(rows.map(({ name, ...keys }) => [name, keys]))
}

const keyOf = (row: Row, { columns }: Keys): string => JSON.stringify(columns.map((column) => row[column]))

/** Undefined: a table of it has no key, so that no row of it can be found again. */
function netOf(touched: readonly Touched[], tables: Tables): Net[] | undefined {
  const all = new Map<string, Net>()
  for (const { table, before, after } of touched) {
    const keys = tables.get(table)
    if (!keys) return undefined
    const to = before && after ? { ...before, ...after } : after
    const key = keyOf(before ?? to ?? {}, keys)
    const known = all.get(`${table} ${key}`)
    all.set(`${table} ${key}`, { table, key, from: known ? known.from : before, to })
  }
  return [...all.values()].filter(({ from, to }) => bare(from) !== bare(to))
}

/** The rows as they stand now, by table and key. */
async function standing(db: Db, nets: readonly Net[], { tables, lock }: { tables: Tables; lock: boolean }): Promise<Map<string, Row>> {
  const found = new Map<string, Row>()
  for (const [table, of] of Map.groupBy(nets, (net) => net.table)) {
    const keys = tables.get(table)!
    const wanted = of.map(({ from, to }) => Object.fromEntries(keys.columns.map((column) => [column, (from ?? to)?.[column]])))
    const { rows } = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.id(table)} t
      where exists (select from ${recordset(table, wanted)} k where ${sameKey(keys)}) ${lock ? sql`for update of t` : sql``}`.execute(db)
    for (const { row } of rows) found.set(`${table} ${keyOf(row, keys)}`, row)
  }
  return found
}

/** A row that only followed another: nothing but those columns differs. */
function isFollower({ table, from, to }: Net, along: Along): boolean {
  const follows = along[table]
  if (!follows || from === null || to === null) return false
  const differs = Object.keys(to).filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]))
  return differs.every((name) => follows.includes(name) || stamps.includes(name))
}

const isAsLeft = (net: Net, now: Map<string, Row>): boolean => {
  const row = now.get(`${net.table} ${net.key}`) ?? null
  return bareAs(row, net.to) === bare(net.to)
}

/** A row comes back whole only if the audit had all of it: one that is gone has no value that stays out of the audit, one that was changed does not name such a value in `covered`. */
const isWhole = ({ table, from, to }: Net, tables: Tables): boolean =>
  !from || (to === null ? !tables.get(table)?.hasSecrets : JSON.stringify(from.covered) === JSON.stringify(to.covered))

async function touchedBy(db: Db, ids: readonly string[]): Promise<Touched[]> {
  const { rows } = await sql<Touched>`select c.* from unnest(${ids}::uuid[]) as wanted(id) cross join lateral (
      select entry_id as "entryId", table_name as "table", before, after from audit_change where entry_id = wanted.id order by seq limit ${mostRows + 1}) c`.execute(
    db,
  )
  return rows
}

const within = (touched: readonly Touched[]): boolean => touched.length > 0 && touched.length <= mostRows

type Asked = { id: string; along: Along }

/** Those of the entries after which nobody changed what they had changed: as many statements for thirty as for one. */
export async function asLeft(db: Db, asked: readonly Asked[]): Promise<Set<string>> {
  if (asked.length === 0) return new Set()
  const touched = await touchedBy(
    db,
    asked.map(({ id }) => id),
  )
  const tables = await tablesOf(db, [...new Set(touched.map(({ table }) => table))])
  const byEntry = Map.groupBy(touched, ({ entryId }) => entryId)
  const nets = asked.flatMap(({ id, along }) => {
    const own = byEntry.get(id) ?? []
    const net = within(own) ? netOf(own, tables) : undefined
    return net?.length ? [{ id, net: net.filter((one) => !isFollower(one, along)), all: net }] : []
  })
  const now = await standing(
    db,
    nets.flatMap(({ net }) => net),
    { tables, lock: false },
  )
  return new Set(nets.filter(({ net, all }) => all.every((one) => isWhole(one, tables)) && net.every((one) => isAsLeft(one, now))).map(({ id }) => id))
}

export async function undoEntryOf(db: Db, meetingId: string, entryId: string): Promise<UndoEntry | undefined> {
  const { rows } = await sql<{ id: string; operation: string; input: unknown }>`select id, operation, input from audit_entry
    where meeting_id = ${meetingId} and id = ${entryId} and result = 'done'`.execute(db)
  return rows[0] && { ...rows[0], meetingId, touched: await touchedBy(db, [entryId]) }
}

/** Locks what the entry changed; throws house.changedSince where somebody changed it since. */
export async function mustBeAsLeft(ctx: Context, entry: UndoEntry, { along, zone }: { along: Along; zone: string }): Promise<void> {
  const { tables, net } = await netIn(ctx, entry)
  const own = net.filter((one) => !isFollower(one, along))
  const now = await standing(ctx.db, own, { tables, lock: true })
  const changed = own.find((one) => !isAsLeft(one, now))
  if (changed) await sayWhoChanged(ctx, entry, { net: changed, zone, keys: tables.get(changed.table)! })
  if (net.length === 0 || !net.every((one) => isWhole(one, tables))) throw new Refusal("house.notUndone")
}

async function sayWhoChanged(ctx: Context, entry: UndoEntry, { net, zone, keys }: { net: Net; zone: string; keys: Keys }): Promise<never> {
  const key = JSON.stringify(Object.fromEntries(keys.columns.map((column) => [column, (net.from ?? net.to)?.[column]])))
  const { rows } = await sql<{ who: string; at: string }>`select e.actor_name as who, e.at from audit_entry e join audit_change c on c.entry_id = e.id
    where e.meeting_id = ${entry.meetingId} and e.id > ${entry.id} and c.table_name = ${net.table} and coalesce(c.before, c.after) @> ${key}::jsonb
    order by e.id desc limit 1`.execute(ctx.db)
  const last = rows[0]
  if (!last) throw new Refusal("house.notUndone")
  throw new Refusal("house.changedSince", { who: last.who, when: shortMoment(last.at, zone, ctx.locale) })
}

async function netIn(ctx: Context, { touched }: UndoEntry): Promise<{ tables: Tables; net: Net[] }> {
  const tables = await tablesOf(ctx.db, [...new Set(touched.map(({ table }) => table))])
  return { tables, net: within(touched) ? (netOf(touched, tables) ?? []) : [] }
}

/** Puts every row back that is still as the entry left it; a row that followed and was changed since stays as it is. */
export async function putBack(ctx: Context, entry: UndoEntry): Promise<void> {
  const { tables, net } = await netIn(ctx, entry)
  const now = await standing(ctx.db, net, { tables, lock: true })
  const back = net.filter((one) => isAsLeft(one, now))
  const came = back.filter(({ from }) => from === null)
  const gone = back.filter(({ to }) => to === null)
  const differs = back.filter(({ from, to }) => from && to)
  const order = [...tables.keys()]
  for (const [table, rows] of byTable(came, order.toReversed())) await remove(ctx, { table, rows, keys: tables.get(table)! })
  if (came.length) await mustNotTakeMore(ctx, came.length)
  for (const [table, rows] of byTable(gone, order)) await insert(ctx, { table, rows })
  for (const [table, rows] of byTable(differs, order)) await change(ctx, { table, rows, keys: tables.get(table)! })
}

type Some = { table: string; rows: readonly Net[]; keys: Keys }
const byTable = (rows: readonly Net[], order: readonly string[]): [string, Net[]][] =>
  order.map((name): [string, Net[]] => [name, rows.filter(({ table }) => table === name)]).filter(([, own]) => own.length > 0)
const columnsOf = (rows: readonly Net[]): string[] => [...new Set(rows.flatMap(({ from }) => Object.keys(from ?? {})))]
const sameKey = ({ columns }: Keys): RawBuilder<unknown> =>
  sql.join(
    columns.map((column) => sql`t.${sql.id(column)} = k.${sql.id(column)}`),
    sql` and `,
  )
const recordset = (table: string, rows: readonly (Row | null | undefined)[]) =>
  sql`jsonb_populate_recordset(null::${sql.id(table)}, ${JSON.stringify(rows)}::jsonb)`

/** "on delete restrict" is 23001 from PostgreSQL 18 on, 23503 before; 23503 is also a row that refers to one that is gone, 23505 one whose place was taken. */
const heldCodes = ["23001", "23503"]
const goneCodes = ["23503", "23505"]

/** What the database holds against it is no failure of ours: something else happened since. */
async function refusing(work: Promise<unknown>, codes: readonly string[], refusal: "house.heldSince" | "house.otherSince"): Promise<void> {
  await work.catch((error: { code?: string }) => {
    throw codes.includes(error.code ?? "") ? new Refusal(refusal) : error
  })
}

async function remove({ db }: Context, { table, rows, keys }: Some): Promise<void> {
  const wanted = recordset(
    table,
    rows.map(({ to }) => to),
  )
  await refusing(sql`delete from ${sql.id(table)} t using ${wanted} k where ${sameKey(keys)}`.execute(db), heldCodes, "house.heldSince")
}

/** What was hung on a row since would go with it unseen: the audit has counted it. */
async function mustNotTakeMore({ db }: Context, came: number): Promise<void> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from audit_change
    where entry_id = current_setting('huixu.entry')::uuid and after is null`.execute(db)
  if ((rows[0]?.count ?? 0) > came) throw new Refusal("house.heldSince")
}

async function insert({ db }: Context, { table, rows }: Omit<Some, "keys">): Promise<void> {
  const names = sql.join(columnsOf(rows).map((name) => sql.id(name)))
  const wanted = recordset(
    table,
    rows.map(({ from }) => from),
  )
  await refusing(sql`insert into ${sql.id(table)} (${names}) select ${names} from ${wanted}`.execute(db), goneCodes, "house.otherSince")
}

async function change({ db, actor, now }: Context, { table, rows, keys }: Some): Promise<void> {
  const stamped: Record<string, RawBuilder<unknown>> = { version: sql`t.version + 1`, updated_by: sql`${actor.name}`, updated_at: sql`${now}` }
  const sets = columnsOf(rows)
    .filter((name) => !keys.columns.includes(name))
    .map((name) => sql`${sql.id(name)} = ${stamped[name] ?? sql`k.${sql.id(name)}`}`)
  const wanted = recordset(
    table,
    rows.map(({ from }) => from),
  )
  await refusing(sql`update ${sql.id(table)} t set ${sql.join(sets)} from ${wanted} k where ${sameKey(keys)}`.execute(db), goneCodes, "house.otherSince")
}
