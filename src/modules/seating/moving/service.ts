/** Seats are drawn for one hall: in another they have to be arranged anew. */
import { fill } from "#kernel/words.ts"
import type { Moving, Spot } from "#modules/meetings/contract.ts"
import type { Context } from "#server/context.ts"
import { standing } from "../rules.ts"
import { countStanding, planOf } from "../store.ts"
import { words } from "../words.ts"

export async function seatsInHall({ db, locale }: Context, { meetingId, from, to }: { meetingId: string; from: Spot; to: Spot }): Promise<Moving[]> {
  if (from.hall === to.hall && from.place === to.place) return []
  const { seated } = await countStanding(db, meetingId, standing)
  if (seated === 0) return []
  const edition = (await planOf(db, meetingId))?.edition ?? 0
  const say = words[locale]
  return [{ sentence: fill(edition > 0 ? say["moving.published"] : say["moving.seats"], { hall: from.hall, count: seated, edition }), total: 1, items: [] }]
}
