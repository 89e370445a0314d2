/** 审批单: what was laid before whom, and every opinion, as one paper. */
import { clockOf, dayOf, longDay, officeZone } from "#kernel/dates.ts"
import { fill, type Locale } from "#kernel/words.ts"
import type { JobContext, JobResult } from "#server/context.ts"
import type { Approval } from "../contract.ts"
import { seen, shown } from "../course/service.ts"
import { words } from "../words.ts"

const template = new URL("../print/sheet.typ", import.meta.url)

/** "同意。" says what was done by itself; it is not written twice. */
const said = ({ toName, opinion }: Approval["acts"][number], done: string): string =>
  [opinion.startsWith(done) ? "" : done, toName, opinion].filter(Boolean).join("　")

function sheetOf(approval: Approval, locale: Locale) {
  const say = words[locale]
  const when = (instant: string) => `${longDay(dayOf(instant, officeZone), locale)} ${clockOf(instant, officeZone)}`
  const who = (act: Approval["acts"][number]) => (act.forName ? fill(say.inPlaceOf, { by: act.by, name: act.forName }) : act.by)
  const last = approval.rounds.at(-1)
  return {
    heading: say.sheet,
    lines: [
      [say.title, approval.subject.title],
      [say.kind, say[`kind.${approval.subject.kind}`]],
      [say.flow, fill(say.flowVersion, { name: approval.flow.name, version: Math.max(1, approval.flow.version) })],
      [say.submittedBy, `${approval.submittedBy}　${when(approval.submittedAt)}`],
      [say.stateOf, `${say[`state.${approval.state}`]}${approval.stepName ? `（${approval.stepName}）` : ""}`],
    ],
    body: { label: say.body, text: last?.body ?? "" },
    files: { label: say.files, names: (last?.files ?? []).map(({ name }) => name) },
    columns: [say.step, say.person, say.opinion, say.time],
    acts: approval.acts.flatMap((act) =>
      act.kind === "urged" ? [] : [[act.stepName || say[`act.${act.kind}`], who(act), said(act, say[`act.${act.kind}`]), when(act.at)]],
    ),
    note: fill(say.sheetNote, { round: approval.round, sha256: last?.sha256 ?? "" }),
  }
}

export async function printApproval(run: JobContext, id: string): Promise<JobResult> {
  const approval = await run.transaction(async (ctx) => shown(ctx, await seen(ctx, id)))
  const name = fill(words[run.locale].sheetName, { title: approval.subject.title })
  const { pdf, pages } = await run.platform.print.pdf(template, sheetOf(approval, run.locale), { title: name })
  const staged = await run.platform.files.stage(pdf)
  return run.transaction(async ({ db }) => {
    // it can be printed anew at any time from what is kept: the paper itself passes
    const file = await run.platform.files.put(db, { name: `${name}.pdf`, type: "application/pdf", staged, meetingId: approval.meetingId, passing: true })
    return { fileId: file.id, pages }
  })
}
