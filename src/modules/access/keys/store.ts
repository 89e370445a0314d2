import { sql } from "kysely"
import type pg from "pg"
import type { Db } from "#server/db.ts"

type Tables = {
  access_link: {
    meeting_id: string
    id: string
    kind: "attendee" | "unitLink"
    subject_id: string
    name: string
    hash: string
    issued_at: string
    opened_at: string | null
    revoked_at: string | null
  }
  access_device: {
    meeting_id: string
    id: string
    kind: "gate" | "screen"
    name: string
    enrol_hash: string | null
    enrol_until: string | null
    enrolled_at: string | null
    seen_at: string | null
    revoked_at: string | null
  }
  access_key: { hash: string; meeting_id: string; link_id: string | null; device_id: string | null; ends_at: string }
}
const on = (db: Db) => db.withTables<Tables>()

export type NewLink = { meetingId: string; id: string; kind: "attendee" | "unitLink"; subjectId: string; name: string; hash: string; now: string }

/** Older links of the same subjects end with it, and so does what was opened with them. */
export async function replaceLinks(db: Db, links: readonly NewLink[]): Promise<void> {
  const first = links[0]
  if (!first) return
  const subjects = links.map((link) => link.subjectId)
  await sql`with ended as (
      update access_link set revoked_at = ${first.now} where meeting_id = ${first.meetingId} and kind = ${first.kind} and subject_id = any(${subjects}::uuid[])
        and revoked_at is null returning meeting_id, id
    ) delete from access_key k using ended e where k.meeting_id = e.meeting_id and k.link_id = e.id`.execute(db)
  const rows = JSON.stringify(links.map(({ id, subjectId, name, hash }) => ({ id, subject_id: subjectId, name, hash })))
  await sql`insert into access_link (meeting_id, id, kind, subject_id, name, hash, issued_at)
    select ${first.meetingId}, r.id, ${first.kind}, r.subject_id, r.name, r.hash, ${first.now}
    from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, subject_id uuid, name text, hash text)`.execute(db)
}

export const linkByHash = (db: Db, hash: string) =>
  on(db)
    .selectFrom("access_link")
    .select(["meeting_id as meetingId", "id", "kind", "name", "subject_id as subjectId"])
    .where("hash", "=", hash)
    .where("revoked_at", "is", null)
    .executeTakeFirst()

export async function markOpened(db: Db, { meetingId, id, now }: { meetingId: string; id: string; now: string }): Promise<void> {
  await on(db)
    .updateTable("access_link")
    .set({ opened_at: now })
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .where("opened_at", "is", null)
    .execute()
}

export async function addDevice(
  db: Db,
  device: { meetingId: string; id: string; kind: "gate" | "screen"; name: string; hash: string; until: string },
): Promise<void> {
  await on(db)
    .insertInto("access_device")
    .values({
      meeting_id: device.meetingId,
      id: device.id,
      kind: device.kind,
      name: device.name,
      enrol_hash: device.hash,
      enrol_until: device.until,
      enrolled_at: null,
      seen_at: null,
      revoked_at: null,
    })
    .execute()
}

/** A new code for a device that is there already (a tablet replaced): what the old tablet carries ends. */
export async function renewDevice(db: Db, device: { meetingId: string; id: string; hash: string; until: string }): Promise<boolean> {
  await on(db).deleteFrom("access_key").where("meeting_id", "=", device.meetingId).where("device_id", "=", device.id).execute()
  const { numUpdatedRows } = await on(db)
    .updateTable("access_device")
    .set({ enrol_hash: device.hash, enrol_until: device.until, enrolled_at: null })
    .where("meeting_id", "=", device.meetingId)
    .where("id", "=", device.id)
    .where("revoked_at", "is", null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Single use: the code is gone with the first enrolment; two at once, one of them finds nothing. */
export const takeEnrolment = (db: Db, hash: string, now: string) =>
  on(db)
    .updateTable("access_device")
    .set({ enrol_hash: null, enrol_until: null, enrolled_at: now })
    .where("enrol_hash", "=", hash)
    .where("enrol_until", ">", now)
    .where("revoked_at", "is", null)
    .returning(["meeting_id as meetingId", "id", "kind", "name"])
    .executeTakeFirst()

export async function endDevice(db: Db, { meetingId, id, now }: { meetingId: string; id: string; now: string }): Promise<boolean> {
  await on(db).deleteFrom("access_key").where("meeting_id", "=", meetingId).where("device_id", "=", id).execute()
  const { numUpdatedRows } = await on(db)
    .updateTable("access_device")
    .set({ revoked_at: now, enrol_hash: null })
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function addKey(db: Db, key: { hash: string; meetingId: string; linkId: string | null; deviceId: string | null; endsAt: string }): Promise<void> {
  const { hash, meetingId, linkId, deviceId, endsAt } = key
  await on(db).insertInto("access_key").values({ hash, meeting_id: meetingId, link_id: linkId, device_id: deviceId, ends_at: endsAt }).execute()
}

export async function setEnds(db: Db, { meetingId, endsAt }: { meetingId: string; endsAt: string }): Promise<void> {
  await on(db).updateTable("access_key").set({ ends_at: endsAt }).where("meeting_id", "=", meetingId).execute()
}

export type KeyHolder = { meetingId: string; kind: "attendee" | "unitLink" | "gate" | "screen"; id: string; name: string }

const holder = `select k.meeting_id as "meetingId", coalesce(l.kind, d.kind) as kind, coalesce(l.subject_id, d.id) as id, coalesce(l.name, d.name) as name,
    d.id is not null and (d.seen_at is null or d.seen_at < now() - interval '1 minute') as "isUnseen"
  from access_key k left join access_link l on l.meeting_id = k.meeting_id and l.id = k.link_id and l.revoked_at is null
    left join access_device d on d.meeting_id = k.meeting_id and d.id = k.device_id and d.revoked_at is null
  where k.hash = $1 and (l.id is not null or d.id is not null) and (k.ends_at is null or k.ends_at > now())`

/**
 * Whose key this is; undefined when revoked or unknown. A device is marked as seen at most once a minute.
 * Prepared once a connection: when a vote opens, the whole hall is looked up within a second.
 */
export async function holderOf(pool: pg.Pool, hash: string): Promise<KeyHolder | undefined> {
  const { rows } = await pool.query<KeyHolder & { isUnseen: boolean }>({ name: "access.holder", text: holder, values: [hash] })
  const found = rows[0]
  if (!found) return undefined
  const { isUnseen, ...key } = found
  if (isUnseen) await pool.query("update access_device set seen_at = now() where meeting_id = $1 and id = $2", [key.meetingId, key.id])
  return key
}
