import { attention, collect, counts, search } from "#kernel/house.ts"
import { MinutesPaper } from "#kernel/official.ts"
import { fill } from "#kernel/words.ts"
import { decided } from "#modules/approvals/contract.ts"
import { answers, answersAs, type Context, does, type JobContext, type ModuleJobs, on } from "#server/context.ts"
import { officialDocx, officialPdf } from "#server/official.ts"
import { minutes, printMinutes } from "./contract.ts"
import { filedOf, type Key, keepPrint, lackingMinutes, minutesById, minutesOf, type StoredMinutes } from "./store.ts"
import { words } from "./words.ts"

const paperOf = ({ text, documentNumber }: StoredMinutes) => MinutesPaper.parse({ form: "minutes", ...text, documentNumber })

async function print(run: JobContext, key: Key) {
  const found = await minutesById(run.db, key)
  const paper = paperOf(found)
  await run.progress(0, 2)
  const { pdf, pages } = await officialPdf(run.platform.print, paper, found.updatedAt.slice(0, 10))
  await run.mustGoOn()
  await run.progress(1, 2)
  const docx = await officialDocx(paper)
  const name = `${paper.title.replaceAll("\n", "")}${found.state === "draft" ? words["zh-CN"].draftMark : ""}`
  const { files } = run.platform
  const [pdfStaged, docxStaged] = await Promise.all([files.stage(pdf), files.stage(docx)])
  return run.transaction(async ({ db, announce }) => {
    const asPdf = await files.put(db, { name: `${name}.pdf`, type: "application/pdf", staged: pdfStaged, meetingId: key.meetingId })
    const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    const asDocx = await files.put(db, { name: `${name}.docx`, type, staged: docxStaged, meetingId: key.meetingId })
    await keepPrint(db, key, { version: found.version, pdf: asPdf.id, docx: asDocx.id, pages })
    announce("minutes", undefined, key.meetingId)
    return { fileId: asPdf.id, docxFileId: asDocx.id, pages }
  })
}

async function whatIsMissing({ db, locale }: Context, meetingId: string) {
  const say = words[locale]
  return (await lackingMinutes(db, meetingId)).map(({ title, lacks, minutesId }) => ({
    level: "warning" as const,
    sentence: fill(say[`attention.${lacks}`], { title }),
    verb: say[`verb.${lacks}`],
    path: minutesId ? `minutes/${minutesId}` : "minutes",
  }))
}

export const jobs: ModuleJobs = {
  work: [does(printMinutes, print)],
  during: [
    // the page of who waits to issue them changes by itself
    on(decided, async (ctx, { meetingId, subject }) => {
      if (subject.kind === "minutes" && meetingId) ctx.announce("minutes", undefined, meetingId)
    }),
  ],
  answers: [
    answers(attention, (ctx, { meetingId }) => whatIsMissing(ctx, meetingId)),
    answers(counts, async ({ db }, { meetingId }) => {
      const wants = (await lackingMinutes(db, meetingId)).length
      const { length } = await minutesOf(db, meetingId)
      return [{ room: "minutes", count: length || null, wants }]
    }),
    answersAs(minutes.list, search, async ({ db, locale }, { meetingId, find }) => {
      const rows = (await minutesOf(db, meetingId)).filter((row) => row.title.includes(find) || row.documentNumber?.includes(find)).slice(0, 5)
      const say = words[locale]
      return rows.map((row) => ({ kind: say.minutes, title: row.title, detail: row.documentNumber ?? say.draftState, path: `minutes/${row.id}` }))
    }),
    answers(collect, async ({ db, locale }, { meetingId }) => (await filedOf(db, meetingId)).map((row) => ({ kind: words[locale].minutes, ...row }))),
  ],
}
