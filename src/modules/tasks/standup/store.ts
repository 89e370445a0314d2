import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { Lines } from "./contract.ts"

type Stored = { attended: string; note: string; lines: Lines; by: string; at: string }

export async function standupOf(db: Db, meetingId: string, day: string): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`select attended, note, lines, kept_by as by, kept_at as at from task_standup
    where meeting_id = ${meetingId} and day = ${day}`.execute(db)
  return rows[0]
}

export async function standupDays(db: Db, meetingId: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`select day from task_standup where meeting_id = ${meetingId} order by day desc`.execute(db)
  return rows.map(({ day }) => day)
}

export async function keep(db: Db, { meetingId, day }: { meetingId: string; day: string }, { attended, note, lines, by, at }: Stored): Promise<void> {
  await sql`insert into task_standup (meeting_id, day, attended, note, lines, kept_by, kept_at)
    values (${meetingId}, ${day}, ${attended}, ${note}, ${JSON.stringify(lines)}::jsonb, ${by}, ${at})
    on conflict (meeting_id, day) do update set attended = excluded.attended, note = excluded.note, lines = excluded.lines, kept_by = excluded.kept_by,
      kept_at = excluded.kept_at`.execute(db)
}

type Row = { id: string; title: string; team: string; owner: string; dueOn: string; heap: "done" | "left" | "tomorrow" }

/** Done that day in the meeting's zone; due by that day and open; due the day after or already begun by then. */
export async function linesOf(db: Db, { meetingId, day, zone }: { meetingId: string; day: string; zone: string }): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, title, team, owner, due_on as "dueOn",
      case when done_at is not null then 'done' when due_on <= ${day}::date then 'left' else 'tomorrow' end as heap
    from task where meeting_id = ${meetingId} and (
      (done_at is not null and (done_at at time zone ${zone})::date = ${day}::date)
      or (done_at is null and (due_on <= ${day}::date + 1)))
    order by due_on, clock nulls last, id`.execute(db)
  return rows
}
