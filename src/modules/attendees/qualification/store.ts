import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Credential, Standing, Standings, Structure } from "./contract.ts"
import type { Counted } from "./rules.ts"

/** Credentials are those of people whose category votes; who has no row waits. */
const delegates = sql`attendee a join attendee_category c on c.meeting_id = a.meeting_id and c.name = a.category and c.may_vote
  left join delegation d on d.meeting_id = a.meeting_id and d.id = a.delegation_id
  left join qualification q on q.meeting_id = a.meeting_id and q.attendee_id = a.id`
const standing = sql`coalesce(q.status, 'pending')`
const like = (find: string): string => `%${find.replace(/[\\%_]/g, (character) => `\\${character}`)}%`

type Wanted = { meetingId: string; find: string; standing?: Standing | undefined; delegationId?: string | undefined; page: number; size: number }

const none = { valid: 0, pending: 0, ended: 0, byElection: 0, held: 0 }
/** `held`: those of the pending whom somebody keeps waiting, with a ground. */
async function countsWhere(db: Db, where: RawBuilder<unknown>): Promise<Standings & { held: number }> {
  const { rows } = await sql<{
    standing: Standing
    count: number
    held: number
  }>`select ${standing} as standing, count(*)::int as count, (count(*) filter (where q.status = 'pending'))::int as held from ${delegates} where ${where} group by 1`.execute(
    db,
  )
  const held = rows.reduce((sum, row) => sum + row.held, 0)
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.standing, row.count])), held }
}

export async function standingsOf(db: Db, meetingId: string): Promise<Standings> {
  const { held: _held, ...standings } = await countsWhere(db, sql`a.meeting_id = ${meetingId}`)
  return standings
}

export async function credentialsOf(db: Db, wanted: Wanted): Promise<{ rows: Credential[]; total: number; standings: Standings; held: number }> {
  const { meetingId, find, delegationId, page, size } = wanted
  const found =
    find === ""
      ? sql`true`
      : sql`(a.name like ${like(find)} or a.pinyin like ${`${find.toLowerCase()}%`} or a.initials like ${`${find.toLowerCase()}%`} or a.unit like ${like(find)})`
  const where = sql`a.meeting_id = ${meetingId} and ${found} and ${delegationId ? sql`a.delegation_id = ${delegationId}` : sql`true`}`
  const [{ held, ...standings }, { rows }] = await Promise.all([
    countsWhere(db, where),
    sql<Credential>`select a.id as "attendeeId", a.name, a.same_name_mark as "sameNameMark", a.sex, a.ethnicity, d.name as delegation, a.unit, a.post, ${standing} as standing,
        coalesce(q.ground, '') as ground, q.by, q.at
      from ${delegates} where ${where} and ${wanted.standing ? sql`${standing} = ${wanted.standing}` : sql`true`}
      order by ${standing} <> 'pending', d.place nulls last, a.sort_surname, a.id limit ${size} offset ${(page - 1) * size}`.execute(db),
  ])
  const total = wanted.standing ? standings[wanted.standing] : Object.values(standings).reduce((sum, count) => sum + count, 0)
  return { rows, total, standings, held }
}

type Hand = { meetingId: string; by: string; at: string }
/** Throws when one of them is not here, or has no credentials to review. */
export async function mustBeDelegates(db: Db, meetingId: string, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string; votes: boolean }>`select a.name, coalesce(c.may_vote, false) as votes
    from attendee a left join attendee_category c on c.meeting_id = a.meeting_id and c.name = a.category
    where a.meeting_id = ${meetingId} and a.id = any(${ids}::uuid[])`.execute(db)
  if (rows.length !== new Set(ids).size) throw new Refusal("house.notFound")
  const other = rows.find(({ votes }) => !votes)
  if (other) throw new Refusal("attendees.notADelegate", { name: other.name })
}

const written = sql`on conflict (meeting_id, attendee_id) do update set status = excluded.status, ground = excluded.ground, by = excluded.by, at = excluded.at`

export async function judge(
  db: Db,
  { meetingId, by, at }: Hand,
  { ids, standing: to, ground }: { ids: readonly string[]; standing: Standing; ground: string },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`insert into qualification (meeting_id, attendee_id, status, ground, by, at)
    select ${meetingId}, a.id, ${to}, ${ground}, ${by}, ${at} from attendee a where a.meeting_id = ${meetingId} and a.id = any(${ids}::uuid[])
    ${written} returning attendee_id as id`.execute(db)
  return rows.length
}

export async function judgeRest(
  db: Db,
  { meetingId, by, at }: Hand,
  { delegationId, ground }: { delegationId: string | null; ground: string },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`insert into qualification (meeting_id, attendee_id, status, ground, by, at)
    select ${meetingId}, a.id, 'valid', ${ground}, ${by}, ${at} from ${delegates}
    where a.meeting_id = ${meetingId} and q.attendee_id is null and ${delegationId ? sql`a.delegation_id = ${delegationId}` : sql`true`}
    ${written} returning attendee_id as id`.execute(db)
  return rows.length
}

/** Every delegate with what is counted of him, all of one moment: two statements might count two rosters. Choices of open fields by the name of the field. */
export async function countedOf(db: Db, meetingId: string): Promise<(Counted & { standing: Standing })[]> {
  const { rows } = await sql<
    Counted & { standing: Standing }
  >`select ${standing} as standing, a.sex, a.ethnicity, a.birth, a.education, a.politics, a.delegation_id as "delegationId",
      coalesce((select jsonb_object_agg(f.name, a.custom ->> f.id::text) from attendee_field f
        where f.meeting_id = a.meeting_id and f.kind = 'choice' and not f.sensitive and a.custom ? f.id::text), '{}') as others
    from ${delegates} where a.meeting_id = ${meetingId}`.execute(db)
  return rows
}

/**
 * Who judges, who adopts and who opens a formal session wait for each other: no report is adopted while its numbers change, no session opens while the adoption is taken back.
 * Openings (`shared`) do not wait for one another.
 */
export async function lockReview(db: Db, meetingId: string, { shared }: { shared: boolean } = { shared: false }): Promise<void> {
  const take = shared ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`
  await sql`select ${take}(hashtextextended(${`review/${meetingId}`}, 0))`.execute(db)
}

export async function asksForReview(db: Db, meetingId: string): Promise<boolean> {
  const { rows } = await sql<{ asks: boolean }>`select exists (select 1 from body where meeting_id = ${meetingId} and qualified) as asks`.execute(db)
  return rows[0]?.asks ?? false
}

export type Kept = {
  title: string
  body: string
  issuer: string
  day: string | null
  figures: Structure | null
  adoptedBy: string | null
  adoptedByName: string | null
  adoptedOn: string | null
  adoptedAt: string | null
  version: number
  updatedBy: string
  updatedAt: string
}
export async function reportIn(db: Db, meetingId: string): Promise<Kept | undefined> {
  const { rows } = await sql<Kept>`select title, body, issuer, day::text as day, figures, adopted_by as "adoptedBy", adopted_by_name as "adoptedByName",
      adopted_on::text as "adoptedOn", adopted_at as "adoptedAt", version, updated_by as "updatedBy", updated_at as "updatedAt"
    from qualification_report where meeting_id = ${meetingId}`.execute(db)
  return rows[0]
}

type Text = { title: string; body: string; issuer: string; day: string | null }
/** False: somebody changed it since. Version 0 is a report nobody has written yet. */
export async function keepReport(db: Db, { meetingId, by, at }: Hand, { version, title, body, issuer, day }: Text & { version: number }): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`
    insert into qualification_report as r (meeting_id, title, body, issuer, day, updated_by, updated_at)
    select ${meetingId}, ${title}, ${body}, ${issuer}, ${day}::date, ${by}, ${at}
    where ${version} = 0 or exists (select 1 from qualification_report where meeting_id = ${meetingId})
    on conflict (meeting_id) do update set title = excluded.title, body = excluded.body, issuer = excluded.issuer, day = excluded.day, version = r.version + 1,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at where r.version = ${version} returning version`.execute(db)
  return rows.length === 1
}

type Adoption = { version: number; bodyId: string | null; by: string | null; on: string | null; at: string | null; figures: Structure | null }
/** False: somebody changed it since. */
export async function setAdopted(db: Db, hand: Hand, { version, bodyId, by, on, at, figures }: Adoption): Promise<boolean> {
  const { rows } = await sql<{
    version: number
  }>`update qualification_report set adopted_by = ${bodyId}, adopted_by_name = ${by}, adopted_on = ${on}, adopted_at = ${at},
      day = coalesce(day, ${on}::date), figures = ${figures && JSON.stringify(figures)}::jsonb, version = version + 1, updated_by = ${hand.by}, updated_at = ${hand.at}
    where meeting_id = ${hand.meetingId} and version = ${version} returning version`.execute(db)
  return rows.length === 1
}

export async function keepPaper(db: Db, meetingId: string, { fileId, pages, version }: { fileId: string; pages: number; version: number }): Promise<void> {
  await sql`update qualification_report set file_id = ${fileId}, pages = ${pages}, printed_version = ${version} where meeting_id = ${meetingId}`.execute(db)
}

type Filed = { name: string; title: string; author: string; madeOn: string; pages: number; fileId: string }
/** Undefined as long as it is not adopted, or not printed since. */
export async function filedReport(db: Db, meetingId: string): Promise<Filed | undefined> {
  const { rows } = await sql<Filed>`select m.name, r.title, r.issuer as author, coalesce(r.day, r.adopted_on)::text as "madeOn", r.pages, r.file_id as "fileId"
    from qualification_report r join meeting_v m on m.id = r.meeting_id
    where r.meeting_id = ${meetingId} and r.adopted_on is not null and r.file_id is not null and r.printed_version = r.version`.execute(db)
  return rows[0]
}
