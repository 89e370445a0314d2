/** 换会场: sessions that stand by the name of the meeting's place or hall go where the meeting goes. */
import { plainClock, shortDay } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import type { Moving, Spot } from "#modules/meetings/contract.ts"
import type { Context } from "#server/context.ts"
import { paperOf, sessionsOf } from "../store.ts"
import { words } from "../words.ts"
import { elsewhere } from "./rules.ts"
import { setPlaces } from "./store.ts"

type Relocation = { meetingId: string; from: Spot; to: Spot }

const moves = async ({ db }: Context, { meetingId, from, to }: Relocation) =>
  (await sessionsOf(db, meetingId)).flatMap((session) => {
    const place = elsewhere(session.place, from, to)
    return place === session.place ? [] : [{ session, place }]
  })

export async function relocateAll(ctx: Context, relocation: Relocation): Promise<void> {
  const all = (await moves(ctx, relocation)).map(({ session: { id }, place }) => ({ id, place }))
  await setPlaces(ctx.db, relocation.meetingId, all)
}

export async function wouldRelocate(ctx: Context, relocation: Relocation): Promise<Moving[]> {
  const say = words[ctx.locale]
  const all = await moves(ctx, relocation)
  const items = all.slice(0, 5).map(({ session, place }) => ({
    title: `${shortDay(session.day, ctx.locale)} ${plainClock(session.starts)} ${session.title}`,
    from: session.place,
    to: place,
  }))
  const sessions = { sentence: fill(say["moving.places"], { count: all.length }), total: all.length, items }
  return [sessions, ...(await printedBefore(ctx, relocation.meetingId))]
}

/** The programme was printed: what people hold in their hands does not move. */
export async function printedBefore({ db, locale }: Context, meetingId: string): Promise<Moving[]> {
  const paper = await paperOf(db, meetingId)
  return paper ? [{ sentence: fill(words[locale]["moving.paper"], { day: shortDay(paper.on, locale) }), total: 1, items: [] }] : []
}
