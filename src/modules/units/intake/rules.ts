import { tidyName } from "#kernel/names.ts"
import { readPhone } from "#kernel/phones.ts"
import type { ColumnMap, Field, Kind, Line, ProblemCode, RowProblem } from "./contract.ts"
import { columnsOf, findHeader, type Headers, tidy } from "./headers/rules.ts"

export type InspectOptions = {
  map?: ColumnMap
  corrections?: Record<string, Partial<Record<Field, string>>>
  skip?: readonly number[]
  /** Units that exist already, by path: a parent column may name one of them. */
  known?: readonly string[]
}
export type Inspection = {
  kind: Kind
  headers: Headers
  columns: ColumnMap
  /** Data rows: neither blank nor a repeated header. */
  rows: number
  skipped: number
  /** What would be taken in. */
  lines: Line[]
  /** Every row that could be read, also those with an error. */
  drafts: Line[]
  problems: RowProblem[]
}

type Say = (row: number, field: Field | null, code: ProblemCode, about?: { level?: RowProblem["level"]; data?: Record<string, string> }) => void
type Reading = { row: number; raw: (field: Field) => string; say: Say; kind: Kind; above: Map<string, string> }

/** What an import of this sheet would do. The same file and the same choices always give the same. */
export function inspectRows(rows: readonly string[][], options: InspectOptions = {}): Inspection {
  const headers = findHeader(rows, options.map)
  const problems: RowProblem[] = []
  const say: Say = (row, field, code, { level = "error", data = {} } = {}) =>
    problems.push({ row, column: field ? (headers.header(field) ?? "") : "", field, code, level, data })
  const skip = new Set(options.skip ?? [])
  const data = rows.flatMap((cells, index) =>
    index < headers.row || cells.every((cell) => cell.trim() === "") || isHeaderAgain(cells, headers) ? [] : [{ row: index + 1, cells }],
  )
  const kept = data.filter(({ row }) => !skip.has(row))
  const rawOf = (row: number, cells: readonly string[]) => (field: Field) => options.corrections?.[row]?.[field] ?? cells[headers.at[field] ?? -1] ?? ""
  const above = parentsIn(
    kept.map(({ row, cells }) => rawOf(row, cells)),
    options.known ?? [],
  )
  const drafts = kept.flatMap(({ row, cells }) => read({ row, raw: rawOf(row, cells), say, kind: headers.kind, above }, cells))
  if (headers.kind === "units") markUnitsTwice(drafts, say)
  const broken = new Set(problems.filter(({ level }) => level === "error").map(({ row }) => row))
  return {
    kind: headers.kind,
    headers,
    columns: columnsOf(headers),
    rows: data.length,
    skipped: data.length - kept.length,
    lines: drafts.filter(({ row }) => !broken.has(row)),
    drafts,
    problems: problems.sort((a, b) => a.row - b.row),
  }
}

const isHeaderAgain = (cells: readonly string[], { cells: header }: Headers): boolean =>
  cells.filter((cell, at) => cell.trim() !== "" && tidy(cell) === tidy(header[at] ?? "")).length >= 2 &&
  cells.every((cell, at) => tidy(cell) === tidy(header[at] ?? ""))

const spaced = (cell: string): string => cell.replace(/[\s\u3000\u00a0]+/gu, " ").trim()
/** 市委/办公室, else 市委 > 办公室 or 市委\\办公室: steps from the top. */
const stepsOf = (cell: string): string[] =>
  cell
    .split(cell.includes("/") ? "/" : /[>＞→\\]+/u)
    .map(spaced)
    .filter(Boolean)

/** Where the units named alone belong: by the file's own parent column, then by what the house has. A name that stands twice says nothing. */
function parentsIn(raws: readonly ((field: Field) => string)[], known: readonly string[]): Map<string, string> {
  const places = new Map<string, string | null>()
  const put = (name: string, path: string) => places.set(name, places.has(name) && places.get(name) !== path ? null : path)
  for (const path of known) put(path.split("/").at(-1) ?? path, path)
  const inHouse = new Set(places.keys())
  const inFile = new Map<string, string>()
  for (const raw of raws) {
    const own = stepsOf(raw("unit"))
    const parent = stepsOf(raw("parent"))
    if (own.length === 1 && parent.length > 0) inFile.set(own[0]!, parent.join("/"))
    else if (own.length > 0 && !inHouse.has(own.at(-1)!)) put(own.at(-1)!, own.join("/"))
  }
  const whole = (name: string, seen: readonly string[]): string | undefined => {
    const parent = inFile.get(name)
    if (parent === undefined) return places.get(name) ?? undefined
    if (seen.includes(name)) return undefined
    const top = parent.includes("/") ? parent : (whole(parent, [...seen, name]) ?? (inFile.has(parent) ? undefined : parent))
    return top === undefined ? undefined : `${top}/${name}`
  }
  const names = new Set([...inFile.keys(), ...places.keys()])
  return new Map(
    [...names].flatMap((name) => {
      const path = whole(name, [])
      return path === undefined ? [] : [[name, path]]
    }),
  )
}

function read(reading: Reading, cells: readonly string[]): Line[] {
  const { row, raw, say, kind } = reading
  const filled = cells.filter((cell) => cell.trim() !== "")
  if (filled.length === 1 && (kind === "people" || stepsOf(raw("unit")).length === 0)) {
    say(row, null, "rowSkipped", { level: "warning", data: { text: filled[0]!.trim().slice(0, 30) } })
    return []
  }
  const path = pathOf(reading)
  const name = kind === "people" ? nameOf(reading) : ""
  if (path.length === 0 || name === undefined) return []
  const [from, until] = [dayOf(reading, "from"), dayOf(reading, "until")]
  if (from && until && until < from) say(row, "until", "daysReversed", { data: { from, until } })
  return [
    {
      row,
      path,
      name,
      from,
      until,
      shortName: within(reading, "shortName", 40),
      kind: within(reading, "kind", 20),
      place: placeOf(reading),
      unitPhone: within(reading, "unitPhone", 40),
      address: within(reading, "address", 200),
      title: within(reading, "title", 100),
      main: mainOf(reading),
      phone: phoneOf(reading),
      officePhone: officePhoneOf(reading),
      email: emailOf(reading),
      mark: within(reading, "mark", 20),
      note: within(reading, "note", 200),
    },
  ]
}

function pathOf({ row, raw, say, above }: Reading): string[] {
  const own = stepsOf(raw("unit"))
  const parent = stepsOf(raw("parent"))
  if (own.length === 0) {
    say(row, "unit", "unitMissing")
    return []
  }
  if (own.some((step) => [...step].length > 80)) {
    say(row, "unit", "unitTooLong", { data: { limit: "80" } })
    return []
  }
  if (own.length > 1) return own
  if (parent.length > 1) return [...parent, ...own]
  if (parent.length === 0) return (above.get(own[0]!) ?? own[0]!).split("/")
  if (parent[0] === own[0]) {
    say(row, "parent", "pathCircle", { data: { value: own[0]! } })
    return own
  }
  const top = above.get(parent[0]!)
  if (top?.split("/").includes(own[0]!) || (top === undefined && above.get(own[0]!) === undefined))
    say(row, "parent", "pathCircle", { data: { value: own[0]! } })
  return [...(top ?? parent[0]!).split("/"), ...own]
}

function nameOf({ row, raw, say }: Reading): string | undefined {
  const name = tidyName(raw("name"))
  if (name === "") say(row, "name", "nameMissing")
  else if ([...name].length > 40 || !/\p{L}/u.test(name) || /^(合计|总计|小计)/u.test(name))
    say(row, "name", "nameNotAName", { data: { value: name.slice(0, 40) } })
  else return name
  return undefined
}

function within({ row, raw, say }: Reading, field: Field, limit: number): string | null {
  const text = spaced(raw(field))
  if ([...text].length > limit) say(row, field, "textTooLong", { data: { limit: String(limit) } })
  return text === "" ? null : text
}

function placeOf({ row, raw, say }: Reading): number | null {
  const value = tidy(raw("place"))
  if (!value) return null
  if (/^\d{1,6}(\.0+)?$/.test(value)) return Math.trunc(Number(value))
  say(row, "place", "placeUnreadable", { level: "warning", data: { value } })
  return null
}

const mainOf = ({ raw }: Reading): boolean | null => (/^(是|主|主要|√|✓|y|yes|1|true)$/iu.test(tidy(raw("main"))) ? true : null)

function phoneOf({ row, raw, say }: Reading): string | null {
  const phone = readPhone(raw("phone"))
  if (phone === undefined) say(row, "phone", "phoneUnreadable", { data: { value: raw("phone").trim().slice(0, 40) } })
  return phone ?? null
}

function officePhoneOf({ row, raw, say }: Reading): string | null {
  const value = spaced(raw("officePhone").normalize("NFKC")).replace(/\.0$/, "")
  if (!value) return null
  if (/^[\d+][\d\s()/,转-]{2,39}$/.test(value)) return value
  say(row, "officePhone", "officePhoneUnreadable", { level: "warning", data: { value: value.slice(0, 40) } })
  return null
}

function emailOf({ row, raw, say }: Reading): string | null {
  const value = tidy(raw("email"))
  if (!value) return null
  if (value.length <= 120 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return value
  say(row, "email", "emailUnreadable", { level: "warning", data: { value: value.slice(0, 40) } })
  return null
}

/** 2021-03, 2021.3.5, 2021年3月, 20210305: a month alone is its first day. */
function dayOf({ row, raw, say }: Reading, field: "from" | "until"): string | null {
  const value = tidy(raw(field))
  if (!value) return null
  const [, year, month, day = "1"] = /^(\d{4})(?:[-./年])(\d{1,2})(?:[-./月](\d{1,2})?日?)?$/u.exec(value) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(value) ?? []
  const found = year && `${year}-${month!.padStart(2, "0")}-${(day || "1").padStart(2, "0")}`
  if (found && !Number.isNaN(Date.parse(found)) && new Date(found).toISOString().startsWith(found)) return found
  say(row, field, "dayUnreadable", { level: "warning", data: { value: value.slice(0, 20) } })
  return null
}

function markUnitsTwice(lines: readonly Line[], say: Say): void {
  const first = new Map<string, number>()
  for (const { path, row } of lines) {
    const key = path.join("/")
    const earlier = first.get(key)
    if (earlier !== undefined) say(row, "unit", "unitTwice", { data: { row: String(earlier) } })
    else first.set(key, row)
  }
}
