import { dayOf, longDay, shortDay } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { fill } from "#kernel/words.ts"
import type { Dates, Meeting, Moving } from "#modules/meetings/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import { anchors, type Task, TasksPart, tasks } from "./contract.ts"
import { type AnchorDays, anchorDays, firstDates, hung, movedTasks, mustKnowItsStages, mustNotBeLegal, mustStartInTime } from "./rules.ts"
import { addList, addTasks, changeTask, openTasks, placeTasks, progressOf, removeTask, setDone, type There, taskById, tasksOf } from "./store.ts"
import { words } from "./words.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })

async function there(ctx: Context, meetingId: string): Promise<There & { meeting: Meeting }> {
  const meeting = (await meetingsService.get(ctx, { meetingId })) as Meeting
  return { meetingId, meeting, today: dayOf(ctx.now, meeting.zone) }
}

async function daysUnder(ctx: Context, meetingId: string, dates: Dates): Promise<AnchorDays> {
  const { arrivesOn, startsOn, endsOn, departsOn, opensAt } = dates
  const sessions = await ctx.ask(anchors, { meetingId, dates: { arrivesOn, startsOn, endsOn, departsOn, opensAt } })
  return anchorDays(dates, sessions.flat())
}

/** A template's tasks, with their dates; those that hang on a session get theirs when the agenda calls `placeAll`. */
export async function takePart(ctx: Context, meetingId: string, given: unknown): Promise<void> {
  const part = TasksPart.parse(given)
  mustKnowItsStages(part)
  const { meeting } = await there(ctx, meetingId)
  const days = anchorDays(meeting, [])
  const rows = part.tasks.map((task) => {
    const { stage, title, team, anchor, offset, legal } = task
    return { meetingId, id: newId(), stage, title, team, owner: "", anchor, offset, legal, basis: task.basis ?? null, ...firstDates(task, days) }
  })
  await addList(ctx.db, meetingId, part)
  await addTasks(ctx.db, rows, hand(ctx))
}

/** Puts every open task at its distance from its anchor again: called when the dates or the sessions changed. */
export async function placeAll(ctx: Context, meetingId: string, dates?: Dates): Promise<void> {
  const place = await there(ctx, meetingId)
  const moved = movedTasks(await openTasks(ctx.db, place), await daysUnder(ctx, meetingId, dates ?? place.meeting))
  await placeTasks(
    ctx.db,
    meetingId,
    moved.map(({ id, anchor, offset, startsOn, dueOn }) => ({ id, anchor, offset, startsOn, dueOn })),
  )
}

/** What a change of dates would move: the answer to meetings.moving. */
export async function wouldMove(ctx: Context, meetingId: string, to: Dates): Promise<Moving[]> {
  const open = await openTasks(ctx.db, await there(ctx, meetingId))
  const before = new Map(open.map((task) => [task.id, task.dueOn]))
  const moved = movedTasks(open, await daysUnder(ctx, meetingId, to)).filter((task) => task.dueOn !== before.get(task.id))
  const items = moved
    .slice(0, 5)
    .map((task) => ({ title: task.title, from: shortDay(before.get(task.id) ?? task.dueOn, ctx.locale), to: shortDay(task.dueOn, ctx.locale) }))
  return [{ sentence: fill(words[ctx.locale]["moving.tasks"], { count: moved.length }), total: moved.length, items }]
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
  list: async (ctx, { meetingId, ...filter }) => tasksOf(ctx.db, await there(ctx, meetingId), filter),

  progress: async (ctx, { meetingId }) => progressOf(ctx.db, await there(ctx, meetingId)),

  complete: async (ctx, input) => ({ changed: await setDone(ctx.db, { ...input, done: true }, hand(ctx)) }),

  reopen: async (ctx, input) => ({ changed: await setDone(ctx.db, { ...input, done: false }, hand(ctx)) }),

  async add(ctx, { fixed, ...task }) {
    mustStartInTime(task)
    const place = await there(ctx, task.meetingId)
    const days = await daysUnder(ctx, task.meetingId, place.meeting)
    const id = newId()
    await addTasks(ctx.db, [{ ...task, id, legal: false, basis: null, ...hung(task.dueOn, { anchor: null, days, fixed }) }], hand(ctx))
    return taskById(ctx.db, place, id)
  },

  async edit(ctx, { fixed, meetingId, ...task }) {
    mustStartInTime(task)
    const place = await there(ctx, meetingId)
    const before = await taskById(ctx.db, place, task.id)
    const days = await daysUnder(ctx, meetingId, place.meeting)
    const { zone } = place.meeting
    await changeTask(ctx.db, { meetingId, zone, locale: ctx.locale }, { ...task, ...hung(task.dueOn, { anchor: before.anchor, days, fixed }), ...hand(ctx) })
    return taskById(ctx.db, place, task.id)
  },

  async remove(ctx, { meetingId, id }) {
    const task = await taskById(ctx.db, await there(ctx, meetingId), id)
    mustNotBeLegal(task)
    await removeTask(ctx.db, meetingId, id)
    return task
  },

  async exportSheet(ctx, { meetingId, ...filter }) {
    const place = await there(ctx, meetingId)
    const rows: Task[] = []
    for (let page = 1; ; page++) {
      const next = await tasksOf(ctx.db, place, { ...filter, page, size: 200 })
      rows.push(...next.rows)
      if (rows.length >= next.total || !next.rows.length) break
    }
    const say = words[ctx.locale]
    const bytes = await writeSheet({ name: say.tasks, columns: sheetColumns(say), rows: rows.map((task) => sheetRow(task, say)) })
    const file = await ctx.platform.files.put(ctx.db, { name: `${place.meeting.name} ${say.tasks}.xlsx`, bytes, meetingId, passing: true })
    return ctx.platform.files.ticket(ctx.db, file.id)
  },
})

type Say = (typeof words)["zh-CN"] | (typeof words)["en"]
const sheetColumns = (say: Say) => [
  { title: say.stage, width: 16 },
  { title: say.task, width: 44 },
  { title: say.team, width: 10 },
  { title: say.owner, width: 12 },
  { title: say.startsOn, width: 12 },
  { title: say.dueOn, width: 12 },
  { title: say.state, width: 12 },
  { title: say.legal, width: 8 },
  { title: say.basis, width: 40 },
]
function sheetRow(task: Task, say: Say): string[] {
  const state = task.doneAt ? say.done : task.lateDays ? fill(say["late.days"], { days: task.lateDays }) : say.open
  return [task.stage, task.title, task.team, task.owner, task.startsOn, task.dueOn, state, task.legal ? say.legal : "", task.basis ?? ""]
}
