import { Refusal } from "#kernel/contract.ts"
import { shortDay } from "#kernel/dates.ts"
import { newSecret } from "#kernel/ids.ts"
import type { Locale } from "#kernel/words.ts"
import { mustBeApproved } from "#modules/meetings/scheme/service.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import { serve } from "#server/api.ts"
import { type Badge, cards, printBadges, printTents } from "./contract.ts"
import { contentOf } from "./rules.ts"
import {
  addCards,
  type BadgeRow,
  badgesOf,
  cardsOf,
  countBadges,
  countCards,
  delegationsOf,
  idsWithoutCard,
  lockNumbers,
  nameOf,
  replaceCode,
  tentsOf,
} from "./store.ts"

type About = { name: string; startsOn: string; endsOn: string }

/** The badge of a person as it is printed and shown. */
export const badgeFrom = ({ code, attendeeId: _id, ...row }: BadgeRow, meeting: About, locale: Locale): Badge => ({
  ...row,
  meeting: meeting.name,
  dates:
    meeting.startsOn === meeting.endsOn ? shortDay(meeting.startsOn, locale) : `${shortDay(meeting.startsOn, locale)} – ${shortDay(meeting.endsOn, locale)}`,
  content: contentOf(code),
})

export const cardsService = serve(cards, {
  async list({ db }, { meetingId, ...asked }) {
    const { rows, total } = await cardsOf(db, meetingId, asked)
    return {
      rows,
      total,
      ...(await countCards(db, meetingId)),
      delegations: await delegationsOf(db, meetingId),
    }
  },

  async badge(ctx, { meetingId, attendeeId }) {
    const [row] = await badgesOf(ctx.db, meetingId, { attendeeIds: [attendeeId] })
    if (!row) throw new Refusal("cards.noCard", { name: await nameOf(ctx.db, meetingId, attendeeId) })
    return badgeFrom(row, (await meetingsService.get(ctx, { meetingId })) as About, ctx.locale)
  },

  async issue({ db, now }, { meetingId }) {
    await lockNumbers(db, meetingId)
    const ids = await idsWithoutCard(db, meetingId)
    if (ids.length > 0) await addCards(db, meetingId, { ids, codes: ids.map(newSecret), at: now })
    const { issued } = await countCards(db, meetingId)
    if (issued === 0) throw new Refusal("cards.emptyRoster")
    return { made: ids.length, total: issued }
  },

  async reissue({ db, now, actor }, { meetingId, attendeeId, reason }) {
    const name = await nameOf(db, meetingId, attendeeId)
    const replaced = await replaceCode(db, { meetingId, attendeeId }, { code: newSecret(), reason, by: actor.name, at: now })
    if (!replaced) throw new Refusal("cards.noCard", { name })
    return replaced
  },

  async printBadges(ctx, { meetingId, layout, ...which }) {
    await mustBeApproved(ctx, meetingId)
    const count = await countBadges(ctx.db, meetingId, which)
    if (count === 0) throw new Refusal("cards.nobody")
    return { jobId: await ctx.start(printBadges, { meetingId, layout, ...which }, meetingId), count }
  },

  async printTents(ctx, { meetingId, attendeeIds }) {
    await mustBeApproved(ctx, meetingId)
    const { length: count } = await tentsOf(ctx.db, meetingId, attendeeIds)
    if (count === 0) throw new Refusal("cards.emptyRostrum")
    return { jobId: await ctx.start(printTents, { meetingId, attendeeIds }, meetingId), count }
  },
})
