import { Refusal } from "#kernel/contract.ts"
import { newId } from "#kernel/ids.ts"
import type { Context } from "#server/context.ts"
import { mayAt, mayEverywhere } from "#server/grants.ts"
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

export const seriesHandlers = {
  series: ({ db }: Context, { unitId }: { unitId: string | null }) => store.seriesOf(db, { unitId }),

  async addSeries(ctx: Context, { unitId, name }: { unitId: string | null; name: string }) {
    const series = { id: newId(), name, unitId }
    await store.addSeries(ctx.db, series)
    return series
  },

  renameSeries: ({ db }: Context, { seriesId, name }: { seriesId: string; name: string }) => store.renameSeries(db, { id: seriesId, name }),
}
