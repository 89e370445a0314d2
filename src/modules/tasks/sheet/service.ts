import type { z } from "zod"
import { fill } from "#kernel/words.ts"
import { slowFirst } from "#server/api.ts"
import type { Context } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import type { Task, tasks } from "../contract.ts"
import { there } from "../placing/service.ts"
import { tasksOf } from "../store.ts"
import { words } from "../words.ts"

type Say = (typeof words)["zh-CN"] | (typeof words)["en"]

type Wanted = z.output<typeof tasks.exportSheet.input>

/** All pages of the list, written as a sheet before the transaction. */
async function written(ctx: Context, { meetingId, mine, ...filter }: Wanted) {
  const place = await there(ctx, meetingId)
  const wanted = { ...filter, mine: mine ? ctx.actor.id : undefined }
  const rows: Task[] = []
  for (let page = 1; ; page++) {
    const next = await tasksOf(ctx.db, place, { ...wanted, page, size: 200 })
    rows.push(...next.rows)
    if (rows.length >= next.total || !next.rows.length) break
  }
  const say = words[ctx.locale]
  const bytes = await writeSheet({ name: say.tasks, columns: sheetColumns(say), rows: rows.map((task) => sheetRow(task, say)) })
  return { name: `${place.meeting.name} ${say.tasks}.xlsx`, staged: await ctx.platform.files.stage(bytes) }
}

export const exportSheet = slowFirst(written, async (ctx: Context, { meetingId }: Wanted, sheet) => {
  const file = await ctx.platform.files.put(ctx.db, { ...sheet, meetingId, passing: true })
  return ctx.platform.files.ticket(ctx, file.id)
})

const sheetColumns = (say: Say) => [
  { title: say.stage, width: 16 },
  { title: say.task, width: 44 },
  { title: say.team, width: 12 },
  { title: say.role, width: 18 },
  { title: say.owner, width: 12 },
  { title: say.startsOn, width: 12 },
  { title: say.dueOn, width: 12 },
  { title: say.clock, width: 8 },
  { title: say.state, width: 12 },
  { title: say.standard, width: 36 },
  { title: say.certainty, width: 12 },
  { title: say.contingency, width: 30 },
  { title: say.waitsFor, width: 30 },
  { title: say.proofs, width: 30 },
  { title: say.document, width: 10 },
  { title: say.legal, width: 8 },
  { title: say.basis, width: 40 },
  { title: say.files, width: 24 },
  { title: say.notes, width: 40 },
]

function sheetRow(task: Task, say: Say): string[] {
  const state = task.doneAt ? say.done : task.lateDays ? fill(say["late.days"], { days: task.lateDays }) : say.open
  const waits = task.waitsFor.map(({ title }) => title).join(say.pause)
  const proofs = task.proofs.map(({ kind, by }) => `${say[`proof.${kind}`]} ${by}`).join(say.pause)
  const files = task.files.map(({ name }) => name).join(say.pause)
  const certainty = task.certainty ? say[`certainty.${task.certainty}`] : ""
  const { stage, title, team, role, owner, startsOn, dueOn, clock, standard, contingency, document, basis, notes } = task
  const plan = [standard, certainty, contingency, waits, task.needsProofs ? proofs || say.noProofs : "", document ?? ""]
  return [stage, title, team, role, owner, startsOn, dueOn, clock ?? "", state, ...plan, task.legal ? say.legal : "", basis ?? "", files, notes]
}
