import { dayOf } from "#kernel/dates.ts"
import { attention, collect, counts, meetingCreated, search } from "#kernel/house.ts"
import { fill } from "#kernel/words.ts"
import { beside, removing } from "#modules/attendees/contract.ts"
import { relocating } from "#modules/meetings/contract.ts"
import { parts } from "#modules/meetings/copy/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import { answers, answersAs, type Context, does, type ModuleJobs, on } from "#server/context.ts"
import { printMap, seating } from "./contract.ts"
import { partOf } from "./copy/service.ts"
import { papersOf, printSeatMap } from "./map/service.ts"
import { seatsInHall } from "./moving/service.ts"
import { labelOf, standing } from "./rules.ts"
import { applyTemplate, seatingService } from "./service.ts"
import { countDifferences, countStanding, labelsOf, letGo, planOf } from "./store.ts"
import { words } from "./words.ts"

async function whatIsWrong({ db, locale }: Context, meetingId: string) {
  const say = words[locale]
  const { seated, lacking, excused } = await countStanding(db, meetingId, standing)
  if (seated === 0) return []
  const plan = await planOf(db, meetingId)
  const unpublished = plan && plan.edition > 0 ? await countDifferences(db, meetingId) : 0
  const line = (level: "wrong" | "warning", sentence: string, verb: string) => ({ level, sentence, verb, path: "seats" })
  return [
    ...(lacking > 0 ? [line("wrong", fill(say.attentionLacking, { count: lacking }), say.verbArrange)] : []),
    ...(excused > 0 ? [line("warning", fill(say.attentionExcused, { count: excused }), say.verbArrange)] : []),
    ...(unpublished > 0 ? [line("warning", fill(say.attentionDraft, { count: unpublished }), say.verbPublish)] : []),
  ]
}

async function howMany(ctx: Context, meetingId: string) {
  const { seated } = await countStanding(ctx.db, meetingId, standing)
  return [{ room: "seats", count: seated || null, wants: (await whatIsWrong(ctx, meetingId)).length }]
}

async function found(ctx: Context, meetingId: string, find: string) {
  const people = await seatingService.find(ctx, { meetingId, find })
  return people
    .filter((person) => person.label !== null)
    .slice(0, 5)
    .map((person) => ({
      kind: words[ctx.locale].search,
      title: person.name,
      detail: [person.label, person.groupName].join(" · "),
      path: `seats?find=${person.attendeeId}`,
    }))
}

async function seatsBeside({ db }: Context, { meetingId, ids }: { meetingId: string; ids: string[] }) {
  const plan = await planOf(db, meetingId)
  if (!plan) return []
  return (await labelsOf(db, meetingId, ids)).map(({ attendeeId, place, published }) => {
    const text = labelOf(plan.rostrum, place)
    return { attendeeId, kind: "seat" as const, text, state: published === text ? null : ("quiet" as const) }
  })
}

export const jobs: ModuleJobs = {
  during: [
    on(meetingCreated, (ctx, { meetingId, parts }) => applyTemplate(ctx, meetingId, parts.seating)),
    on(removing, ({ db }, { meetingId, ids }) => letGo(db, meetingId, ids)),
  ],
  answers: [
    answers(parts, (ctx, { meetingId }) => partOf(ctx, meetingId)),
    answers(relocating, seatsInHall),
    answers(attention, (ctx, { meetingId }) => whatIsWrong(ctx, meetingId)),
    answers(counts, (ctx, { meetingId }) => howMany(ctx, meetingId)),
    answers(beside, seatsBeside, ["delegation", "gate"]),
    answersAs(seating.find, search, (ctx, { meetingId, find }) => found(ctx, meetingId, find)),
    answers(collect, async (ctx, { meetingId }) => papersOf(ctx, await meetingsService.get(ctx, { meetingId }))),
  ],
  work: [
    does(printMap, async (run, { meetingId, published }) => {
      const meeting = await run.transaction((ctx) => meetingsService.get(ctx, { meetingId }) as Promise<{ id: string; name: string; zone: string }>)
      return printSeatMap(run, { ...meeting, today: dayOf(new Date().toISOString(), meeting.zone) }, published)
    }),
  ],
}
