/** The report of a vote as one sheet to be signed, kept for the archive. */
import { clockOf, dayOf, longDay } from "#kernel/dates.ts"
import type { Locale } from "#kernel/words.ts"
import { fill } from "#kernel/words.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import { sittingHead } from "#modules/sittings/service.ts"
import type { Context, JobContext, JobResult } from "#server/context.ts"
import type { Poll } from "../contract.ts"
import { mustBeCounted } from "../rules.ts"
import { keepReport, pollById, pollsOf } from "../store.ts"
import { choiceWord } from "../verdict/rules.ts"
import { words } from "../words.ts"
import { words as reportWords } from "./words.ts"

const template = new URL("../print/report.typ", import.meta.url)
type About = { poll: Poll; meeting: { name: string; zone: string }; session: string; locale: Locale }

function reportOf({ poll, meeting, session, locale }: About) {
  const say = words[locale]
  const sayReport = reportWords[locale]
  const result = mustBeCounted(poll)
  const { threshold, base, choices } = poll.rules
  const row = result.results[0] ?? {}
  const time = (instant: string | null) => (instant ? clockOf(instant, meeting.zone) : "")
  return {
    heading: sayReport.report,
    lines: [
      [sayReport.meeting, meeting.name],
      [sayReport.session, session],
      [sayReport.matter, poll.title],
      [sayReport.rule, fill(threshold.strict ? sayReport.moreThan : sayReport.atLeast, { ...threshold, base: say[`base.${base}`] })],
      [sayReport.roll, fill(sayReport.rollLine, { members: poll.members, present: poll.present })],
      [sayReport.box, fill(sayReport.boxLine, { ...result, valid: result.validBallots, invalid: result.invalidBallots })],
      [sayReport.times, `${time(poll.openedAt)} – ${time(poll.closedAt)}`],
      [sayReport.fingerprint, poll.ruleHash?.slice(0, 8) ?? ""],
    ],
    counts: choices.map((choice) => [choiceWord(choice, locale), String(row[choice as keyof typeof row] ?? 0)]),
    verdictLabel: sayReport.verdict,
    sentence: locale === "en" ? result.english : result.sentence,
    signers: [sayReport.signTeller, sayReport.signCounter, sayReport.signChair],
    day: longDay(dayOf(poll.closedAt ?? new Date().toISOString(), meeting.zone), locale),
    note: sayReport.named,
  }
}

export async function printPollReport(run: JobContext, key: { meetingId: string; id: string }): Promise<JobResult> {
  const about = await run.transaction(async (ctx) => {
    const poll = await pollById(ctx.db, key)
    const meeting = (await meetingsService.get(ctx, { meetingId: key.meetingId })) as { name: string; zone: string }
    return { poll, meeting, session: (await sittingHead(ctx, poll)).title, locale: run.locale }
  })
  const name = fill(reportWords[run.locale].reportName, { title: about.poll.title })
  const { pdf, pages } = await run.platform.print.pdf(template, reportOf(about), { title: name })
  const staged = await run.platform.files.stage(pdf)
  return run.transaction(async ({ db }) => {
    const file = await run.platform.files.put(db, { name: `${name}.pdf`, type: "application/pdf", staged, meetingId: key.meetingId })
    await keepReport(db, key, file.id)
    return { fileId: file.id, pages }
  })
}

export async function papersOf(ctx: Context, meetingId: string) {
  const { host, zone } = (await meetingsService.get(ctx, { meetingId })) as { host: string; zone: string }
  return (await pollsOf(ctx.db, meetingId)).flatMap((poll) =>
    poll.reportFileId && poll.closedAt
      ? [
          {
            kind: "poll",
            title: fill(reportWords[ctx.locale].reportName, { title: poll.title }),
            number: null,
            author: host,
            madeOn: dayOf(poll.closedAt, zone),
            pages: 1,
            fileId: poll.reportFileId,
          },
        ]
      : [],
  )
}
