import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { SchemeFile, SchemeText, Waived } from "./contract.ts"

export type Stored = {
  meetingId: string
  id: string
  text: SchemeText
  files: SchemeFile[]
  version: number
  updatedBy: string
  updatedAt: string
  /** The meeting has the dates and the place it had when the scheme was last submitted. */
  isOfTheseDates: boolean
}
type Hand = { by: string; at: string }

type Requirement = { isRequired: boolean; waived: Waived | null }

export async function requirementOf(db: Db, meetingId: string): Promise<Requirement> {
  const { rows } = await sql<Requirement>`select scheme_required as "isRequired", scheme_waived as waived from meeting where id = ${meetingId}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

export async function setRequired(db: Db, meetingId: string, { isRequired, waived }: Requirement): Promise<void> {
  await sql`update meeting set scheme_required = ${isRequired}, scheme_waived = ${waived && JSON.stringify(waived)}::jsonb
    where id = ${meetingId} and scheme_required <> ${isRequired}`.execute(db)
}

/** What a scheme is laid before the deciders with. */
const datesAndPlace = sql`(select jsonb_build_array(m.arrives_on, m.starts_on, m.ends_on, m.departs_on, m.opens_at, m.place, m.hall) from meeting m
  where m.id = meeting_scheme.meeting_id)`

/** `lock`: held until the transaction ends, so that what is submitted is what was read. */
export async function schemeOf(db: Db, meetingId: string, lock = false): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`select meeting_id as "meetingId", id, body as text, files, version, updated_by as "updatedBy", updated_at as "updatedAt",
      laid_with is null or laid_with = ${datesAndPlace} as "isOfTheseDates"
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

export async function keepLaidWith(db: Db, meetingId: string): Promise<void> {
  await sql`update meeting_scheme set laid_with = ${datesAndPlace} where meeting_id = ${meetingId}`.execute(db)
}
