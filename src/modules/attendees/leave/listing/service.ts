/** 请假名单: every leave as it stands, for the office's own sheet. */
import type { z } from "zod"
import { shortMoment } from "#kernel/dates.ts"
import { fill, type Locale } from "#kernel/words.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { JobContext, JobResult } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import { unitAndPost } from "../../rules.ts"
import type { exportingLeaves, Leave } from "../contract.ts"
import { everyLeave } from "../store.ts"
import { words } from "../words.ts"

const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

function spanIn({ from, until }: Leave, locale: Locale): string {
  const say = words[locale]
  if (from && from === until) return from
  if (from && until) return fill(say.fromTo, { from, until })
  if (from) return fill(say.fromOn, { from })
  return until ? fill(say.upTo, { until }) : say.wholeMeeting
}

const titles = [
  "number",
  "delegation",
  "name",
  "unitAndPost",
  "category",
  "reason",
  "span",
  "state",
  "askedFor",
  "asked",
  "decidedBy",
  "substitute",
  "note",
] as const
const widths = [6, 20, 14, 44, 12, 24, 32, 10, 10, 16, 12, 12, 24]

function cellsOf(leave: Leave, index: number, { zone, locale }: { zone: string; locale: Locale }): (string | number | null)[] {
  const say = words[locale]
  const { delegation, name, category, reason, state, askedFor, askedAt, decidedBy, substitute, note } = leave
  const asked = shortMoment(askedAt, zone, locale)
  const who = [index + 1, delegation, name, unitAndPost(leave), category]
  return [...who, reason, spanIn(leave, locale), say[`state_${state}`], say[`askedFor_${askedFor}`], asked, decidedBy, substitute?.name ?? null, note]
}

export async function exportLeaves(run: JobContext, { delegations, ...wanted }: z.output<typeof exportingLeaves.data>): Promise<JobResult> {
  const { locale } = run
  const say = words[locale]
  const { meeting, leaves } = await run.transaction(async (ctx) => ({
    meeting: await meetingsService.get(ctx, { meetingId: wanted.meetingId }),
    leaves: await everyLeave(ctx.db, wanted, { delegations }),
  }))
  const { zone } = meeting
  const columns = titles.map((title, index) => ({ title: say[title], width: widths[index] ?? 12 }))
  const bytes = await writeSheet({ name: say.leaves, columns, rows: leaves.map((leave, index) => cellsOf(leave, index, { zone, locale })) })
  const staged = await run.platform.files.stage(bytes)
  const name = `${fill(say.exportName, { meeting: meeting.name })}.xlsx`
  return run.transaction(async ({ db }) => {
    const file = await run.platform.files.put(db, { name, type, staged, meetingId: wanted.meetingId, passing: true })
    return { fileId: file.id, leaves: leaves.length }
  })
}
