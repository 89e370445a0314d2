import { Refusal } from "#kernel/contract.ts"
import { dayOf, shortMoment } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { issueLinks } from "#modules/access/keys/service.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { Unit } from "#modules/units/contract.ts"
import { unitsService } from "#modules/units/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { next } from "#server/numbers.ts"
import { decisions } from "./contract.ts"
import { afterReply, mustBeAnswered, mustBeUnfinished, stepOf } from "./rules.ts"
import {
  addDecision,
  addStep,
  changeDecision,
  decisionById,
  decisionOfPoll,
  decisionsOf,
  decisionsOfUnit,
  type Key,
  lockDecision,
  passedPolls,
  pollById,
  stepsOf,
  type There,
} from "./store.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now })
const meetingOf = (ctx: Context, meetingId: string) => meetingsService.get(ctx, { meetingId }) as Promise<Meeting>

export async function there(ctx: Context, meetingId: string): Promise<There> {
  return { meetingId, today: dayOf(ctx.now, (await meetingOf(ctx, meetingId)).zone) }
}

async function unitById(ctx: Context, unitId: string): Promise<Unit> {
  try {
    return (await unitsService.get(ctx, { unitId })) as Unit
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal("decisions.noSuchUnit")
    throw error
  }
}

/** The row, locked, as the person saw it. */
async function openDecision(ctx: Context, { version, ...key }: Key & { version: number }) {
  const row = await lockDecision(ctx.db, key)
  if (row.version === version) return row
  const { zone } = await meetingOf(ctx, key.meetingId)
  throw new Refusal("house.stale", { who: row.updatedBy, when: shortMoment(row.updatedAt, zone, ctx.locale) })
}

/** A unit behind a link sees and answers only what is its own: anything else is not found. */
function mustBeOwn(ctx: Context, { unitId }: { unitId: string }): void {
  if (ctx.actor.kind === "unitLink" && ctx.actor.id !== unitId) throw new Refusal("house.notFound")
}

async function begin(ctx: Context, written: { meetingId: string; text: string; unitId: string; deadline: string; pollId: string | null }) {
  await unitById(ctx, written.unitId)
  // the counter's row orders two who begin at once, so that the second sees the first one's decision
  const number = await next(ctx.db, { body: written.meetingId, kind: "decision" })
  const earlier = written.pollId ? await decisionOfPoll(ctx.db, written.meetingId, written.pollId) : undefined
  if (earlier) throw new Refusal("decisions.alreadyDecided", { number: earlier.number })
  const id = newId()
  await addDecision(ctx.db, { ...written, id, number }, hand(ctx))
  return decisionById(ctx.db, await there(ctx, written.meetingId), id)
}

async function close(ctx: Context, { text, ...seen }: Key & { version: number; text: string }, kind: "accepted" | "returned") {
  mustBeAnswered(await openDecision(ctx, seen))
  await changeDecision(ctx.db, seen, { state: kind }, hand(ctx))
  await addStep(ctx.db, { meetingId: seen.meetingId, decisionId: seen.id, id: newId(), kind, text, ...hand(ctx) })
  return decisionById(ctx.db, await there(ctx, seen.meetingId), seen.id)
}

export const decisionsService = serve(decisions, {
  list: async (ctx, { meetingId, ...filter }) => decisionsOf(ctx.db, await there(ctx, meetingId), filter),

  async steps(ctx, { meetingId, id }) {
    mustBeOwn(ctx, await decisionById(ctx.db, await there(ctx, meetingId), id))
    return stepsOf(ctx.db, meetingId, id)
  },

  passedPolls: async ({ db }, { meetingId }) =>
    (await passedPolls(db, meetingId)).map(({ id, title, sentence, sessionTitle }) => ({ id, title, sentence, sessionTitle })),

  units: async (ctx) => ((await unitsService.list(ctx, {})) as Unit[]).filter(({ closed }) => !closed).map(({ id, name }) => ({ id, name })),

  add: (ctx, written) => begin(ctx, { ...written, pollId: null }),

  async fromPoll(ctx, { text, ...written }) {
    const poll = await pollById(ctx.db, written.meetingId, written.pollId)
    if (!poll.isPassed) throw new Refusal("decisions.notPassed", { title: poll.title })
    return begin(ctx, { ...written, text: text ?? poll.title })
  },

  async edit(ctx, { text, unitId, deadline, ...seen }) {
    mustBeUnfinished(await openDecision(ctx, seen))
    await unitById(ctx, unitId)
    await changeDecision(ctx.db, seen, { text, unit_id: unitId, deadline }, hand(ctx))
    return decisionById(ctx.db, await there(ctx, seen.meetingId), seen.id)
  },

  async reply(ctx, { text, isDone, ...key }) {
    const row = await lockDecision(ctx.db, key)
    mustBeOwn(ctx, row)
    mustBeUnfinished(row)
    await changeDecision(ctx.db, key, { state: afterReply(isDone, row.state) }, hand(ctx))
    await addStep(ctx.db, { meetingId: key.meetingId, decisionId: key.id, id: newId(), kind: stepOf(isDone), text, ...hand(ctx) })
    return decisionById(ctx.db, await there(ctx, key.meetingId), key.id)
  },

  accept: (ctx, input) => close(ctx, input, "accepted"),
  return: (ctx, input) => close(ctx, input, "returned"),

  async issueUnitLink(ctx, { meetingId, unitId }) {
    const unit = await unitById(ctx, unitId)
    const own = await decisionsOfUnit(ctx.db, await there(ctx, meetingId), unitId)
    if (own.length === 0) throw new Refusal("decisions.hasNothing", { unit: unit.name })
    const [link] = await issueLinks(ctx, { meetingId, subjects: [{ kind: "unitLink", id: unitId, name: unit.name }] })
    return { unitId, token: link?.token ?? "" }
  },

  mine: async (ctx, { meetingId }) => decisionsOfUnit(ctx.db, await there(ctx, meetingId), ctx.actor.id),
})
