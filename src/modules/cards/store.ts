import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Card, State } from "./contract.ts"

type Asked = { find?: string; state: (typeof State)["options"][number]; delegationId?: string; page: number; size: number }

const literal = (find: string) => find.replace(/[\\%_]/g, "\\$&")
const states = {
  all: sql`true`,
  issued: sql`c.number is not null`,
  missing: sql`c.number is null`,
  replaced: sql`c.issue > 1`,
}

function found(meetingId: string, { find, state, delegationId }: Omit<Asked, "page" | "size">) {
  const like = `${literal(find ?? "")}%`
  const names = find
    ? sql`(a.name like ${`%${like}`} or a.pinyin ilike ${like} or a.initials ilike ${like} or lpad(c.number::text, 4, '0') = lpad(${find}, 4, '0'))`
    : sql`true`
  const delegation = delegationId ? sql`a.delegation_id = ${delegationId}` : sql`true`
  return sql`from attendee_v a left join card c on c.meeting_id = a.meeting_id and c.attendee_id = a.id
    left join seat_v s on s.meeting_id = a.meeting_id and s.attendee_id = a.id
    where a.meeting_id = ${meetingId} and ${names} and ${delegation} and ${states[state]}`
}

export async function cardsOf(db: Db, meetingId: string, asked: Asked): Promise<{ rows: Card[]; total: number }> {
  const { rows } = await sql<Card & { total: number }>`
    select a.id as "attendeeId", a.name, nullif(a.same_name_mark, '') as mark, a.category, coalesce(a.delegation_name, '') as delegation, a.unit, c.number, c.issue,
      c.issued_at as "issuedAt", (select count(*)::int from card_revoked r where r.meeting_id = a.meeting_id and r.attendee_id = a.id) as revoked, s.label as seat, a.excused
    ${found(meetingId, asked)}
    order by c.number nulls last, a.delegation_place nulls last, a.list_key, a.id limit ${asked.size} offset ${(asked.page - 1) * asked.size}`.execute(db)
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total ${found(meetingId, asked)}`.execute(db)
  return { rows, total: counted[0]!.total }
}

export const countCards = async (db: Db, meetingId: string): Promise<{ issued: number; missing: number }> =>
  (
    await sql<{ issued: number; missing: number }>`select count(c.number)::int as issued, (count(*) - count(c.number))::int as missing
      from attendee_v a left join card c on c.meeting_id = a.meeting_id and c.attendee_id = a.id where a.meeting_id = ${meetingId}`.execute(db)
  ).rows[0]!

export const delegationsOf = async (db: Db, meetingId: string): Promise<{ id: string; name: string; count: number }[]> =>
  (
    await sql<{ id: string; name: string; count: number }>`select id, name, count from delegation_v where meeting_id = ${meetingId} order by place, id`.execute(
      db,
    )
  ).rows

/** Orders two runs of the same meeting: numbers are taken from the last one on. */
export async function lockNumbers(db: Db, meetingId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cards/${meetingId}`}, 0))`.execute(db)
}

export const idsWithoutCard = async (db: Db, meetingId: string): Promise<string[]> =>
  (
    await sql<{ id: string }>`select a.id from attendee_v a left join card c on c.meeting_id = a.meeting_id and c.attendee_id = a.id
      where a.meeting_id = ${meetingId} and c.number is null order by a.delegation_place nulls last, a.list_key, a.id`.execute(db)
  ).rows.map((row) => row.id)

export async function addCards(db: Db, meetingId: string, made: { ids: readonly string[]; codes: readonly string[]; at: string }): Promise<void> {
  await sql`insert into card (meeting_id, attendee_id, number, code, issued_at)
    select ${meetingId}, id, coalesce((select max(number) from card where meeting_id = ${meetingId}), 0) + place, code, ${made.at}
    from unnest(${made.ids}::uuid[], ${made.codes}::text[]) with ordinality as fresh (id, code, place)`.execute(db)
}

type Replaced = { number: number; issue: number }
export async function replaceCode(
  db: Db,
  of: { meetingId: string; attendeeId: string },
  fresh: { code: string; reason: string; by: string; at: string },
): Promise<Replaced | undefined> {
  await sql`insert into card_revoked (meeting_id, code, attendee_id, number, issue, reason, revoked_at, revoked_by)
    select meeting_id, code, attendee_id, number, issue, ${fresh.reason}, ${fresh.at}, ${fresh.by} from card
    where meeting_id = ${of.meetingId} and attendee_id = ${of.attendeeId} for update`.execute(db)
  const { rows } = await sql<Replaced>`update card set code = ${fresh.code}, issue = issue + 1, issued_at = ${fresh.at}
    where meeting_id = ${of.meetingId} and attendee_id = ${of.attendeeId} returning number, issue`.execute(db)
  return rows[0]
}

export async function nameOf(db: Db, meetingId: string, attendeeId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from attendee_v where meeting_id = ${meetingId} and id = ${attendeeId}`.execute(db)
  if (!rows[0]) throw new Refusal("cards.noSuchPerson")
  return rows[0].name
}

export type BadgeRow = { attendeeId: string; name: string; number: number; code: string; category: string; delegation: string; unit: string; seat: string }
export type Which = { delegationId?: string | undefined; attendeeIds?: readonly string[] | undefined }
const chosen = ({ delegationId, attendeeIds }: Which) =>
  sql`${delegationId ? sql`a.delegation_id = ${delegationId}` : sql`true`} and ${attendeeIds ? sql`a.id = any(${attendeeIds}::uuid[])` : sql`true`}`

export const badgesOf = async (db: Db, meetingId: string, which: Which): Promise<BadgeRow[]> =>
  (
    await sql<BadgeRow>`select a.id as "attendeeId", a.name, c.number, c.code, a.category, coalesce(a.delegation_name, '') as delegation, a.unit, coalesce(s.label, '') as seat
      from card c join attendee_v a on a.meeting_id = c.meeting_id and a.id = c.attendee_id
      left join seat_v s on s.meeting_id = c.meeting_id and s.attendee_id = c.attendee_id
      where c.meeting_id = ${meetingId} and ${chosen(which)} order by c.number`.execute(db)
  ).rows

export const countBadges = async (db: Db, meetingId: string, which: Which): Promise<number> =>
  (
    await sql<{ count: number }>`select count(*)::int as count from card c join attendee_v a on a.meeting_id = c.meeting_id and a.id = c.attendee_id
      where c.meeting_id = ${meetingId} and ${chosen(which)}`.execute(db)
  ).rows[0]!.count

/** Those on the published rostrum, row by row as they sit, but who is on leave for the whole meeting; or the people named, in the order of the roster. */
export const tentsOf = async (db: Db, meetingId: string, attendeeIds: readonly string[] | undefined): Promise<{ name: string; label: string }[]> =>
  (
    await sql<{ name: string; label: string }>`select a.name, coalesce(s.label, '') as label from attendee_v a
      left join seat_v s on s.meeting_id = a.meeting_id and s.attendee_id = a.id
      where a.meeting_id = ${meetingId} and ${attendeeIds ? sql`a.id = any(${attendeeIds}::uuid[])` : sql`s.area = 'rostrum' and not a.excused`}
      order by s.area nulls last, s.row, s.number, a.delegation_place nulls last, a.list_key, a.id`.execute(db)
  ).rows

export type PrintRow = { kind: "badges" | "tents"; fileId: string; pages: number; count: number; by: string; on: string }
export async function keepPrint(db: Db, meetingId: string, print: PrintRow): Promise<void> {
  await sql`insert into card_print (meeting_id, kind, file_id, pages, count, printed_by, printed_on)
    values (${meetingId}, ${print.kind}, ${print.fileId}, ${print.pages}, ${print.count}, ${print.by}, ${print.on})
    on conflict (meeting_id, kind) do update set file_id = excluded.file_id, pages = excluded.pages, count = excluded.count,
      printed_by = excluded.printed_by, printed_on = excluded.printed_on`.execute(db)
}
export const printsOf = async (db: Db, meetingId: string): Promise<PrintRow[]> =>
  (
    await sql<PrintRow>`select kind, file_id as "fileId", pages, count, printed_by as by, printed_on as on from card_print where meeting_id = ${meetingId} order by kind`.execute(
      db,
    )
  ).rows
