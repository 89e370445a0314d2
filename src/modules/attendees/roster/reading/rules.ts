/** One row as a person: every cell read, tidied and compared with the others; whatever is wrong is said by row and column. */
import { tidyName, unknownCharacters } from "#kernel/names.ts"
import { hasUsualLength, readPhone } from "#kernel/phones.ts"
import { readBirth } from "../birth/rules.ts"
import { ethnicityIn, fullPolitics, parseRemark, type Remark, readGroupRole, readRole, readSex, tidy } from "../cells/rules.ts"
import type { AnyField, Incoming, RosterProblem } from "../contract.ts"
import { type Identity, readIdentity } from "../identity/rules.ts"
import type { ProblemCode } from "./contract.ts"

export type Category = { name: string; aliases: readonly string[] }
export type Custom = { id: string; name: string; kind: "text" | "number" | "date" | "choice"; choices: readonly string[] }
export type Say = (row: number, field: AnyField | null, code: ProblemCode, about?: { level?: RosterProblem["level"]; data?: Record<string, string> }) => void
export type Reading = {
  row: number
  cells: readonly string[]
  raw: (field: AnyField) => string
  who: string | null
  delegation: string
  say: Say
  hasDelegations: boolean
  categories: readonly Category[]
  customs: readonly Custom[]
  /** The year it is, for two-digit years. */
  year: number
}

export function readPerson(reading: Reading): Incoming | undefined {
  const { row, raw, say } = reading
  // no name is as long as this, and no pattern is tried on a cell that is
  const written = nameIn(reading).slice(0, 500)
  const [, name = "", aside = ""] = /^(.*?)(?:[（(]([^（()）]*)[)）])?$/su.exec(written) ?? []
  if (!mayBeName(reading, tidyName(name))) return undefined
  const remark = parseRemark([raw("remark"), aside].filter(Boolean).join("，"))
  if (reading.hasDelegations && !reading.delegation) say(row, "delegation", "delegationMissing")
  const rare = unknownCharacters(tidyName(name))
  if (rare.length > 0) say(row, "name", "rareCharacter", { data: { characters: rare.join("") } })
  const identity = identityOf(reading)
  return {
    row,
    name: tidyName(name),
    ...ownOf(reading, remark, identity),
    ...placeOf(reading, remark),
    ...stayOf(reading),
    mark: said(reading, "mark", 40),
    remark: within(reading, "remark", remark.rest, 200),
    custom: customOf(reading),
    who: reading.who,
  }
}

/** Who he is, whatever the meeting. */
const ownOf = (reading: Reading, remark: Remark, identity: Identity | undefined) => ({
  sex: sexOf(reading, remark.sex, identity),
  ethnicity: ethnicityOf(reading, remark.ethnicity),
  birth: birthOf(reading, identity),
  idNumber: identity?.number ?? null,
  education: said(reading, "education", 40),
  politics: fullPolitics(said(reading, "politics", 40)),
  phone: phoneOf(reading),
})

/** What he is at this meeting. */
const placeOf = (reading: Reading, remark: Remark) => ({
  category: categoryOf(reading, remark.category),
  delegation: within(reading, "delegation", reading.delegation, 60) || null,
  group: said(reading, "group", 60),
  groupRole: groupRoleOf(reading, remark.groupRole),
  unit: within(reading, "unit", spacesOut(reading.raw("unit")), 200),
  post: within(reading, "post", spacesOut(reading.raw("post")), 300),
  rank: rankOf(reading),
  role: roleOf(reading, remark.role),
})

const stayOf = (reading: Reading) => ({
  hotel: said(reading, "hotel", 60),
  room: said(reading, "room", 20),
  tableNo: said(reading, "tableNo", 20),
  carNo: said(reading, "carNo", 20),
  diet: said(reading, "diet", 100),
})

const spacesOut = (text: string): string => text.replace(/[\s\u3000\u00a0]+/gu, " ").trim()
const said = (reading: Reading, field: AnyField, limit: number): string | null =>
  within(reading, field, spacesOut(reading.raw(field)).replace(/^(\d+)\.0$/, "$1"), limit) || null

function nameIn({ raw }: Reading): string {
  const whole = raw("name").trim()
  if (whole) return whole
  const [family, given] = [raw("familyName").trim(), raw("givenName").trim()]
  return /\p{Script=Han}/u.test(family + given) ? family + given : [given, family].filter(Boolean).join(" ")
}

function mayBeName({ row, cells, raw, say }: Reading, name: string): boolean {
  const [only, ...more] = cells.filter((cell) => cell.trim() !== "")
  const foot = [only, name].find((cell) => cell !== undefined && footer.test(cell.normalize("NFKC").trim()))
  // one lonely cell is a note, not a person without a name
  if (name === "" && only !== undefined && more.length === 0) say(row, null, "rowSkipped", { data: { text: only.trim().slice(0, 30) } })
  else if (foot !== undefined && !readSex(tidy(raw("sex"))) && !raw("idNumber").trim())
    say(row, null, "footSkipped", { data: { text: foot.trim().slice(0, 30) } })
  else if (name === "") say(row, "name", "nameMissing", { level: "error" })
  else if ([...name].length > 40) say(row, "name", "nameTooLong", { level: "error", data: { limit: "40" } })
  else if (!/\p{L}/u.test(name) || notInNames.test(name)) say(row, "name", "nameNotAName", { level: "error", data: { value: name } })
  else return true
  return false
}

/** What stands below a list: its sums, who made and who checked it. */
const footer = /^(合\s*计|小\s*计|总\s*计|共\s*计|总人数|填表人?|填报人?|制表人?|审核人?|审批人?|经办人|联系人|备注|说明|注)(\s*:.*|\s*\(.*)?$/u
/** Nobody's name has them: a sum beside a name, a formula, a note. */
const notInNames = /[\p{Nd}=+@#$%^&*_|\\/<>{}[\]"“”;；:：。！!？?]/u

function within({ row, say }: Reading, field: AnyField, text: string, limit: number): string {
  if ([...text].length <= limit) return text
  say(row, field, "textTooLong", { level: "error", data: { limit: String(limit) } })
  return [...text].slice(0, limit).join("")
}

const inChinese = (sex: Incoming["sex"]): string => (sex === "female" ? "女" : "男")

function identityOf({ row, raw, say }: Reading): Identity | undefined {
  const read = readIdentity(raw("idNumber"))
  if (typeof read !== "string") return read
  say(row, "idNumber", read, { level: "error" })
  return undefined
}

function sexOf({ row, raw, say }: Reading, inRemark: Incoming["sex"], identity: Identity | undefined): Incoming["sex"] {
  const value = tidy(raw("sex"))
  const sex = value ? readSex(value) : null
  if (value && !sex) say(row, "sex", "sexUnreadable", { data: { value: raw("sex").trim().slice(0, 40) } })
  if (sex && inRemark && inRemark !== sex) say(row, "sex", "sexContradicts", { level: "error", data: { value, remark: inChinese(inRemark) } })
  const known = sex ?? inRemark
  if (known && identity?.sex && identity.sex !== known)
    say(row, "sex", "sexContradictsId", { level: "error", data: { value: inChinese(known), id: inChinese(identity.sex) } })
  return known ?? identity?.sex ?? null
}

/** Read as a day whatever the year: dates that are no births. */
const farAhead = 2199

function birthOf({ row, raw, say, year }: Reading, identity: Identity | undefined): string | null {
  const value = raw("birth").trim()
  const birth = value ? readBirth(value, year) : undefined
  if (value && !birth) say(row, "birth", readBirth(value, farAhead) ? "birthAhead" : "birthUnreadable", { data: { value: value.slice(0, 40) } })
  if (birth && identity?.birth && !identity.birth.startsWith(birth))
    say(row, "birth", "birthContradictsId", { level: "error", data: { value: birth, id: identity.birth.slice(0, birth.length) } })
  return identity?.birth ?? birth ?? null
}

function ethnicityOf({ row, raw, say }: Reading, inRemark: string | null): string | null {
  const value = tidy(raw("ethnicity"))
  if (!value) return inRemark
  const found = ethnicityIn(value)
  if (!found) say(row, "ethnicity", "ethnicityUnknown", { data: { value } })
  if (found && inRemark && found !== inRemark) say(row, "ethnicity", "ethnicityContradicts", { level: "error", data: { value: found, remark: inRemark } })
  return found ?? value.slice(0, 20)
}

function categoryOf({ row, raw, say, categories }: Reading, inRemark: string | null): string | null {
  const value = tidy(raw("category")) || (inRemark ?? "")
  if (!value) return null
  const found = categories.find(({ name, aliases }) => name === value || aliases.includes(value.toLowerCase()))
  if (!found) say(row, "category", "categoryUnknown", { level: "error", data: { value, known: categories.map(({ name }) => name).join("、") } })
  return found?.name ?? null
}

function rankOf({ row, raw, say }: Reading): number | null {
  const value = tidy(raw("rank"))
  if (!value) return null
  if (/^\d{1,5}(\.0+)?$/.test(value) && Number(value) > 0) return Math.trunc(Number(value))
  say(row, "rank", "rankUnreadable", { data: { value } })
  return null
}

function roleOf({ row, raw, say }: Reading, inRemark: Incoming["role"]): Incoming["role"] {
  const value = tidy(raw("role"))
  if (!value) return inRemark
  const role = readRole(value)
  if (role === undefined) say(row, "role", "roleUnreadable", { data: { value } })
  return role ?? inRemark
}

function groupRoleOf({ row, raw, say }: Reading, inRemark: Incoming["groupRole"]): Incoming["groupRole"] {
  const value = tidy(raw("groupRole"))
  if (!value) return inRemark
  const role = readGroupRole(value)
  if (role === undefined) say(row, "groupRole", "groupRoleUnreadable", { data: { value } })
  return role ?? inRemark
}

function phoneOf({ row, raw, say }: Reading): string | null {
  const phone = readPhone(raw("phone"))
  const about = { data: { value: raw("phone").trim().slice(0, 40) } }
  if (phone === undefined) say(row, "phone", "phoneUnreadable", about)
  else if (phone !== null && !hasUsualLength(phone)) say(row, "phone", "phoneLength", about)
  return phone ?? null
}

function customOf(reading: Reading): Record<string, string> {
  return Object.fromEntries(
    reading.customs.flatMap((custom) => {
      const field = `custom.${custom.id}` as const
      const value = said(reading, field, 200)
      const read = value === null ? undefined : customValue(custom, value)
      if (value !== null && read === undefined)
        reading.say(reading.row, field, "customUnreadable", { data: { field: custom.name, value: value.slice(0, 40), known: custom.choices.join("、") } })
      return read === undefined ? [] : [[custom.id, read] as const]
    }),
  )
}

/** As the field keeps it; undefined: not what it holds. */
function customValue({ kind, choices }: Custom, value: string): string | undefined {
  if (kind === "choice") return choices.find((choice) => tidy(choice) === tidy(value))
  if (kind === "number") return /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? String(Number(value)) : undefined
  if (kind === "date") return dateIn(value)
  return value
}

function dateIn(value: string): string | undefined {
  const day = readBirth(value, farAhead)
  return day?.length === 10 ? day : undefined
}
