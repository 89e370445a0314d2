import { sql } from "kysely"
import type { Db } from "#server/db.ts"
import type { Cast, CastReply } from "../contract.ts"

type Voter = { meetingId: string; voterId: string }

export type Asked = Cast & Voter
export type Taken = CastReply & { pollId: string; voterId: string }

/**
 * The whole of casting in one statement, for as many ballots as came in while the last one was being written; each voter once.
 * The poll is read in share mode: closing takes it for itself, so a ballot is either counted or refused, never acknowledged and lost.
 * The key (poll, voter) has the last word on how often one voter votes. A ballot that may not be cast is missing from the answer.
 */
export const castBallots = async (db: Db, ballots: readonly Asked[]): Promise<Taken[]> =>
  (
    await sql<Taken>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(ballots)}::jsonb) as r("meetingId" uuid, "pollId" uuid, "voterId" uuid, choice text, press int)
    ), open as (
      select meeting_id, id, session_id, rules -> 'choices' as choices, rules ->> 'press' as counts from poll
      where (meeting_id, id) in (select "meetingId", "pollId" from asked) and state = 'open' order by id for share
    ), entitled as (
      select a.* from asked a
      join open o on o.meeting_id = a."meetingId" and o.id = a."pollId" and o.choices ? a.choice
      join poll_voter v on v.meeting_id = a."meetingId" and v.poll_id = a."pollId" and v.attendee_id = a."voterId"
      where v.present or exists (
        select 1 from presence_v p where p.meeting_id = a."meetingId" and p.session_id = o.session_id and p.attendee_id = a."voterId")
    )
    insert into ballot as b (meeting_id, poll_id, voter_id, choice, press, cast_at)
    select "meetingId", "pollId", "voterId", choice, press, date_trunc('milliseconds', clock_timestamp()) from entitled order by "pollId", "voterId"
    on conflict (meeting_id, poll_id, voter_id) do update set (choice, press, cast_at) = (
      select case when later then excluded.choice else b.choice end, case when later then excluded.press else b.press end,
        case when later then excluded.cast_at else b.cast_at end
      from (select o.counts = 'last' and excluded.press > b.press as later from open o where o.meeting_id = b.meeting_id and o.id = b.poll_id) one)
    returning poll_id as "pollId", voter_id as "voterId", choice, press, cast_at as "castAt"`.execute(db)
  ).rows

export type Standing = { state: string; choices: string[]; isVoter: boolean; isPresent: boolean; ballot: CastReply | null }
/** Why a ballot was not taken: asked only then. */
export const standingOf = async (db: Db, { meetingId, voterId }: Voter, pollId: string): Promise<Standing | undefined> =>
  (
    await sql<Standing>`
    select p.state, p.rules -> 'choices' as choices, v.attendee_id is not null as "isVoter", coalesce(v.present, false) or c.attendee_id is not null as "isPresent",
      case when b.voter_id is not null then json_build_object('choice', b.choice, 'press', b.press, 'castAt', to_char(b.cast_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as ballot
    from poll p
    left join poll_voter v on v.meeting_id = p.meeting_id and v.poll_id = p.id and v.attendee_id = ${voterId}
    left join presence_v c on c.meeting_id = p.meeting_id and c.session_id = p.session_id and c.attendee_id = ${voterId}
    left join ballot b on b.meeting_id = p.meeting_id and b.poll_id = p.id and b.voter_id = ${voterId}
    where p.meeting_id = ${meetingId} and p.id = ${pollId}`.execute(db)
  ).rows[0]

export type Latest = {
  id: string
  title: string
  choices: string[]
  press: "first" | "last"
  state: "open" | "closed"
  sentence: string | null
  english: string | null
}
/** The open poll; without one the last that was held, for what became of one's own ballot. */
export const latestPoll = async (db: Db, { meetingId, voterId }: Voter): Promise<Latest | undefined> =>
  (
    await sql<Latest>`
    select p.id, p.title, p.rules -> 'choices' as choices, p.rules ->> 'press' as press, p.state,
      case when p.released_at is not null then p.result ->> 'sentence' end as sentence,
      case when p.released_at is not null then p.result ->> 'english' end as english
    from poll p where p.meeting_id = ${meetingId} and p.state in ('open', 'closed')
    order by p.state = 'open' desc, exists (
      select 1 from poll_voter v where v.meeting_id = p.meeting_id and v.poll_id = p.id and v.attendee_id = ${voterId}) desc, p.opened_at desc limit 1`.execute(
      db,
    )
  ).rows[0]

export const zoneOf = async (db: Db, meetingId: string): Promise<string> =>
  (await sql<{ zone: string }>`select zone from meeting_v where id = ${meetingId}`.execute(db)).rows[0]?.zone ?? "Asia/Shanghai"
