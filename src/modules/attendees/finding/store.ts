import { sql } from "kysely"
import type { Db } from "#server/db.ts"

type Person = { meetingId: string; meeting: string; id: string; name: string; delegation: string | null }
type Asked = { meetings: readonly string[]; delegations: readonly string[]; find: string }

const literal = (find: string) => find.replace(/[\\%_]/g, "\\$&")

/** By name, pinyin or initials; those of the latest meetings first. */
export async function peopleNamed(db: Db, { meetings, delegations, find }: Asked): Promise<Person[]> {
  if (meetings.length === 0 && delegations.length === 0) return []
  const like = `${literal(find)}%`
  const { rows } = await sql<Person>`select a.meeting_id as "meetingId", m.name as meeting, a.id, a.name, a.delegation_name as delegation
    from attendee_v a join meeting_v m on m.id = a.meeting_id
    where (a.meeting_id = any(${meetings}::uuid[]) or a.delegation_id = any(${delegations}::uuid[]))
      and (a.name like ${`%${like}`} or a.pinyin ilike ${like} or a.initials ilike ${like})
    order by m.starts_on desc, a.sort_full collate "C", a.id limit 5`.execute(db)
  return rows
}
