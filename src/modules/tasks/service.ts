import { longDay } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import { openPeople } from "#modules/access/roles/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { attachmentHandlers } from "./attachments/service.ts"
import { tasks } from "./contract.ts"
import { ledgerHandlers } from "./ledgers/service.ts"
import { mineHandlers } from "./mine/service.ts"
import { originHandlers } from "./origin/service.ts"
import { spotsOf } from "./placing/rules.ts"
import { anchorsHere, placeAll, there } from "./placing/service.ts"
import { proofHandlers } from "./proofs/service.ts"
import { keepTrue } from "./reminding/service.ts"
import { firstPlaces, mustBeReady, mustKnowItsStages, mustNotBeLegal, mustNotGoRound } from "./rules.ts"
import { exportSheet } from "./sheet/service.ts"
import { standupHandlers } from "./standup/service.ts"
import { addList, addTasks, progressOf, removeTask, setDone, taskById, tasksByIds, tasksOf } from "./store.ts"
import { TasksPart } from "./template/contract.ts"
import { addWaits } from "./waiting/store.ts"
import { words } from "./words.ts"
import { addTask, editTask } from "./writing/service.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })

/** A template's tasks, with their dates; those that hang on a session get theirs when the agenda calls `placeAll`. */
export async function takePart(ctx: Context, meetingId: string, given: unknown): Promise<void> {
  const part = TasksPart.parse(given)
  mustKnowItsStages(part)
  mustNotGoRound(part)
  const { meeting } = await there(ctx, meetingId)
  const placed = firstPlaces(part, spotsOf(meeting, []), newId)
  const idOf = new Map(placed.map(({ key, id }) => [key, id]))
  const rows = placed.map(({ days, covers, waitsFor, proofs, key, ...task }) => ({
    ...task,
    meetingId,
    key: key ?? null,
    owner: task.owner ?? "",
    ownerAccount: null,
    role: task.role ?? "",
    basis: task.basis ?? null,
    standard: task.standard ?? "",
    certainty: task.certainty ?? null,
    contingency: task.contingency ?? "",
    document: task.document ?? null,
    notes: task.notes ?? "",
    needsProofs: proofs,
    alarmMinutes: task.alarmMinutes ?? null,
  }))
  const waits = placed.flatMap(({ id, waitsFor }) => waitsFor.map((key) => ({ id, waitsFor: idOf.get(key) ?? id })))
  await addList(ctx.db, meetingId, part)
  await addTasks(ctx.db, rows, hand(ctx))
  await addWaits(
    ctx.db,
    meetingId,
    waits.filter((wait) => wait.id !== wait.waitsFor),
  )
}

/** What the overview shows as wrong: tasks past due, those of the law first. */
export async function whatIsLate(ctx: Context, meetingId: string) {
  const { late } = await progressOf(ctx.db, await there(ctx, meetingId))
  const say = words[ctx.locale]
  return late
    ? [{ level: "wrong" as const, sentence: fill(say["attention.late"], { count: late }), verb: say["attention.verb"], path: "tasks?state=late" }]
    : []
}

export async function whatIsDue(ctx: Context, meetingId: string) {
  const { late, dueToday, total } = await progressOf(ctx.db, await there(ctx, meetingId))
  return [{ room: "tasks", count: total, wants: late + dueToday }]
}

export async function found(ctx: Context, meetingId: string, find: string) {
  const { rows } = await tasksOf(ctx.db, await there(ctx, meetingId), { find, page: 1, size: 5 })
  const say = words[ctx.locale]
  return rows.map((task) => ({
    kind: say.task,
    title: task.title,
    detail: `${task.team} · ${longDay(task.dueOn, ctx.locale)}`,
    path: `tasks?find=${encodeURIComponent(task.title)}`,
  }))
}

export const tasksService = serve(tasks, {
  async list(ctx, { meetingId, mine, ...filter }) {
    return tasksOf(ctx.db, await there(ctx, meetingId), { ...filter, mine: mine ? ctx.actor.id : undefined })
  },

  progress: async (ctx, { meetingId }) => progressOf(ctx.db, await there(ctx, meetingId)),

  async complete(ctx, { meetingId, ids, regardless }) {
    const known = await tasksByIds(ctx.db, await there(ctx, meetingId), ids)
    mustBeReady(known, regardless)
    const changed = await setDone(ctx.db, { meetingId, known, done: true, regardless: regardless ?? null }, hand(ctx))
    await keepTrue(ctx, meetingId)
    return { changed }
  },

  async reopen(ctx, { meetingId, ids }) {
    const known = await tasksByIds(ctx.db, await there(ctx, meetingId), ids)
    const changed = await setDone(ctx.db, { meetingId, known, done: false }, hand(ctx))
    // the meeting may have moved since it was done
    if (changed.length) await placeAll(ctx, meetingId)
    return { changed }
  },

  add: addTask,
  edit: editTask,

  async remove(ctx, { meetingId, id }) {
    const task = await taskById(ctx.db, await there(ctx, meetingId), id)
    mustNotBeLegal(task)
    await removeTask(ctx.db, meetingId, id)
    await placeAll(ctx, meetingId)
    return task
  },

  anchors: (ctx, { meetingId }) => anchorsHere(ctx, meetingId),
  people: async (ctx, { find }) => (await openPeople(ctx, find)).slice(0, 50).map(({ id, name }) => ({ id, name })),

  ...originHandlers,
  ...mineHandlers,
  ...attachmentHandlers,
  ...proofHandlers,
  ...standupHandlers,
  ...ledgerHandlers,
  exportSheet,
})
