/** 改期、改地点: what would move is said before anything is changed, and moves in the same transaction (BR-54). */
import { longDay, shortDay } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import { moveEnds } from "#modules/access/keys/service.ts"
import type { Context } from "#server/context.ts"
import { belongsTo } from "#server/grants.ts"
import { type Dates, type Meeting, type Moving, moved, moving, relocated, relocating, type Spot } from "../contract.ts"
import { mustFit } from "../making/service.ts"
import { whereItStands } from "../scheme/service.ts"
import { schemeOf } from "../scheme/store.ts"
import { changeMeeting, datesOf, inHall, keysEndOf, meetingById } from "../store.ts"
import { words } from "./words.ts"

type Wanted = Dates & { place?: string | undefined; hall?: string | undefined }

const spotOf = ({ place, hall }: Spot): Spot => ({ place, hall })
const spotIn = (meeting: Meeting, { place, hall }: Wanted): Spot => ({ place: place ?? meeting.place, hall: hall ?? meeting.hall })
const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other)

/** Meetings that would newly be in the same hall on the same days; one that is not the reader's has no name. */
async function whoIsThere(ctx: Context, meeting: Meeting, { dates, spot }: { dates: Dates; spot: Spot }): Promise<Moving[]> {
  const say = words[ctx.locale]
  const already = new Set((await inHall(ctx.db, { ...spotOf(meeting), from: meeting.startsOn, to: meeting.endsOn, but: meeting.id })).map(({ id }) => id))
  const others = (await inHall(ctx.db, { ...spot, from: dates.startsOn, to: dates.endsOn, but: meeting.id })).filter(({ id }) => !already.has(id))
  const items = []
  for (const { id, name, startsOn, endsOn } of others.slice(0, 5))
    items.push({
      title: (await belongsTo(ctx.platform.places, ctx.actor, id)) ? name : say.another,
      from: shortDay(startsOn, ctx.locale),
      to: shortDay(endsOn, ctx.locale),
    })
  return [{ sentence: fill(say.hallTaken, { hall: `${spot.place}${spot.hall}` }), total: others.length, items }]
}

/** The scheme was approved, or is being decided on, with the old days and place; or was only written with them. */
async function schemeSays(ctx: Context, { id, hall, place, startsOn }: Meeting): Promise<Moving[]> {
  const say = words[ctx.locale]
  if (["approved", "running"].includes(await whereItStands(ctx, id))) return [{ sentence: say.schemeLaid, total: 1, items: [] }]
  const text = JSON.stringify((await schemeOf(ctx.db, id))?.text ?? "")
  const total = [hall, place, longDay(startsOn, ctx.locale)].some((said) => text.includes(said)) ? 1 : 0
  return [{ sentence: say.schemeSays, total, items: [] }]
}

async function preview(ctx: Context, meeting: Meeting, wanted: Wanted): Promise<Moving[]> {
  const { arrivesOn, startsOn, endsOn, departsOn, opensAt } = wanted
  const dates = { arrivesOn, startsOn, endsOn, departsOn, opensAt }
  const [from, to] = [spotOf(meeting), spotIn(meeting, wanted)]
  const isElsewhere = !isSame(from, to)
  const isOther = !isSame(datesOf(meeting), dates)
  const lines = [
    ...(isOther ? (await ctx.ask(moving, { meetingId: meeting.id, from: datesOf(meeting), to: dates })).flat() : []),
    ...(isElsewhere ? (await ctx.ask(relocating, { meetingId: meeting.id, from, to })).flat() : []),
    ...(isElsewhere || isOther ? await schemeSays(ctx, meeting) : []),
    ...(isElsewhere || isOther ? await whoIsThere(ctx, meeting, { dates, spot: to }) : []),
  ]
  return lines.filter((line) => line.total > 0)
}

export const movingHandlers = {
  async movePreview(ctx: Context, { meetingId, ...wanted }: Wanted & { meetingId: string }) {
    const meeting = await meetingById(ctx.db, meetingId)
    mustFit(ctx, wanted, meeting.template)
    return preview(ctx, meeting, wanted)
  },

  async move(ctx: Context, { meetingId, version, ...wanted }: Wanted & { meetingId: string; version: number }) {
    const before = await meetingById(ctx.db, meetingId)
    mustFit(ctx, wanted, before.template)
    const lines = await preview(ctx, before, wanted)
    const change = { ...wanted, ...spotIn(before, wanted), by: ctx.actor.name, at: ctx.now, locale: ctx.locale }
    const meeting = await changeMeeting(ctx.db, { id: meetingId, version }, change)
    await follow(ctx, before, meeting)
    if (!isSame(spotOf(before), spotOf(meeting))) await ctx.raise(relocated, { meetingId, from: spotOf(before), to: spotOf(meeting) })
    return { meeting, moved: lines }
  },
}

/** What keeps its distance from the dates takes its place again. */
export async function follow(ctx: Context, before: Meeting, after: Meeting): Promise<void> {
  if (isSame(datesOf(before), datesOf(after))) return
  await moveEnds(ctx, { meetingId: after.id, endsAt: await keysEndOf(ctx.db, after.id) })
  await ctx.raise(moved, { meetingId: after.id, from: datesOf(before), to: datesOf(after) })
}
