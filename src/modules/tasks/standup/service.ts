import { Refusal } from "#kernel/contract.ts"
import { longDay, shortDay } from "#kernel/dates.ts"
import { fill } from "#kernel/words.ts"
import type { Context, JobContext, JobResult } from "#server/context.ts"
import { there } from "../placing/service.ts"
import { type Lines, printStandup, type Standup } from "./contract.ts"
import { keep, linesOf, standupDays, standupOf } from "./store.ts"
import { words } from "./words.ts"

type Where = { meetingId: string; day: string; zone: string }

/** As it stands now; the reasons said so far are kept with what is still left. */
async function linesNow(ctx: Context, where: Where, reasons: ReadonlyMap<string, string>): Promise<Lines> {
  const rows = await linesOf(ctx.db, where)
  const heap = (name: string) => rows.filter((row) => row.heap === name).map(({ id, title, team, owner, dueOn }) => ({ id, title, team, owner, dueOn }))
  return { done: heap("done"), left: heap("left").map((line) => ({ ...line, reason: reasons.get(line.id) ?? "" })), tomorrow: heap("tomorrow") }
}

/** 当天的事没办完不放过: what is left has its reason. */
function mustSayWhy({ left }: Lines): void {
  const silent = left.find(({ reason }) => reason === "")
  if (silent) throw new Refusal("tasks.lacksReason", { title: silent.title })
}

async function read(ctx: Context, { meetingId, day }: { meetingId: string; day?: string }): Promise<Standup> {
  const { meeting, today } = await there(ctx, meetingId)
  const wanted = day ?? today
  const stored = await standupOf(ctx.db, meetingId, wanted)
  const days = await standupDays(ctx.db, meetingId)
  if (!stored) return { day: wanted, kept: null, lines: await linesNow(ctx, { meetingId, day: wanted, zone: meeting.zone }, new Map()), days }
  const { lines, ...kept } = stored
  return { day: wanted, kept, lines, days }
}

type Keeping = { meetingId: string; day: string; attended: string; note: string; reasons: { id: string; reason: string }[] }

export const standupHandlers = {
  standup: read,

  async keepStandup(ctx: Context, { meetingId, day, attended, note, reasons }: Keeping): Promise<Standup> {
    const { meeting, today } = await there(ctx, meetingId)
    if (day > today) throw new Refusal("tasks.notToday", { day: shortDay(day, ctx.locale) })
    const lines = await linesNow(ctx, { meetingId, day, zone: meeting.zone }, new Map(reasons.map(({ id, reason }) => [id, reason])))
    mustSayWhy(lines)
    await keep(ctx.db, { meetingId, day }, { attended, note, lines, by: ctx.actor.name, at: ctx.now })
    return read(ctx, { meetingId, day })
  },

  async printStandup(ctx: Context, { meetingId, day }: { meetingId: string; day: string }) {
    await there(ctx, meetingId)
    if (!(await standupOf(ctx.db, meetingId, day))) throw new Refusal("tasks.noStandup")
    return { jobId: await ctx.start(printStandup, { meetingId, day }, meetingId) }
  },
}

const template = new URL("../print/standup.typ", import.meta.url)

export async function printRecord(run: JobContext, { meetingId, day }: { meetingId: string; day: string }): Promise<JobResult> {
  const { name, record } = await run.transaction(async (ctx) => ({
    name: (await there(ctx, meetingId)).meeting.name,
    record: await read(ctx, { meetingId, day }),
  }))
  const say = words[run.locale]
  await run.progress(0, 1)
  const title = fill(say.standupTitle, { meeting: name })
  const { done, left, tomorrow } = record.lines
  const line = ({ title: task, team, owner }: Lines["done"][number]) => ({ task, who: owner || team })
  const heaps = [
    { name: fill(say.standupDone, { n: done.length }), rows: done.map((one) => ({ ...line(one), reason: "" })) },
    { name: fill(say.standupLeft, { n: left.length }), rows: left.map((one) => ({ ...line(one), reason: one.reason })) },
    { name: fill(say.standupTomorrow, { n: tomorrow.length }), rows: tomorrow.map((one) => ({ ...line(one), reason: "" })) },
  ]
  const about = [longDay(day, run.locale), `${say.attended}${say.colon}${record.kept?.attended ?? ""}`]
  const { pdf, pages } = await run.platform.print.pdf(template, { title, about, heaps, note: record.kept?.note ?? "" }, { title })
  const staged = await run.platform.files.stage(pdf)
  await run.progress(1, 1)
  return run.transaction(async (ctx) => {
    const file = await run.platform.files.put(ctx.db, { name: `${title} ${day}.pdf`, type: "application/pdf", staged, meetingId })
    return { fileId: file.id, pages }
  })
}
