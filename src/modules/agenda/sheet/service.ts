import { dayOf, longDay, plainClock } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import { slowFirst } from "#server/api.ts"
import type { Context, JobContext, JobResult } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import type { Session } from "../contract.ts"
import { programmeOf } from "../programme/service.ts"
import { forDelegates, mustHaveSessions } from "../rules.ts"
import { keepPaper } from "../store.ts"
import { words } from "../words.ts"
import { howManyCome, sheetOf } from "./rules.ts"

const template = new URL("../print/programme.typ", import.meta.url)
const meetingOf = async (ctx: Context, meetingId: string): Promise<Meeting> => (await meetingsService.get(ctx, { meetingId })) as Meeting

/** The programme on paper; the last one printed is what the archive is offered. */
export async function printSheet(run: JobContext, { meetingId, byDay }: { meetingId: string; byDay: boolean }): Promise<JobResult> {
  const { meeting, sessions } = await run.transaction(async (ctx) => ({
    meeting: await meetingOf(ctx, meetingId),
    sessions: forDelegates(await programmeOf(ctx, meetingId)),
  }))
  const say = words[run.locale]
  await run.progress(0, 1)
  const title = fill(say.sheetTitle, { meeting: meeting.name })
  const where = { place: meeting.place, hall: meeting.hall }
  // a sheet of one day says its own day, not that of the opening
  const about = byDay ? fill(say.sheetPlace, where) : fill(say.sheetAbout, { ...where, day: longDay(meeting.startsOn, run.locale) })
  const heads = [say.day, say.time, say.item, say.place, say.chair, say.who, say.signIn]
  const { pdf, pages } = await run.platform.print.pdf(template, { title, about, byDay, heads, days: sheetOf(sessions, meeting, run.locale) }, { title })
  await run.progress(1, 1)
  const staged = await run.platform.files.stage(pdf)
  return run.transaction(async (ctx) => {
    const file = await run.platform.files.put(ctx.db, { name: `${title}.pdf`, type: "application/pdf", staged, meetingId })
    await keepPaper(ctx.db, meetingId, { fileId: file.id, pages, by: ctx.actor.name, on: dayOf(ctx.now, meeting.zone) })
    return { fileId: file.id, pages, sessions: sessions.length }
  })
}

type Say = (typeof words)["zh-CN"] | (typeof words)["en"]

const columns = (say: Say) => [
  { title: say.day, width: 26 },
  { title: say.time, width: 14 },
  { title: say.session, width: 36 },
  { title: say.place, width: 22 },
  { title: say.chair, width: 14 },
  { title: say.who, width: 34 },
  { title: say.signIn, width: 8 },
  { title: say.remark, width: 40 },
]

/** What a session is besides its title: required by law, the staff's own, in the way of another. */
function remarkOf({ kind, legal, basis, clashes, remark }: Session, say: Say): string {
  const required = legal ? fill(say.legalBy, { basis: basis ?? "" }) : ""
  const own = kind === "work" ? say.ownOnly : ""
  return [required, own, ...clashes.map((other) => fill(say.clash, { other })), remark].filter(Boolean).join(say.semicolon)
}

/** The office's own sheet: every session, the staff's too, and how many come. */
export const exportSheet = slowFirst(
  async (ctx: Context, { meetingId }: { meetingId: string }) => {
    const { name } = await meetingOf(ctx, meetingId)
    const sessions = await programmeOf(ctx, meetingId)
    mustHaveSessions(sessions)
    const say = words[ctx.locale]
    const rows = sessions.map((session) => {
      const { day, starts, ends, title, place, chair, signIn } = session
      const time = `${plainClock(starts)}–${plainClock(ends)}`
      return [longDay(day, ctx.locale), time, title, place, chair, howManyCome(session, ctx.locale), signIn ? say.signIn : "", remarkOf(session, say)]
    })
    const bytes = await writeSheet({ name: say.agenda, columns: columns(say), rows })
    return { name: `${fill(say.sheetTitle, { meeting: name })}.xlsx`, staged: await ctx.platform.files.stage(bytes) }
  },
  async (ctx, { meetingId }, file) => {
    const { id } = await ctx.platform.files.put(ctx.db, { ...file, meetingId, passing: true })
    return ctx.platform.files.ticket(ctx, id)
  },
)
