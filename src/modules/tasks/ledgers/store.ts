import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import type { Locale } from "#kernel/words.ts"
import type { Db } from "#server/db.ts"
import type { There } from "../store.ts"
import type { Matter, MatterKind } from "./contract.ts"

type Hand = { by: string; at: string }
const columns = (today: string) => sql`meeting_id as "meetingId", id, kind, title, owner, measure, due_on as "dueOn", outcome, closed_at as "closedAt", version,
  case when closed_at is null then greatest(${today}::date - due_on, 0) else 0 end as "lateDays"`

/** What is open first, the next due before the others. */
export async function mattersOf(db: Db, { meetingId, today }: There, kind: MatterKind): Promise<Matter[]> {
  const { rows } = await sql<Matter>`select ${columns(today)} from task_matter where meeting_id = ${meetingId} and kind = ${kind}
    order by closed_at is not null, due_on, id limit 1000`.execute(db)
  return rows
}

export async function matterById(db: Db, { meetingId, today }: There, id: string): Promise<Matter> {
  const { rows } = await sql<Matter>`select ${columns(today)} from task_matter where meeting_id = ${meetingId} and id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0]
}

type Written = Pick<Matter, "meetingId" | "id" | "title" | "owner" | "measure" | "dueOn">

export async function addMatter(
  db: Db,
  { meetingId, id, kind, title, owner, measure, dueOn }: Written & Pick<Matter, "kind">,
  { by, at }: Hand,
): Promise<void> {
  await sql`insert into task_matter (meeting_id, id, kind, title, owner, measure, due_on, updated_by, updated_at)
    values (${meetingId}, ${id}, ${kind}, ${title}, ${owner}, ${measure}, ${dueOn}, ${by}, ${at})`.execute(db)
}

type Changed = Written & Pick<Matter, "version" | "outcome" | "closedAt">

/** Writes only over the version the person saw. */
export async function changeMatter(
  db: Db,
  { meetingId, id, version, title, owner, measure, dueOn, outcome, closedAt }: Changed,
  { by, at, zone, locale }: Hand & { zone: string; locale: Locale },
): Promise<void> {
  const { numAffectedRows } =
    await sql`update task_matter set title = ${title}, owner = ${owner}, measure = ${measure}, due_on = ${dueOn}, outcome = ${outcome},
      closed_at = ${closedAt}, version = version + 1, updated_by = ${by}, updated_at = ${at}
    where meeting_id = ${meetingId} and id = ${id} and version = ${version}`.execute(db)
  if (numAffectedRows) return
  const { rows } = await sql<{ who: string; when: string }>`select updated_by as who, updated_at as "when" from task_matter
    where meeting_id = ${meetingId} and id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  throw new Refusal("house.stale", { who: rows[0].who, when: shortMoment(rows[0].when, zone, locale) })
}

export async function openMatters(db: Db, { meetingId, today }: There): Promise<{ kind: MatterKind; late: number }[]> {
  const { rows } = await sql<{ kind: MatterKind; late: number }>`select kind, count(*) as late from task_matter
    where meeting_id = ${meetingId} and closed_at is null and due_on < ${today}::date group by kind order by kind desc`.execute(db)
  return rows
}
