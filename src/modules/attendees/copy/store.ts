import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { MemberRole } from "../bodies/members/contract.ts"

type Belonging = { attendeeId: string; body: string; role: MemberRole }

/** Of the bodies that come along: whom nobody but a person put there, and in what role. */
export async function chosenIn(db: Db, meetingId: string): Promise<Belonging[]> {
  const { rows } = await sql<Belonging>`select m.attendee_id as "attendeeId", b.key as body, m.role
    from body_member m join body b on b.meeting_id = m.meeting_id and b.id = m.body_id
    where m.meeting_id = ${meetingId} and b.delegation_id is null and b.group_id is null and (b.by_hand or m.role <> 'member') order by b.id, m.place, m.attendee_id`.execute(
    db,
  )
  return rows
}

/** Rights follow by the rule afterwards. */
export async function choose(db: Db, meetingId: string, chosen: readonly Belonging[]): Promise<void> {
  if (!chosen.length) return
  await sql`insert into body_member (meeting_id, body_id, attendee_id, may_vote, role)
    select ${meetingId}, b.id, r."attendeeId", false, r.role from jsonb_to_recordset(${JSON.stringify(chosen)}::jsonb) as r("attendeeId" uuid, body text, role text)
    join body b on b.meeting_id = ${meetingId} and b.key = r.body
    on conflict (meeting_id, body_id, attendee_id) do update set role = excluded.role`.execute(db)
}

/** Whoever takes the chair of a series takes it in the body he belongs to. */
export async function giveChair(db: Db, meetingId: string, ids: readonly string[]): Promise<void> {
  if (!ids.length) return
  await sql`update body_member set role = 'chair' where meeting_id = ${meetingId} and attendee_id = any(${ids}::uuid[])`.execute(db)
}
