import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import type { Locale } from "#kernel/words.ts"
import type { Anchor } from "#modules/meetings/contract.ts"
import type { Db } from "#server/db.ts"
import type { Session, SessionKind, Written } from "./contract.ts"

type Row = {
  meeting_id: string
  id: string
  key: string | null
  kind: SessionKind
  title: string
  day: string
  starts: string
  ends: string
  place: string
  chair: string
  body_id: string | null
  sign_in: boolean
  legal: boolean
  categories: string[]
}
type Hanging = { anchor: Anchor | null; offset_days: number; at_opening: boolean }
type Tables = {
  agenda_session: Row & Hanging & { basis: string | null; remark: string; version: number; updated_by: string; updated_at: string }
  agenda_session_v: Row & { position: number; starts_at: string; ends_at: string }
  agenda_paper: { meeting_id: string; file_id: string; pages: number; made_by: string; made_on: string }
  body_v: { meeting_id: string; id: string; key: string; name: string }
  body_member_v: { meeting_id: string; body_id: string; attendee_id: string; counts: boolean }
}
const on = (db: Db) => db.withTables<Tables>()
type Hand = { by: string; at: string }
/** A session as it stands in the tables: without its clashes and how many are due, with its distance. */
export type Stored = Omit<Session, "clashes" | "members" | "alsoDue"> & { offset: number }

const stored = (db: Db) =>
  on(db)
    .selectFrom("agenda_session_v as v")
    .innerJoin("agenda_session as s", (join) => join.onRef("s.meeting_id", "=", "v.meeting_id").onRef("s.id", "=", "v.id"))
    .leftJoin("body_v as b", (join) => join.onRef("b.meeting_id", "=", "v.meeting_id").onRef("b.id", "=", "v.body_id"))
    .select([
      "v.meeting_id as meetingId",
      "v.id",
      "v.key",
      "v.position",
      "v.kind",
      "v.title",
      "v.day",
      "v.starts",
      "v.ends",
      "v.starts_at as startsAt",
      "v.ends_at as endsAt",
      "v.place",
      "v.chair",
      "v.body_id as bodyId",
      "b.name as bodyName",
      "v.sign_in as signIn",
      "v.legal",
      "v.categories",
      "s.basis",
      "s.remark",
      "s.anchor",
      "s.offset_days as offset",
      "s.at_opening as atOpening",
      "s.version",
    ])

/** When each session is: what leave begins and ends with. */
export const sessionTimes = (db: Db, meetingId: string): Promise<{ id: string; title: string; startsAt: string }[]> =>
  on(db).selectFrom("agenda_session_v").select(["id", "title", "starts_at as startsAt"]).where("meeting_id", "=", meetingId).orderBy("position").execute()

export const sessionsOf = (db: Db, meetingId: string): Promise<Stored[]> => stored(db).where("v.meeting_id", "=", meetingId).orderBy("v.position").execute()

export async function sessionById(db: Db, meetingId: string, id: string): Promise<Stored> {
  const found = (await sessionsOf(db, meetingId)).find((session) => session.id === id)
  if (!found) throw new Refusal("house.notFound")
  return found
}

/** With how many are due: the members, whoever of them has leave. */
export const bodiesOf = (db: Db, meetingId: string): Promise<{ id: string; key: string; name: string; members: number }[]> =>
  on(db)
    .selectFrom("body_v as b")
    .leftJoin("body_member_v as m", (join) => join.onRef("m.meeting_id", "=", "b.meeting_id").onRef("m.body_id", "=", "b.id").on("m.counts", "=", true))
    .select(["b.id", "b.key", "b.name", (of) => of.fn.count<number>("m.attendee_id").as("members")])
    .where("b.meeting_id", "=", meetingId)
    .groupBy(["b.id", "b.key", "b.name"])
    .orderBy("b.id")
    .execute()

type Fields = Required<Written> & { anchor: Anchor | null; offset: number; atOpening: boolean }
export type NewSession = Fields & Pick<Session, "meetingId" | "id" | "key" | "legal" | "basis">

const columnsOf = (session: Fields) => {
  const { kind, title, day, starts, ends, place, chair, bodyId, categories, signIn, remark, anchor, offset, atOpening } = session
  const what = { kind, title, day, starts, ends, place, chair, remark }
  return { ...what, body_id: bodyId, categories, sign_in: signIn, anchor, offset_days: offset, at_opening: atOpening }
}

export const addSessions = (db: Db, sessions: NewSession[], { by, at }: Hand) =>
  on(db)
    .insertInto("agenda_session")
    .values(
      sessions.map((one) => {
        const { meetingId, id, key, legal, basis } = one
        return { ...columnsOf(one), meeting_id: meetingId, id, key, legal, basis, version: 1, updated_by: by, updated_at: at }
      }),
    )
    .execute()

type Where = { meetingId: string; zone: string; locale: Locale }
type Edited = Fields & { id: string; version: number }

/** Writes only over the version the person saw. */
export async function changeSession(db: Db, { meetingId, zone, locale }: Where, { by, at, ...session }: Edited & Hand): Promise<void> {
  const { numUpdatedRows } = await on(db)
    .updateTable("agenda_session")
    .set({ ...columnsOf(session), version: session.version + 1, updated_by: by, updated_at: at })
    .where("meeting_id", "=", meetingId)
    .where("id", "=", session.id)
    .where("version", "=", session.version)
    .executeTakeFirst()
  if (numUpdatedRows) return
  const found = await on(db)
    .selectFrom("agenda_session")
    .select(["updated_by", "updated_at"])
    .where("meeting_id", "=", meetingId)
    .where("id", "=", session.id)
    .executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  throw new Refusal("house.stale", { who: found.updated_by, when: shortMoment(found.updated_at, zone, locale) })
}

/** All in one statement, however many move. */
export async function placeSessions(db: Db, meetingId: string, sessions: readonly Pick<Stored, "id" | "day" | "starts" | "ends">[]): Promise<void> {
  if (!sessions.length) return
  await sql`update agenda_session s set day = new.day, starts = new.starts, ends = new.ends, version = s.version + 1
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as new(id uuid, day date, starts text, ends text)
    where s.meeting_id = ${meetingId} and s.id = new.id`.execute(db)
}

/** "on delete restrict" is 23001 from PostgreSQL 18 on, 23503 before. */
const heldCodes = ["23001", "23503"]

/** Sign-ins, polls and records of later modules hold on to a session by foreign key. */
export async function removeSession(db: Db, { meetingId, id, title }: Pick<Session, "meetingId" | "id" | "title">): Promise<void> {
  try {
    await on(db).deleteFrom("agenda_session").where("meeting_id", "=", meetingId).where("id", "=", id).execute()
  } catch (error) {
    if (heldCodes.includes((error as { code?: string }).code ?? "")) throw new Refusal("agenda.inUse", { title })
    throw error
  }
}

export type Paper = { fileId: string; pages: number; by: string; on: string }

/** Only the last printed programme counts: an earlier one is out of date. */
export async function keepPaper(db: Db, meetingId: string, { fileId, pages, by, on: day }: Paper): Promise<void> {
  const row = { file_id: fileId, pages, made_by: by, made_on: day }
  await on(db)
    .insertInto("agenda_paper")
    .values({ meeting_id: meetingId, ...row })
    .onConflict((conflict) => conflict.column("meeting_id").doUpdateSet(row))
    .execute()
}

export const paperOf = (db: Db, meetingId: string): Promise<Paper | undefined> =>
  on(db)
    .selectFrom("agenda_paper")
    .select(["file_id as fileId", "pages", "made_by as by", "made_on as on"])
    .where("meeting_id", "=", meetingId)
    .executeTakeFirst()
