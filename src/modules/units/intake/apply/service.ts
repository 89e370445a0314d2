import { Refusal } from "#kernel/contract.ts"
import { fill } from "#kernel/words.ts"
import type { Context, JobContext, JobResult } from "#server/context.ts"
import { batchById, batchesOf, countRows, finishBatch, lockImports, markDone, pendingRows, rememberMapping, type StagedRow, stage } from "#server/imports.ts"
import { phoneColumns } from "../../people/store.ts"
import { addUnits, lockTree } from "../../store.ts"
import type { ImportChoice, Kind } from "../contract.ts"
import { signatureOf } from "../headers/rules.ts"
import { house, inspectFor, isSomething, kind, type Matches, matchedWith, sheetOf } from "../service.ts"
import { personImages, putPeople, putUnits, type StagedPerson, type StagedUnit, takeStock, unitImages } from "../store.ts"
import { words } from "../words.ts"

/** Small enough that a chunk's transaction stays far below a second on a slow disk. */
const chunkSize = 500

/** The job's id is the import's: run a second time after a kill, it finds what was staged and goes on behind the last finished chunk. */
export async function importBook(run: JobContext, choice: ImportChoice): Promise<JobResult> {
  if (!(await batchById(run.db, run.id))) await stageBook(run, choice)
  const batch = (await batchById(run.db, run.id))!
  if (batch.state !== "applied") await applyAll(run, { kind: batch.about.kind as Kind, made: batch.about.units as string[] })
  const { added, updated } = (await batchById(run.db, run.id))!
  return { importId: run.id, added, updated }
}

async function stageBook(run: JobContext, choice: ImportChoice): Promise<void> {
  await run.progress(0, 1, words[run.locale].staging)
  const { rows, fileName } = await sheetOf(run, choice)
  await run.transaction(async (ctx) => {
    await lockImports(ctx.db, house, kind)
    await lockTree(ctx.db)
    const others = await batchesOf(ctx.db, house, kind)
    if (others.some(({ busy, state, id }) => busy && state === "staged" && id !== run.id)) throw new Refusal("units.importUnderWay")
    const found = await inspectFor(ctx, choice, rows)
    const matches = await matchedWith(ctx, found)
    if (!isSomething(matches)) throw new Refusal("units.nothingNew")
    await makeUnits(ctx, matches)
    const about = { kind: found.kind, units: matches.paths.made.map(({ id }) => id) }
    await stage<StagedUnit | StagedPerson>(ctx.db, { id: run.id, kind, meetingId: house, fileName, about, by: run.actor.name }, staged(ctx, matches))
    if (choice.map) await rememberMapping(ctx.db, { kind, signature: signatureOf(found.headers), mapping: found.columns, by: run.actor.name })
  })
}

async function makeUnits(ctx: Context, { paths }: Matches): Promise<void> {
  if (paths.made.length === 0) return
  const bare = { shortName: "", kind: "", phone: "", address: "" }
  await addUnits(
    ctx.db,
    { by: ctx.actor.name, at: ctx.now },
    paths.made.map((unit) => ({ ...unit, ...bare })),
  )
}

/** What is as it was is not staged. Numbers are sealed before they are: no table holds them in plain. */
function staged(ctx: Context, { units, people, paths }: Matches): StagedRow<StagedUnit | StagedPerson>[] {
  const ofUnits = units.filter(({ isSame }) => !isSame).map(({ row, id, unit }) => ({ row, subjectId: id, data: unit }))
  const ofPeople = people
    .filter(({ isSame }) => !isSame)
    .map(({ phone, posts, ...person }) => {
      const data: StagedPerson = {
        ...person,
        phone: phone === null ? null : phoneColumns(ctx.platform.keys, person.id, phone),
        posts: posts.map(({ unit, ...post }) => ({ ...post, unitId: paths.ids.get(unit)! })),
      }
      return { row: person.row, subjectId: person.id, data }
    })
  return [...ofUnits, ...ofPeople]
}

type Applying = { kind: Kind; made: readonly string[] }
async function applyAll(run: JobContext, about: Applying): Promise<void> {
  let { total, done } = await countRows(run.db, run.id)
  for (;;) {
    await run.progress(done, total, fill(words[run.locale].applying, { done, total }))
    await run.mustGoOn()
    const count = await run.transaction((ctx) => applyChunk(ctx, run.id, about))
    if (done === 0 || count < chunkSize) await takeStock(run.db)
    done += count
    if (count < chunkSize) break
  }
  await run.transaction((ctx) => finishBatch(ctx.db, run.id))
}

async function applyChunk(ctx: Context, importId: string, about: Applying): Promise<number> {
  const hand = { by: ctx.actor.name, at: ctx.now }
  const rows = await pendingRows<StagedUnit | StagedPerson>(ctx.db, importId, chunkSize)
  if (rows.length === 0) return 0
  const ids = rows.map(({ subjectId }) => subjectId)
  const images = await (about.kind === "units" ? unitImages : personImages)(ctx.db, ids)
  if (about.kind === "units") {
    // made by this very import: there was nothing before it
    for (const id of about.made) images.delete(id)
    await putUnits(
      ctx.db,
      hand,
      rows.map(({ subjectId, data }) => ({ ...(data as StagedUnit), id: subjectId })),
    )
  } else
    await putPeople(
      ctx.db,
      hand,
      rows.map(({ data }) => data as StagedPerson),
    )
  await markDone(
    ctx.db,
    importId,
    rows.map(({ row, subjectId }) => ({ row, before: images.get(subjectId) ?? null })),
  )
  return rows.length
}
