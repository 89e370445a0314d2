import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { HandCount, Poll, Result, Rules } from "./contract.ts"

type Hand = { by: string; at: string }
type Key = { meetingId: string; id: string }

const columns = sql`meeting_id as "meetingId", id, session_id as "sessionId", title, rules, state, opened_at as "openedAt", rule_hash as "ruleHash", members,
  coalesce(present, present_at_opening) as present, closed_at as "closedAt", result, released_at as "releasedAt", report_file_id as "reportFileId", version`

export const pollsOf = async (db: Db, meetingId: string, sessionId?: string): Promise<Poll[]> =>
  (
    await sql<Poll>`select ${columns} from poll where meeting_id = ${meetingId} and (${sessionId ?? null}::uuid is null or session_id = ${sessionId ?? null}::uuid)
    order by id`.execute(db)
  ).rows

export async function pollById(db: Db, { meetingId, id }: Key): Promise<Poll> {
  const poll = (await sql<Poll>`select ${columns} from poll where meeting_id = ${meetingId} and id = ${id}`.execute(db)).rows[0]
  if (!poll) throw new Refusal("house.notFound")
  return poll
}

/** Waits for every ballot that is being cast (each holds the row in share mode), and keeps new ones out until the command ends. */
export async function lockPoll(db: Db, key: Key): Promise<Poll> {
  await sql`select 1 from poll where meeting_id = ${key.meetingId} and id = ${key.id} for update`.execute(db)
  return pollById(db, key)
}

export type NewPoll = Key & { sessionId: string; key: string | null; title: string; rules: Rules }
export const addPolls = async (db: Db, polls: readonly NewPoll[], { by, at }: Hand): Promise<void> => {
  await sql`insert into poll (meeting_id, id, session_id, key, title, rules, state, updated_by, updated_at)
    select "meetingId", id, "sessionId", key, title, rules, 'draft', ${by}, ${at}
    from jsonb_to_recordset(${JSON.stringify(polls)}::jsonb) as n("meetingId" uuid, id uuid, "sessionId" uuid, key text, title text, rules jsonb)`.execute(db)
}

export const editPoll = async (db: Db, { meetingId, id }: Key, { title, rules, by, at }: { title: string; rules: Rules } & Hand): Promise<void> => {
  await sql`update poll set title = ${title}, rules = ${JSON.stringify(rules)}::jsonb, version = version + 1, updated_by = ${by}, updated_at = ${at}
    where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}
export const lastChange = async (db: Db, { meetingId, id }: Key): Promise<{ by: string; at: string }> =>
  (await sql<{ by: string; at: string }>`select updated_by as by, updated_at as at from poll where meeting_id = ${meetingId} and id = ${id}`.execute(db))
    .rows[0]!

export const removePoll = async (db: Db, { meetingId, id }: Key): Promise<void> => {
  await sql`delete from poll where meeting_id = ${meetingId} and id = ${id} and state = 'draft'`.execute(db)
}

export const sessionsByKey = async (db: Db, meetingId: string): Promise<Map<string, string>> => {
  const { rows } = await sql<{ key: string; id: string }>`select key, id from agenda_session_v where meeting_id = ${meetingId} and key is not null`.execute(db)
  return new Map(rows.map(({ key, id }) => [key, id]))
}

/** Freezes the roll: the members who may vote, and those of them who are there now. */
export async function freezeRoll(db: Db, { meetingId, id }: Key, sessionId: string): Promise<{ members: number; present: number; roll: string }> {
  await sql`insert into poll_voter (meeting_id, poll_id, attendee_id, present)
    select m.meeting_id, ${id}, m.attendee_id, p.attendee_id is not null
    from agenda_session_v s
    join body_member_v m on m.meeting_id = s.meeting_id and m.body_id = s.body_id and m.may_vote
    left join presence_v p on p.meeting_id = m.meeting_id and p.session_id = s.id and p.attendee_id = m.attendee_id
    where s.meeting_id = ${meetingId} and s.id = ${sessionId}`.execute(db)
  const { rows } = await sql<{ members: number; present: number }>`select count(*)::int as members, count(*) filter (where present)::int as present
    from poll_voter where meeting_id = ${meetingId} and poll_id = ${id}`.execute(db)
  return { ...rows[0]!, roll: await rollHash(db, { meetingId, id }) }
}
export const rollHash = async (db: Db, { meetingId, id }: Key): Promise<string> =>
  (
    await sql<{
      hash: string
    }>`select encode(sha256(coalesce(string_agg(attendee_id::text || present::text, ',' order by attendee_id), '')::bytea), 'hex') as hash
    from poll_voter where meeting_id = ${meetingId} and poll_id = ${id}`.execute(db)
  ).rows[0]!.hash

type Opening = Hand & { hash: string; members: number; present: number }
export async function markOpen(db: Db, { meetingId, id }: Key, { by, at, hash, members, present }: Opening): Promise<void> {
  await sql`update poll set state = 'open', opened_at = ${at}, opened_by = ${by}, rule_hash = ${hash}, members = ${members}, present_at_opening = ${present},
    version = version + 1, updated_by = ${by}, updated_at = ${at} where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}

/** 实到: those frozen as present, and members of the roll who signed in while the poll was open. */
export const presentNow = async (db: Db, { meetingId, id }: Key): Promise<number> =>
  (
    await sql<{ present: number }>`select count(*)::int as present from poll_voter v join poll p on p.meeting_id = v.meeting_id and p.id = v.poll_id
    where v.meeting_id = ${meetingId} and v.poll_id = ${id} and (v.present or exists (
      select 1 from presence_v c where c.meeting_id = v.meeting_id and c.session_id = p.session_id and c.attendee_id = v.attendee_id))`.execute(db)
  ).rows[0]!.present

export const choicesIn = async (db: Db, { meetingId, id }: Key): Promise<string[]> =>
  (await sql<{ choice: string }>`select choice from ballot where meeting_id = ${meetingId} and poll_id = ${id}`.execute(db)).rows.map(({ choice }) => choice)
export const castIn = async (db: Db, { meetingId, id }: Key): Promise<number> =>
  (await sql<{ cast: number }>`select count(*)::int as cast from ballot where meeting_id = ${meetingId} and poll_id = ${id}`.execute(db)).rows[0]!.cast

export async function markClosed(db: Db, { meetingId, id }: Key, { by, at, present, result }: Hand & { present: number; result: Result }): Promise<void> {
  await sql`update poll set state = 'closed', closed_at = ${at}, closed_by = ${by}, present = ${present}, result = ${JSON.stringify(result)}::jsonb,
    version = version + 1, updated_by = ${by}, updated_at = ${at} where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}
export const markAbandoned = async (db: Db, { meetingId, id }: Key, { by, at }: Hand): Promise<void> => {
  await sql`update poll set state = 'abandoned', closed_at = ${at}, closed_by = ${by}, version = version + 1, updated_by = ${by}, updated_at = ${at}
    where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}
export const markReleased = async (db: Db, { meetingId, id }: Key, at: string): Promise<void> => {
  await sql`update poll set released_at = coalesce(released_at, ${at}) where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}
export const keepReport = async (db: Db, { meetingId, id }: Key, fileId: string): Promise<void> => {
  await sql`update poll set report_file_id = ${fileId} where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}

export const handCountsOf = async (db: Db, { meetingId, id }: Key): Promise<HandCount[]> =>
  (await sql<HandCount>`select id, counts, reason, at, by from hand_count where meeting_id = ${meetingId} and poll_id = ${id} order by id`.execute(db)).rows
export const addHandCount = async (db: Db, { meetingId, id }: Key, hand: HandCount): Promise<void> => {
  await sql`insert into hand_count (meeting_id, id, poll_id, counts, reason, at, by)
    values (${meetingId}, ${hand.id}, ${id}, ${JSON.stringify(hand.counts)}::jsonb, ${hand.reason}, ${hand.at}, ${hand.by})`.execute(db)
}
export const removeHandCount = async (db: Db, { meetingId, id }: Key, handCountId: string): Promise<HandCount | undefined> =>
  (
    await sql<HandCount>`delete from hand_count where meeting_id = ${meetingId} and poll_id = ${id} and id = ${handCountId}
    returning id, counts, reason, at, by`.execute(db)
  ).rows[0]

type Row = { name: string; cast: number; present: number }
/** How many of each delegation have voted: counts of people, never of choices. */
export const progressByDelegation = async (db: Db, { meetingId, id }: Key): Promise<Row[]> =>
  (
    await sql<Row>`select coalesce(a.delegation_name, '') as name, count(b.voter_id)::int as cast, count(*) filter (where v.present or c.attendee_id is not null)::int as present
    from poll_voter v
    join poll p on p.meeting_id = v.meeting_id and p.id = v.poll_id
    join attendee_v a on a.meeting_id = v.meeting_id and a.id = v.attendee_id
    left join presence_v c on c.meeting_id = v.meeting_id and c.session_id = p.session_id and c.attendee_id = v.attendee_id
    left join ballot b on b.meeting_id = v.meeting_id and b.poll_id = v.poll_id and b.voter_id = v.attendee_id
    where v.meeting_id = ${meetingId} and v.poll_id = ${id}
    group by a.delegation_name, a.delegation_place order by a.delegation_place nulls last, a.delegation_name`.execute(db)
  ).rows

type Named = { attendeeId: string; name: string; delegation: string; choice: string | null; at: string | null; present: boolean; total: number }
export async function namedBallots(db: Db, { meetingId, id }: Key, { page, size }: { page: number; size: number }) {
  const { rows } = await sql<Named>`select v.attendee_id as "attendeeId", a.name, coalesce(a.delegation_name, '') as delegation, b.choice, b.cast_at as at,
      v.present or b.voter_id is not null as present, (count(*) over ())::int as total
    from poll_voter v
    join attendee_v a on a.meeting_id = v.meeting_id and a.id = v.attendee_id
    left join ballot b on b.meeting_id = v.meeting_id and b.poll_id = v.poll_id and b.voter_id = v.attendee_id
    where v.meeting_id = ${meetingId} and v.poll_id = ${id}
    order by a.delegation_place nulls last, a.list_key collate "C", v.attendee_id limit ${size} offset ${(page - 1) * size}`.execute(db)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}
