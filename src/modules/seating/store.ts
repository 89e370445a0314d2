import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Hall, Order, Place, Plan, Rostrum, Seat, Step } from "./contract.ts"
import type { RosterRow } from "./rules.ts"

const planColumns = sql`hall, rostrum, seat_order as "order", edition, published_at as "publishedAt", published_by as "publishedBy", changed_at as "changedAt"`
const placeColumns = sql`area, seat_row as row, seat_number as number`

export const planOf = async (db: Db, meetingId: string): Promise<Plan | undefined> =>
  (await sql<Plan>`select ${planColumns} from seating_plan where meeting_id = ${meetingId}`.execute(db)).rows[0]

/** The plan's row orders all changes of one meeting's seats: who comes second sees the first one's. */
export const lockPlan = async (db: Db, meetingId: string): Promise<Plan | undefined> =>
  (await sql<Plan>`select ${planColumns} from seating_plan where meeting_id = ${meetingId} for update`.execute(db)).rows[0]

export async function addPlan(db: Db, meetingId: string, plan: { hall: Hall; rostrum: Rostrum; order: Order; at: string }): Promise<void> {
  await sql`insert into seating_plan (meeting_id, hall, rostrum, seat_order, changed_at)
    values (${meetingId}, ${JSON.stringify(plan.hall)}, ${JSON.stringify(plan.rostrum)}, ${JSON.stringify(plan.order)}, ${plan.at}) on conflict (meeting_id) do nothing`.execute(
    db,
  )
}

export async function savePlan(db: Db, meetingId: string, plan: { hall: Hall; rostrum: Rostrum; order: Order; at: string }): Promise<Plan> {
  const { rows } = await sql<Plan>`update seating_plan set hall = ${JSON.stringify(plan.hall)}, rostrum = ${JSON.stringify(plan.rostrum)},
    seat_order = ${JSON.stringify(plan.order)}, changed_at = ${plan.at} where meeting_id = ${meetingId} returning ${planColumns}`.execute(db)
  return rows[0]!
}

export async function rosterOf(db: Db, meetingId: string): Promise<RosterRow[]> {
  const { rows } = await sql<RosterRow>`
    select a.id, a.name, nullif(a.same_name_mark, '') as mark, a.category, a.delegation_id as "delegationId", a.delegation_name as "delegationName",
      a.delegation_place as "delegationPlace", a.role, a.unit, a.post, a.sex, a.excused, a.sort_full as "sortFull", a.sort_surname as "sortSurname",
      case when exists (select 1 from seating_rostrum o where o.meeting_id = ${meetingId}) then r.rank else a.rank end as rank
    from attendee_v a left join seating_rostrum r on r.meeting_id = a.meeting_id and r.attendee_id = a.id
    where a.meeting_id = ${meetingId} order by a.delegation_place nulls last, a.list_key, a.id`.execute(db)
  return rows
}

export const seatsOf = async (db: Db, meetingId: string): Promise<Seat[]> =>
  (
    await sql<Seat>`select attendee_id as "attendeeId", ${placeColumns} from seating_seat where meeting_id = ${meetingId} order by area desc, seat_row, seat_number`.execute(
      db,
    )
  ).rows

export type PublishedSeat = Seat & { label: string }
export const publishedOf = async (db: Db, meetingId: string): Promise<PublishedSeat[]> =>
  (await sql<PublishedSeat>`select attendee_id as "attendeeId", ${placeColumns}, label from seating_published where meeting_id = ${meetingId}`.execute(db)).rows

/** How many people sit elsewhere than in the published edition. */
export const countDifferences = async (db: Db, meetingId: string): Promise<number> =>
  (
    await sql<{ count: number }>`select count(*)::int as count from (select * from seating_seat where meeting_id = ${meetingId}) s
      full join (select * from seating_published where meeting_id = ${meetingId}) p on p.attendee_id = s.attendee_id
      where (s.area, s.seat_row, s.seat_number) is distinct from (p.area, p.seat_row, p.seat_number)`.execute(db)
  ).rows[0]!.count

export type Change = { attendeeId: string; from: Place | null; to: Place | null }

/** Moves people at once, however many: a swap needs both seats free for a moment. */
export async function applyChanges(db: Db, meetingId: string, changes: readonly Change[]): Promise<void> {
  const seats = changes.flatMap(({ attendeeId, to }) => (to ? [{ attendeeId, ...to }] : []))
  await sql`delete from seating_seat where meeting_id = ${meetingId} and attendee_id = any(${changes.map((change) => change.attendeeId)}::uuid[])`.execute(db)
  if (seats.length === 0) return
  try {
    await sql`insert into seating_seat (meeting_id, attendee_id, area, seat_row, seat_number) select ${meetingId}, * from ${places(seats)}`.execute(db)
  } catch (error) {
    throw asRefusal(error)
  }
}

const places = (seats: readonly Seat[]) => sql`unnest(${seats.map((seat) => seat.attendeeId)}::uuid[], ${seats.map((seat) => seat.area)}::text[],
  ${seats.map((seat) => seat.row)}::int[], ${seats.map((seat) => seat.number)}::int[])`

function asRefusal(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (constraint === "seating_seat_taken") return new Refusal("seating.taken", { place: "", name: "" })
  return code === "23503" ? new Refusal("seating.noSuchPerson") : error
}

export const locksOf = async (db: Db, meetingId: string): Promise<Place[]> =>
  (await sql<Place>`select ${placeColumns} from seating_lock where meeting_id = ${meetingId} order by seat_row, seat_number`.execute(db)).rows

export async function setLocks(db: Db, meetingId: string, { places, locked }: { places: readonly Place[]; locked: boolean }): Promise<void> {
  const given = sql`unnest(${places.map((place) => place.row)}::int[], ${places.map((place) => place.number)}::int[])`
  if (locked)
    await sql`insert into seating_lock (meeting_id, area, seat_row, seat_number) select ${meetingId}, 'hall', * from ${given} on conflict do nothing`.execute(
      db,
    )
  else await sql`delete from seating_lock where meeting_id = ${meetingId} and (seat_row, seat_number) in (select * from ${given})`.execute(db)
}

export async function dropLocksOutside(db: Db, meetingId: string, { rows, columns }: { rows: number; columns: number }): Promise<void> {
  await sql`delete from seating_lock where meeting_id = ${meetingId} and (seat_row > ${rows} or seat_number > ${columns})`.execute(db)
}

export async function setRostrumList(db: Db, meetingId: string, attendeeIds: readonly string[]): Promise<void> {
  await sql`delete from seating_rostrum where meeting_id = ${meetingId}`.execute(db)
  if (attendeeIds.length === 0) return
  try {
    await sql`insert into seating_rostrum (meeting_id, attendee_id, rank)
      select ${meetingId}, id, place from unnest(${attendeeIds}::uuid[]) with ordinality as chosen (id, place)`.execute(db)
  } catch (error) {
    throw asRefusal(error)
  }
}

const keptSteps = 50

export async function addStep(db: Db, meetingId: string, step: { kind: Step["kind"]; changes: readonly Change[]; by: string; at: string }): Promise<Step> {
  await sql`delete from seating_step where meeting_id = ${meetingId} and undone`.execute(db)
  const { rows } = await sql<Step>`insert into seating_step (meeting_id, position, kind, changes, by_name, at)
    select ${meetingId}, coalesce(max(position), 0) + 1, ${step.kind}, ${JSON.stringify(step.changes)}, ${step.by}, ${step.at} from seating_step where meeting_id = ${meetingId}
    returning position, kind`.execute(db)
  await sql`delete from seating_step where meeting_id = ${meetingId} and position <= ${rows[0]!.position - keptSteps}`.execute(db)
  await touch(db, meetingId, step.at)
  return rows[0]!
}

const touch = (db: Db, meetingId: string, at: string) => sql`update seating_plan set changed_at = ${at} where meeting_id = ${meetingId}`.execute(db)

export type KeptStep = Step & { changes: Change[] }
export const stepsAround = async (db: Db, meetingId: string): Promise<{ undo: Step | null; redo: Step | null }> => {
  const { rows } = await sql<Step & { undone: boolean }>`
    (select position, kind, undone from seating_step where meeting_id = ${meetingId} and not undone order by position desc limit 1)
    union all (select position, kind, undone from seating_step where meeting_id = ${meetingId} and undone order by position limit 1)`.execute(db)
  const one = (undone: boolean) => {
    const row = rows.find((step) => step.undone === undone)
    return row ? { position: row.position, kind: row.kind } : null
  }
  return { undo: one(false), redo: one(true) }
}

export const stepAt = async (db: Db, meetingId: string, position: number): Promise<KeptStep | undefined> =>
  (await sql<KeptStep>`select position, kind, changes from seating_step where meeting_id = ${meetingId} and position = ${position}`.execute(db)).rows[0]

export async function markUndone(db: Db, meetingId: string, { position, undone, at }: { position: number; undone: boolean; at: string }): Promise<void> {
  await sql`update seating_step set undone = ${undone} where meeting_id = ${meetingId} and position = ${position}`.execute(db)
  await touch(db, meetingId, at)
}

export type Labelled = Seat & { label: string; entrance: string | null }

/** Writes only what differs, so that the audit says who was moved and not the whole hall. */
export async function publishSeats(db: Db, meetingId: string, seats: readonly Labelled[]): Promise<void> {
  await sql`delete from seating_published where meeting_id = ${meetingId} and not (attendee_id = any(${seats.map((seat) => seat.attendeeId)}::uuid[]))`.execute(
    db,
  )
  await sql`insert into seating_published as p (meeting_id, attendee_id, area, seat_row, seat_number, label, entrance)
    select ${meetingId}, * from unnest(${seats.map((seat) => seat.attendeeId)}::uuid[], ${seats.map((seat) => seat.area)}::text[], ${seats.map((seat) => seat.row)}::int[],
      ${seats.map((seat) => seat.number)}::int[], ${seats.map((seat) => seat.label)}::text[], ${seats.map((seat) => seat.entrance)}::text[])
    on conflict (meeting_id, attendee_id) do update set area = excluded.area, seat_row = excluded.seat_row, seat_number = excluded.seat_number,
      label = excluded.label, entrance = excluded.entrance
    where (p.area, p.seat_row, p.seat_number, p.label, p.entrance) is distinct from (excluded.area, excluded.seat_row, excluded.seat_number, excluded.label, excluded.entrance)`.execute(
    db,
  )
}

export async function addEdition(db: Db, meetingId: string, { by, at }: { by: string; at: string }): Promise<number> {
  const { rows } = await sql<{ edition: number }>`update seating_plan set edition = edition + 1, published_at = ${at}, published_by = ${by}
    where meeting_id = ${meetingId} returning edition`.execute(db)
  return rows[0]!.edition
}

export type MapFile = { fileId: string; pages: number; edition: number; by: string; on: string }
export async function keepMapFile(db: Db, meetingId: string, file: MapFile): Promise<void> {
  await sql`update seating_plan set map_file_id = ${file.fileId}, map_pages = ${file.pages}, map_edition = ${file.edition}, map_by = ${file.by}, map_on = ${file.on}
    where meeting_id = ${meetingId}`.execute(db)
}
export const mapFileOf = async (db: Db, meetingId: string): Promise<MapFile | undefined> =>
  (
    await sql<MapFile>`select map_file_id as "fileId", map_pages as pages, map_edition as edition, map_by as by, map_on as on
      from seating_plan where meeting_id = ${meetingId} and map_file_id is not null`.execute(db)
  ).rows[0]

export type FoundRow = {
  attendeeId: string
  name: string
  groupName: string
  area: Place["area"] | null
  row: number | null
  number: number | null
  published: string | null
}
const literal = (find: string) => find.replace(/[\\%_]/g, "\\$&")
export const findPeople = async (db: Db, meetingId: string, find: string): Promise<FoundRow[]> =>
  (
    await sql<FoundRow>`select a.id as "attendeeId", a.name, coalesce(a.delegation_name, a.category, '') as "groupName", ${placeColumns}, p.label as published
      from attendee_v a left join seating_seat s on s.meeting_id = a.meeting_id and s.attendee_id = a.id
      left join (select meeting_id, attendee_id, label from seating_published) p on p.meeting_id = a.meeting_id and p.attendee_id = a.id
      where a.meeting_id = ${meetingId} and (a.name like ${`%${literal(find)}%`} or a.pinyin ilike ${`${literal(find)}%`} or a.initials ilike ${`${literal(find)}%`})
      order by a.name = ${find} desc, a.sort_full, a.id limit 20`.execute(db)
  ).rows

/** For the overview and the rail, without reading the hall: who is due and has no seat, who sits though on leave. */
export const countStanding = async (db: Db, meetingId: string, standing: string): Promise<{ seated: number; lacking: number; excused: number }> =>
  (
    await sql<{ seated: number; lacking: number; excused: number }>`select count(s.attendee_id)::int as seated,
      count(*) filter (where s.attendee_id is null and not a.excused)::int as lacking, count(*) filter (where s.attendee_id is not null and a.excused)::int as excused
      from attendee_v a left join seating_seat s on s.meeting_id = a.meeting_id and s.attendee_id = a.id
      where a.meeting_id = ${meetingId} and (a.category !~* ${standing} or a.rank is not null)`.execute(db)
  ).rows[0]!

export const labelsOf = async (db: Db, meetingId: string, ids: readonly string[]): Promise<{ attendeeId: string; place: Place; published: string | null }[]> =>
  (
    await sql<
      Seat & { published: string | null }
    >`select s.attendee_id as "attendeeId", s.area, s.seat_row as row, s.seat_number as number, p.label as published
      from seating_seat s left join seating_published p on p.meeting_id = s.meeting_id and p.attendee_id = s.attendee_id
      where s.meeting_id = ${meetingId} and s.attendee_id = any(${ids}::uuid[])`.execute(db)
  ).rows.map(({ attendeeId, area, row, number, published }) => ({ attendeeId, place: { area, row, number }, published }))

/** People leave the roster: the draft lets go of them, a published seat does not. */
export async function letGo(db: Db, meetingId: string, ids: readonly string[]): Promise<void> {
  const gone = sql`meeting_id = ${meetingId} and attendee_id = any(${ids}::uuid[])`
  await sql`delete from seating_seat where ${gone}`.execute(db)
  await sql`delete from seating_rostrum where ${gone}`.execute(db)
  // a step back would seat them again
  await sql`delete from seating_step where meeting_id = ${meetingId}
    and exists (select 1 from jsonb_array_elements(changes) as change where (change ->> 'attendeeId')::uuid = any(${ids}::uuid[]))`.execute(db)
}
