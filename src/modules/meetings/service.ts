import { dayOf } from "#kernel/dates.ts"
import { attention, counts, search } from "#kernel/house.ts"
import { moveEnds } from "#modules/access/keys/service.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { mayEverywhere } from "#server/grants.ts"
import { type Dates, figures, type Meeting, type Moving, meetings, moved, moving } from "./contract.ts"
import { doingHandlers } from "./doings/service.ts"
import { makeMeeting, mustFit } from "./making/service.ts"
import { profileHandlers } from "./profile/service.ts"
import { mustNotBeSecret } from "./rules.ts"
import { schemeHandlers } from "./scheme/service.ts"
import { mustMayPlace, seriesHandlers } from "./series/service.ts"
import { staffHandlers } from "./staff/service.ts"
import { changeMeeting, datesOf, keysEndOf, meetingById, meetingsIn } from "./store.ts"
import { templateHandlers } from "./templates/service.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now, locale: ctx.locale })

async function preview(ctx: Context, meeting: Meeting, to: Dates): Promise<Moving[]> {
  const answers = await ctx.ask(moving, { meetingId: meeting.id, from: datesOf(meeting), to })
  return answers.flat().filter((line) => line.total > 0)
}

export const meetingsService = serve(meetings, {
  ...templateHandlers,

  list({ db, actor }) {
    return meetingsIn(db, mayEverywhere(actor, meetings.get.name) ? "all" : actor.grants.map(({ at }) => at))
  },

  create: (ctx, input) => makeMeeting(ctx, input),

  get: ({ db }, { meetingId }) => meetingById(db, meetingId),

  async update(ctx, { meetingId, version, ...about }) {
    const secrecy = mustNotBeSecret(about.secrecy)
    return changeMeeting(ctx.db, { id: meetingId, version }, { ...about, secrecy, ...hand(ctx) })
  },

  async place(ctx, { meetingId, version, unitId, seriesId }) {
    await mustMayPlace(ctx, { unitId, seriesId }, meetings.create.name)
    return changeMeeting(ctx.db, { id: meetingId, version }, { unitId, seriesId, ...hand(ctx) })
  },

  ...seriesHandlers,
  ...staffHandlers,
  ...schemeHandlers,
  ...profileHandlers,

  async movePreview(ctx, { meetingId, ...to }) {
    const meeting = await meetingById(ctx.db, meetingId)
    mustFit(ctx, to, meeting.template)
    return preview(ctx, meeting, to)
  },

  async move(ctx, { meetingId, version, ...to }) {
    const before = await meetingById(ctx.db, meetingId)
    mustFit(ctx, to, before.template)
    const lines = await preview(ctx, before, to)
    const meeting = await changeMeeting(ctx.db, { id: meetingId, version }, { ...to, ...hand(ctx) })
    await moveEnds(ctx, { meetingId, endsAt: await keysEndOf(ctx.db, meetingId) })
    await ctx.raise(moved, { meetingId, from: datesOf(before), to })
    return { meeting, moved: lines }
  },

  setPhase: (ctx, { meetingId, version, phase }) => changeMeeting(ctx.db, { id: meetingId, version }, { phaseSet: phase, ...hand(ctx) }),

  async overview(ctx, { meetingId }) {
    const meeting = await meetingById(ctx.db, meetingId)
    const wrongFirst = (await ctx.ask(attention, { meetingId })).flat().sort((a, b) => Number(b.level === "wrong") - Number(a.level === "wrong"))
    return { meeting, today: dayOf(ctx.now, meeting.zone), attention: wrongFirst, figures: (await ctx.ask(figures, { meetingId })).flat() }
  },

  counts: async (ctx, { meetingId }) => (await ctx.ask(counts, { meetingId })).flat(),

  search: async (ctx, { meetingId, find }) => (await ctx.ask(search, { meetingId, find })).flat().slice(0, 30),

  ...doingHandlers,
})
