/** Printed badges carry the dates and the seat: neither changes on paper. */
import { fill } from "#kernel/words.ts"
import type { Moving } from "#modules/meetings/contract.ts"
import type { Context } from "#server/context.ts"
import { printsOf } from "../store.ts"
import { words } from "../words.ts"

async function printed({ db, locale }: Context, meetingId: string, sentence: "moving.dates" | "moving.seats"): Promise<Moving[]> {
  const badges = (await printsOf(db, meetingId)).find(({ kind }) => kind === "badges")
  return badges ? [{ sentence: fill(words[locale][sentence], { count: badges.count }), total: 1, items: [] }] : []
}

export const badgesWithDates = (ctx: Context, meetingId: string): Promise<Moving[]> => printed(ctx, meetingId, "moving.dates")
export const badgesWithSeats = (ctx: Context, meetingId: string): Promise<Moving[]> => printed(ctx, meetingId, "moving.seats")
