import { longDay, plainClock } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import { slowFirst } from "#server/api.ts"
import type { Context, JobContext, JobResult } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import { type Line, printing, type Script } from "../contract.ts"
import { there } from "../reading/service.ts"
import { clockAfter, mustBeWritten } from "../rules.ts"
import { linesOf, scriptsOf } from "../store.ts"
import { words } from "../words.ts"

type Which = { meetingId: string; id?: string | undefined }
type Filled = { script: Script; lines: Line[] }

/** The script asked for, or all that have lines, each in its order. */
async function filled(ctx: Context, { meetingId, id }: Which): Promise<{ name: string; scripts: Filled[] }> {
  const place = await there(ctx, meetingId)
  const wanted = (await scriptsOf(ctx.db, place)).filter((script) => script.lines > 0 && (id === undefined || script.id === id))
  mustBeWritten(wanted)
  const ids = wanted.map((script) => script.id)
  const byScript = Map.groupBy(await linesOf(ctx.db, meetingId, ids), ({ scriptId }) => scriptId)
  return { name: place.meeting.name, scripts: wanted.map((script) => ({ script, lines: byScript.get(script.id) ?? [] })) }
}

/** 90 秒 as 1′30″, the way a stop-watch shows it. */
const span = (seconds: number | null): string => {
  if (seconds === null) return ""
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return `${minutes ? `${minutes}′` : ""}${rest ? `${rest}″` : ""}`
}

export async function printScripts(ctx: Context, { meetingId, id }: Which) {
  await filled(ctx, { meetingId, id })
  return { jobId: await ctx.start(printing, { meetingId, id }, meetingId) }
}

const template = new URL("../print/script.typ", import.meta.url)

/** A table a session, each beginning on a page of its own: it is handed to whoever works there. */
export async function printPages(run: JobContext, which: Which): Promise<JobResult> {
  const { name, scripts } = await run.transaction((ctx) => filled(ctx, which))
  const say = words[run.locale]
  await run.progress(0, 1)
  const title = fill(say.sheetTitle, { meeting: name })
  const tables = scripts.map(({ script, lines }) => ({
    title: script.title,
    about: `${longDay(script.day, run.locale)} ${plainClock(script.starts)}${script.place ? `　${script.place}` : ""}`,
    rows: lines.map(({ minutes, cue, what, person, place, seconds }) => ({
      time: plainClock(clockAfter(script.starts, minutes)),
      cue,
      what,
      person,
      place,
      span: span(seconds),
    })),
  }))
  const heads = [say.time, say.cue, say.what, say.person, say.device, say.span]
  const { pdf, pages } = await run.platform.print.pdf(template, { title, heads, tables }, { title })
  const staged = await run.platform.files.stage(pdf)
  await run.progress(1, 1)
  return run.transaction(async (ctx) => {
    const file = await run.platform.files.put(ctx.db, { name: `${title}.pdf`, type: "application/pdf", staged, meetingId: which.meetingId, passing: true })
    return { fileId: file.id, pages, scripts: scripts.length }
  })
}

/** One sheet of all scripts, written before the transaction. */
export const exportScripts = slowFirst(
  async (ctx: Context, which: Which) => {
    const { name, scripts } = await filled(ctx, which)
    const say = words[ctx.locale]
    const columns = [
      { title: say.session, width: 28 },
      { title: say.day, width: 12 },
      { title: say.time, width: 8 },
      { title: say.minutes, width: 8 },
      { title: say.cue, width: 24 },
      { title: say.what, width: 56 },
      { title: say.person, width: 20 },
      { title: say.device, width: 20 },
      { title: say.seconds, width: 8 },
    ]
    const rows = scripts.flatMap(({ script, lines }) =>
      lines.map(({ minutes, cue, what, person, place, seconds }) => [
        script.title,
        script.day,
        clockAfter(script.starts, minutes),
        minutes,
        cue,
        what,
        person,
        place,
        seconds,
      ]),
    )
    const staged = await ctx.platform.files.stage(await writeSheet({ name: say.rehearsals, columns, rows }))
    return { name: `${name} ${say.rehearsals}.xlsx`, staged }
  },
  async (ctx: Context, { meetingId }: Which, { name, staged }) => {
    const file = await ctx.platform.files.put(ctx.db, { name, staged, meetingId, passing: true })
    return ctx.platform.files.ticket(ctx, file.id)
  },
)
