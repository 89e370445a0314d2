import { attention, counts, search } from "#kernel/house.ts"
import { fill } from "#kernel/words.ts"
import { answers, answersAs, type Context, does, every, type ModuleJobs } from "#server/context.ts"
import { today } from "./absence/service.ts"
import { approvals, printSheet } from "./contract.ts"
import { remindLate } from "./reminding/service.ts"
import { printApproval } from "./sheet/service.ts"
import { countsOf, lateIn, linesOf } from "./store.ts"
import { words } from "./words.ts"

const me = (ctx: Context) => ({ id: ctx.actor.id, today: today(ctx) })
const mostFound = 5

async function whatIsLate(ctx: Context, meetingId: string) {
  const say = words[ctx.locale]
  return (await lateIn(ctx.db, meetingId)).map(({ id, title, stepName, waitsFor }) => ({
    level: "wrong" as const,
    sentence: fill(say.attentionLate, { title, step: stepName, who: waitsFor.join(say.pause) }),
    verb: say.attentionVerb,
    path: `approvals?open=${id}`,
  }))
}

export const jobs: ModuleJobs = {
  every: [every("*/10 * * * *", "approvals.remind", remindLate)],
  work: [does(printSheet, (run, { id }) => printApproval(run, id))],
  answers: [
    answers(attention, (ctx, { meetingId }) => whatIsLate(ctx, meetingId)),
    answers(counts, async (ctx, { meetingId }) => {
      const { total } = await linesOf(ctx.db, { meetingId, page: 1, size: 1 }, me(ctx))
      return [{ room: "approvals", count: total || null, wants: (await countsOf(ctx.db, me(ctx), meetingId)).todo }]
    }),
    answersAs(approvals.list, search, async (ctx, { meetingId, find }) => {
      const say = words[ctx.locale]
      const { rows } = await linesOf(ctx.db, { meetingId, find, page: 1, size: mostFound }, me(ctx))
      return rows.map(({ id, subject, state, stepName }) => ({
        kind: say.approval,
        title: subject.title,
        detail: stepName ?? say[`state.${state}`],
        path: `approvals?open=${id}`,
      }))
    }),
  ],
}
