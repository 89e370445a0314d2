import { Refusal } from "#kernel/contract.ts"
import { daysBetween } from "#kernel/dates.ts"
import type { Context } from "#server/context.ts"
import { mayAt, mayEverywhere } from "#server/grants.ts"
import type { Meeting } from "../contract.ts"
import { makeMeeting } from "../making/service.ts"
import { profileText } from "../profile/service.ts"
import { requirementOf } from "../scheme/store.ts"
import { restOn } from "../series/rules.ts"
import { meetingById } from "../store.ts"
import { type People, parts } from "./contract.ts"
import { datesFrom, nameFor, renamed } from "./rules.ts"
import { words } from "./words.ts"

type Wanted = { meetingId: string; startsOn: string; people: People }

/** The copy stands where the old one does: whoever makes it must be allowed to make meetings there. */
async function mustMayMake({ actor, platform: { places } }: Context, { unitId, seriesId }: Meeting): Promise<void> {
  const inSeries = seriesId !== null && (await mayAt(places, actor, { kind: "series", id: seriesId, operation: "meetings.createNext" }))
  const inUnit = unitId !== null && (await mayAt(places, actor, { kind: "unit", id: unitId, operation: "meetings.create" }))
  if (!inSeries && !inUnit && !mayEverywhere(actor, "meetings.create")) throw new Refusal("meetings.mayNotCopy")
}

/** Each module's part of it, the meeting's own first. Why it was held and what leaders wanted of it belongs to the old one alone. */
async function partsOf(ctx: Context, { id }: Meeting, people: People) {
  const profile = { ...(await profileText(ctx, id)), purpose: "", intent: "" }
  const { isRequired, waived } = await requirementOf(ctx.db, id)
  // what one meeting was let off, the next is not
  const own = { module: "meetings", part: { schemeRequired: isRequired || waived !== null, profile }, said: [words[ctx.locale].profile] }
  return [own, ...(await ctx.ask(parts, { meetingId: id, people })).flat()]
}

export const copyHandlers = {
  async copyPreview(ctx: Context, { meetingId, startsOn, people }: Wanted) {
    const old = await meetingById(ctx.db, meetingId)
    const { opensAt: _clock, ...dates } = datesFrom(old, startsOn)
    const said = (await partsOf(ctx, old, people)).flatMap((one) => one.said)
    return { name: nameFor(old.name, { from: old.startsOn, to: startsOn }), ...dates, days: daysBetween(old.startsOn, startsOn), rest: restOn(startsOn), said }
  },

  async copy(ctx: Context, { meetingId, startsOn, people, name }: Wanted & { name: string }) {
    const old = await meetingById(ctx.db, meetingId)
    await mustMayMake(ctx, old)
    const { theme: _theme, ...about } = old
    const given = await partsOf(ctx, old, people)
    const byModule = Object.fromEntries(given.map(({ module, part }) => [module, renamed(part, { from: old.name, to: name })]))
    const made = await makeMeeting(ctx, { ...about, ...datesFrom(old, startsOn), name, theme: "" }, () => byModule)
    return { meetingId: made.id, name: made.name }
  },
}
