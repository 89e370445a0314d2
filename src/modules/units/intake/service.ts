import { Refusal } from "#kernel/contract.ts"
import type { Imported } from "#kernel/imports.ts"
import { fill } from "#kernel/words.ts"
import type { Context } from "#server/context.ts"
import { appliedRows, type Batch, batchById, batchesOf, imported, lockImports, mappingFor, markUndone } from "#server/imports.ts"
import { uploadedSheet } from "#server/sheets.ts"
import { personRemoving, unitRemoving } from "../contract.ts"
import { phoneHash, removePeople } from "../people/store.ts"
import { lockTree, removeUnits } from "../store.ts"
import type { ColumnMap, Field, ImportChoice, Line, Preview, RowProblem } from "./contract.ts"
import { findHeader, type Headers, letterOf, likelyHeader, looksLikeOurs, signatureOf } from "./headers/rules.ts"
import { type ExistingUnit, matchPaths, matchPeople, matchUnits, type PeopleMatched, type UnitMatch, type UnitsMatched } from "./matching/rules.ts"
import { type Inspection, inspectRows } from "./rules.ts"
import { changedSince, existingPeople, existingUnits, restorePeople, restoreUnits } from "./store.ts"
import { words } from "./words.ts"

export const kind = "units.book"
/** Imports are kept by meeting; those of the house itself stand under the id that no meeting has. */
export const house = "00000000-0000-0000-0000-000000000000"
const shownProblems = 600
const shownRows = 150

type Source = Pick<Context, "db" | "platform">

export const sheetOf = (source: Source & Pick<Context, "actor">, { fileId }: Pick<ImportChoice, "fileId">) =>
  uploadedSheet(source, { fileId, meetingId: null, score: looksLikeOurs })

export type Found = Inspection & { remembered: boolean; units: ExistingUnit[] }
export async function inspectFor(source: Source, choice: ImportChoice, rows: string[][]): Promise<Found> {
  const remembered = choice.map ? undefined : await rememberedMap(source, rows)
  const units = await existingUnits(source.db)
  const options = { corrections: choice.corrections, skip: choice.skip, known: units.map(({ path }) => path) }
  return { ...inspectRows(rows, { ...options, map: choice.map ?? remembered }), remembered: remembered !== undefined, units }
}

async function rememberedMap({ db }: Source, rows: string[][]): Promise<ColumnMap | undefined> {
  const signature = signatureOf(headersOf(rows))
  const map = await mappingFor<ColumnMap>(db, kind, signature)
  // the same words may stand in another row of this file: then what we know of headers is worth more than the memory
  return map && signatureOf(headersOf(rows, map)) === signature ? map : undefined
}

function headersOf(rows: string[][], map?: ColumnMap): Headers {
  try {
    return findHeader(rows, map)
  } catch (error) {
    if (error instanceof Refusal) return likelyHeader(rows)
    throw error
  }
}

export type Matches = { paths: UnitsMatched; units: UnitMatch[]; people: PeopleMatched["people"] }
/** Against what the house has; a person who could be two is a problem of his row. */
export async function matchedWith(source: Source, found: Found): Promise<Matches & { problems: RowProblem[] }> {
  const { lines, units, headers } = found
  if (found.kind === "units") {
    const paths = matchPaths(
      units,
      lines.map(({ path }) => path),
    )
    return { paths, units: matchUnits(units, lines, paths), people: [], problems: [] }
  }
  const { people, ambiguous } = matchPeople(await existingPeople(source.db, units), lines, (phone) => phoneHash(source.platform.keys, phone))
  const unclear = new Set(ambiguous.map(({ row }) => row))
  const paths = matchPaths(
    units,
    lines.filter(({ row }) => !unclear.has(row)).map(({ path }) => path),
  )
  const column = headers.header("name") ?? ""
  const problems = ambiguous.map(
    ({ row, name, unit }): RowProblem => ({ row, column, field: "name", code: "nameAmbiguous", level: "error", data: { name, unit } }),
  )
  return { paths, units: [], people, problems }
}

export const isSomething = ({ paths, units, people }: Matches): boolean => paths.made.length > 0 || [...units, ...people].some(({ isSame }) => !isSame)

export async function mustBringSomething(ctx: Context, choice: ImportChoice): Promise<void> {
  const { rows } = await sheetOf(ctx, choice)
  if (!isSomething(await matchedWith(ctx, await inspectFor(ctx, choice, rows)))) throw new Refusal("units.nothingNew")
}

export async function preview(ctx: Context, choice: ImportChoice): Promise<Preview> {
  const { sheet, rows } = await sheetOf(ctx, choice)
  try {
    const found = await inspectFor(ctx, choice, rows)
    return previewOf(ctx, choice, { sheet, rows, found, matches: await matchedWith(ctx, found) })
  } catch (error) {
    if (!(error instanceof Refusal) || !["units.noHeader", "units.unitNotMapped"].includes(error.code)) throw error
    return withoutUnit(sheet, rows)
  }
}

type Seen = { sheet: string; rows: string[][]; found: Found; matches: Matches & { problems: RowProblem[] } }
function previewOf(ctx: Context, { skip, corrections }: ImportChoice, { sheet, rows, found, matches }: Seen): Preview {
  const problems = [...found.problems, ...matches.problems].sort((a, b) => Number(b.level === "error") - Number(a.level === "error") || a.row - b.row)
  const subjects = [...matches.units, ...matches.people]
  const count = (is: (subject: (typeof subjects)[number]) => boolean) => subjects.filter(is).length
  return {
    kind: found.kind,
    sheet,
    headerRow: found.headers.row,
    headers: columnsIn(rows, found.headers),
    remembered: found.remembered,
    rows: found.rows,
    skipped: found.skipped,
    newUnits: matches.paths.made.length,
    fresh: count(({ isNew }) => isNew),
    updated: count(({ isNew, isSame }) => !isNew && !isSame),
    same: count(({ isSame }) => isSame),
    problems: problems.slice(0, shownProblems).map(({ data, ...problem }) => ({ ...problem, message: fill(words[ctx.locale][problem.code], data) })),
    problemTotal: problems.length,
    errors: new Set(problems.filter(({ level }) => level === "error").map(({ row }) => row)).size,
    sample: sampleOf(rows, found.drafts, [...problems.map(({ row }) => row), ...skip, ...Object.keys(corrections).map(Number)]),
  }
}

function columnsIn(rows: string[][], { cells, at, row }: Headers): Preview["headers"] {
  const width = Math.max(cells.length, ...rows.slice(row, row + 20).map((line) => line.length))
  const fieldAt = new Map(Object.entries(at).map(([field, column]) => [column, field as Field]))
  const below = (column: number) => rows.slice(row, row + 200).map((line) => line[column]?.trim() ?? "")
  return Array.from({ length: width }, (_, column) => ({
    column: letterOf(column),
    header: cells[column]?.trim() || letterOf(column),
    field: fieldAt.get(column) ?? null,
    samples: below(column).filter(Boolean).slice(0, 3),
  }))
}

/** Rows in question stay in their order, also when they were mended or left out: nothing jumps under the hand that mends it. */
function sampleOf(rows: string[][], drafts: readonly Line[], inQuestion: readonly number[]): Preview["sample"] {
  const byRow = new Map(drafts.map((line) => [line.row, line]))
  const first = [...new Set(inQuestion)].slice(0, shownRows).sort((a, b) => a - b)
  const others = drafts.slice(0, 30).map(({ row }) => row)
  return [...new Set([...first, ...others])].slice(0, shownRows).map((row) => ({ row, cells: rows[row - 1] ?? [], line: byRow.get(row) ?? null }))
}

function withoutUnit(sheet: string, rows: string[][]): Preview {
  const headers = likelyHeader(rows)
  const none = { remembered: false, skipped: 0, newUnits: 0, fresh: 0, updated: 0, same: 0, problems: [], problemTotal: 0, errors: 0 }
  const sample = rows.slice(headers.row, headers.row + 20).map((cells, index) => ({ row: headers.row + index + 1, cells, line: null }))
  return { kind: headers.kind, sheet, headerRow: headers.row, headers: columnsIn(rows, headers), rows: Math.max(0, rows.length - headers.row), sample, ...none }
}

const madeBy = ({ about }: Batch): readonly string[] => (about.units as string[] | undefined) ?? []
export const importsOf = async (ctx: Context): Promise<Imported[]> =>
  (await batchesOf(ctx.db, house, kind)).map((batch) => imported(batch, madeBy(batch).length > 0))

/** What the import brought goes again, what it changed is as before; whatever was changed since stands against it. */
export async function undoImport(ctx: Context, id: string): Promise<number> {
  await lockImports(ctx.db, house, kind)
  await lockTree(ctx.db)
  const batch = await batchById(ctx.db, id)
  if (!batch || batch.kind !== kind) throw new Refusal("house.notFound")
  if (batch.busy || batch.state === "undone") throw new Refusal("units.noUndo")
  const rows = await appliedRows(ctx.db, id)
  const made = madeBy(batch)
  // after 30 days the rows are gone, and with them the way back
  if (rows.length === 0 && made.length === 0) throw new Refusal("units.noUndo")
  const table = batch.about.kind === "units" ? "unit" : "person"
  const versionAfter = (before: Record<string, unknown> | null) => (before ? Number(before.version) + 1 : table === "unit" ? 2 : 1)
  const count = await changedSince(
    ctx.db,
    table,
    rows.map(({ subjectId, before }) => ({ id: subjectId, version: versionAfter(before) })),
  )
  if (count > 0) throw new Refusal("units.changedSince", { count })
  const images = rows.flatMap(({ before }) => (before ? [before] : []))
  if (table === "unit") await restoreUnits(ctx.db, images)
  else {
    const added = rows.filter(({ before }) => before === null).map(({ subjectId }) => subjectId)
    await ctx.raise(personRemoving, { ids: added })
    await removePeople(ctx.db, added)
    await restorePeople(ctx.db, images)
  }
  for (const unit of made) await ctx.raise(unitRemoving, { id: unit })
  await removeUnits(ctx.db, made)
  await markUndone(ctx.db, id)
  return rows.length
}
