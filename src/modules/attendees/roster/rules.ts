import { tidyName, unknownCharacters } from "#kernel/names.ts"
import { ethnicityIn, parseRemark, readRole, readSex, tidy } from "./cells/rules.ts"
import type { ColumnMap, Corrections, Field, Incoming, ProblemCode, RosterProblem, SameName } from "./contract.ts"
import { columnsOf, findHeader, type Headers } from "./headers/rules.ts"

export type Category = { name: string; aliases: readonly string[] }
export type InspectOptions = { map?: ColumnMap; corrections?: Corrections; skip?: readonly number[]; categories?: readonly Category[] }
export type Inspection = {
  headers: Headers
  columns: ColumnMap
  /** Data rows: neither blank nor a repeated header. */
  rows: number
  skipped: number
  /** Who would be taken in. */
  people: Incoming[]
  /** Everybody who could be read, also those with an error in their row. */
  drafts: Incoming[]
  problems: RosterProblem[]
  duplicates: SameName[]
}

/** The first category is what everybody is who does not say otherwise. */
export const usualCategories: readonly Category[] = [
  { name: "正式代表", aliases: ["代表", "正式", "委员", "delegate"] },
  { name: "列席", aliases: ["列席代表", "列席人员", "observer"] },
  { name: "特邀", aliases: ["特邀代表", "特邀人员", "特邀嘉宾", "guest"] },
  { name: "工作人员", aliases: ["工作", "会务", "会务人员", "staff"] },
]

/** What an import of this sheet would do. The same file and the same choices always give the same people. */
export function inspectRows(rows: readonly string[][], options: InspectOptions = {}): Inspection {
  const headers = findHeader(rows, options.map)
  const columns = columnsOf(headers)
  const reader = createReader(headers, rows, options)
  const skip = new Set(options.skip ?? [])
  const people: Incoming[] = []
  let count = 0
  let skipped = 0
  for (let index = headers.row; index < rows.length; index++) {
    const cells = rows[index]!
    if (cells.every((cell) => cell.trim() === "") || isHeaderAgain(cells, headers)) continue
    count++
    if (skip.has(index + 1)) skipped++
    else {
      const person = reader.read(index + 1, cells)
      if (person) people.push(person)
    }
  }
  markPhonesTwice(people, reader.problem)
  const broken = new Set(reader.problems.filter(({ level }) => level === "error").map(({ row }) => row))
  const accepted = people.filter(({ row }) => !broken.has(row))
  return {
    headers,
    columns,
    rows: count,
    skipped,
    people: accepted,
    drafts: people,
    problems: reader.problems.sort((a, b) => a.row - b.row),
    duplicates: sameNames(accepted),
  }
}

const isHeaderAgain = (cells: readonly string[], { cells: header }: Headers): boolean =>
  cells.filter((cell, at) => cell.trim() !== "" && tidy(cell) === tidy(header[at] ?? "")).length >= 2 &&
  cells.every((cell, at) => tidy(cell) === tidy(header[at] ?? ""))

type Say = (row: number, field: Field | null, code: ProblemCode, about?: { level?: RosterProblem["level"]; data?: Record<string, string> }) => void
type Raw = (field: Field) => string

function createReader(headers: Headers, rows: readonly string[][], options: InspectOptions) {
  const problems: RosterProblem[] = []
  const categories = options.categories ?? usualCategories
  const problem: Say = (row, field, code, { level = "warning", data = {} } = {}) =>
    problems.push({ row, column: field ? (headers.header(field) ?? "") : "", field, code, level, data })
  const fillsDown = delegationFillsDown(headers, rows)
  let above = ""
  return {
    problems,
    problem,
    read(row: number, cells: readonly string[]): Incoming | undefined {
      const corrected = options.corrections?.[row] ?? {}
      const raw: Raw = (field) => corrected[field] ?? cells[headers.at[field] ?? -1] ?? ""
      const own = tidy(raw("delegation"))
      if (own) above = own
      return readPerson({
        row,
        cells,
        raw,
        delegation: own || (fillsDown ? above : ""),
        say: problem,
        hasDelegations: headers.at.delegation !== undefined,
        categories,
      })
    },
  }
}

/** A delegation written once in a merged cell leaves the cells below it blank. */
function delegationFillsDown({ at, row: first }: Headers, rows: readonly string[][]): boolean {
  if (at.delegation === undefined) return false
  const cells = rows.slice(first).filter((cells) => cells.some((cell) => cell.trim() !== ""))
  const filled = cells.filter((cells) => (cells[at.delegation!] ?? "").trim() !== "")
  return filled.length > 0 && filled.length * 2 <= cells.length && (cells[0]?.[at.delegation] ?? "").trim() !== ""
}

type Reading = { row: number; cells: readonly string[]; raw: Raw; delegation: string; say: Say; hasDelegations: boolean; categories: readonly Category[] }

function readPerson(reading: Reading): Incoming | undefined {
  const { row, raw, say } = reading
  const written = nameIn(raw)
  const [, name = "", aside = ""] = /^(.*?)(?:[（(]([^（()）]*)[)）])?$/su.exec(written) ?? []
  if (!mayBeName(reading, tidyName(name))) return undefined
  const remark = parseRemark([raw("remark"), aside].filter(Boolean).join("，"))
  if (reading.hasDelegations && !reading.delegation) say(row, "delegation", "delegationMissing")
  const rare = unknownCharacters(tidyName(name))
  if (rare.length > 0) say(row, "name", "rareCharacter", { data: { characters: rare.join("") } })
  return {
    row,
    name: tidyName(name),
    sex: sexOf(reading, remark.sex),
    ethnicity: ethnicityOf(reading, remark.ethnicity),
    category: categoryOf(reading, remark.category),
    delegation: within(reading, "delegation", reading.delegation, 60) || null,
    unit: within(reading, "unit", spacesOut(raw("unit")), 200),
    post: within(reading, "post", spacesOut(raw("post")), 300),
    rank: rankOf(reading),
    role: roleOf(reading, remark.role),
    phone: phoneOf(reading),
    remark: within(reading, "remark", remark.rest, 200),
  }
}

const spacesOut = (text: string): string => text.replace(/[\s\u3000\u00a0]+/gu, " ").trim()

function nameIn(raw: Raw): string {
  const whole = raw("name").trim()
  if (whole) return whole
  const [family, given] = [raw("familyName").trim(), raw("givenName").trim()]
  return /\p{Script=Han}/u.test(family + given) ? family + given : [given, family].filter(Boolean).join(" ")
}

function mayBeName({ row, cells, say }: Reading, name: string): boolean {
  if (name === "") {
    // one lonely cell is a note or a sum at the foot, not a person without a name
    if (cells.filter((cell) => cell.trim() !== "").length === 1)
      say(row, null, "rowSkipped", {
        data: {
          text: cells
            .find((cell) => cell.trim() !== "")!
            .trim()
            .slice(0, 30),
        },
      })
    else say(row, "name", "nameMissing", { level: "error" })
    return false
  }
  if ([...name].length > 40) say(row, "name", "nameTooLong", { level: "error", data: { limit: "40" } })
  else if (!/\p{L}/u.test(name) || /^(合计|总计|小计|备注|说明)[:：]?/u.test(name)) say(row, "name", "nameNotAName", { level: "error", data: { value: name } })
  else return true
  return false
}

function within({ row, say }: Reading, field: Field, text: string, limit: number): string {
  if ([...text].length <= limit) return text
  say(row, field, "textTooLong", { level: "error", data: { limit: String(limit) } })
  return [...text].slice(0, limit).join("")
}

function sexOf({ row, raw, say }: Reading, inRemark: Incoming["sex"]): Incoming["sex"] {
  const value = tidy(raw("sex"))
  if (!value) return inRemark
  const sex = readSex(value)
  if (!sex) {
    say(row, "sex", "sexUnreadable", { data: { value: raw("sex").trim() } })
    return inRemark
  }
  if (inRemark && inRemark !== sex) say(row, "sex", "sexContradicts", { level: "error", data: { value, remark: inRemark === "female" ? "女" : "男" } })
  return sex
}

function ethnicityOf({ row, raw, say }: Reading, inRemark: string | null): string | null {
  const value = tidy(raw("ethnicity"))
  if (!value) return inRemark
  const found = ethnicityIn(value)
  if (!found) say(row, "ethnicity", "ethnicityUnknown", { data: { value } })
  if (found && inRemark && found !== inRemark) say(row, "ethnicity", "ethnicityContradicts", { level: "error", data: { value: found, remark: inRemark } })
  return found ?? value.slice(0, 20)
}

function categoryOf({ row, raw, say, categories }: Reading, inRemark: string | null): string {
  const value = tidy(raw("category")) || (inRemark ?? "")
  const usual = categories[0]?.name ?? ""
  if (!value) return usual
  const found = categories.find(({ name, aliases }) => name === value || aliases.includes(value.toLowerCase()))
  if (!found) say(row, "category", "categoryUnknown", { level: "error", data: { value, known: categories.map(({ name }) => name).join("、") } })
  return found?.name ?? usual
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

function phoneOf({ row, raw, say }: Reading): string | null {
  const value = raw("phone")
    .normalize("NFKC")
    .replace(/[\s\-()－—]/gu, "")
    .replace(/\.0$/, "")
  if (!value) return null
  if (/^\+?\d{5,20}$/.test(value)) return value
  say(row, "phone", "phoneUnreadable", { data: { value: raw("phone").trim().slice(0, 40) } })
  return null
}

function markPhonesTwice(people: readonly Incoming[], say: Say): void {
  const first = new Map<string, number>()
  for (const { phone, row } of people) {
    const earlier = phone ? first.get(phone) : undefined
    if (earlier !== undefined) say(row, "phone", "phoneTwice", { data: { row: String(earlier) } })
    else if (phone) first.set(phone, row)
  }
}

export function sameNames(people: readonly Incoming[]): SameName[] {
  const byName = Map.groupBy(people, ({ name }) => name)
  return [...byName]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) => {
      const delegations = same.map(({ delegation }) => delegation ?? "")
      return { name, rows: same.map(({ row }) => row), delegations: [...new Set(delegations)], sameDelegation: new Set(delegations).size < delegations.length }
    })
}
