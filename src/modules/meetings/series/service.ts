import { Refusal } from "#kernel/contract.ts"
import { dayOf, officeZone, shortMoment } from "#kernel/dates.ts"
import { newId } from "#kernel/ids.ts"
import { accessService } from "#modules/access/service.ts"
import type { Context } from "#server/context.ts"
import { covering, mayAt, mayEverywhere } from "#server/grants.ts"
import { goOnFrom, lastOf } from "#server/numbers.ts"
import { templateBy } from "../templates/rules.ts"
import type { Member, SeriesPlan, SeriesText } from "./contract.ts"
import { rulesAt } from "./next/rules.ts"
import { minutesCounter, mustBeMembers, mustHold, periodOf, sittingCounter, usualText } from "./rules.ts"
import * as store from "./store.ts"

type Belonging = { unitId: string | null; seriesId: string | null }

/** A series is open to the meetings of its own unit and of those below. Throws house.notFound, meetings.seriesElsewhere. */
export async function mustBelong({ db, platform: { places } }: Context, { unitId, seriesId }: Belonging): Promise<void> {
  const unit = unitId ? await places.of("unit", unitId) : undefined
  if (unitId && !unit) throw new Refusal("house.notFound")
  if (!seriesId) return
  const [series] = await store.seriesOf(db, { id: seriesId })
  if (!series) throw new Refusal("house.notFound")
  if (series.unitId && unit && !unit.units.includes(series.unitId)) throw new Refusal("meetings.seriesElsewhere")
}

/** Whoever puts a meeting somewhere hands it to those who may act there: he needs the right to make meetings in that place as well. */
export async function mustMayPlace(ctx: Context, { unitId, seriesId }: Belonging, operation: string): Promise<void> {
  await mustBelong(ctx, { unitId, seriesId })
  const { places } = ctx.platform
  const [series] = seriesId ? await store.seriesOf(ctx.db, { id: seriesId }) : []
  const unit = unitId ?? series?.unitId ?? null
  const may = unit ? await mayAt(places, ctx.actor, { kind: "unit", id: unit, operation }) : mayEverywhere(ctx.actor, operation)
  if (!may) throw new Refusal("meetings.mayNotPlace")
}

/** A series with what it is known by: its own text, or what its template usually does. */
export type Planned = Omit<store.Known, "text"> & { text: SeriesText }

export async function seriesIn(ctx: Context, by: Parameters<typeof store.knownSeries>[1]): Promise<Planned[]> {
  const known = await store.knownSeries(ctx.db, by)
  if (known.every(({ text }) => text !== null)) return known as Planned[]
  const { organisation } = (await accessService.state(ctx, {})) as { organisation: string | null }
  const template = templateBy("office-meeting")
  return known.map((one) => ({ ...one, text: one.text ?? usualText(one.name, one.unitName || (organisation ?? one.name), template) }))
}

export async function plannedSeries(ctx: Context, seriesId: string): Promise<Planned> {
  const [found] = await seriesIn(ctx, { ids: [seriesId], unitIds: [] })
  if (!found) throw new Refusal("house.notFound")
  return found
}

export const today = (ctx: Context): string => dayOf(ctx.now, officeZone)

/** Those an operation of mine reaches. */
export function reachedBy(ctx: Context, operation: string): Parameters<typeof store.knownSeries>[1] {
  if (mayEverywhere(ctx.actor, operation)) return "all"
  const ats = covering(ctx.actor.grants, { name: operation }).map(({ at }) => at)
  const ids = (kind: "series" | "unit") => ats.flatMap((at) => (at.kind === kind ? [at.id] : []))
  return { ids: ids("series"), unitIds: ids("unit") }
}

const may = (ctx: Context, id: string, operation: string) => mayAt(ctx.platform.places, ctx.actor, { kind: "series", id, operation })

async function shown(ctx: Context, seriesId: string): Promise<SeriesPlan> {
  const { id, name, unitId, text, members, version } = await plannedSeries(ctx, seriesId)
  const template = templateBy(text.template)
  const day = today(ctx)
  const [sitting = 0, minutes = 0] = await lastOf(ctx.db, [sittingCounter(id, periodOf(text.numbering, day)), minutesCounter(id, text.numbering.minutes, day)])
  return {
    series: { id, name, unitId },
    text,
    members,
    categories: template.parts.attendees.categories.map((one) => ({ key: one.key, name: one.name, mayVote: one.mayVote === true })),
    applied: rulesAt(template, text.rules),
    last: { sitting, minutes },
    meetings: await store.meetingsOf(ctx.db, id),
    may: { edit: await may(ctx, id, "meetings.editSeries"), make: await may(ctx, id, "meetings.createNext") },
    version,
  }
}

type Seen = { seriesId: string; version: number }

async function save(ctx: Context, { seriesId, version }: Seen, change: { text?: SeriesText; members?: readonly Member[] }): Promise<SeriesPlan> {
  const found = await plannedSeries(ctx, seriesId)
  const { text = found.text, members = found.members } = change
  mustBeMembers(members, templateBy(text.template).parts.attendees.categories)
  const written = version === found.version && (await store.savePlan(ctx.db, { seriesId, seen: version, text, members }, { by: ctx.actor.name, at: ctx.now }))
  if (!written) throw new Refusal("house.stale", { who: found.updatedBy, when: shortMoment(found.updatedAt, officeZone, ctx.locale) })
  return shown(ctx, seriesId)
}

export const seriesHandlers = {
  series: ({ db }: Context, { unitId }: { unitId: string | null }) => store.seriesOf(db, { unitId }),

  async addSeries(ctx: Context, { unitId, name }: { unitId: string | null; name: string }) {
    const series = { id: newId(), name, unitId }
    await store.addSeries(ctx.db, series)
    return series
  },

  renameSeries: ({ db }: Context, { seriesId, name }: { seriesId: string; name: string }) => store.renameSeries(db, { id: seriesId, name }),

  seriesPlan: (ctx: Context, { seriesId }: { seriesId: string }) => shown(ctx, seriesId),

  async editSeries(ctx: Context, { text, ...seen }: Seen & { text: SeriesText }) {
    mustHold(text)
    return save(ctx, seen, { text })
  },

  setSeriesMembers: (ctx: Context, { members, ...seen }: Seen & { members: Member[] }) => save(ctx, seen, { members }),

  async setSeriesNumbers(ctx: Context, { seriesId, sitting, minutes }: { seriesId: string; sitting: number; minutes: number }) {
    const { id, text } = await plannedSeries(ctx, seriesId)
    const day = today(ctx)
    const wanted = [
      { counter: sittingCounter(id, periodOf(text.numbering, day)), last: sitting },
      { counter: minutesCounter(id, text.numbering.minutes, day), last: minutes },
    ]
    for (const { counter, last } of wanted) {
      const standing = await goOnFrom(ctx.db, counter, last)
      if (standing > last) throw new Refusal("meetings.numbersGoOn", { last: standing })
    }
    return shown(ctx, id)
  },
}

/** What minutes of the series' own body are called and who counts them; null: they go by their body, as in any meeting. */
export async function minutesFormOf(ctx: Context, seriesId: string | null, bodyName: string | null): Promise<{ name: string; countedBy: string } | null> {
  if (seriesId === null) return null
  const { id, text } = await plannedSeries(ctx, seriesId)
  return text.numbering.minutes && text.body.name === bodyName ? { name: text.numbering.minutes, countedBy: id } : null
}
