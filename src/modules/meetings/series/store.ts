import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Series } from "./contract.ts"

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
