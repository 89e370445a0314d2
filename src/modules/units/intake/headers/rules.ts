import { Refusal } from "#kernel/contract.ts"
import synonyms from "../../data/headers.json" with { type: "json" }
import { type ColumnMap, type Field, type Kind, ofPeople, ofUnits } from "../contract.ts"

export type Headers = {
  /** The header's own row, counted from 1: the next one is the first of the data. */
  row: number
  cells: readonly string[]
  kind: Kind
  /** Where each field stands in a row. */
  at: Partial<Record<Field, number>>
  header(field: Field): string | undefined
}

export const tidy = (cell: string): string => cell.normalize("NFKC").replace(/[\s\u3000\u00a0\u200b\ufeff]/gu, "")
const wordOf = (header: string): string =>
  tidy(header)
    .toLowerCase()
    .replace(/[（(【[].*?[)）】\]]|[:：*＊_\-./、]/gu, "")

const fieldByWord = new Map(Object.entries(synonyms).flatMap(([field, words]) => words.map((word) => [word, field as Field] as const)))

/** A, B … Z, AA: how a spreadsheet names its columns. */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? letterOf(rest - 1) : "") + String.fromCharCode(65 + (index % 26))
}

type At = Headers["at"]
function recognise(cells: readonly string[]): At {
  const at: At = {}
  for (const [index, cell] of cells.entries()) {
    const field = fieldByWord.get(wordOf(cell))
    if (field && at[field] === undefined) at[field] = index
  }
  return ofKind(at)
}

/** A column of names makes it a sheet of people; then what only units have is not taken from it, and the other way round. */
const kindOf = (at: At): Kind => (at.name === undefined ? "units" : "people")
function ofKind(at: At): At {
  const fields = kindOf(at) === "people" ? ofPeople : ofUnits
  return Object.fromEntries(Object.entries(at).filter(([field]) => fields.includes(field as Field)))
}

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== "").length
/** How much a sheet looks like one of ours: its best header, then how many rows it has. */
export const looksLikeOurs = (rows: string[][]): number =>
  Math.max(0, ...rows.slice(0, 30).map((row) => Object.keys(recognise(row)).length)) * 100_000 + rows.length

function headersFrom(index: number, cells: readonly string[], at: At): Headers {
  return {
    row: index + 1,
    cells,
    at,
    kind: kindOf(at),
    header: (field) => (at[field] === undefined ? undefined : cells[at[field]]?.trim() || letterOf(at[field])),
  }
}

/** Titles and notes may stand above: the header is the row with the most headers we know, among them a unit. */
export function findHeader(rows: readonly string[][], map?: ColumnMap): Headers {
  if (map && Object.keys(map).length > 0) return byMap(rows, map)
  const candidates = rows.slice(0, 30).map((cells, index) => ({ index, cells, at: recognise(cells) }))
  const best = candidates.filter(({ at }) => at.unit !== undefined).sort((a, b) => Object.keys(b.at).length - Object.keys(a.at).length || a.index - b.index)[0]
  if (!best) throw new Refusal("units.noHeader")
  return headersFrom(best.index, best.cells, best.at)
}

/** Where no header is known, the row with the most filled cells: the person says what they mean. */
export function likelyHeader(rows: readonly string[][]): Headers {
  const best = rows.slice(0, 30).reduce((best, cells, index) => (filled(cells) > filled(rows[best] ?? []) ? index : best), 0)
  return headersFrom(best, rows[best] ?? [], recognise(rows[best] ?? []))
}

/** The person's own choice: the row that has all the headers he named, else columns by letter under the likeliest header. */
function byMap(rows: readonly string[][], map: ColumnMap): Headers {
  const wanted = Object.entries(map) as [Field, string][]
  const candidates = rows.slice(0, 30).map((cells, index) => ({
    index,
    cells,
    known: wanted.filter(([, header]) => indexOf(cells, header) >= 0).length,
    other: Object.keys(recognise(cells)).length,
  }))
  const best = candidates.sort((a, b) => b.known - a.known || b.other - a.other || a.index - b.index)[0]
  if (!best) throw new Refusal("units.noHeader")
  const at: At = {}
  for (const [field, header] of wanted) {
    const index = indexOf(best.cells, header)
    if (index < 0) throw new Refusal("units.noSuchColumn", { header })
    at[field] = index
  }
  if (at.unit === undefined) throw new Refusal("units.unitNotMapped")
  return headersFrom(best.index, best.cells, ofKind(at))
}

function indexOf(cells: readonly string[], header: string): number {
  const same = cells.findIndex((cell) => cell.trim() === header.trim())
  if (same >= 0) return same
  const alike = cells.findIndex((cell) => cell.trim() !== "" && wordOf(cell) === wordOf(header))
  return alike >= 0 ? alike : cells.findIndex((_, index) => letterOf(index) === header.trim().toUpperCase())
}

export const columnsOf = ({ at, header }: Headers): ColumnMap =>
  Object.fromEntries((Object.keys(at) as Field[]).sort((a, b) => at[a]! - at[b]!).map((field) => [field, header(field)!]))

/** What a mapping is remembered by: the words of the header row, whatever their blanks. */
export const signatureOf = ({ cells }: Headers): string => cells.map(wordOf).join("|")
