import type { Operation } from "#kernel/contract.ts"
import { Refusal } from "#kernel/contract.ts"
import { shortMoment } from "#kernel/dates.ts"
import { aboutOf } from "#modules/audit/rules.ts"
import type { Context, UndoEntry } from "#server/context.ts"
import { type DoingRow, doersIn, doingsOf } from "#server/doings.ts"
import { countsIn, covering } from "#server/grants.ts"
import { asLeft, mustBeAsLeft, undoEntryOf } from "#server/undo.ts"
import { meetingById } from "../store.ts"
import type { Doing } from "./contract.ts"
import { keepUndone, undoneAmong } from "./store.ts"

/** Which operations the reader holds in the meeting: what he may not do he neither undoes nor reads whom it was about. */
async function held(ctx: Context, meetingId: string): Promise<(operation: string) => boolean> {
  const place = await ctx.platform.places.of("meeting", meetingId)
  const grants = place ? ctx.actor.grants.filter(({ at }) => countsIn(at, place)) : []
  const known = new Map<string, Operation>(ctx.platform.operations.map((operation) => [operation.name, operation]))
  return (operation) => known.has(operation) && covering(grants, { name: operation }).length > 0
}

function countOf({ input }: DoingRow): number {
  const ids = (input as { ids?: unknown } | null)?.ids
  if (Array.isArray(ids)) return Math.max(1, ids.length)
  const count = (ids as { count?: unknown } | undefined)?.count
  return typeof count === "number" ? count : 1
}

type Query = { meetingId: string; size: number; after?: string | undefined; whoId?: string | undefined; module?: string | undefined }

async function doings(ctx: Context, { size, ...wanted }: Query): Promise<{ rows: Doing[]; next: string | null }> {
  const found = await doingsOf(ctx.db, { ...wanted, size: size + 1 })
  const shown = found.slice(0, size)
  const mayDo = await held(ctx, wanted.meetingId)
  const may = (row: DoingRow) => mayDo(row.undid ?? row.operation)
  const undone = await undoneAmong(
    ctx.db,
    wanted.meetingId,
    shown.map(({ id }) => id),
  )
  const candidates = shown.flatMap((row) => {
    const along = ctx.undoings.get(row.operation)?.along
    return along && may(row) && !undone.has(row.id) ? [{ id: row.id, along }] : []
  })
  const open = mayDo("meetings.undo") ? await asLeft(ctx.db, candidates) : new Set<string>()
  const rows = shown.map((row) => ({
    id: row.id,
    at: row.at,
    who: row.who,
    operation: row.operation,
    about: may(row) ? (aboutOf(row.input) ?? row.changed) : null,
    count: countOf(row),
    undid: row.undid,
    isUndone: undone.has(row.id),
    canUndo: open.has(row.id),
  }))
  return { rows, next: found.length > size ? (shown.at(-1)?.id ?? null) : null }
}

async function undo(ctx: Context, { meetingId, entryId }: { meetingId: string; entryId: string }) {
  const entry: UndoEntry | undefined = await undoEntryOf(ctx.db, meetingId, entryId)
  if (!entry) throw new Refusal("house.notFound")
  if (!(await held(ctx, meetingId))(entry.operation)) throw new Refusal("house.mayNot", { operation: entry.operation })
  const undoing = ctx.undoings.get(entry.operation)
  if (!undoing) throw new Refusal("house.notUndone")
  const { zone } = await meetingById(ctx.db, meetingId)
  const earlier = await keepUndone(ctx.db, { meetingId, entryId, by: ctx.actor.name, at: ctx.now })
  if (earlier) throw new Refusal("meetings.alreadyUndone", { who: earlier.by, when: shortMoment(earlier.at, zone, ctx.locale) })
  await mustBeAsLeft(ctx, entry, { along: undoing.along, zone })
  await undoing.undo(ctx, entry)
  ctx.announce(entry.operation.split(".")[0] ?? "meetings")
  return { entryId, operation: entry.operation }
}

export const doingHandlers = { doings, doers: ({ db }: Context, { meetingId }: { meetingId: string }) => doersIn(db, meetingId), undo }
