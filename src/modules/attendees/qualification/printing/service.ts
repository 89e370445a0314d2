/** 资格审查报告: an official paper of its own form — no red head — with the table of the structure behind it. */
import type { z } from "zod"
import { headOf, officialDay, titleLines } from "#kernel/official.ts"
import { fill } from "#kernel/words.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { JobContext, JobResult } from "#server/context.ts"
import type { printingReport, Report } from "../contract.ts"
import { paragraphsOf } from "../rules.ts"
import { reportOf } from "../service.ts"
import { keepPaper } from "../store.ts"
import { words } from "../words.ts"

const template = new URL("../print/report.typ", import.meta.url)

function paperOf({ title, body, issuer, day, structure, adopted }: Report, { locale }: Pick<JobContext, "locale">) {
  const say = words[locale]
  const name = { valid: say.standing_valid, byElection: say.standing_byElection, pending: say.standing_pending, ended: say.standing_ended }
  const standings = (["valid", "byElection", "pending", "ended"] as const).map((one) => ({
    name: name[one],
    count: String(structure.standings[one]),
    share: "",
  }))
  return {
    titleLines: titleLines(title),
    adopted: adopted ? fill(say.printed, { on: officialDay(adopted.on), by: adopted.by }) : "",
    body: paragraphsOf(body).map(headOf),
    signatory: issuer,
    date: day ? officialDay(day) : "",
    tableTitle: say.tableTitle,
    heads: [say.part, say.item, say.count, say.share],
    parts: [
      { title: say.standing, rows: standings },
      ...structure.parts.map((part) => ({ ...part, rows: part.rows.map((row) => ({ ...row, count: String(row.count) })) })),
    ],
    total: [say.total, fill(say.people, { count: structure.delegates })],
  }
}

export async function printReport(run: JobContext, { meetingId }: z.output<typeof printingReport.data>): Promise<JobResult> {
  const { report, meeting } = await run.transaction(async (ctx) => ({
    report: await reportOf(ctx, meetingId),
    meeting: await meetingsService.get(ctx, { meetingId }),
  }))
  const title = report.title.startsWith(meeting.name) ? report.title : fill(words[run.locale].fileName, { meeting: meeting.name, title: report.title })
  const { pdf, pages } = await run.platform.print.pdf(template, paperOf(report, run), {
    title,
    author: report.issuer,
    ...(report.day ? { on: report.day } : {}),
  })
  const staged = await run.platform.files.stage(pdf)
  return run.transaction(async ({ db }) => {
    const file = await run.platform.files.put(db, { name: `${title}.pdf`, type: "application/pdf", staged, meetingId })
    await keepPaper(db, meetingId, { fileId: file.id, pages })
    return { fileId: file.id, pages }
  })
}
