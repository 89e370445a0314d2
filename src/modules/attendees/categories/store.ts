import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Db } from "#server/db.ts"

type Making = { name: string; mayVote: boolean; unitSeat: boolean }

async function namedOnce<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { constraint } = error as { constraint?: string }
    if (constraint === "attendee_category_name_once") throw new Refusal("attendees.categoryTaken", { name })
    throw error
  }
}

export async function addCategory(db: Db, meetingId: string, { name, mayVote, unitSeat }: Making): Promise<void> {
  const put = sql`insert into attendee_category (meeting_id, key, name, place, may_vote, unit_seat)
    select ${meetingId}, ${newId()}, ${name}, coalesce(max(place), 0) + 1, ${mayVote}, ${unitSeat} from attendee_category where meeting_id = ${meetingId}`
  await namedOnce(name, put.execute(db))
}

/** People and bodies hold the category by its name: the bodies hear of the new one before the people come with it, or they would fall out for a moment. */
export async function editCategory(db: Db, meetingId: string, { key, was, name, mayVote, unitSeat }: Making & { key: string; was: string }): Promise<void> {
  const put = sql`update attendee_category set name = ${name}, may_vote = ${mayVote}, unit_seat = ${unitSeat} where meeting_id = ${meetingId} and key = ${key}`
  await namedOnce(name, put.execute(db))
  if (name === was) return
  await sql`update body set categories = array_replace(categories, ${was}, ${name}) where meeting_id = ${meetingId} and ${was} = any(categories)`.execute(db)
  await sql`update attendee set category = ${name} where meeting_id = ${meetingId} and category = ${was}`.execute(db)
}

export async function placeCategories(db: Db, meetingId: string, keys: readonly string[]): Promise<void> {
  await sql`update attendee_category c set place = o.place from unnest(${keys}::text[]) with ordinality as o(key, place)
    where c.meeting_id = ${meetingId} and c.key = o.key`.execute(db)
}

export async function removeCategory(db: Db, meetingId: string, key: string): Promise<void> {
  await sql`delete from attendee_category where meeting_id = ${meetingId} and key = ${key}`.execute(db)
}

/** A body whose members are those of this category. */
export async function bodyOf(db: Db, meetingId: string, name: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from body where meeting_id = ${meetingId} and ${name} = any(categories) order by id limit 1`.execute(
    db,
  )
  return rows[0]?.name
}
