import { Refusal } from "#kernel/contract.ts"
import { addDays, longDay, plainClock, shortDay } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import type { Context } from "#server/context.ts"
import { lastOf, next } from "#server/numbers.ts"
import { standings } from "../../board/contract.ts"
import { makeMeeting } from "../../making/service.ts"
import { proposedDates } from "../../rules.ts"
import { datesOf } from "../../store.ts"
import { partsFor, templateBy } from "../../templates/rules.ts"
import { named, periodOf, restOn, sittingCounter, usualAfter, workdayFrom, workdaysBefore } from "../rules.ts"
import { type Planned, plannedSeries, reachedBy, seriesIn, today } from "../service.ts"
import { addSitting, knownSeries, meetingsOf } from "../store.ts"
import { words } from "../words.ts"
import type { NextOne, SeriesLine } from "./contract.ts"
import { rulesAt, templateFor } from "./rules.ts"

/** The usual day after the last meeting and after today; on a day off, the next working day. */
function dayFor({ text, lastOn }: Planned, from: string): { day: string; usual: string } {
  const usual = usualAfter(lastOn !== null && lastOn > from ? lastOn : from, text.usual, lastOn)
  return { day: workdayFrom(usual), usual }
}

const counterOf = ({ id, text }: Planned, day: string) => sittingCounter(id, periodOf(text.numbering, day))

/** The day topics had to be collected by under the series' rule, when it is over already. */
function missedFor({ text }: Planned, { day, now }: { day: string; now: string }): string | null {
  const rule = text.rules.find(({ key, isOn }) => key === "collect" && isOn)
  if (!rule?.count) return null
  const due = rule.unit === "workday" ? workdaysBefore(day, rule.count) : addDays(day, -rule.count)
  return due < now ? due : null
}

function sentenceFor(ctx: Context, { name, text, members }: Planned): string {
  const say = words[ctx.locale]
  const { quorum } = text.body
  const chair = members.find(({ isChair }) => isChair)?.name
  const share = fill(say[quorum.strict ? "moreThan" : "atLeast"], quorum)
  const rules = rulesAt(
    templateFor(templateBy(text.template), { text, members }),
    text.rules.filter(({ isOn }) => isOn),
  ).length
  const from = fill(say.fromSeries, { series: name, place: text.place, hall: text.hall, count: members.length, body: text.body.name, share, rules })
  return [from, ...(chair ? [fill(say.fromChair, { chair })] : []), say.fromChange].join("")
}

/** Some of what prepares it should have been done by today: the meeting is as near as that. */
async function bornLate(ctx: Context, meetingId: string): Promise<string> {
  const standing = (await ctx.ask(standings, { ids: [meetingId], accountId: ctx.actor.id })).flat()
  const count = standing.reduce((sum, { late }) => sum + late, 0)
  return count > 0 ? fill(words[ctx.locale].bornLate, { count }) : ""
}

export const nextHandlers = {
  async mySeries(ctx: Context): Promise<SeriesLine[]> {
    const known = await seriesIn(ctx, reachedBy(ctx, "meetings.seriesPlan"))
    const days = known.map((series) => dayFor(series, today(ctx)).day)
    const last = await lastOf(
      ctx.db,
      known.map((series, at) => counterOf(series, days[at] ?? today(ctx))),
    )
    const mine = new Set((await knownSeries(ctx.db, reachedBy(ctx, "meetings.createNext"))).map(({ id }) => id))
    return known.map(({ id, name, unitId, text, members }, at) => {
      const [day = today(ctx), number] = [days[at], (last[at] ?? 0) + 1]
      const coming = { name: named(text.numbering, { number, day }), startsOn: day, clock: text.usual.clock, number }
      return { id, name, unitId, template: templateBy(text.template).title[ctx.locale], members: members.length, next: coming, mayMake: mine.has(id) }
    })
  },

  async nextOfSeries(ctx: Context, { seriesId, startsOn }: { seriesId: string; startsOn?: string | undefined }): Promise<NextOne> {
    const series = await plannedSeries(ctx, seriesId)
    const { day, usual } = startsOn === undefined ? dayFor(series, today(ctx)) : { day: startsOn, usual: startsOn }
    const [last = 0] = await lastOf(ctx.db, [counterOf(series, day)])
    const open = (await meetingsOf(ctx.db, seriesId)).find((one) => one.startsOn >= today(ctx))
    return {
      name: named(series.text.numbering, { number: last + 1, day }),
      startsOn: day,
      clock: series.text.usual.clock,
      number: last + 1,
      usualDay: usual === day ? null : usual,
      rest: restOn(usual),
      sentence: sentenceFor(ctx, series),
      missed: missedFor(series, { day, now: today(ctx) }),
      open: open ? `${open.name}（${shortDay(open.startsOn, ctx.locale)}）` : null,
    }
  },

  /** The number is taken in the transaction that makes the meeting: a meeting that fails leaves no gap. */
  async createNext(ctx: Context, { seriesId, number, startsOn }: { seriesId: string; number: number; startsOn?: string | undefined }) {
    const series = await plannedSeries(ctx, seriesId)
    const { text } = series
    const day = startsOn ?? dayFor(series, today(ctx)).day
    if (day < today(ctx)) throw new Refusal("meetings.dayPast")
    if ((await next(ctx.db, counterOf(series, day))) !== number) throw new Refusal("meetings.numberGone", { number })
    const template = templateFor(templateBy(text.template), series)
    const about = { name: named(text.numbering, { number, day }), theme: "", host: text.host, place: text.place, hall: text.hall }
    const dates = proposedDates(day, { ...template.defaults, opensAt: text.usual.clock })
    const { zone } = template.defaults
    const meeting = await makeMeeting(
      ctx,
      { ...about, ...dates, zone, secrecy: text.secrecy, template: text.template, unitId: series.unitId, seriesId },
      (made) => partsFor(template, { dates: datesOf(made), about }),
    )
    await addSitting(ctx.db, { meetingId: meeting.id, seriesId, period: periodOf(text.numbering, day), number })
    const when = `${longDay(day, ctx.locale)} ${plainClock(text.usual.clock)}`
    const made = fill(words[ctx.locale].made, { name: meeting.name, when })
    return { meetingId: meeting.id, name: meeting.name, sentence: `${made}${await bornLate(ctx, meeting.id)}${sentenceFor(ctx, series)}` }
  },
}
