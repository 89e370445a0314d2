/** Writing people: sealed before they come here, so that nothing on the way holds a number in clear. */
import { sql } from "kysely"
import { initialsOf, pinyinKey, pinyinOf, sortKey } from "#kernel/names.ts"
import type { Db } from "#server/db.ts"
import type { Keys } from "#server/keys.ts"
import { withdrawnOf } from "../privacy/store.ts"
import type { Besides, Hand, Role } from "./contract.ts"
import type { Change } from "./many/contract.ts"
import { idColumns, phoneColumns, sealCustom } from "./sealing/store.ts"

/** What a person is when written: by hand or by an import. Of `Besides` only what is given is written. */
export type Person = Besides & {
  id: string
  name: string
  sex: "male" | "female" | null
  ethnicity: string | null
  category: string
  delegationId: string | null
  unit: string
  post: string
  rank: number | null
  role: Role | null
  remark: string
  position?: number
  sameNameMark?: string | null
}

/** A row as it goes into the table; `given`: the columns it has to say something about. */
export type Sealed = ReturnType<typeof sealed>

const plain = {
  birth: "birth",
  education: "education",
  politics: "politics",
  diet: "diet",
  hotel: "hotel",
  room: "room",
  tableNo: "table_no",
  carNo: "car_no",
  groupId: "group_id",
} as const satisfies Partial<Record<keyof Besides, string>>
const numbers = ["phone_sealed", "phone_hash", "phone_tail", "id_sealed", "id_hash", "id_tail"] as const
const kept = [...Object.values(plain), ...numbers]

/** Without `sensitive` no field of the meeting's own is. */
export function sealed(keys: Keys, person: Person, sensitive: ReadonlySet<string> = new Set()) {
  const besides = Object.fromEntries(
    Object.entries(plain).flatMap(([field, column]) => {
      const value = person[field as keyof typeof plain]
      return value === undefined ? [] : [[column, value || null]]
    }),
  )
  const columns = {
    ...besides,
    ...(person.phone === undefined ? {} : phoneColumns(keys, person.id, person.phone)),
    ...(person.idNumber === undefined ? {} : idColumns(keys, person.id, person.idNumber)),
  }
  return { ...basics(person), ...columns, ...customOf(keys, person, sensitive), given: Object.keys(columns) }
}

/** What is emptied stands as null in both: the statement strips it. */
function customOf(keys: Keys, { id, custom = {} }: Person, sensitive: ReadonlySet<string>) {
  const entries = Object.entries(custom)
  const open = entries.map(([field, value]) => [field, sensitive.has(field) ? null : value || null])
  const covered = entries.map(([field, value]) => [field, sensitive.has(field) && value ? sealCustom(keys, id, value) : null])
  return { custom: Object.fromEntries(open), custom_sealed: Object.fromEntries(covered) }
}

const basics = (person: Person) => ({
  id: person.id,
  name: person.name,
  sort_full: sortKey(person.name, "full-name"),
  sort_surname: sortKey(person.name, "surname-first"),
  sort_pinyin: pinyinKey(person.name),
  pinyin: pinyinOf(person.name),
  initials: initialsOf(person.name),
  sex: person.sex,
  ethnicity: person.ethnicity,
  category: person.category,
  delegation_id: person.delegationId,
  unit: person.unit,
  post: person.post,
  rank: person.rank,
  role: person.role,
  remark: person.remark,
  position: person.position ?? null,
  same_name_mark: person.sameNameMark ?? null,
})

const own = sql.raw(
  "name, sort_full, sort_surname, sort_pinyin, pinyin, initials, sex, ethnicity, category, delegation_id, unit, post, rank, role, remark"
    .split(", ")
    .map((column) => `${column} = r.${column}`)
    .join(", "),
)
const ownExcluded = sql.raw(
  "name, sort_full, sort_surname, sort_pinyin, pinyin, initials, sex, ethnicity, category, delegation_id, unit, post, rank, role, remark"
    .split(", ")
    .map((column) => `${column} = excluded.${column}`)
    .join(", "),
)
const keptColumns = sql.raw(kept.join(", "))
const keptFresh = sql.raw(kept.map((column) => `r.${column}`).join(", "))
const keptExcluded = sql.raw(kept.map((column) => `${column} = coalesce(excluded.${column}, a.${column})`).join(", "))
const keptGiven = sql.raw(kept.map((column) => `${column} = case when '${column}' = any(r.given) then r.${column} else a.${column} end`).join(", "))
const record =
  sql.raw(`r(id uuid, name text, sort_full text, sort_surname text, sort_pinyin text, pinyin text, initials text, sex text, ethnicity text, category text, delegation_id uuid,
  unit text, post text, rank int, role text, remark text, position int, same_name_mark text, given text[], custom jsonb, custom_sealed jsonb,
  ${kept.map((column) => `${column} ${column === "group_id" ? "uuid" : "text"}`).join(", ")})`)

/** Columns of the fields whose consent can be taken back. */
const columnsOf: Readonly<Record<string, readonly string[]>> = {
  phone: ["phone_sealed", "phone_hash", "phone_tail"],
  idNumber: ["id_sealed", "id_hash", "id_tail"],
  birth: ["birth"],
  diet: ["diet"],
  politics: ["politics"],
  ethnicity: ["ethnicity"],
}

/** What somebody took his consent back for does not come in again with a list. */
async function consented(db: Db, meetingId: string, people: readonly Sealed[]): Promise<readonly Sealed[]> {
  const withdrawn = await withdrawnOf(
    db,
    meetingId,
    people.map(({ id }) => id),
  )
  if (withdrawn.length === 0) return people
  const byPerson = Map.groupBy(withdrawn, ({ attendeeId }) => attendeeId)
  return people.map((person) => {
    const fields = (byPerson.get(person.id) ?? []).map(({ field }) => field)
    const emptied = Object.fromEntries(fields.flatMap((field) => (columnsOf[field] ?? []).map((column) => [column, null])))
    const custom = Object.fromEntries(Object.entries(person.custom).filter(([field]) => !fields.includes(field)))
    const custom_sealed = Object.fromEntries(Object.entries(person.custom_sealed).filter(([field]) => !fields.includes(field)))
    return { ...person, ...emptied, custom, custom_sealed }
  })
}

/** Adds those who are not there and changes those who are, in one statement. Leave and marks made by hand stay, and what an import says nothing of or leaves empty. */
export async function putPeople(db: Db, { meetingId, by, at }: Hand, people: readonly Sealed[]): Promise<void> {
  await sql`insert into attendee as a (meeting_id, id, name, sort_full, sort_surname, sort_pinyin, pinyin, initials, sex, ethnicity, category, delegation_id, unit, post, rank, role,
      remark, position, same_name_mark, mark_by_hand, custom, custom_sealed, ${keptColumns}, updated_by, updated_at)
    select ${meetingId}, r.id, r.name, r.sort_full, r.sort_surname, coalesce(r.sort_pinyin, '~' || r.pinyin), r.pinyin, r.initials, r.sex, r.ethnicity, r.category, r.delegation_id, r.unit, r.post, r.rank, r.role,
      r.remark, coalesce(r.position, (select coalesce(max(position), 0) + 1 from attendee where meeting_id = ${meetingId})), coalesce(r.same_name_mark, ''),
      r.same_name_mark is not null, jsonb_strip_nulls(r.custom), jsonb_strip_nulls(r.custom_sealed), ${keptFresh}, ${by}, ${at}
    from jsonb_to_recordset(${JSON.stringify(await consented(db, meetingId, people))}::jsonb) as ${record}
    on conflict (meeting_id, id) do update set ${ownExcluded}, ${keptExcluded}, custom = a.custom || excluded.custom, custom_sealed = a.custom_sealed || excluded.custom_sealed,
      phone = case when excluded.phone_sealed is null then a.phone end, version = a.version + 1, updated_by = excluded.updated_by, updated_at = excluded.updated_at`.execute(
    db,
  )
}

/** By hand, against the version the person saw; false: somebody changed it since. */
export async function changePerson(db: Db, { meetingId, by, at }: Hand, { version, ...person }: Sealed & { version: number }): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update attendee a set ${own}, ${keptGiven}, phone = case when 'phone_sealed' = any(r.given) then null else a.phone end,
      custom = jsonb_strip_nulls(a.custom || r.custom), custom_sealed = jsonb_strip_nulls(a.custom_sealed || r.custom_sealed),
      same_name_mark = coalesce(r.same_name_mark, ''), mark_by_hand = r.same_name_mark is not null, version = a.version + 1, updated_by = ${by}, updated_at = ${at}
    from jsonb_to_recordset(${JSON.stringify([person])}::jsonb) as ${record}
    where a.meeting_id = ${meetingId} and a.id = r.id and a.version = ${version} returning a.id`.execute(db)
  return rows.length === 1
}

/** Numbers that earlier versions wrote in clear, a few hundred at a time; answers how many. The person's version stays: nobody changed him. */
export async function sealOld(db: Db, keys: Keys, size: number): Promise<number> {
  const { rows } = await sql<{
    meeting_id: string
    id: string
    phone: string
  }>`select meeting_id, id, phone from attendee where phone is not null order by meeting_id, id limit ${size} for update skip locked`.execute(db)
  const done = rows.map(({ meeting_id, id, phone }) => ({ meeting_id, id, ...phoneColumns(keys, id, phone) }))
  await sql`update attendee a set phone = null, phone_sealed = r.phone_sealed, phone_hash = r.phone_hash, phone_tail = r.phone_tail
    from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as r(meeting_id uuid, id uuid, phone_sealed text, phone_hash text, phone_tail text)
    where a.meeting_id = r.meeting_id and a.id = r.id`.execute(db)
  return rows.length
}

/** The meeting's own fields whose values are sealed. */
export async function sensitiveFields(db: Db, meetingId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from attendee_field where meeting_id = ${meetingId} and sensitive`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

const changeable: Record<keyof Change, string> = {
  category: "category",
  delegationId: "delegation_id",
  groupId: "group_id",
  role: "role",
  unit: "unit",
  education: "education",
  politics: "politics",
  diet: "diet",
  hotel: "hotel",
  room: "room",
  tableNo: "table_no",
  carNo: "car_no",
  remark: "remark",
}
const neverNull = new Set(["category", "unit", "remark"])

/** Answers how many were different before. */
export async function changeMany(db: Db, { meetingId, by, at }: Hand, { ids, set }: { ids: readonly string[]; set: Change }): Promise<number> {
  const given = Object.entries(set).filter(([, value]) => value !== undefined)
  const columns = given.map(([field, value]) => ({
    column: sql.ref(changeable[field as keyof Change]),
    value: neverNull.has(field) ? value : value || null,
    field,
  }))
  const sets = columns.map(({ column, value, field }) => sql`${column} = ${value}${cast(field)}`)
  const differs = columns.map(({ column, value, field }) => sql`a.${column} is distinct from ${value}${cast(field)}`)
  const { rows } = await sql<{ id: string }>`update attendee a set ${sql.join(sets)}, version = version + 1, updated_by = ${by}, updated_at = ${at}
    where a.meeting_id = ${meetingId} and a.id = any(${ids}::uuid[]) and (${sql.join(differs, sql` or `)}) returning a.id`.execute(db)
  return rows.length
}
const cast = (field: string) => (field.endsWith("Id") ? sql`::uuid` : sql`::text`)

export async function setPhoto(db: Db, { meetingId, by, at }: Hand, { id, photoFileId }: { id: string; photoFileId: string | null }): Promise<void> {
  await sql`update attendee set photo_file_id = ${photoFileId}, version = version + 1, updated_by = ${by}, updated_at = ${at}
    where meeting_id = ${meetingId} and id = ${id}`.execute(db)
}
