import type { Context, JobContext, JobResult } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import type { Kind } from "../intake/contract.ts"
import { words } from "../intake/words.ts"
import { inTree, pathsOf } from "../rules.ts"
import { peopleForExport, type UnitRow, unitsForExport } from "./store.ts"

type Wanted = { kind: Kind; unitId: string | null }
type Cells = (string | number | null)[]

const unitColumns = [
  ["unit", 40],
  ["shortName", 16],
  ["kind", 12],
  ["place", 8],
  ["unitPhone", 18],
  ["address", 40],
] as const
const peopleColumns = [
  ["unit", 36],
  ["name", 12],
  ["title", 28],
  ["phone", 16],
  ["officePhone", 18],
  ["email", 24],
  ["place", 8],
  ["main", 10],
  ["from", 12],
  ["until", 12],
  ["mark", 10],
  ["note", 24],
] as const

/** The headers are those the import knows, the paths begin at the top of the house: what goes out comes in again unchanged. */
export async function exportBook(run: JobContext, { kind, unitId }: Wanted): Promise<JobResult> {
  const say = words[run.locale]
  await run.progress(0, 1, say.exporting)
  const rows = await run.transaction((ctx) => rowsOf(ctx, { kind, unitId }, say.yes))
  const columns = (kind === "units" ? unitColumns : peopleColumns).map(([field, width]) => ({ title: say[`field_${field}`], width }))
  const title = say[`sheet_${kind}`]
  const staged = await run.platform.files.stage(await writeSheet({ name: title, columns, rows }))
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
  const { id } = await run.transaction((ctx) => run.platform.files.put(ctx.db, { name: `${title}.xlsx`, type, staged, meetingId: null, passing: true }))
  return { fileId: id, rows: rows.length }
}

async function rowsOf(ctx: Context, { kind, unitId }: Wanted, yes: string): Promise<Cells[]> {
  const all = await unitsForExport(ctx.db)
  const inBranch = branchOf(all, unitId)
  const paths = pathsOf(all)
  return kind === "units" ? unitRows(inBranch, paths) : peopleRows(ctx, { inBranch, paths, yes })
}

/** In the order of the tree; the unit asked for and what is below it. */
function branchOf(all: readonly UnitRow[], unitId: string | null): UnitRow[] {
  const inside = new Set<string>()
  return inTree(all).filter(({ id, parentId }) => {
    const isIn = !unitId || id === unitId || inside.has(parentId ?? "")
    if (isIn) inside.add(id)
    return isIn
  })
}

const unitRows = (inBranch: readonly UnitRow[], paths: Map<string, string>): Cells[] =>
  inBranch.map(({ id, shortName, kind, place, phone, address }) => [paths.get(id)!, shortName, kind, place, phone, address])

type Branch = { inBranch: readonly UnitRow[]; paths: Map<string, string>; yes: string }
async function peopleRows(ctx: Context, { inBranch, paths, yes }: Branch): Promise<Cells[]> {
  const byUnit = Map.groupBy(await peopleForExport(ctx.db, ctx.platform.keys), ({ unitId }) => unitId)
  return inBranch.flatMap(({ id }) =>
    (byUnit.get(id) ?? []).map(({ name, title, phone, officePhone, email, place, isMain, from, until, mark, note }) => [
      paths.get(id)!,
      name,
      title,
      phone,
      officePhone,
      email,
      place,
      isMain ? yes : "",
      from,
      until,
      mark,
      note,
    ]),
  )
}
