import { tidy } from "./cells/rules.ts"
import type { AnyField, ColumnMap, Corrections, Incoming, RosterProblem, SameName } from "./contract.ts"
import { columnsOf, findHeader, type Headers } from "./headers/rules.ts"
import { type Category, type Custom, readPerson, type Say } from "./reading/rules.ts"

export type InspectOptions = {
  map?: ColumnMap
  corrections?: Corrections
  skip?: readonly number[]
  categories?: readonly Category[]
  customs?: readonly Custom[]
  /** For rows that say nothing of it. */
  whole?: Partial<Record<AnyField, string | undefined>>
  /** The year it is: 05 is 2005 or 1905. */
  year?: number
}
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
  const headers = findHeader(rows, options.map, options.customs)
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
  markTwice(people, reader.problem)
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

function createReader(headers: Headers, rows: readonly string[][], options: InspectOptions) {
  const problems: RosterProblem[] = []
  const categories = options.categories ?? usualCategories
  const problem: Say = (row, field, code, { level = "warning", data = {} } = {}) =>
    problems.push({ row, column: field ? (headers.header(field) ?? "") : "", field, code, level, data })
  const fillsDown = delegationFillsDown(headers, rows)
  const whole = options.whole ?? {}
  let above = ""
  return {
    problems,
    problem,
    read(row: number, cells: readonly string[]): Incoming | undefined {
      const corrected = options.corrections?.[row] ?? {}
      const inFile = (field: AnyField) => corrected[field] ?? cells[headers.at[field] ?? -1] ?? ""
      const raw = (field: AnyField) => inFile(field).trim() || whole[field] || inFile(field)
      const own = tidy(inFile("delegation"))
      if (own) above = own
      return readPerson({
        row,
        cells,
        raw,
        delegation: own || (fillsDown ? above : "") || tidy(whole.delegation ?? ""),
        say: problem,
        hasDelegations: headers.at.delegation !== undefined,
        categories,
        customs: options.customs ?? [],
        who: corrected.who ?? null,
        year: options.year ?? new Date().getUTCFullYear(),
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

/** One document is one person, and so is one name with one phone, or with one birth in one post; a phone alone may be an office's. */
function markTwice(people: readonly Incoming[], say: Say): void {
  const first = new Map<string, number>()
  const earlier = (kind: string, person: Incoming, value: string | null): number | undefined => {
    const row = value ? first.get(`${kind} ${value}`) : undefined
    if (value && row === undefined) first.set(`${kind} ${value}`, person.row)
    return row
  }
  for (const person of people) {
    const { row, name, phone, birth, unit, post, delegation, idNumber } = person
    const called = earlier("phone", person, phone)
    const document = earlier("document", person, idNumber)
    const same =
      earlier("name and phone", person, phone && `${name}|${phone}`) ??
      earlier("name and place", person, birth && (unit || post) ? [name, delegation, birth, unit, post].join("|") : null)
    if (document !== undefined) say(row, "idNumber", "idNumberTwice", { level: "error", data: { row: String(document) } })
    // somebody has said that he is not the other
    else if (same !== undefined && person.who === null) say(row, "name", "personTwice", { level: "error", data: { row: String(same) } })
    else if (called !== undefined) say(row, "phone", "phoneTwice", { data: { row: String(called) } })
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
