/** 资格审查报告: an official paper of its own form — no red head — with the table of the structure behind it. */
import type { z } from "zod"
import { headOf, officialDay, type TablePaper, titleLines } from "#kernel/official.ts"
import { fill } from "#kernel/words.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { JobContext, JobResult } from "#server/context.ts"
import { tableDocx } from "#server/official.ts"
import { type printingReport, type Report, Standing } from "../contract.ts"
import { paragraphsOf, titleOf } from "../rules.ts"
import { reportOf } from "../service.ts"
import { keepPaper } from "../store.ts"
import { words } from "../words.ts"

const template = new URL("../print/report.typ", import.meta.url)

type As = z.output<typeof printingReport.data>["as"]
const types: Record<As, string> = { pdf: "application/pdf", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" }

function paperOf({ title, body, issuer, day, structure, adopted }: Report, { locale }: Pick<JobContext, "locale">): TablePaper {
  const say = words[locale]
  const parts = structure.parts.map((part) => ({ title: part.title, rows: part.rows.map(({ name, count, share }) => [name, String(count), share]) }))
  const standings = Standing.options.map((one) => [say[`standing_${one}`], String(structure.standings[one]), ""])
  return {
    title,
    author: issuer,
    under: adopted ? fill(say.printed, { on: officialDay(adopted.on), by: adopted.by }) : "",
    body: paragraphsOf(body),
    date: day ? officialDay(day) : "",
    table: {
      title: say.tableTitle,
      heads: [say.part, say.item, say.count, say.share],
      parts: [{ title: say.standing, rows: standings }, ...parts],
      total: [say.total, fill(say.people, { count: structure.delegates })],
    },
  }
}

async function written(run: JobContext, paper: TablePaper, { as, title, on }: { as: As; title: string; on: string | null }) {
  if (as === "docx") return { bytes: await tableDocx(paper), pages: null }
  const data = { ...paper, titleLines: titleLines(paper.title), body: paper.body.map(headOf) }
  const { pdf, pages } = await run.platform.print.pdf(template, data, { title, author: paper.author, ...(on ? { on } : {}) })
  return { bytes: pdf, pages }
}

/** Only the paper of what was adopted stays, for the archive: a draft and what the pen goes over pass. */
export async function printReport(run: JobContext, { meetingId, as }: z.output<typeof printingReport.data>): Promise<JobResult> {
  const { report, meeting } = await run.transaction(async (ctx) => ({
    report: await reportOf(ctx, meetingId),
    meeting: await meetingsService.get(ctx, { meetingId }),
  }))
  const title = titleOf(report.title, meeting.name)
  const { bytes, pages } = await written(run, paperOf(report, run), { as, title, on: report.day })
  const staged = await run.platform.files.stage(bytes)
  return run.transaction(async ({ db }) => {
    const isKept = as === "pdf" && report.adopted !== null
    const file = await run.platform.files.put(db, { name: `${title}.${as}`, type: types[as], staged, meetingId, passing: !isKept })
    if (pages !== null && isKept) await keepPaper(db, meetingId, { fileId: file.id, pages, version: report.version })
    return { fileId: file.id, ...(pages === null ? {} : { pages }) }
  })
}
