import { type RawBuilder, sql } from "kysely"
import { newId } from "#kernel/ids.ts"
import type { Reach } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import { forgetIn } from "#server/imports.ts"
import type { Hand } from "../person/contract.ts"
import type { Basis, Consent, Seen, SensitiveField } from "./contract.ts"

export type Rule = { field: string; purpose: string; basis: Basis; keepDays: number; version: number; updatedBy: string | null; updatedAt: string | null }

/** What is emptied when a field goes. */
const columns: Record<SensitiveField, readonly string[]> = {
  phone: ["phone", "phone_sealed", "phone_hash", "phone_tail"],
  idNumber: ["id_sealed", "id_hash", "id_tail"],
  birth: ["birth"],
  photo: ["photo_file_id"],
  diet: ["diet"],
  politics: ["politics"],
  ethnicity: ["ethnicity"],
}
const isOwn = (field: string): field is SensitiveField => field in columns
const holds = (field: string): RawBuilder<unknown> =>
  isOwn(field)
    ? sql.raw(`(${columns[field].map((column) => `a.${column} is not null`).join(" or ")})`)
    : sql`(a.custom ? ${field}::text or a.custom_sealed ? ${field}::text)`
const emptied = (field: string): RawBuilder<unknown> =>
  isOwn(field)
    ? sql.raw(columns[field].map((column) => `${column} = null`).join(", "))
    : sql`custom = custom - ${field}::text, custom_sealed = custom_sealed - ${field}::text`

export async function rulesOf(db: Db, meetingId: string): Promise<Rule[]> {
  const { rows } = await sql<Rule>`select field, purpose, basis, keep_days as "keepDays", version, updated_by as "updatedBy", updated_at as "updatedAt"
    from attendee_privacy where meeting_id = ${meetingId}`.execute(db)
  return rows
}

type NewRule = Pick<Rule, "field" | "purpose" | "basis" | "keepDays" | "version">
/** False: somebody changed it since. Version 0: there was none. */
export async function putRule(db: Db, { meetingId, by, at }: Hand, { field, purpose, basis, keepDays, version }: NewRule): Promise<boolean> {
  const { rows } = await sql<{ field: string }>`insert into attendee_privacy as p (meeting_id, field, purpose, basis, keep_days, updated_by, updated_at)
    values (${meetingId}, ${field}, ${purpose}, ${basis}, ${keepDays}, ${by}, ${at})
    on conflict (meeting_id, field) do update set purpose = excluded.purpose, basis = excluded.basis, keep_days = excluded.keep_days, version = p.version + 1,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at where p.version = ${version} returning field`.execute(db)
  return rows.length === 1
}

export type Held = { field: string; held: number; consented: number; withdrawn: number }
/** How many have each field, and of how many the consent stands or was taken back. */
export async function heldOf(db: Db, meetingId: string, fields: readonly string[]): Promise<Held[]> {
  const counts = fields.map((field) => sql`(count(*) filter (where ${holds(field)}))::int`)
  const { rows } = await sql<{
    counts: number[]
  }>`select jsonb_build_array(${sql.join(counts)}) as counts from attendee a where a.meeting_id = ${meetingId}`.execute(db)
  const { rows: consents } = await sql<{ field: string; consented: number; withdrawn: number }>`
    select field, (count(*) filter (where given))::int as consented, (count(*) filter (where not given))::int as withdrawn
    from (select distinct on (attendee_id, field) field, given from attendee_consent where meeting_id = ${meetingId} order by attendee_id, field, at desc, id desc) last
    group by field`.execute(db)
  const byField = new Map(consents.map((row) => [row.field, row]))
  return fields.map((field, at) => ({ held: rows[0]?.counts[at] ?? 0, consented: 0, withdrawn: 0, ...byField.get(field), field }))
}

type Gone = { field: string; count: number; why: "date" | "withdrawn"; by: string; at: string }
/** The last deletion of each field. */
export async function goneOf(db: Db, meetingId: string): Promise<Gone[]> {
  const { rows } = await sql<Gone>`select distinct on (field) field, count, why, by_name as by, at from attendee_gone where meeting_id = ${meetingId}
    order by field, at desc, id desc`.execute(db)
  return rows
}

type Look = { attendeeId: string; name: string; delegationId: string | null; field: string; purpose: string; byId: string }
export async function addSeen(db: Db, { meetingId, by, at }: Hand, { attendeeId, name, delegationId, field, purpose, byId }: Look): Promise<void> {
  await sql`insert into attendee_seen (meeting_id, id, attendee_id, name, delegation_id, field, purpose, by_id, by_name, at)
    values (${meetingId}, ${newId()}, ${attendeeId}, ${name}, ${delegationId}, ${field}, ${purpose}, ${byId}, ${by}, ${at})`.execute(db)
}

type Taken = { field: string; people: readonly Pick<Look, "attendeeId" | "name" | "delegationId">[] }
/** A list taken away: one line for each person and field. */
export async function addTaken(
  db: Db,
  { meetingId, by, at }: Hand,
  { taken, purpose, byId }: Pick<Look, "purpose" | "byId"> & { taken: readonly Taken[] },
): Promise<void> {
  const lines = taken.flatMap(({ field, people }) => people.map((person) => ({ ...person, id: newId(), field })))
  if (lines.length === 0) return
  await sql`insert into attendee_seen (meeting_id, id, attendee_id, name, delegation_id, field, purpose, by_id, by_name, at)
    select ${meetingId}, l.id, l."attendeeId", l.name, l."delegationId", l.field, ${purpose}, ${byId}, ${by}, ${at}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l (id uuid, "attendeeId" uuid, name text, "delegationId" uuid, field text)`.execute(db)
}

type Looking = { meetingId: string; attendeeId?: string | undefined; page: number; size: number } & Pick<Reach, "delegations">
export async function seenOf(db: Db, { meetingId, attendeeId, page, size, delegations }: Looking): Promise<{ rows: Seen[]; total: number }> {
  const whom = attendeeId ? sql`attendee_id = ${attendeeId}` : sql`true`
  const ours = delegations === "all" ? sql`true` : sql`delegation_id = any(${delegations}::uuid[])`
  const { rows } = await sql<
    Seen & { total: number }
  >`select min(id::text) as id, at, by_name as by, min(attendee_id::text) as "attendeeId", (array_agg(name order by id))[1] as name, count(*)::int as people,
      field, purpose, count(*) over ()::int as total
    from attendee_seen where meeting_id = ${meetingId} and ${whom} and ${ours} group by at, by_id, by_name, field, purpose order by at desc, 1 desc limit ${size} offset ${(page - 1) * size}`.execute(
    db,
  )
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export async function consentsOf(db: Db, meetingId: string, attendeeId: string): Promise<Consent[]> {
  const { rows } = await sql<Consent>`select distinct on (field) field, given, how, by_name as by, at from attendee_consent
    where meeting_id = ${meetingId} and attendee_id = ${attendeeId} order by field, at desc, id desc`.execute(db)
  return rows
}

type NewConsent = { attendeeId: string; field: string; given: boolean; how: string }
export async function addConsent(db: Db, { meetingId, by, at }: Hand, { attendeeId, field, given, how }: NewConsent): Promise<void> {
  await sql`insert into attendee_consent (meeting_id, id, attendee_id, field, given, how, by_name, at)
    values (${meetingId}, ${newId()}, ${attendeeId}, ${field}, ${given}, ${how}, ${by}, ${at})`.execute(db)
}

type Emptying = { field: string; why: "date" | "withdrawn"; attendeeId?: string }
/** Empties the field of one or of all, and answers the photos that are nobody's any more. The audit never had the values: these columns are kept from it. */
export async function empty(db: Db, { meetingId, by, at }: Hand, { field, why, attendeeId }: Emptying): Promise<{ count: number; files: string[] }> {
  const whom = attendeeId ? sql`a.id = ${attendeeId}` : sql`true`
  const { rows } = await sql<{ id: string; photo: string | null }>`with old as materialized (
      select a.id, a.photo_file_id as photo from attendee a where a.meeting_id = ${meetingId} and ${whom} and ${holds(field)} for update),
    gone as (update attendee a set ${emptied(field)}, version = version + 1, updated_by = ${by}, updated_at = ${at}
      from old where a.meeting_id = ${meetingId} and a.id = old.id returning a.id)
    select old.id, old.photo from old join gone on gone.id = old.id`.execute(db)
  if (rows.length > 0)
    await sql`insert into attendee_gone (meeting_id, id, field, count, why, by_name, at)
      values (${meetingId}, ${newId()}, ${field}, ${rows.length}, ${why}, ${by}, ${at})`.execute(db)
  if (attendeeId) {
    const [own, paths] = isOwn(field) ? [columns[field], []] : [[], ["custom", "custom_sealed"].map((column) => [column, field])]
    await forgetIn(db, { meetingId, subjectId: attendeeId, columns: own, paths })
  }
  return { count: rows.length, files: field === "photo" ? rows.flatMap(({ photo }) => photo ?? []) : [] }
}

/** Fields these people took their consent back for: nothing may fill them again, no import either. */
export async function withdrawnOf(db: Db, meetingId: string, ids: readonly string[]): Promise<{ attendeeId: string; field: string }[]> {
  const { rows } = await sql<{ attendeeId: string; field: string }>`select "attendeeId", field from (
      select distinct on (attendee_id, field) attendee_id as "attendeeId", field, given from attendee_consent
      where meeting_id = ${meetingId} and attendee_id = any(${ids}::uuid[]) order by attendee_id, field, at desc, id desc) last where not given`.execute(db)
  return rows
}

/** Meetings whose people have gone, on whose lists something may still stand. */
export async function departed(db: Db, today: string): Promise<{ id: string; departsOn: string }[]> {
  const { rows } = await sql<{ id: string; departsOn: string }>`select m.id, to_char(m.departs_on, 'YYYY-MM-DD') as "departsOn" from meeting_v m
    where m.departs_on < ${today}::date and m.departs_on > ${today}::date - 800 and exists (select 1 from attendee a where a.meeting_id = m.id) order by m.id`.execute(
    db,
  )
  return rows
}

/** Sensitive fields of the meeting's own. */
export async function ownFields(db: Db, meetingId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{
    id: string
    name: string
  }>`select id, name from attendee_field where meeting_id = ${meetingId} and sensitive order by place, id`.execute(db)
  return rows
}
