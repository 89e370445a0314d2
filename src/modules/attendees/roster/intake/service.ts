import { Refusal } from "#kernel/contract.ts"
import { fill } from "#kernel/words.ts"
import type { Context, JobContext, JobResult } from "#server/context.ts"
import { batchById, batchesOf, countRows, finishBatch, lockImports, markDone, pendingRows, type StagedRow, stage } from "#server/imports.ts"
import { ensureDelegations } from "../../bodies/store.ts"
import { putPeople, type Sealed, sealed, sensitiveFields } from "../../person/store.ts"
import { markSameNames, takeStock } from "../../store.ts"
import type { ImportChoice } from "../contract.ts"
import type { Matched } from "../matching/rules.ts"
import { delegationNames, type Found, inspectFor, kind, matchedWith, rememberColumns, sheetOf } from "../service.ts"
import { ensureGroups, type GroupName, groupKey, imagesOf, lastPosition, putExtras, rosterState } from "../store.ts"
import { words } from "../words.ts"

/** Small enough that a chunk's transaction stays far below a second on a slow disk. */
const chunkSize = 500
/** How often the list may change while a file is being compared with it. */
const patience = 5

/** A person as he is staged: sealed, and by name what gets its id only when the import begins. */
type Staged = Sealed & { delegation: string | null; group: string | null; groupRole: string | null; mark: string | null }
type Row = StagedRow<Staged>

/** The job's id is the import's: run a second time after a kill, it finds what was staged and goes on behind the last finished chunk. */
export async function importRoster(run: JobContext, choice: ImportChoice): Promise<JobResult> {
  const batch = await batchById(run.db, run.id)
  if (!batch) await stageRoster(run, choice)
  if (batch?.state !== "applied") await applyAll(run, choice.meetingId)
  const { added, updated, about } = (await batchById(run.db, run.id))!
  return { importId: run.id, added, updated, same: Number(about.same ?? 0) }
}

/** The file is read and compared outside the transaction; inside it only what nobody changed meanwhile is written down. */
async function stageRoster(run: JobContext, choice: ImportChoice): Promise<void> {
  const { meetingId } = choice
  await run.progress(0, 1, words[run.locale].staging)
  const { rows, fileName } = await sheetOf(run, choice)
  const { found } = await inspectFor(run, choice, rows)
  if (found.people.length === 0) throw new Refusal("attendees.nobody")
  for (let tries = 1; ; tries++) {
    const state = await rosterState(run.db, meetingId)
    const { people } = await matchedWith(run, meetingId, found)
    if (people.length === 0) throw new Refusal("attendees.nobody")
    const staged = await sealedPeople(run, meetingId, people)
    const same = people.filter(({ isSame }) => isSame).length
    const isDone = await run.transaction(async (ctx) => {
      await lockImports(ctx.db, meetingId, kind)
      const others = await batchesOf(ctx.db, meetingId, kind)
      if (others.some(({ busy, state, id }) => busy && state === "staged" && id !== run.id)) throw new Refusal("attendees.importUnderWay")
      if (tries < patience && (await rosterState(ctx.db, meetingId)) !== state) return false
      await writeDown(ctx, choice, { id: run.id, fileName, same, found, staged })
      return true
    })
    if (isDone) return
  }
}

async function sealedPeople(run: JobContext, meetingId: string, people: readonly Matched[]): Promise<Row[]> {
  const sensitive = await sensitiveFields(run.db, meetingId)
  const last = await lastPosition(run.db, meetingId)
  return people
    .filter(({ isSame }) => !isSame)
    .map(({ row, id, person: { delegation, group, groupRole, mark, idNumber, phone, ...person } }, index) => {
      const whole = { ...person, id, delegationId: null, position: last + index + 1, sameNameMark: mark }
      // sealed before it is staged: a staged row stays for 30 days
      const data = sealed(run.platform.keys, { ...whole, ...(phone ? { phone } : {}), ...(idNumber ? { idNumber } : {}) }, sensitive)
      return { row, subjectId: id, data: { ...withoutNothing({ ...data, given: [] }), delegation, group, groupRole, mark } }
    })
}

/** Of forty columns a row says five: those left out are null to the statement, and not written, read and sent for each of thousands. */
const withoutNothing = <T extends object>(row: T): T => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T

type Down = { id: string; fileName: string; same: number; found: Found; staged: readonly Row[] }
async function writeDown(ctx: Context, { meetingId, map }: ImportChoice, { id, fileName, same, found, staged }: Down): Promise<void> {
  const before = await delegationNames(ctx, meetingId)
  const delegations = await ensureDelegations(ctx.db, meetingId, [...new Set(staged.flatMap(({ data }) => data.delegation ?? []))])
  const made = [...delegations].filter(([name]) => !before.has(name)).map(([, delegation]) => delegation)
  const placed = staged.map((one) => ({ ...one, data: { ...one.data, delegation_id: one.data.delegation ? delegations.get(one.data.delegation)! : null } }))
  const groupOf = ({ data: { delegation_id, group } }: (typeof placed)[number]): GroupName | undefined =>
    group ? { delegationId: delegation_id, name: group } : undefined
  const wanted = new Map(placed.flatMap((one) => groupOf(one) ?? []).map((group) => [groupKey(group), group]))
  const groups = await ensureGroups(ctx.db, meetingId, [...wanted.values()])
  const people = placed.map((one) => {
    const group = groupOf(one)
    return group ? { ...one, data: { ...one.data, group_id: groups.ids.get(groupKey(group))! } } : one
  })
  await stage(ctx.db, { id, kind, meetingId, fileName, about: { delegations: made, groups: groups.made, same }, by: ctx.actor.name }, people)
  if (map) await rememberColumns(ctx, meetingId, { found, by: ctx.actor.name })
}

async function applyAll(run: JobContext, meetingId: string): Promise<void> {
  let { total, done } = await countRows(run.db, run.id)
  for (;;) {
    await run.progress(done, total, fill(words[run.locale].applying, { done, total }))
    await run.mustGoOn()
    const count = await run.transaction((ctx) => applyChunk(ctx, run.id, meetingId))
    if (done === 0 || count < chunkSize) await takeStock(run.db)
    done += count
    if (count < chunkSize) break
  }
  await run.progress(total, total, words[run.locale].linking)
  await run.transaction(async (ctx) => {
    await markSameNames(ctx.db, meetingId)
    await finishBatch(ctx.db, run.id)
  })
}

async function applyChunk(ctx: Context, importId: string, meetingId: string): Promise<number> {
  const rows = await pendingRows<Staged & { group_id?: string }>(ctx.db, importId, chunkSize)
  if (rows.length === 0) return 0
  const ids = rows.map(({ subjectId }) => subjectId)
  const before = await imagesOf(ctx.db, meetingId, ids)
  await putPeople(
    ctx.db,
    { meetingId, by: ctx.actor.name, at: ctx.now },
    rows.map(({ data }) => data),
  )
  await putExtras(
    ctx.db,
    meetingId,
    rows.map(({ data: { id, group_id, groupRole, mark } }) => ({ id, groupId: group_id ?? null, groupRole, mark })),
  )
  await markDone(
    ctx.db,
    importId,
    rows.map(({ row, subjectId }) => ({ row, before: before.get(subjectId) ?? null })),
  )
  return rows.length
}
