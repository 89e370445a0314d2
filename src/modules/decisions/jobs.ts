import { attention, counts, search } from "#kernel/house.ts"
import { fill } from "#kernel/words.ts"
import { answers, answersAs, type Context, type ModuleJobs } from "#server/context.ts"
import { decisions } from "./contract.ts"
import { there } from "./service.ts"
import { decisionsOf } from "./store.ts"
import { words } from "./words.ts"

const firstPage = { page: 1, size: 5 }

async function whatIsLate(ctx: Context, meetingId: string) {
  const { late } = await decisionsOf(ctx.db, await there(ctx, meetingId), firstPage)
  const say = words[ctx.locale]
  return late > 0 ? [{ level: "wrong" as const, sentence: fill(say.attentionLate, { count: late }), verb: say.verbRemind, path: "decisions?light=late" }] : []
}

export const jobs: ModuleJobs = {
  answers: [
    answers(attention, (ctx, { meetingId }) => whatIsLate(ctx, meetingId)),
    answers(counts, async (ctx, { meetingId }) => {
      const { all, late } = await decisionsOf(ctx.db, await there(ctx, meetingId), firstPage)
      return [{ room: "decisions", count: all || null, wants: late }]
    }),
    answersAs(decisions.list, search, async (ctx, { meetingId, find }) => {
      const { rows } = await decisionsOf(ctx.db, await there(ctx, meetingId), { find, ...firstPage })
      const kind = words[ctx.locale].decisions
      return rows.map((row) => ({ kind, title: row.text, detail: row.unitName, path: `decisions?find=${encodeURIComponent(row.text.slice(0, 40))}` }))
    }),
  ],
}
