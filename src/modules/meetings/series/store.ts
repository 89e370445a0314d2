import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Member, Series, SeriesPlan, SeriesText } from "./contract.ts"

const shown = sql`id, name, unit_id as "unitId"`

export async function seriesOf(db: Db, by: { unitId?: string | null; id?: string } = {}): Promise<Series[]> {
  const { rows } = await sql<Series>`select ${shown} from meeting_series
    where (${by.unitId ?? null}::uuid is null or unit_id = ${by.unitId ?? null}) and (${by.id ?? null}::uuid is null or id = ${by.id ?? null}) order by name collate "C", id`.execute(
    db,
  )
  return rows
}

async function namedOnce<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint, code } = error as { constraint?: string; code?: string }
    if (constraint === "meeting_series_name_once") throw new Refusal("meetings.seriesTaken", { name })
    if (code === "23503") throw new Refusal("house.notFound")
    throw error
  }
}

export async function addSeries(db: Db, { id, name, unitId }: Series): Promise<void> {
  await namedOnce(name, sql`insert into meeting_series (id, name, unit_id) values (${id}, ${name}, ${unitId})`.execute(db))
}

export async function renameSeries(db: Db, { id, name }: { id: string; name: string }): Promise<Series> {
  const { rows } = await namedOnce(name, sql<Series>`update meeting_series set name = ${name} where id = ${id} returning ${shown}`.execute(db))
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

/** `text` null: nobody has set anything yet. `lastOn`: the day of its latest meeting, held or to come. */
export type Known = Series & {
  unitName: string
  text: SeriesText | null
  members: Member[]
  version: number
  updatedBy: string
  updatedAt: string
  lastOn: string | null
}

/** Those of these ids, of these units and what is below them, or all. */
export async function knownSeries(db: Db, by: { ids: readonly string[]; unitIds: readonly string[] } | "all"): Promise<Known[]> {
  const wanted = by === "all" ? sql`true` : sql`(s.id = any(${by.ids}::uuid[]) or p.units && ${by.unitIds}::uuid[])`
  const { rows } =
    await sql<Known>`select s.id, s.name, s.unit_id as "unitId", coalesce(u.name, '') as "unitName", t.body as text, coalesce(t.members, '[]') as members,
      coalesce(t.version, 0) as version, coalesce(t.updated_by, '') as "updatedBy", coalesce(t.updated_at, now()) as "updatedAt",
      (select max(m.starts_on) from meeting m where m.series_id = s.id) as "lastOn"
    from meeting_series s join place_v p on p.kind = 'series' and p.id = s.id left join unit_v u on u.id = s.unit_id left join series_plan t on t.series_id = s.id
    where ${wanted} order by s.name collate "C", s.id`.execute(db)
  return rows
}

export async function meetingsOf(db: Db, seriesId: string): Promise<SeriesPlan["meetings"]> {
  const { rows } = await sql<SeriesPlan["meetings"][number]>`select m.id, m.name, m.starts_on as "startsOn", s.number
    from meeting m left join series_sitting s on s.meeting_id = m.id and s.series_id = m.series_id
    where m.series_id = ${seriesId} order by m.starts_on desc, m.id desc limit 60`.execute(db)
  return rows
}

type Plan = { seriesId: string; seen: number; text: SeriesText; members: readonly Member[] }
type Hand = { by: string; at: string }

/** False: somebody changed it since. */
export async function savePlan(db: Db, { seriesId, seen, text, members }: Plan, { by, at }: Hand): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into series_plan as p (series_id, body, members, version, updated_by, updated_at)
    values (${seriesId}, ${JSON.stringify(text)}::jsonb, ${JSON.stringify(members)}::jsonb, ${seen + 1}, ${by}, ${at})
    on conflict (series_id) do update set body = excluded.body, members = excluded.members, version = excluded.version,
      updated_by = excluded.updated_by, updated_at = excluded.updated_at where p.version = ${seen}`.execute(db)
  return Boolean(numAffectedRows)
}

export async function addSitting(db: Db, row: { meetingId: string; seriesId: string; period: string; number: number }): Promise<void> {
  await sql`insert into series_sitting (meeting_id, series_id, period, number) values (${row.meetingId}, ${row.seriesId}, ${row.period}, ${row.number})`.execute(
    db,
  )
}
