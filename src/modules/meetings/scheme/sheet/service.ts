/** 方案 on paper, by the page of GB/T 9704: the sections numbered, each annex on a page of its own. */
import { Refusal } from "#kernel/contract.ts"
import type { PlainPaper } from "#kernel/official.ts"
import type { JobContext, JobResult } from "#server/context.ts"
import { plainDocx, plainPdf } from "#server/official.ts"
import { meetingById } from "../../store.ts"
import type { SchemeText } from "../contract.ts"
import { whereItStands } from "../service.ts"
import { schemeOf } from "../store.ts"
import { words } from "../words.ts"
import { paperOf } from "./rules.ts"

const types = { pdf: "application/pdf", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" }

async function bytesOf(run: JobContext, paper: PlainPaper, { as, on }: { as: "pdf" | "docx"; on: string }): Promise<Buffer> {
  return as === "pdf" ? (await plainPdf(run.platform.print, paper, on)).pdf : plainDocx(paper)
}

export async function printScheme(run: JobContext, { meetingId, as }: { meetingId: string; as: "pdf" | "docx" }): Promise<JobResult> {
  const found = await schemeOf(run.db, meetingId)
  if (!found) throw new Refusal("meetings.noScheme")
  const text: SchemeText = found.text
  const { host: author } = await meetingById(run.db, meetingId)
  const say = words[run.locale]
  const where = await run.transaction((ctx) => whereItStands(ctx, meetingId))
  const mark = where === "approved" ? "" : where === "running" ? say.underApproval : say.draftMark
  await run.progress(0, 1)
  const paper = paperOf(text, { author, mark, toFill: say.toFillMark })
  const staged = await run.platform.files.stage(await bytesOf(run, paper, { as, on: found.updatedAt.slice(0, 10) }))
  await run.progress(1, 1)
  return run.transaction(async ({ db }) => {
    // it can be printed anew at any time from what is kept: the paper itself passes
    const file = await run.platform.files.put(db, { name: `${text.title}.${as}`, type: types[as], staged, meetingId, passing: true })
    return { fileId: file.id, annexes: text.annexes.length }
  })
}
