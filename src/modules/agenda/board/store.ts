import { sql } from "kysely"
import type { Db } from "#server/db.ts"

export type Collision = { meetingId: string; withId: string; name: string; day: string }

/** A chair is a person's name of two to four characters; 主席团 or 各代表团团长 is in every congress and clashes with nobody. */
const isName = sql`s.chair ~ '^[一-龥·]{2,4}$' and s.chair !~ '[团组长委席会处办]$'`

/** From last week on: what is over cannot be mended. */
export async function collisionsOf(db: Db, ids: readonly string[]): Promise<Collision[]> {
  const { rows } = await sql<Collision>`
    with s as (select s.meeting_id, s.id, s.day, s.starts, s.ends, s.chair from agenda_session s where s.day >= current_date - 7 and ${isName})
    select distinct a.meeting_id as "meetingId", b.meeting_id as "withId", a.chair as name, a.day
    from s a join s b on b.day = a.day and b.chair = a.chair and b.meeting_id <> a.meeting_id and b.starts < a.ends and a.starts < b.ends
    where a.meeting_id = any(${ids}::uuid[]) order by 4, 1, 2`.execute(db)
  return rows
}
