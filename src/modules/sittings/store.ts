import { sql } from "kysely"
import type { Share } from "#kernel/shares.ts"
import type { Db } from "#server/db.ts"
import type { Event, EventKind, Item, SittingHead } from "./contract.ts"
import type { Frame } from "./screens/contract.ts"

export type MeetingHead = { id: string; name: string; place: string; zone: string }
export const meetingHead = async (db: Db, meetingId: string): Promise<MeetingHead | undefined> =>
  (await sql<MeetingHead>`select id, name, place || hall as place, zone from meeting_v where id = ${meetingId}`.execute(db)).rows[0]

const heads = (meetingId: string) => sql`
  select s.id as "sessionId", s.title, s.day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.place, s.chair, s.kind, s.body_id as "bodyId", b.name as "bodyName",
    coalesce(t.state, 'waiting') as state, t.opened_at as "openedAt", t.closed_at as "closedAt"
  from agenda_session_v s
  left join body_v b on b.meeting_id = s.meeting_id and b.id = s.body_id
  left join sitting t on t.meeting_id = s.meeting_id and t.session_id = s.id
  where s.meeting_id = ${meetingId}`

/** Sessions that take attendance: the ones whose quorum can be counted. */
export const sittingsOf = async (db: Db, meetingId: string): Promise<SittingHead[]> =>
  (await sql<SittingHead>`${heads(meetingId)} and s.sign_in order by s.position`.execute(db)).rows

export const sittingHead = async (db: Db, meetingId: string, sessionId: string): Promise<SittingHead | undefined> =>
  (await sql<SittingHead>`${heads(meetingId)} and s.id = ${sessionId}`.execute(db)).rows[0]

/** Two operators at two desks: the second waits here and then sees what the first did. */
export const lockSession = async (db: Db, meetingId: string, sessionId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sitting/${meetingId}/${sessionId}`}, 0))`.execute(db)
}

export type Figures = Share & { members: number; present: number }
/** 应到 are the members who count (those who may vote; all, where nobody votes), 实到 those of them whom the ledger of the doors shows in this session. */
export const figuresOf = async (db: Db, meetingId: string, sessionId: string): Promise<Figures | undefined> =>
  (
    await sql<Figures>`
    select b.quorum_num as num, b.quorum_den as den, b.quorum_strict as strict,
      count(m.attendee_id)::int as members, count(p.attendee_id)::int as present
    from agenda_session_v s
    join body_v b on b.meeting_id = s.meeting_id and b.id = s.body_id
    left join body_member_v m on m.meeting_id = b.meeting_id and m.body_id = b.id and m.counts
    left join presence_v p on p.meeting_id = m.meeting_id and p.session_id = s.id and p.attendee_id = m.attendee_id
    where s.meeting_id = ${meetingId} and s.id = ${sessionId}
    group by b.quorum_num, b.quorum_den, b.quorum_strict`.execute(db)
  ).rows[0]

type Hand = { by: string; at: string }
type At = { meetingId: string; sessionId: string }

export const openSitting = async (
  db: Db,
  { meetingId, sessionId }: At,
  sitting: { members: number; present: number; needed: number } & Hand,
): Promise<void> => {
  await sql`insert into sitting (meeting_id, session_id, state, members, present, quorum, opened_at, opened_by)
    values (${meetingId}, ${sessionId}, 'open', ${sitting.members}, ${sitting.present}, ${sitting.needed}, ${sitting.at}, ${sitting.by})`.execute(db)
}

export const closeSitting = async (db: Db, { meetingId, sessionId }: At, { by, at }: Hand): Promise<void> => {
  await sql`update sitting set state = 'closed', closed_at = ${at}, closed_by = ${by} where meeting_id = ${meetingId} and session_id = ${sessionId}`.execute(db)
  await sql`update sitting_item set ended_at = ${at} where meeting_id = ${meetingId} and session_id = ${sessionId} and started_at is not null and ended_at is null`.execute(
    db,
  )
}

export const itemsOf = async (db: Db, meetingId: string, sessionId: string): Promise<Item[]> =>
  (
    await sql<Item>`select id, (row_number() over (order by position, id))::int as position, title, poll_id as "pollId", started_at as "startedAt", ended_at as "endedAt"
    from sitting_item where meeting_id = ${meetingId} and session_id = ${sessionId} order by position, id`.execute(db)
  ).rows

export type NewItem = { id: string; title: string; pollId: string | null }
export const addItems = async (db: Db, { meetingId, sessionId }: At, items: readonly NewItem[]): Promise<void> => {
  await sql`insert into sitting_item (meeting_id, id, session_id, position, title, poll_id)
    select ${meetingId}, n.id, ${sessionId}, (select coalesce(max(position), 0) from sitting_item where meeting_id = ${meetingId} and session_id = ${sessionId}) + n.place, n.title, n."pollId"
    from jsonb_to_recordset(${JSON.stringify(items.map((item, at) => ({ ...item, place: at + 1 })))}::jsonb) as n(id uuid, title text, "pollId" uuid, place int)`.execute(
    db,
  )
}

export const orderItems = async (db: Db, { meetingId, sessionId }: At, ids: readonly string[]): Promise<void> => {
  await sql`update sitting_item i set position = n.place from unnest(${[...ids]}::uuid[]) with ordinality as n(id, place)
    where i.meeting_id = ${meetingId} and i.session_id = ${sessionId} and i.id = n.id and i.position <> n.place`.execute(db)
}

export const removeItem = async (db: Db, { meetingId, sessionId }: At, id: string): Promise<void> => {
  await sql`delete from sitting_item where meeting_id = ${meetingId} and session_id = ${sessionId} and id = ${id}`.execute(db)
}
export const removePollItem = async (db: Db, meetingId: string, pollId: string): Promise<void> => {
  await sql`delete from sitting_item where meeting_id = ${meetingId} and poll_id = ${pollId} and started_at is null`.execute(db)
}
export const renamePollItem = async (db: Db, { meetingId, pollId, title }: { meetingId: string; pollId: string; title: string }): Promise<void> => {
  await sql`update sitting_item set title = ${title} where meeting_id = ${meetingId} and poll_id = ${pollId}`.execute(db)
}

/** One item at a time: what went on before ends now. */
export const startItem = async (db: Db, { meetingId, sessionId }: At, { id, at }: { id: string; at: string }): Promise<void> => {
  await sql`update sitting_item set
      ended_at = case when id = ${id} then null when started_at is not null then coalesce(ended_at, ${at}::timestamptz) end,
      started_at = case when id = ${id} then coalesce(started_at, ${at}::timestamptz) else started_at end
    where meeting_id = ${meetingId} and session_id = ${sessionId} and (id = ${id} or (started_at is not null and ended_at is null))`.execute(db)
}

export const eventsOf = async (db: Db, meetingId: string, sessionId: string): Promise<Event[]> =>
  (
    await sql<Event>`select id, at, kind, sentence, data, by from sitting_event where meeting_id = ${meetingId} and session_id = ${sessionId} order by at, id`.execute(
      db,
    )
  ).rows

export type NewEvent = { id: string; kind: EventKind; sentence: string; data: Record<string, unknown> } & Hand
export const addEvent = async (db: Db, { meetingId, sessionId }: At, event: NewEvent): Promise<Event> =>
  (
    await sql<Event>`insert into sitting_event (meeting_id, id, session_id, at, kind, sentence, data, by)
    values (${meetingId}, ${event.id}, ${sessionId}, ${event.at}, ${event.kind}, ${event.sentence}, ${JSON.stringify(event.data)}::jsonb, ${event.by})
    returning id, at, kind, sentence, data, by`.execute(db)
  ).rows[0]!

export type Shown = { what: Frame["what"]; sessionId: string | null; itemId: string | null; pollId: string | null; at: string }
export const shownIn = async (db: Db, meetingId: string): Promise<Shown | undefined> =>
  (
    await sql<Shown>`select what, session_id as "sessionId", item_id as "itemId", poll_id as "pollId", shown_at as at
    from hall_screen where meeting_id = ${meetingId}`.execute(db)
  ).rows[0]

export const putOnScreen = async (db: Db, meetingId: string, shown: Shown & { by: string }): Promise<void> => {
  await sql`insert into hall_screen (meeting_id, what, session_id, item_id, poll_id, shown_at, shown_by)
    values (${meetingId}, ${shown.what}, ${shown.sessionId}, ${shown.itemId}, ${shown.pollId}, ${shown.at}, ${shown.by})
    on conflict (meeting_id) do update set what = excluded.what, session_id = excluded.session_id, item_id = excluded.item_id, poll_id = excluded.poll_id,
      shown_at = excluded.shown_at, shown_by = excluded.shown_by`.execute(db)
}

export type HallScreen = { id: string; name: string; enrolledAt: string | null; revokedAt: string | null }
export const screensOf = async (db: Db, meetingId: string): Promise<HallScreen[]> =>
  (
    await sql<HallScreen>`select id, name, enrolled_at as "enrolledAt", revoked_at as "revokedAt" from device_v
    where meeting_id = ${meetingId} and kind = 'screen' order by id`.execute(db)
  ).rows
