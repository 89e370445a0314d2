import { Refusal } from "#kernel/contract.ts"
import synonyms from "../../data/headers.json" with { type: "json" }
import { tidy } from "../cells/rules.ts"
import type { AnyField, ColumnMap, Field } from "../contract.ts"

export type Headers = {
  /** The header's own row, counted from 1: the next one is the first of the data. */
  row: number
  cells: readonly string[]
  /** Where each field stands in a row. */
  at: Partial<Record<AnyField, number>>
  header(field: AnyField): string | undefined
}

const wordOf = (header: string): string =>
  tidy(header)
    .toLowerCase()
    .replace(/[（(【[].*?[)）】\]]|[:：*＊_\-./、]/gu, "")

const fieldByWord = new Map(Object.entries(synonyms).flatMap(([field, words]) => words.map((word) => [word, field as Field] as const)))
const customWord = (name: string): string => tidy(name).toLowerCase()
const names: readonly (Field | undefined)[] = ["name", "familyName", "givenName"]
/** The meeting's own fields come first: who defined 「饮食」 himself before the house had it means his. But a name is a name, or nobody could come in. */
export const fieldOf = (header: string, customs: readonly Named[] = []): AnyField | undefined => {
  const own = customs.find(({ name }) => customWord(name) === customWord(header))
  const usual = fieldByWord.get(wordOf(header))
  return own && !names.includes(usual) ? `custom.${own.id}` : usual
}
type Named = { id: string; name: string }
/** 组别 is a delegation where nothing else is one, else a group. */
const eitherGroup = new Set(["组别", "编组", "group"])

/** A, B … Z, AA: how a spreadsheet names its columns. */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? letterOf(rest - 1) : "") + String.fromCharCode(65 + (index % 26))
}

/** How much a sheet looks like a roster: its best header, then how many rows it has. */
export const looksLikeRoster = (rows: string[][]): number =>
  Math.max(0, ...rows.slice(0, 30).map((row) => Object.keys(recognise(row)).length)) * 100_000 + rows.length

function recognise(cells: readonly string[], customs: readonly Named[] = []): Headers["at"] {
  const at: Headers["at"] = {}
  const take = (field: AnyField | undefined, index: number) => {
    if (field && at[field] === undefined) at[field] = index
  }
  for (const [index, cell] of cells.entries()) if (!eitherGroup.has(wordOf(cell))) take(fieldOf(cell, customs), index)
  for (const [index, cell] of cells.entries()) if (eitherGroup.has(wordOf(cell))) take(at.delegation === undefined ? "delegation" : "group", index)
  return at
}

const hasName = (at: Headers["at"]): boolean => at.name !== undefined || at.givenName !== undefined || at.familyName !== undefined

/** Titles and notes may stand above: the header is the row with the most headers we know, among them a name. */
export function findHeader(rows: readonly string[][], map?: ColumnMap, customs: readonly Named[] = []): Headers {
  if (map && Object.keys(map).length > 0) return byMap(rows, map)
  const candidates = rows.slice(0, 30).map((cells, index) => ({ index, cells, at: recognise(cells, customs) }))
  const best = candidates.filter(({ at }) => hasName(at)).sort((a, b) => Object.keys(b.at).length - Object.keys(a.at).length || a.index - b.index)[0]
  if (!best) throw new Refusal("attendees.noHeader")
  return headersFrom(best.index, best.cells, best.at)
}

/** Where no header is known, the row with the most filled cells: the person says what they mean. */
export function likelyHeader(rows: readonly string[][], customs: readonly Named[] = []): Headers {
  const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== "").length
  const best = rows.slice(0, 30).reduce((best, cells, index) => (filled(cells) > filled(rows[best] ?? []) ? index : best), 0)
  return headersFrom(best, rows[best] ?? [], recognise(rows[best] ?? [], customs))
}

/** The person's own choice: the row that has all the headers he named, else columns by letter under the likeliest header. */
function byMap(rows: readonly string[][], map: ColumnMap): Headers {
  const wanted = Object.entries(map) as [AnyField, string][]
  const candidates = rows.slice(0, 30).map((cells, index) => ({
    index,
    cells,
    known: wanted.filter(([, header]) => indexOf(cells, header) >= 0).length,
    other: Object.keys(recognise(cells)).length,
  }))
  const best = candidates.sort((a, b) => b.known - a.known || b.other - a.other || a.index - b.index)[0]
  if (!best) throw new Refusal("attendees.noHeader")
  const at: Headers["at"] = {}
  for (const [field, header] of wanted) {
    const index = indexOf(best.cells, header)
    if (index < 0) throw new Refusal("attendees.noSuchColumn", { header })
    at[field] = index
  }
  if (!hasName(at)) throw new Refusal("attendees.nameNotMapped")
  return headersFrom(best.index, best.cells, at)
}

function indexOf(cells: readonly string[], header: string): number {
  const same = cells.findIndex((cell) => cell.trim() === header.trim())
  if (same >= 0) return same
  const alike = cells.findIndex((cell) => cell.trim() !== "" && wordOf(cell) === wordOf(header))
  return alike >= 0 ? alike : cells.findIndex((_, index) => letterOf(index) === header.trim().toUpperCase())
}

function headersFrom(index: number, cells: readonly string[], at: Headers["at"]): Headers {
  const title = (column: number) => cells[column]?.trim() || letterOf(column)
  return { row: index + 1, cells, at, header: (field) => (at[field] === undefined ? undefined : title(at[field])) }
}

export function columnsOf({ at, header }: Headers): ColumnMap {
  const inFile = (Object.keys(at) as AnyField[]).sort((a, b) => at[a]! - at[b]!)
  return Object.fromEntries(inFile.map((field) => [field, header(field)!]))
}

/** What a mapping is remembered by: the words of the header row, whatever their blanks. */
export const signatureOf = ({ cells }: Headers): string => cells.map(wordOf).join("|")
