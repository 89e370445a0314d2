import { sql } from "kysely"
import { Refusal } from "#kernel/contract.ts"
import type { Db } from "#server/db.ts"
import type { Item, Package, Retention, Settings } from "./contract.ts"

type Tables = {
  archive_setting: Settings & { meeting_id: string }
  archive_item: {
    meeting_id: string
    id: string
    code: string | null
    kind: string
    title: string
    number: string | null
    author: string
    made_on: string
    pages: number | null
    retention: Retention
    basis: string
    file_id: string
    file_name: string
    version: number
    updated_by: string
    updated_at: string
  }
  archive_package: { meeting_id: string; id: string; file_id: string; items: number; size: number; sha256: string; sealed_by: string; sealed_at: string }
}
const on = (db: Db) => db.withTables<Tables>()
type Hand = { by: string; at: string }
export type Key = { meetingId: string; id: string }
export type FiledItem = Item & { fileId: string }

const columns = [
  "meeting_id as meetingId",
  "id",
  "code",
  "kind",
  "title",
  "number",
  "author",
  "made_on as madeOn",
  "pages",
  "retention",
  "basis",
  "file_name as fileName",
  "file_id as fileId",
  "version",
] as const

// 永久, 30 years, 10 years: as the items stand on the shelf
const shelf = sql`array_position(array['Y', 'D30', 'D10'], retention)`

export const settingsOf = (db: Db, meetingId: string): Promise<Settings | undefined> =>
  on(db).selectFrom("archive_setting").select(["fonds", "section", "year"]).where("meeting_id", "=", meetingId).executeTakeFirst()

/** Throws archive.settingsFirst. Held, so that collecting, numbering and changing the settings of one meeting come one after the other. */
export async function lockSettings(db: Db, meetingId: string): Promise<Settings> {
  const found = await on(db)
    .selectFrom("archive_setting")
    .select(["fonds", "section", "year"])
    .where("meeting_id", "=", meetingId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Refusal("archive.settingsFirst")
  return found
}

export const saveSettings = (db: Db, meetingId: string, settings: Settings): Promise<Settings> =>
  on(db)
    .insertInto("archive_setting")
    .values({ meeting_id: meetingId, ...settings })
    .onConflict((conflict) => conflict.column("meeting_id").doUpdateSet(settings))
    .returning(["fonds", "section", "year"])
    .executeTakeFirstOrThrow()

export async function countNumbered(db: Db, meetingId: string): Promise<number> {
  const { count } = await on(db)
    .selectFrom("archive_item")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("meeting_id", "=", meetingId)
    .where("code", "is not", null)
    .executeTakeFirstOrThrow()
  return count
}

export const allItems = (db: Db, meetingId: string): Promise<FiledItem[]> =>
  on(db)
    .selectFrom("archive_item")
    .select(columns)
    .where("meeting_id", "=", meetingId)
    .orderBy(shelf)
    .orderBy("code")
    .orderBy("made_on")
    .orderBy("id")
    .execute()

export async function itemsOf(db: Db, meetingId: string, { find, page, size }: { find?: string | undefined; page: number; size: number }) {
  const where = find
    ? sql<boolean>`(position(lower(${find}) in lower(title)) > 0 or position(${find} in kind) > 0 or position(upper(${find}) in code) > 0)`
    : sql<boolean>`true`
  const rows = await on(db)
    .selectFrom("archive_item")
    .select(columns)
    .where("meeting_id", "=", meetingId)
    .where(where)
    .orderBy(shelf)
    .orderBy("code")
    .orderBy("made_on")
    .orderBy("id")
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const { total } = await on(db)
    .selectFrom("archive_item")
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .where("meeting_id", "=", meetingId)
    .where(where)
    .executeTakeFirstOrThrow()
  return { rows, total }
}

/** Throws house.notFound. */
export async function itemById(db: Db, { meetingId, id }: Key): Promise<FiledItem> {
  const found = await on(db).selectFrom("archive_item").select(columns).where("meeting_id", "=", meetingId).where("id", "=", id).executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  return found
}

/** Throws house.notFound. */
export async function lockItem(db: Db, { meetingId, id }: Key) {
  const found = await on(db)
    .selectFrom("archive_item")
    .select(["code", "version", "retention", "basis", "updated_by as updatedBy", "updated_at as updatedAt"])
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  return found
}

export async function addItems(db: Db, items: Omit<FiledItem, "code" | "version">[], { by, at }: Hand): Promise<void> {
  if (items.length === 0) return
  const rows = items.map(({ meetingId, madeOn, fileId, fileName, ...item }) => ({
    ...item,
    meeting_id: meetingId,
    made_on: madeOn,
    file_id: fileId,
    file_name: fileName,
    code: null,
    version: 1,
    updated_by: by,
    updated_at: at,
  }))
  await on(db).insertInto("archive_item").values(rows).execute()
}

export async function removeItems(db: Db, meetingId: string, ids: string[]): Promise<void> {
  if (ids.length > 0) await on(db).deleteFrom("archive_item").where("meeting_id", "=", meetingId).where("id", "in", ids).where("code", "is", null).execute()
}

export const changeItem = (db: Db, { meetingId, id }: Key, change: { title: string; retention: Retention; basis: string }, { by, at }: Hand) =>
  on(db)
    .updateTable("archive_item")
    .set((eb) => ({ ...change, version: eb("version", "+", 1), updated_by: by, updated_at: at }))
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .execute()

/** All codes in one statement. */
export async function giveCodes(db: Db, meetingId: string, codes: { id: string; code: string }[]): Promise<void> {
  await sql`update archive_item set code = new.code, version = archive_item.version + 1
    from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as new(id uuid, code text)
    where archive_item.meeting_id = ${meetingId} and archive_item.id = new.id and archive_item.code is null`.execute(db)
}

const packageColumns = ["id", "items", "size", "sha256", "sealed_by as sealedBy", "sealed_at as sealedAt"] as const
export const packagesOf = (db: Db, meetingId: string): Promise<Package[]> =>
  on(db).selectFrom("archive_package").select(packageColumns).where("meeting_id", "=", meetingId).orderBy("sealed_at", "desc").orderBy("id", "desc").execute()

/** Throws house.notFound. */
export async function packageFile(db: Db, { meetingId, id }: Key): Promise<string> {
  const found = await on(db)
    .selectFrom("archive_package")
    .select("file_id as fileId")
    .where("meeting_id", "=", meetingId)
    .where("id", "=", id)
    .executeTakeFirst()
  if (!found) throw new Refusal("house.notFound")
  return found.fileId
}

export const addPackage = (db: Db, { meetingId, id, fileId, sealedBy, sealedAt, ...made }: Package & { meetingId: string; fileId: string }) =>
  on(db)
    .insertInto("archive_package")
    .values({ ...made, meeting_id: meetingId, id, file_id: fileId, sealed_by: sealedBy, sealed_at: sealedAt })
    .execute()
