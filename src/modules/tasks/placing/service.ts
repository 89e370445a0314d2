import { dayBeside, dayOf, plainClock } from "#kernel/dates.ts"
import { fill, type Locale } from "#kernel/words.ts"
import type { Dates, Meeting, Moving } from "#modules/meetings/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { Context } from "#server/context.ts"
import { anchors } from "../contract.ts"
import { keepTrue } from "../reminding/service.ts"
import { placeTasks, standing, type There } from "../store.ts"
import { words } from "../words.ts"
import type { Spot } from "../writing/contract.ts"
import { movedTasks, type Placed, type Spots, spotsOf } from "./rules.ts"

/** The meeting a task belongs to, and which day it is there. */
export async function there(ctx: Context, meetingId: string): Promise<There & { meeting: Meeting }> {
  const meeting = (await meetingsService.get(ctx, { meetingId })) as Meeting
  return { meetingId, meeting, today: dayOf(ctx.now, meeting.zone) }
}

const datesIn = ({ arrivesOn, startsOn, endsOn, departsOn, opensAt }: Dates): Dates => ({ arrivesOn, startsOn, endsOn, departsOn, opensAt })
const sessionsUnder = async (ctx: Context, meetingId: string, dates: Dates) => (await ctx.ask(anchors, { meetingId, dates: datesIn(dates) })).flat()

/** The moments tasks are counted from under these dates. */
export const spotsUnder = async (ctx: Context, meetingId: string, dates: Dates): Promise<Spots> => spotsOf(dates, await sessionsUnder(ctx, meetingId, dates))

type Moved = { before: Placed & { title: string }; after: Placed & { title: string } }

/** What changes under these dates: the preview says it and placeAll does it. */
async function movesUnder(ctx: Context, meetingId: string, dates: Dates): Promise<Moved[]> {
  const all = await standing(ctx.db, meetingId)
  const open = all.filter((task) => !task.isDone)
  const before = new Map(open.map((task) => [task.id, task]))
  const done = all.filter((task) => task.isDone)
  return movedTasks(open, await spotsUnder(ctx, meetingId, dates), done).map((after) => ({ before: before.get(after.id) ?? after, after }))
}

/** Puts every open task at its distance again: called when the dates, the sessions or another task changed. */
export async function placeAll(ctx: Context, meetingId: string, dates?: Dates): Promise<void> {
  const moves = await movesUnder(ctx, meetingId, dates ?? (await there(ctx, meetingId)).meeting)
  await placeTasks(
    ctx.db,
    meetingId,
    moves.map(({ after: { id, anchor, offset, unit, clock, startsOn, dueOn } }) => ({ id, anchor, offset, unit, clock, startsOn, dueOn })),
  )
  // also where another room's command moved them, or its undoing put them back
  ctx.announce("tasks", undefined, meetingId)
  await keepTrue(ctx, meetingId)
}

const moment = ({ dueOn, clock }: Placed, other: Placed, locale: Locale): string => {
  const day = dayBeside(dueOn, other.dueOn, locale)
  return clock === null ? day : `${day} ${plainClock(clock)}`
}

/** What a change of dates would move: the answer to meetings.moving. */
export async function wouldMove(ctx: Context, meetingId: string, to: Dates): Promise<Moving[]> {
  const moves = (await movesUnder(ctx, meetingId, to)).filter(({ before, after }) => before.dueOn !== after.dueOn || before.clock !== after.clock)
  const line = ({ before, after }: Moved) => ({ title: after.title, from: moment(before, after, ctx.locale), to: moment(after, before, ctx.locale) })
  const { today } = await there(ctx, meetingId)
  const late = moves.filter(({ before, after }) => after.dueOn < today && before.dueOn >= today)
  const said = (key: "moving.tasks" | "moving.late", some: Moved[]) => ({
    sentence: fill(words[ctx.locale][key], { count: some.length }),
    total: some.length,
    items: some.slice(0, 5).map(line),
  })
  return [said("moving.tasks", moves), said("moving.late", late)]
}

/** Everything a task can be counted from: the meeting's days, its sessions, its other tasks. */
export async function anchorsHere(ctx: Context, meetingId: string): Promise<Spot[]> {
  const { meeting } = await there(ctx, meetingId)
  const sessions = await sessionsUnder(ctx, meetingId, meeting)
  const spots = spotsOf(meeting, sessions)
  const say = words[ctx.locale]
  const own = (["arrival", "opening", "closing", "departure"] as const).map((anchor) => ({
    anchor,
    title: say[anchor],
    ...(spots[anchor] ?? { day: meeting.startsOn, clock: null }),
  }))
  const tasks = (await standing(ctx.db, meetingId)).map(({ id, title, dueOn, clock }) => ({ anchor: `task:${id}` as const, title, day: dueOn, clock }))
  return [...own, ...sessions.map(({ key, title, day, clock }) => ({ anchor: key, title: title ?? key, day, clock: clock ?? null })), ...tasks]
}
