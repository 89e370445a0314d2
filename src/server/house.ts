/** The house's own operations: the person's jobs and what they made. */

import { Refusal } from "#kernel/contract.ts"
import { house } from "#kernel/house.ts"
import { serve } from "./api.ts"
import type { Context } from "./context.ts"
import { askToCancel, runOf, runsOf } from "./job-runs.ts"
import { stateOf } from "./state.ts"

async function mine(ctx: Context, id: string) {
  const run = await runOf(ctx.db, { actorId: ctx.actor.id, id, locale: ctx.locale })
  if (!run) throw new Refusal("house.notFound")
  return run
}

export const houseService = serve(house, {
  state: (ctx) => stateOf(ctx.platform),
  jobs: (ctx) => runsOf(ctx.db, ctx.actor.id, ctx.locale),
  job: (ctx, { id }) => mine(ctx, id),

  async cancelJob(ctx, { id }) {
    const run = await mine(ctx, id)
    if (run.finishedAt) throw new Refusal("house.jobOver")
    await askToCancel(ctx.db, id)
    return mine(ctx, id)
  },

  async resultTicket(ctx, { id }) {
    const run = await mine(ctx, id)
    if (!run.fileId) throw new Refusal("house.noResult")
    return ctx.platform.files.ticket(ctx.db, run.fileId)
  },
})
