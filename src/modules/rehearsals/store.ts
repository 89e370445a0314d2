import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import type { Locale } from "#kernel/words.ts"
import type { Db } from "#server/db.ts"
import type { Line, Script } from "./contract.ts"

type Hand = { by: string; at: string }

/** What is open: settled by nobody, and its task, if it has one, not done. Needs the tables `f` and, joined from the left, `t`. */
export const isOpen = sql`(f.settled_at is null and t.done_at is null)`

/** `startsOn`: the opening, from which the day of a script without a session is counted. */
export type There = { meetingId: string; startsOn: string }

const scripts = (db: Db, { meetingId, startsOn }: There, id: string | null) =>
  sql<Script>`select s.meeting_id as "meetingId", s.id, s.session_id as "sessionId", s.title, s.version,
    coalesce(a.day, ${startsOn}::date + s.offset_days) as day, coalesce(a.starts, s.starts) as starts, coalesce(a.place, '') as place,
    (select count(*) from rehearsal_line l where l.meeting_id = s.meeting_id and l.script_id = s.id) as lines,
    (select count(*) from rehearsal_run r where r.meeting_id = s.meeting_id and r.script_id = s.id) as runs,
    (select count(*) from rehearsal_run r join rehearsal_finding f on f.meeting_id = r.meeting_id and f.run_id = r.id
      left join task_v t on t.meeting_id = f.meeting_id and t.id = f.task_id
      where r.meeting_id = s.meeting_id and r.script_id = s.id and ${isOpen}) as open
    from rehearsal_script s left join agenda_session_v a on a.meeting_id = s.meeting_id and a.id = s.session_id
    where s.meeting_id = ${meetingId} and (${id}::uuid is null or s.id = ${id}) order by day, starts, s.id`.execute(db)

export const scriptsOf = async (db: Db, there: There): Promise<Script[]> => (await scripts(db, there, null)).rows

export async function scriptById(db: Db, there: There, id: string): Promise<Script> {
  const [found] = (await scripts(db, there, id)).rows
  if (!found) throw new Refusal("house.notFound")
  return found
}

/** In the order of the clock; of one minute, in the order they were written. */
export async function linesOf(db: Db, meetingId: string, scriptIds: readonly string[]): Promise<(Line & { scriptId: string })[]> {
  const { rows } = await sql<Line & { scriptId: string }>`select id, script_id as "scriptId", minutes, cue, what, person, account_id as account, place, seconds
    from rehearsal_line where meeting_id = ${meetingId} and script_id = any(${scriptIds}) order by script_id, minutes, position, id`.execute(db)
  return rows
}

type New = Pick<Script, "meetingId" | "id" | "sessionId" | "title"> & { offset: number | null; starts: string | null }

const isUnique = (error: unknown): boolean => (error as { constraint?: string }).constraint === "rehearsal_script_session"

export async function addScripts(db: Db, scripts: readonly New[], { by, at }: Hand): Promise<void> {
  try {
    await sql`insert into rehearsal_script (meeting_id, id, session_id, title, offset_days, starts, updated_by, updated_at)
      select new.*, ${by}, ${at}::timestamptz from jsonb_to_recordset(${JSON.stringify(scripts)}::jsonb)
        as new("meetingId" uuid, id uuid, "sessionId" uuid, title text, "offset" int, starts text)`.execute(db)
  } catch (error) {
    if (isUnique(error)) throw new Refusal("rehearsals.scriptExists", { title: scripts[0]?.title })
    throw error
  }
}

type Changed = Pick<Script, "meetingId" | "id" | "title" | "version"> & { offset: number | null; starts: string | null }

/** Writes only over the version the person saw. */
export async function changeScript(db: Db, script: Changed, { by, at, zone, locale }: Hand & { zone: string; locale: Locale }): Promise<void> {
  const { meetingId, id, version, title, offset, starts } = script
  const { numAffectedRows } = await sql`update rehearsal_script set title = ${title}, offset_days = ${offset}, starts = ${starts}, version = version + 1,
    updated_by = ${by}, updated_at = ${at} where meeting_id = ${meetingId} and id = ${id} and version = ${version}`.execute(db)
  if (numAffectedRows) return
  const { rows } = await sql<{ who: string; when: string }>`select updated_by as who, updated_at as "when" from rehearsal_script
    where meeting_id = ${meetingId} and id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  throw new Refusal("house.stale", { who: rows[0].who, when: shortMoment(rows[0].when, zone, locale) })
}

export type Placed = Line & { scriptId: string; position: number }

/** The script's lines are these from now on: what is gone goes, what stayed as it was is not touched. */
export async function writeLines(db: Db, meetingId: string, scriptIds: readonly string[], lines: readonly Placed[]): Promise<void> {
  const ids = lines.map(({ id }) => id)
  await sql`delete from rehearsal_line where meeting_id = ${meetingId} and script_id = any(${scriptIds}) and id <> all(${ids}::uuid[])`.execute(db)
  await sql`insert into rehearsal_line as old (meeting_id, id, script_id, position, minutes, cue, what, person, account_id, place, seconds)
    select ${meetingId}::uuid, new.* from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as new(id uuid, "scriptId" uuid, position int, minutes int, cue text, what text, person text, account uuid, place text, seconds int)
    on conflict (meeting_id, id) do update set position = excluded.position, minutes = excluded.minutes, cue = excluded.cue, what = excluded.what,
      person = excluded.person, account_id = excluded.account_id, place = excluded.place, seconds = excluded.seconds
    where (old.position, old.minutes, old.cue, old.what, old.person, old.account_id, old.place, old.seconds) is distinct from
      (excluded.position, excluded.minutes, excluded.cue, excluded.what, excluded.person, excluded.account_id, excluded.place, excluded.seconds)`.execute(db)
}

/** "on delete restrict" is 23001 from PostgreSQL 18 on, 23503 before. */
const heldCodes = ["23001", "23503"]

export async function removeScript(db: Db, { meetingId, id, title }: Pick<Script, "meetingId" | "id" | "title">): Promise<void> {
  try {
    await sql`delete from rehearsal_script where meeting_id = ${meetingId} and id = ${id}`.execute(db)
  } catch (error) {
    if (heldCodes.includes((error as { code?: string }).code ?? "")) throw new Refusal("rehearsals.walked", { title })
    throw error
  }
}
