/** The audit's rows as text, in pages, with the changes of each entry: what is sealed and what is verified is read by the same statements. */
import type pg from "pg"
import type { ChangeText } from "./audit-chain.ts"

export const instantText = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

export const entryColumns = `e.id, ${instantText("e.at")} as at, e.actor_kind as kind, e.actor_id as actor, e.actor_name as name, e.operation,
  e.meeting_id as meeting, e.object_id as object, e.input::text as input, e.result, e.address, e.mac`

const changeColumns = `c.seq::text as seq, c.table_name as "table", c.before::text as before, c.after::text as after`
const together = 2000

/** Each entry's changes in turn, never more than 2 000 of them in memory. Must be read to the end, entry by entry. */
export async function* changesInTurn(client: pg.ClientBase, ids: readonly string[]): AsyncGenerator<ChangeText[]> {
  const { rows } = await client.query<{ id: string; count: number }>(
    "select entry_id as id, count(*) as count from audit_change where entry_id = any($1) group by entry_id",
    [ids],
  )
  const counts = new Map(rows.map(({ id, count }) => [id, count]))
  let at = 0
  while (at < ids.length) {
    const some = fitting(ids, at, counts)
    if (some.length === 1 && (counts.get(some[0]!) ?? 0) >= together) yield* pagesOf(client, some[0]!)
    else yield* groupsOf(client, some, counts)
    at += some.length
  }
}

/** Marks where one entry's changes end: a page of a large entry is followed by others of the same. */
export const isLast = (page: ChangeText[]): boolean => page.length < together

function fitting(ids: readonly string[], from: number, counts: Map<string, number>): string[] {
  const out: string[] = []
  let sum = 0
  for (let at = from; at < ids.length; at++) {
    sum += counts.get(ids[at]!) ?? 0
    if (sum >= together && out.length > 0) break
    out.push(ids[at]!)
  }
  return out
}

async function* groupsOf(client: pg.ClientBase, ids: string[], counts: Map<string, number>): AsyncGenerator<ChangeText[]> {
  const changed = ids.filter((id) => counts.has(id))
  const { rows } =
    changed.length === 0
      ? { rows: [] }
      : await client.query<ChangeText & { id: string }>(
          `select c.entry_id as id, ${changeColumns} from audit_change c where c.entry_id = any($1) order by c.entry_id, c.seq`,
          [changed],
        )
  const byEntry = Map.groupBy(rows, ({ id }) => id)
  for (const id of ids) yield byEntry.get(id) ?? []
}

async function* pagesOf(client: pg.ClientBase, id: string): AsyncGenerator<ChangeText[]> {
  for (let seq = "-1"; ; ) {
    const { rows } = await client.query<ChangeText>(
      `select ${changeColumns} from audit_change c where c.entry_id = $1 and c.seq > $2::bigint order by c.seq limit ${together}`,
      [id, seq],
    )
    yield rows
    if (isLast(rows)) return
    seq = rows.at(-1)?.seq ?? seq
  }
}
