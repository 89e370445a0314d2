/** Numbers without gaps: one counter a body, kind and year. The row's lock lasts until the transaction ends, so a rolled-back use gives its number back. */
import { sql } from "kysely"
import type { Db } from "./db.ts"

/** The next number (from 1). `body`: who numbers (a meeting's or a series' id); `year` 0 where numbering never restarts. */
export async function next(db: Db, { body, kind, year = 0 }: { body: string; kind: string; year?: number }): Promise<number> {
  const { last } = await take(db, { body, kind, year, count: 1 })
  return last
}

/** Reserves `count` numbers at once; answers the first. */
export async function nextMany(db: Db, { body, kind, year = 0, count }: { body: string; kind: string; year?: number; count: number }): Promise<number> {
  const { last } = await take(db, { body, kind, year, count })
  return last - count + 1
}

async function take(db: Db, of: { body: string; kind: string; year: number; count: number }): Promise<{ last: number }> {
  const { rows } = await sql<{ last: number }>`
    insert into number_counter (body, kind, year, last) values (${of.body}, ${of.kind}, ${of.year}, ${of.count})
    on conflict (body, kind, year) do update set last = number_counter.last + ${of.count} returning last`.execute(db)
  return rows[0]!
}
