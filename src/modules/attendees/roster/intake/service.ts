import { Refusal } from "#kernel/contract.ts"
import { fill } from "#kernel/words.ts"
import type { Context, JobContext, JobResult } from "#server/context.ts"
import { batchById, batchesOf, countRows, finishBatch, lockImports, markDone, pendingRows, rememberMapping, stage } from "#server/imports.ts"
import { ensureDelegations, syncMembers } from "../../bodies/store.ts"
import { type Person, putPeople, type Sealed, sealed } from "../../person/store.ts"
import { markSameNames, takeStock } from "../../store.ts"
import type { ImportChoice, Incoming } from "../contract.ts"
import { signatureOf } from "../headers/rules.ts"
import { matchPeople } from "../matching/rules.ts"
import type { Inspection } from "../rules.ts"
import { delegationNames, inspectFor, kind, sheetOf } from "../service.ts"
import { existingPeople, imagesOf, lastPosition } from "../store.ts"
import { words } from "../words.ts"

/** Small enough that a chunk's transaction stays far below a second on a slow disk. */
const chunkSize = 500

/** The job's id is the import's: run a second time after a kill, it finds what was staged and goes on behind the last finished chunk. */
export async function importRoster(run: JobContext, choice: ImportChoice): Promise<JobResult> {
  const batch = await batchById(run.db, run.id)
  if (!batch) await stageRoster(run, choice)
  if (batch?.state !== "applied") await applyAll(run, choice.meetingId)
  const { added, updated } = (await batchById(run.db, run.id))!
  return { importId: run.id, added, updated }
}

async function stageRoster(run: JobContext, choice: ImportChoice): Promise<void> {
  const { meetingId } = choice
  await run.progress(0, 1, words[run.locale].staging)
  const { rows, fileName } = await sheetOf(run, choice)
  const { found } = await inspectFor(run, choice, rows)
  if (found.people.length === 0) throw new Refusal("attendees.nobody")
  await run.transaction(async (ctx) => {
    await lockImports(ctx.db, meetingId, kind)
    const others = await batchesOf(ctx.db, meetingId, kind)
    if (others.some(({ busy, state, id }) => busy && state === "staged" && id !== run.id)) throw new Refusal("attendees.importUnderWay")
    const before = await delegationNames(ctx, meetingId)
    const delegations = await ensureDelegations(ctx.db, meetingId, [...new Set(found.people.flatMap(({ delegation }) => delegation ?? []))])
    const people = await stagedPeople(ctx, meetingId, { found, delegations })
    const made = [...delegations].filter(([name]) => !before.has(name)).map(([, id]) => id)
    await stage(ctx.db, { id: run.id, kind, meetingId, fileName, about: { delegations: made }, by: run.actor.name }, people)
    if (choice.map) await rememberMapping(ctx.db, { kind, signature: signatureOf(found.headers), mapping: found.columns, by: run.actor.name })
  })
}

async function stagedPeople(ctx: Context, meetingId: string, { found, delegations }: { found: Inspection; delegations: Map<string, string> }) {
  const last = await lastPosition(ctx.db, meetingId)
  return matchPeople(await existingPeople(ctx, meetingId), found.people).map(({ incoming, id }, index) => {
    const delegationId = incoming.delegation ? delegations.get(incoming.delegation)! : null
    const person: Person = { ...written(incoming), id, delegationId, position: last + index + 1 }
    // sealed before it is staged: a staged row stays for 30 days
    return { row: incoming.row, subjectId: id, data: sealed(ctx.platform.keys, person) }
  })
}

const written = ({ row: _row, delegation: _delegation, phone, ...person }: Incoming) => ({ ...person, ...(phone ? { phone } : {}) })

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
  const rows = await pendingRows<Sealed>(ctx.db, importId, chunkSize)
  if (rows.length === 0) return 0
  const ids = rows.map(({ subjectId }) => subjectId)
  const before = await imagesOf(ctx.db, meetingId, ids)
  await putPeople(
    ctx.db,
    { meetingId, by: ctx.actor.name, at: ctx.now },
    rows.map(({ data }) => data),
  )
  await syncMembers(ctx.db, meetingId, ids)
  await markDone(
    ctx.db,
    importId,
    rows.map(({ row, subjectId }) => ({ row, before: before.get(subjectId) ?? null })),
  )
  return rows.length
}
