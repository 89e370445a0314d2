import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { Rules } from "../contract.ts"

export type Foreseen = { key: string; session: string; title: string; rules: Rules }

/** Those its template foresaw, in the running order. */
export async function foreseenPolls(db: Db, meetingId: string): Promise<Foreseen[]> {
  const { rows } = await sql<Foreseen>`select p.key, s.key as session, p.title, p.rules from poll p
    join agenda_session_v s on s.meeting_id = p.meeting_id and s.id = p.session_id
    where p.meeting_id = ${meetingId} and p.key is not null and s.key is not null order by s.position, p.id`.execute(db)
  return rows
}
