import { dayOf } from "#kernel/dates.ts"
import { attention, counts, search } from "#kernel/house.ts"
import { serve } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { mayEverywhere } from "#server/grants.ts"
import { boardHandlers } from "./board/service.ts"
import { classHandlers } from "./classes/service.ts"
import { figures, meetings } from "./contract.ts"
import { copyHandlers } from "./copy/service.ts"
import { doingHandlers } from "./doings/service.ts"
import { findingHandlers } from "./finding/service.ts"
import { makeMeeting } from "./making/service.ts"
import { movingHandlers } from "./moving/service.ts"
import { profileHandlers } from "./profile/service.ts"
import { mustNotBeSecret } from "./rules.ts"
import { schemeHandlers } from "./scheme/service.ts"
import { nextHandlers } from "./series/next/service.ts"
import { mustMayPlace, seriesHandlers } from "./series/service.ts"
import { staffHandlers } from "./staff/service.ts"
import { changeMeeting, meetingById, meetingsIn } from "./store.ts"
import { templateHandlers } from "./templates/service.ts"

const hand = (ctx: Context) => ({ by: ctx.actor.name, at: ctx.now, locale: ctx.locale })

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
  ...nextHandlers,
  ...copyHandlers,
  ...staffHandlers,
  ...schemeHandlers,
  ...profileHandlers,
  ...classHandlers,

  ...movingHandlers,

  setPhase: (ctx, { meetingId, version, phase }) => changeMeeting(ctx.db, { id: meetingId, version }, { phaseSet: phase, ...hand(ctx) }),

  async overview(ctx, { meetingId }) {
    const meeting = await meetingById(ctx.db, meetingId)
    const wrongFirst = (await ctx.ask(attention, { meetingId })).flat().sort((a, b) => Number(b.level === "wrong") - Number(a.level === "wrong"))
    return { meeting, today: dayOf(ctx.now, meeting.zone), attention: wrongFirst, figures: (await ctx.ask(figures, { meetingId })).flat() }
  },

  counts: async (ctx, { meetingId }) => (await ctx.ask(counts, { meetingId })).flat(),

  search: async (ctx, { meetingId, find }) => (await ctx.ask(search, { meetingId, find })).flat().slice(0, 30),

  ...boardHandlers,
  ...doingHandlers,
  ...findingHandlers,
})
