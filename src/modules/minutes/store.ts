import { type RawBuilder, sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Minutes, MinutesLine, Text } from "./contract.ts"
import type { Held } from "./rules.ts"

type Tables = {
  minutes: {
    meeting_id: string
    id: string
    session_id: string
    state: "draft" | "final"
    series: string
    document_number: string | null
    body: Text | RawBuilder<Text>
    version: number
    pdf_file_id: string | null
    docx_file_id: string | null
    printed_version: number | null
    pages: number | null
    updated_by: string
    updated_at: string
  }
}
const on = (db: Db) => db.withTables<Tables>()
type Hand = { by: string; at: string }
export type Key = { meetingId: string; id: string }

const columns = sql`m.meeting_id as "meetingId", m.id, m.session_id as "sessionId", s.title as "sessionTitle", m.state, m.document_number as "documentNumber",
  m.version, m.updated_by as "updatedBy", m.updated_at as "updatedAt", m.printed_version is not distinct from m.version as "isPrinted", m.pages`
/** What the table itself holds; where its approval stands is asked of approvals. */
export type StoredMinutes = Omit<Minutes, "approval" | "requiredFlowId">
const joined = sql`minutes m join agenda_session_v s on s.meeting_id = m.meeting_id and s.id = m.session_id`

export async function minutesOf(db: Db, meetingId: string): Promise<MinutesLine[]> {
  const { rows } = await sql<MinutesLine>`
    select ${columns}, m.body ->> 'title' as title,
      (select a.state from approval_v a where a.kind = 'minutes' and a.subject_id = m.id order by a.id desc limit 1) as "approvalState" from ${joined} where m.meeting_id = ${meetingId} order by s.position, m.id`.execute(
    db,
  )
  return rows
}

/** Throws house.notFound. */
export async function minutesById(db: Db, { meetingId, id }: Key): Promise<StoredMinutes> {
  const { rows } = await sql<StoredMinutes>`
    select ${columns}, m.series, m.body as text from ${joined} where m.meeting_id = ${meetingId} and m.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

/** Held until the transaction ends, so that two who finalise at once take one number, not two. Throws house.notFound. */
export async function lockMinutes(db: Db, { meetingId, id }: Key) {
  const found = await on(db)
    .selectFrom("minutes")
    .select([
      "state",
      "version",
      "series",
      "session_id as sessionId",
      "document_number as documentNumber",
      "updated_by as updatedBy",
      "updated_at as updatedAt",
    ])
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  return found
}

const json = (text: Text) => sql<Text>`${JSON.stringify(text)}::jsonb`

export async function addMinutes(db: Db, row: Key & { sessionId: string; series: string; text: Text }, { by, at }: Hand): Promise<void> {
  const { numInsertedOrUpdatedRows } = await on(db)
    .insertInto("minutes")
    .values({
      meeting_id: row.meetingId,
      id: row.id,
      session_id: row.sessionId,
      state: "draft",
      series: row.series,
      document_number: null,
      body: json(row.text),
      version: 1,
      pdf_file_id: null,
      docx_file_id: null,
      printed_version: null,
      pages: null,
      updated_by: by,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.constraint("minutes_one_a_session").doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) throw new Refusal("minutes.alreadyDrafted")
}

export const changeMinutes = (db: Db, { meetingId, id, series, text }: Key & { series?: string; text: Text }, { by, at }: Hand) =>
  on(db)
    .updateTable("minutes")
    .set((eb) => ({ ...(series ? { series } : {}), body: json(text), version: eb("version", "+", 1), updated_by: by, updated_at: at }))
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .execute()

export const finaliseMinutes = (db: Db, { meetingId, id, documentNumber }: Key & { documentNumber: string }, { by, at }: Hand) =>
  on(db)
    .updateTable("minutes")
    .set((eb) => ({ state: "final", document_number: documentNumber, version: eb("version", "+", 1), updated_by: by, updated_at: at }))
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .execute()

export const removeMinutes = (db: Db, { meetingId, id }: Key) => on(db).deleteFrom("minutes").where("meeting_id", "=", meetingId).where("id", "=", id).execute()

/** Only for the version that was printed: a text changed meanwhile stays unprinted. */
export const keepPrint = (db: Db, { meetingId, id }: Key, made: { version: number; pdf: string; docx: string; pages: number }) =>
  on(db)
    .updateTable("minutes")
    .set({ pdf_file_id: made.pdf, docx_file_id: made.docx, printed_version: made.version, pages: made.pages })
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .where("version", "=", made.version)
    .execute()

/** The files of the text as it stands; undefined when it has changed since. */
export const printOf = (db: Db, { meetingId, id }: Key) =>
  on(db)
    .selectFrom("minutes")
    .select(["pdf_file_id as pdf", "docx_file_id as docx"])
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .whereRef("printed_version", "=", "version")
    .executeTakeFirst()

export type Filed = { title: string; number: string; author: string; madeOn: string; pages: number | null; fileId: string }
/** Final and printed: what the archive takes. */
export async function filedOf(db: Db, meetingId: string): Promise<Filed[]> {
  const { rows } = await sql<Filed>`
    select m.body ->> 'title' as title, m.document_number as number, coalesce(m.body ->> 'printedBy', m.body #>> '{issuers,0}') as author,
      (m.updated_at at time zone meeting.zone)::date::text as "madeOn", m.pages, m.pdf_file_id as "fileId"
    from minutes m join meeting_v meeting on meeting.id = m.meeting_id
    where m.meeting_id = ${meetingId} and m.state = 'final' and m.printed_version = m.version order by m.document_number`.execute(db)
  return rows
}

type Session = Held["session"] & { bodyId: string | null }
/** Throws house.notFound. */
export async function sessionById(db: Db, meetingId: string, sessionId: string): Promise<Session> {
  const { rows } = await sql<Session>`
    select s.title, s.day, s.starts, s.place, s.chair, s.body_id as "bodyId", b.name as "bodyName"
    from agenda_session_v s left join body_v b on b.meeting_id = s.meeting_id and b.id = s.body_id
    where s.meeting_id = ${meetingId} and s.id = ${sessionId}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

/** Members of the body in the order of rank and strokes, and whoever else came; without a body everybody on the roster is due. */
export async function peopleOf(
  db: Db,
  { meetingId, sessionId, bodyId }: { meetingId: string; sessionId: string; bodyId: string | null },
): Promise<Held["people"]> {
  const { rows } = await sql<Held["people"][number]>`
    select a.name, a.unit, a.excused or a.id in (select attendee_id from session_leave_v where meeting_id = ${meetingId} and session_id = ${sessionId}) as "isExcused", p.attendee_id is not null as "isPresent", (${bodyId}::uuid is null or b.counts is true) as "isMember"
    from attendee_v a
    left join body_member_v b on b.meeting_id = a.meeting_id and b.attendee_id = a.id and b.body_id = ${bodyId}
    left join presence_v p on p.meeting_id = a.meeting_id and p.attendee_id = a.id and p.session_id = ${sessionId}
    where a.meeting_id = ${meetingId} and (${bodyId}::uuid is null or b.attendee_id is not null or p.attendee_id is not null)
    order by a.rank nulls last, a.sort_surname, a.id`.execute(db)
  return rows
}

export async function eventsOf(db: Db, meetingId: string, sessionId: string): Promise<Held["events"]> {
  const { rows } = await sql<Held["events"][number]>`
    select kind, sentence, data from sitting_event_v where meeting_id = ${meetingId} and session_id = ${sessionId} order by at, id`.execute(db)
  return rows
}

type PollRow = { id: string; title: string; result: { sentence?: string } | null }
export async function pollsOf(db: Db, meetingId: string, sessionId: string): Promise<PollRow[]> {
  const { rows } = await sql<PollRow>`
    select id, title, result from poll_v where meeting_id = ${meetingId} and session_id = ${sessionId} and closed_at is not null order by closed_at, id`.execute(
    db,
  )
  return rows
}

export type Lack = { title: string; minutesId: string | null; lacks: "draft" | "final" | "print" }
/** Sessions with sign-ins that are over and have no final minutes, and final minutes that were never printed and so cannot be filed. */
export async function lackingMinutes(db: Db, meetingId: string): Promise<Lack[]> {
  const { rows } = await sql<Lack>`
    select s.title, m.id as "minutesId", case when m.id is null then 'draft' when m.state = 'draft' then 'final' else 'print' end as lacks
    from agenda_session_v s
    left join minutes m on m.meeting_id = s.meeting_id and m.session_id = s.id
    where s.meeting_id = ${meetingId} and case when m.state = 'final' then m.printed_version is distinct from m.version
      else s.sign_in and s.ends_at < now() and exists (select 1 from presence_v p where p.meeting_id = s.meeting_id and p.session_id = s.id) end
    order by s.position`.execute(db)
  return rows
}
