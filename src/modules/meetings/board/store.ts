import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { BoardLine } from "./contract.ts"

export type Row = Omit<BoardLine, "isMine" | "numbers" | "clashes" | "begunOn">

/** By opening day, those still to come first. */
export async function linesOf(db: Db, ids: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`select m.id, m.name, m.host, m.place, m.hall, m.arrives_on as "arrivesOn", m.starts_on as "startsOn", m.ends_on as "endsOn",
      m.departs_on as "departsOn", m.opens_at as "opensAt", m.phase, (now() at time zone m.zone)::date as today, u.name as unit, s.name as series
    from meeting_v m left join unit_v u on u.id = m.unit_id left join meeting_series s on s.id = m.series_id
    where m.id = any(${ids}::uuid[]) order by m.departs_on < current_date, abs(m.starts_on - current_date), m.id`.execute(db)
  return rows
}

/** In the same hall on the same days; of a pair each is once the first. */
export async function hallClashes(db: Db, ids: readonly string[]): Promise<{ meetingId: string; withId: string; name: string; day: string }[]> {
  const { rows } = await sql<{ meetingId: string; withId: string; name: string; day: string }>`
    select a.id as "meetingId", b.id as "withId", a.place || a.hall as name, greatest(a.starts_on, b.starts_on) as day
    from meeting a join meeting b on b.place = a.place and b.hall = a.hall and b.id <> a.id and b.starts_on <= a.ends_on and b.ends_on >= a.starts_on
    where a.id = any(${ids}::uuid[]) and a.ends_on >= current_date - 7 order by a.starts_on, a.id, b.id`.execute(db)
  return rows
}
