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

type Counter = { body: string; kind: string; year?: number }

/** The last number each of them gave; 0 where none was given yet. */
export async function lastOf(db: Db, counters: readonly Counter[]): Promise<number[]> {
  const wanted = JSON.stringify(counters.map(({ body, kind, year = 0 }, place) => ({ body, kind, year, place })))
  const { rows } = await sql<{ last: number }>`select coalesce(c.last, 0) as last
    from jsonb_to_recordset(${wanted}::jsonb) as w(body text, kind text, year int, place int)
    left join number_counter c on c.body = w.body and c.kind = w.kind and c.year = w.year order by w.place`.execute(db)
  return rows.map(({ last }) => last)
}

/** Numbers given elsewhere before count as given: the next one follows `last`. A counter never goes back; answers where it stands. */
export async function goOnFrom(db: Db, { body, kind, year = 0 }: Counter, last: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into number_counter (body, kind, year, last) values (${body}, ${kind}, ${year}, ${last})
    on conflict (body, kind, year) do update set last = greatest(number_counter.last, excluded.last) returning last`.execute(db)
  return rows[0]?.last ?? last
}
