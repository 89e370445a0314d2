import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Field } from "./contract.ts"

export async function fieldsOf(db: Db, meetingId: string): Promise<Field[]> {
  const { rows } = await sql<Field>`select f.id, f.name, f.kind, f.choices, f.sensitive, f.place, (select count(*) from attendee a
      where a.meeting_id = f.meeting_id and (a.custom ? f.id::text or a.custom_sealed ? f.id::text))::int as held
    from attendee_field f where f.meeting_id = ${meetingId} order by f.place, f.id`.execute(db)
  return rows
}

export async function fieldById(db: Db, meetingId: string, id: string): Promise<Field> {
  const found = (await fieldsOf(db, meetingId)).find((field) => field.id === id)
  if (!found) throw new Refusal("attendees.noSuchField")
  return found
}

async function namedOnce<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "attendee_field_name_once") throw new Refusal("attendees.fieldTaken", { name })
    throw error
  }
}

export async function addField(db: Db, meetingId: string, { id, name, kind, choices, sensitive }: Omit<Field, "place" | "held">): Promise<void> {
  const put = sql`insert into attendee_field (meeting_id, id, name, kind, choices, sensitive, place)
    select ${meetingId}, ${id}, ${name}, ${kind}, ${choices}::text[], ${sensitive}, coalesce(max(place), 0) + 1 from attendee_field where meeting_id = ${meetingId}`
  await namedOnce(name, put.execute(db))
}

export async function editField(db: Db, meetingId: string, { id, name, choices }: Pick<Field, "id" | "name" | "choices">): Promise<void> {
  await namedOnce(name, sql`update attendee_field set name = ${name}, choices = ${choices}::text[] where meeting_id = ${meetingId} and id = ${id}`.execute(db))
}

export async function removeField(db: Db, meetingId: string, id: string): Promise<void> {
  await sql`update attendee set custom = custom - ${id}::text, custom_sealed = custom_sealed - ${id}::text
    where meeting_id = ${meetingId} and (custom ? ${id}::text or custom_sealed ? ${id}::text)`.execute(db)
  await sql`delete from attendee_field where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}
