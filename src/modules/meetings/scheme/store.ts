import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { SchemeFile, SchemeText } from "./contract.ts"

export type Stored = { meetingId: string; id: string; text: SchemeText; files: SchemeFile[]; version: number; updatedBy: string; updatedAt: string }
type Hand = { by: string; at: string }

export async function isRequired(db: Db, meetingId: string): Promise<boolean> {
  const { rows } = await sql<{ isRequired: boolean }>`select scheme_required as "isRequired" from meeting where id = ${meetingId}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0].isRequired
}

export async function setRequired(db: Db, meetingId: string, wanted: boolean): Promise<void> {
  await sql`update meeting set scheme_required = ${wanted} where id = ${meetingId} and scheme_required <> ${wanted}`.execute(db)
}

/** `lock`: held until the transaction ends, so that what is submitted is what was read. */
export async function schemeOf(db: Db, meetingId: string, lock = false): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`select meeting_id as "meetingId", id, body as text, files, version, updated_by as "updatedBy", updated_at as "updatedAt"
    from meeting_scheme where meeting_id = ${meetingId} ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

export async function addScheme(db: Db, { meetingId, id, text }: Pick<Stored, "meetingId" | "id" | "text">, { by, at }: Hand): Promise<void> {
  const { numAffectedRows } = await sql`insert into meeting_scheme (meeting_id, id, body, files, version, updated_by, updated_at)
    values (${meetingId}, ${id}, ${JSON.stringify(text)}::jsonb, '[]', 1, ${by}, ${at}) on conflict (meeting_id) do nothing`.execute(db)
  if (!numAffectedRows) throw new Refusal("meetings.schemeDrafted")
}

export async function changeScheme(db: Db, { meetingId, text, files }: Pick<Stored, "meetingId" | "text" | "files">, { by, at }: Hand): Promise<void> {
  await sql`update meeting_scheme set body = ${JSON.stringify(text)}::jsonb, files = ${JSON.stringify(files)}::jsonb, version = version + 1,
    updated_by = ${by}, updated_at = ${at} where meeting_id = ${meetingId}`.execute(db)
}
