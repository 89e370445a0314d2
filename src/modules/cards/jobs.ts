import { dayOf } from "#kernel/dates.ts"
import { attention, collect, counts } from "#kernel/house.ts"
import { fill } from "#kernel/words.ts"
import { moving, relocating } from "#modules/meetings/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import { answers, type Context, does, type JobContext, type ModuleJobs } from "#server/context.ts"
import { type Layout, printBadges, printTents } from "./contract.ts"
import { badgesWithDates, badgesWithSeats } from "./moving/service.ts"
import { apart, drawn, tentSize } from "./rules.ts"
import { badgeFrom } from "./service.ts"
import { badgesOf, countCards, keepPrint, type PrintRow, printsOf, tentsOf, type Which } from "./store.ts"
import { words } from "./words.ts"

type Meeting = { id: string; name: string; startsOn: string; endsOn: string; zone: string }
const meetingOf = (run: JobContext, meetingId: string) => run.transaction((ctx) => meetingsService.get(ctx, { meetingId }) as Promise<Meeting>)

async function badges(run: JobContext, { meetingId, layout, ...which }: Which & { meetingId: string; layout: Layout }) {
  const meeting = await meetingOf(run, meetingId)
  const say = words[run.locale]
  const rows = await badgesOf(run.db, meetingId, which)
  await run.progress(0, rows.length, fill(say.drawing, { count: rows.length }))
  const made = rows.map((row) => drawn(badgeFrom(row, meeting, run.locale)))
  await run.mustGoOn()
  const title = `${meeting.name}${say.badges}`
  const { pdf, pages } = await run.platform.print.pdf(
    new URL("./print/badges.typ", import.meta.url),
    { layout, badges: made, words: { number: say.number, seat: say.seat } },
    { title },
  )
  return keep(run, meeting, { kind: "badges", pdf, pages, count: rows.length, title, isWhole: !which.delegationId && !which.attendeeIds })
}

async function tents(run: JobContext, { meetingId, attendeeIds }: { meetingId: string; attendeeIds?: string[] | undefined }) {
  const meeting = await meetingOf(run, meetingId)
  const rows = await tentsOf(run.db, meetingId, attendeeIds)
  await run.progress(0, rows.length)
  await run.mustGoOn()
  const title = `${meeting.name}${words[run.locale].tents}`
  const made = rows.map(({ name, label }) => ({ name: apart(name), size: tentSize(name), label }))
  const { pdf, pages } = await run.platform.print.pdf(new URL("./print/tents.typ", import.meta.url), { tents: made }, { title })
  return keep(run, meeting, { kind: "tents", pdf, pages, count: rows.length, title, isWhole: !attendeeIds })
}

type Made = { kind: PrintRow["kind"]; pdf: Buffer; pages: number; count: number; title: string; isWhole: boolean }

/** A reprint of a few is handed out, not filed: only the whole print goes to the archive. */
async function keep(run: JobContext, meeting: Meeting, { kind, pdf, pages, count, title, isWhole }: Made) {
  const staged = await run.platform.files.stage(pdf)
  return run.transaction(async ({ db, actor, now }) => {
    const file = await run.platform.files.put(db, { name: `${title}.pdf`, type: "application/pdf", staged, meetingId: meeting.id, passing: !isWhole })
    if (isWhole) await keepPrint(db, meeting.id, { kind, fileId: file.id, pages, count, by: actor.name, on: dayOf(now, meeting.zone) })
    return { fileId: file.id, pages, count }
  })
}

async function papers({ db, locale }: Context, meetingId: string) {
  const say = words[locale]
  return (await printsOf(db, meetingId)).map((print) => ({
    kind: say[print.kind],
    title: fill(say.archiveTitle, { what: say[print.kind], count: print.count }),
    number: null,
    author: print.by,
    madeOn: print.on,
    pages: print.pages,
    fileId: print.fileId,
  }))
}

async function whatIsMissing({ db, locale }: Context, meetingId: string) {
  const { issued, missing } = await countCards(db, meetingId)
  if (issued === 0 || missing === 0) return []
  const say = words[locale]
  return [{ level: "warning" as const, sentence: fill(say.attentionMissing, { count: missing }), verb: say.issueVerb, path: "cards" }]
}

export const jobs: ModuleJobs = {
  answers: [
    answers(moving, (ctx, { meetingId }) => badgesWithDates(ctx, meetingId)),
    answers(relocating, (ctx, { meetingId }) => badgesWithSeats(ctx, meetingId)),
    answers(attention, (ctx, { meetingId }) => whatIsMissing(ctx, meetingId)),
    answers(counts, async ({ db }, { meetingId }) => {
      const { issued, missing } = await countCards(db, meetingId)
      return [{ room: "cards", count: issued || null, wants: issued > 0 && missing > 0 ? 1 : 0 }]
    }),
    answers(collect, (ctx, { meetingId }) => papers(ctx, meetingId)),
  ],
  work: [does(printBadges, badges), does(printTents, tents)],
}
