import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { ProfileText } from "./contract.ts"

export type Stored = { text: ProfileText; unconfirmed: string[]; version: number; updatedBy: string; updatedAt: string }
type Hand = { by: string; at: string }

/** undefined: made before meetings had one. */
export async function profileOf(db: Db, meetingId: string, lock = false): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`select body as text, unconfirmed, version, updated_by as "updatedBy", updated_at as "updatedAt"
    from meeting_profile where meeting_id = ${meetingId} ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

/** Of two who write the first one at once, the second waits and then overwrites nothing: answers whether it was written. */
export async function saveProfile(db: Db, row: { meetingId: string; seen: number } & Pick<Stored, "text" | "unconfirmed">, { by, at }: Hand): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into meeting_profile as p (meeting_id, body, unconfirmed, version, updated_by, updated_at)
    values (${row.meetingId}, ${JSON.stringify(row.text)}::jsonb, ${row.unconfirmed}::text[], ${row.seen + 1}, ${by}, ${at})
    on conflict (meeting_id) do update set body = excluded.body, unconfirmed = excluded.unconfirmed, version = excluded.version,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at where p.version = ${row.seen}`.execute(db)
  return Boolean(numAffectedRows)
}
