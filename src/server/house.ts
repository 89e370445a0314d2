/** The house's own operations: the person's jobs and what they made. */

import { Refusal } from "#kernel/contract.ts"
import { house, type JobRun } from "#kernel/house.ts"
import { serve } from "./api.ts"
import type { Actor, Context } from "./context.ts"
import { belongsTo } from "./grants.ts"
import { askToCancel, runOf, runsOf } from "./job-runs.ts"
import { stateOf } from "./state.ts"

async function mine(ctx: Context, id: string) {
  const run = await runOf(ctx.db, { actorId: ctx.actor.id, id, locale: ctx.locale })
  if (!run) throw new Refusal("house.notFound")
  return run
}

const holdsOf = ({ grants }: Actor, module: string) => grants.some(({ operations }) => operations.some((one) => one === "*" || one.startsWith(`${module}.`)))

/** What a job made stays a day or longer; who has left the meeting since, or keeps an office now, does not fetch its lists any more. */
async function mustStillBelong({ actor, platform }: Context, { name, meetingId }: JobRun): Promise<void> {
  const module = name.split(".")[0] ?? ""
  // an approver need not belong to the meeting whose paper he decides on
  if (module === "approvals" && !actor.apart) return
  const isHere = meetingId !== null && module !== "audit" ? await belongsTo(platform.places, actor, meetingId) : holdsOf(actor, module)
  if (!isHere) throw new Refusal("house.notFound")
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
    await mustStillBelong(ctx, run)
    if (!run.fileId) throw new Refusal("house.noResult")
    return ctx.platform.files.ticket(ctx, run.fileId)
  },
})
