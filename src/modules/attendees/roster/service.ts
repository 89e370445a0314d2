import { Refusal } from "#kernel/contract.ts"
import { fill } from "#kernel/words.ts"
import type { Context } from "#server/context.ts"
import { appliedRows, batchById, batchesOf, imported, lockImports, mappingFor, markUndone, rememberMapping } from "#server/imports.ts"
import { uploadedSheet } from "#server/sheets.ts"
import { categoriesOf, delegationsOf, removeDelegations } from "../bodies/store.ts"
import { removing } from "../contract.ts"
import { unitAndPost } from "../rules.ts"
import { markSameNames, removePeople } from "../store.ts"
import type { AnyField, ColumnMap, ImportChoice, Preview, RosterImport, RosterProblem } from "./contract.ts"
import { fieldOf, findHeader, type Headers, letterOf, likelyHeader, looksLikeRoster, signatureOf } from "./headers/rules.ts"
import { type Existing, type Matched, type Matching, matchPeople } from "./matching/rules.ts"
import type { Category, Custom } from "./reading/rules.ts"
import { type Inspection, inspectRows, usualCategories } from "./rules.ts"
import { changedSince, customsOf, existingPeople, removeGroups, restore, unitOf } from "./store.ts"
import { words } from "./words.ts"

export const kind = "attendees.roster"
const shownProblems = 600
const shownRows = 150

type Source = Pick<Context, "db" | "platform">

export const sheetOf = (source: Source & Pick<Context, "actor">, { fileId, meetingId }: Pick<ImportChoice, "fileId" | "meetingId">) =>
  uploadedSheet(source, { fileId, meetingId, score: looksLikeRoster })

export type Found = Inspection & { remembered: boolean; customs: readonly Custom[]; usual: string }

export async function inspectFor(source: Source, choice: ImportChoice, rows: string[][]): Promise<{ found: Found; remembered: boolean }> {
  const { meetingId, corrections, skip, whole } = choice
  const customs = await customsOf(source.db, meetingId)
  const map = choice.map ?? (await rememberedMap(source, rows, { meetingId, customs }))
  const own: Category[] = (await categoriesOf(source.db, meetingId)).map(({ name }) => ({
    name,
    aliases: usualCategories.find((usual) => usual.name === name)?.aliases ?? [],
  }))
  const categories = own.length > 0 ? own : usualCategories
  const found = inspectRows(rows, { corrections, skip, categories, customs, whole, map })
  const remembered = map !== undefined && choice.map === undefined
  return { found: { ...found, remembered, customs, usual: categories[0]?.name ?? "" }, remembered }
}

export async function mustBringSomebody(ctx: Context, choice: ImportChoice): Promise<void> {
  const { rows } = await sheetOf(ctx, choice)
  const { found } = await inspectFor(ctx, choice, rows)
  if (found.people.length === 0) throw new Refusal("attendees.nobody")
}

/** Against who is on the list; a row that several people answer to waits for an answer. */
export async function matchedWith(source: Source, meetingId: string, { people, headers, usual }: Found): Promise<Matching & { problems: RosterProblem[] }> {
  const matching = matchPeople(await existingPeople(source, meetingId), people, usual)
  const problems = matching.unclear.map(
    ({ row, name, candidates }): RosterProblem => ({
      row,
      column: headers.header("name") ?? "",
      field: "who",
      code: "whoUnclear",
      level: "error",
      data: { name, count: String(candidates.length) },
    }),
  )
  return { ...matching, problems }
}

/** The meeting's own fields have other ids in the next meeting: a mapping is kept by their names. */
type Ours = { meetingId: string; customs: readonly Custom[] }
const keyOf = (unitId: string | null, signature: string): string => (unitId ? `${unitId} ${signature}` : signature)

async function rememberedMap({ db }: Source, rows: string[][], { meetingId, customs }: Ours): Promise<ColumnMap | undefined> {
  const signature = signatureOf(headersOf(rows))
  const unitId = await unitOf(db, meetingId)
  // what this office meant by these headers, else what anybody of the house did
  const kept = (unitId ? await mappingFor<Kept>(db, kind, keyOf(unitId, signature)) : undefined) ?? (await mappingFor<Kept>(db, kind, signature))
  const ids = new Map(customs.map(({ id, name }) => [name, id]))
  const map = kept && Object.fromEntries(Object.entries(kept).flatMap(([field, header]) => here(ids, field).map((named) => [named, header])))
  // the same words may stand in another row of this file: then what we know of headers is worth more than the memory
  return map && signatureOf(headersOf(rows, map)) === signature ? map : undefined
}

type Kept = Record<string, string>
function here(ids: ReadonlyMap<string, string>, field: string): string[] {
  if (!field.startsWith("custom:")) return [field]
  const id = ids.get(field.slice("custom:".length))
  return id ? [`custom.${id}`] : []
}

export async function rememberColumns({ db }: Pick<Source, "db">, meetingId: string, { found, by }: { found: Found; by: string }): Promise<void> {
  const names = new Map(found.customs.map(({ id, name }) => [`custom.${id}`, `custom:${name}`]))
  const mapping: Kept = Object.fromEntries(Object.entries(found.columns).map(([field, header]) => [names.get(field) ?? field, header ?? ""]))
  const signature = signatureOf(found.headers)
  for (const key of new Set([keyOf(await unitOf(db, meetingId), signature), signature])) await rememberMapping(db, { kind, signature: key, mapping, by })
}

/** A header without a name is still a header: the person says which column the names are in. */
function headersOf(rows: string[][], map?: ColumnMap): Headers {
  try {
    return findHeader(rows, map)
  } catch (error) {
    if (error instanceof Refusal) return likelyHeader(rows)
    throw error
  }
}

export async function preview(ctx: Context, choice: ImportChoice): Promise<Preview> {
  const { sheet, rows } = await sheetOf(ctx, choice)
  try {
    const { found, remembered } = await inspectFor(ctx, choice, rows)
    return { ...(await previewOf(ctx, choice, { sheet, rows, found })), remembered }
  } catch (error) {
    if (!(error instanceof Refusal) || !["attendees.noHeader", "attendees.nameNotMapped"].includes(error.code)) throw error
    return withoutName(sheet, rows)
  }
}

type Seen = { sheet: string; rows: string[][]; found: Found }

async function previewOf(ctx: Context, { meetingId, skip, corrections }: ImportChoice, { sheet, rows, found }: Seen): Promise<Omit<Preview, "remembered">> {
  const matched = await matchedWith(ctx, meetingId, found)
  const count = (is: (one: Matched) => boolean) => matched.people.filter(is).length
  const problems = [...found.problems, ...matched.problems, ...namesakesHere(found)]
  const errorsFirst = problems.sort((a, b) => Number(b.level === "error") - Number(a.level === "error") || a.row - b.row)
  return {
    sheet,
    headerRow: found.headers.row,
    headers: columnsIn(rows, found.headers),
    columns: found.columns,
    customs: found.customs.map(({ id, name }) => ({ field: `custom.${id}`, name })),
    candidates: Object.fromEntries(matched.unclear.map(({ row, candidates }) => [row, candidates.map(candidate)])),
    rows: found.rows,
    accepted: matched.people.length,
    skipped: found.skipped,
    delegations: new Set(found.people.flatMap(({ delegation }) => delegation ?? [])).size,
    fresh: count(({ isNew }) => isNew),
    updated: count(({ isNew, isSame }) => !isNew && !isSame),
    same: count(({ isSame }) => isSame),
    problems: errorsFirst.slice(0, shownProblems).map((problem) => sayProblem(ctx, problem)),
    problemTotal: problems.length,
    errors: new Set(problems.filter(({ level }) => level === "error").map(({ row }) => row)).size,
    duplicates: found.duplicates,
    sample: sampleOf(rows, found, [...errorsFirst.map(({ row }) => row), ...skip, ...Object.keys(corrections).map(Number)]),
  }
}

/** Two of one name in one delegation may be one person written twice: somebody looks at them. */
const namesakesHere = ({ people, headers }: Found): RosterProblem[] =>
  [...Map.groupBy(people, ({ name, delegation }) => `${name}|${delegation ?? ""}`).values()].flatMap(([first, ...others]) =>
    others.map(
      ({ row }): RosterProblem => ({
        row,
        column: headers.header("name") ?? "",
        field: "name",
        code: "sameNameHere",
        level: "warning",
        data: { row: String(first?.row) },
      }),
    ),
  )

const candidate = ({ id, name, delegation, unit, post, mark }: Existing) => ({
  id,
  about: [name, mark, delegation, unitAndPost({ unit, post })].filter(Boolean).join(" · "),
})

const sayProblem = (ctx: Context, { data, ...problem }: RosterProblem) => ({ ...problem, message: fill(words[ctx.locale][problem.code], data) })

function columnsIn(rows: string[][], { cells, at, row }: Headers): Preview["headers"] {
  const width = Math.max(cells.length, ...rows.slice(row, row + 20).map((line) => line.length))
  const fieldAt = new Map(Object.entries(at).map(([field, column]) => [column, field as AnyField]))
  return Array.from({ length: width }, (_, column) => ({
    column: letterOf(column),
    header: cells[column]?.trim() || letterOf(column),
    field: fieldAt.get(column) ?? null,
    samples: rows
      .slice(row)
      .map((line) => line[column]?.trim() ?? "")
      .filter(Boolean)
      .slice(0, 3),
  }))
}

/** Rows in question stay in their order, also when they were mended or left out: nothing jumps under the hand that mends it. */
function sampleOf(rows: string[][], found: Inspection, inQuestion: readonly number[]): Preview["sample"] {
  const drafts = new Map(found.drafts.map((person) => [person.row, person]))
  const first = [...new Set(inQuestion)].slice(0, shownRows).sort((a, b) => a - b)
  const others = found.drafts.slice(0, 30).map(({ row }) => row)
  return [...new Set([...first, ...others])].slice(0, shownRows).map((row) => ({ row, cells: rows[row - 1] ?? [], incoming: drafts.get(row) ?? null }))
}

function withoutName(sheet: string, rows: string[][]): Preview {
  const headers = likelyHeader(rows)
  const known = columnsIn(rows, headers).map((column) => ({ ...column, field: fieldOf(column.header) ?? null }))
  const columns = Object.fromEntries(known.flatMap(({ field, header }) => (field ? [[field, header]] : [])))
  const none = {
    customs: [],
    candidates: {},
    accepted: 0,
    skipped: 0,
    delegations: 0,
    fresh: 0,
    updated: 0,
    same: 0,
    problems: [],
    problemTotal: 0,
    errors: 0,
    duplicates: [],
    remembered: false,
  }
  const sample = rows.slice(headers.row, headers.row + 20).map((cells, index) => ({ row: headers.row + index + 1, cells, incoming: null }))
  return { sheet, headerRow: headers.row, headers: known, columns, rows: Math.max(0, rows.length - headers.row), sample, ...none }
}

export const importsOf = async (ctx: Context, meetingId: string): Promise<RosterImport[]> =>
  (await batchesOf(ctx.db, meetingId, kind)).map((batch) => imported(batch))

/** Everybody the import brought goes again, everybody it changed is as before; people changed since stand against it. */
export async function undoImport(ctx: Context, meetingId: string, id: string): Promise<number> {
  await lockImports(ctx.db, meetingId, kind)
  const batch = await batchById(ctx.db, id)
  if (!batch || batch.kind !== kind || batch.meetingId !== meetingId) throw new Refusal("house.notFound")
  if (batch.busy || batch.state === "undone") throw new Refusal("attendees.noUndo")
  const rows = await appliedRows(ctx.db, id)
  // it changed nothing; or after 30 days the rows are gone, and with them the way back
  if (rows.length === 0) throw new Refusal("attendees.noUndo")
  const versions = rows.map(({ subjectId, before }) => ({ id: subjectId, version: before ? Number(before.version) + 1 : 1 }))
  const { count, names } = await changedSince(ctx.db, meetingId, versions)
  if (count > 0) throw new Refusal("attendees.changedSince", { count, names: `${names.join("、")}${count > names.length ? "……" : ""}` })
  const ids = rows.filter(({ before }) => before === null).map(({ subjectId }) => subjectId)
  await ctx.raise(removing, { meetingId, ids })
  await removePeople(ctx, meetingId, ids)
  await restore(
    ctx.db,
    meetingId,
    rows.flatMap(({ before }) => (before ? [before] : [])),
  )
  await markSameNames(ctx.db, meetingId)
  await removeGroups(ctx.db, meetingId, (batch.about.groups as string[] | undefined) ?? [])
  await removeDelegations(ctx.db, meetingId, (batch.about.delegations as string[] | undefined) ?? [])
  await markUndone(ctx.db, id)
  return rows.length
}

export const delegationNames = async (ctx: Source, meetingId: string): Promise<Map<string, string>> =>
  new Map((await delegationsOf(ctx.db, meetingId)).map(({ id, name }) => [name, id]))
