import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import type { Locale } from "#kernel/words.ts"
import type { At } from "#server/context.ts"
import type { Db } from "#server/db.ts"
import type { Dates, Meeting, Phase } from "./contract.ts"
import type { Secrecy } from "./secrecy/contract.ts"

type Row = {
  id: string
  name: string
  theme: string
  host: string
  arrives_on: string
  starts_on: string
  ends_on: string
  departs_on: string
  opens_at: string
  place: string
  hall: string
  zone: string
  secrecy: Secrecy
  template: string
  version: number
  unit_id: string | null
  series_id: string | null
}
type Tables = {
  meeting: Row & { phase_set: Phase | null; updated_by: string; updated_at: string }
  meeting_v: Row & { phase: Phase; phase_by_hand: boolean }
}
const on = (db: Db) => db.withTables<Tables>()
const columns = [
  "id",
  "name",
  "theme",
  "host",
  "arrives_on as arrivesOn",
  "starts_on as startsOn",
  "ends_on as endsOn",
  "departs_on as departsOn",
  "opens_at as opensAt",
  "place",
  "hall",
  "zone",
  "secrecy",
  "template",
  "phase",
  "phase_by_hand as phaseByHand",
  "version",
  "unit_id as unitId",
  "series_id as seriesId",
] as const

type Hand = { by: string; at: string }
type New = Omit<Meeting, "phase" | "phaseByHand" | "version">
type Change = Partial<Omit<New, "id">> & { phaseSet?: Phase | null }

const toColumns = (change: Change) => ({
  name: change.name,
  theme: change.theme,
  host: change.host,
  arrives_on: change.arrivesOn,
  starts_on: change.startsOn,
  ends_on: change.endsOn,
  departs_on: change.departsOn,
  opens_at: change.opensAt,
  place: change.place,
  hall: change.hall,
  secrecy: change.secrecy,
  phase_set: change.phaseSet,
  unit_id: change.unitId,
  series_id: change.seriesId,
})

/** "all": every meeting of the house; else those in which a grant counts. */
export async function meetingsIn(db: Db, where: readonly At[] | "all"): Promise<Meeting[]> {
  const all = on(db).selectFrom("meeting_v").select(columns).orderBy("starts_on", "desc").orderBy("id")
  if (where === "all") return all.execute()
  const ids = (wanted: At["kind"]) => where.flatMap((at) => (at.kind === wanted && at.kind !== "system" ? [at.id] : []))
  if (where.length === 0) return []
  const { rows } = await sql<{ id: string }>`select id from place_v where kind = 'meeting'
    and (id = any(${ids("meeting")}::uuid[]) or series_id = any(${ids("series")}::uuid[]) or units && ${ids("unit")}::uuid[])`.execute(db)
  return rows.length === 0
    ? []
    : all
        .where(
          "id",
          "in",
          rows.map(({ id }) => id),
        )
        .execute()
}

export async function meetingById(db: Db, id: string): Promise<Meeting> {
  const found = await on(db).selectFrom("meeting_v").select(columns).where("id", "=", id).executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  return found
}

export async function addMeeting(db: Db, meeting: New, hand: Hand): Promise<Meeting> {
  const { id, zone, template, ...rest } = meeting
  const row = toColumns(rest) as Omit<Row, "id" | "zone" | "template" | "version">
  await on(db)
    .insertInto("meeting")
    .values({ ...row, id, zone, template, version: 1, phase_set: null, updated_by: hand.by, updated_at: hand.at })
    .execute()
  return meetingById(db, id)
}

/** Writes only over the version the person saw; otherwise says who was faster. */
export async function changeMeeting(
  db: Db,
  { id, version }: { id: string; version: number },
  { by, at, locale, ...change }: Change & Hand & { locale: Locale },
): Promise<Meeting> {
  const { numUpdatedRows } = await on(db)
    .updateTable("meeting")
    .set({ ...toColumns(change), version: version + 1, updated_by: by, updated_at: at })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst()
  if (!numUpdatedRows) await sayWhoWasFaster(db, id, locale)
  return meetingById(db, id)
}

async function sayWhoWasFaster(db: Db, id: string, locale: Locale): Promise<never> {
  const found = await on(db).selectFrom("meeting").select(["updated_by", "updated_at", "zone"]).where("id", "=", id).executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  throw new Refusal("house.stale", { who: found.updated_by, when: shortMoment(found.updated_at, found.zone, locale) })
}

/** Links and devices of a meeting end 30 days after the day people leave, in the meeting's own zone. */
export async function keysEndOf(db: Db, id: string): Promise<string> {
  const { rows } = await sql<{ at: string }>`select (departs_on + 31)::timestamp at time zone zone as at from meeting where id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal("house.notFound")
  return rows[0].at
}

export async function placesBy(
  db: Db,
  ids: readonly string[] | null,
): Promise<{ kind: "meeting" | "series"; id: string; name: string; unitId: string | null }[]> {
  const wanted = ids === null ? sql`true` : sql`id = any(${ids}::uuid[])`
  const { rows } = await sql<{ kind: "meeting" | "series"; id: string; name: string; unitId: string | null }>`
    select 'series' as kind, id, name, unit_id as "unitId" from meeting_series where ${wanted}
    union all select * from (select 'meeting', id, name, unit_id from meeting where ${wanted} order by starts_on desc, id) m`.execute(db)
  return rows
}

/** Other meetings in the same hall on some of these days. */
export async function inHall(
  db: Db,
  { place, hall, from, to, but }: { place: string; hall: string; from: string; to: string; but: string },
): Promise<{ id: string; name: string; startsOn: string; endsOn: string }[]> {
  return on(db)
    .selectFrom("meeting")
    .select(["id", "name", "starts_on as startsOn", "ends_on as endsOn"])
    .where("place", "=", place)
    .where("hall", "=", hall)
    .where("starts_on", "<=", to)
    .where("ends_on", ">=", from)
    .where("id", "<>", but)
    .orderBy("starts_on")
    .orderBy("id")
    .limit(20)
    .execute()
}

export const datesOf = ({ arrivesOn, startsOn, endsOn, departsOn, opensAt }: Dates): Dates => ({ arrivesOn, startsOn, endsOn, departsOn, opensAt })
