import type { z } from "zod"
import { fill, type Locale } from "#kernel/words.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { JobContext, JobResult } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import type { exporting } from "../../contract.ts"
import type { Attendee } from "../../person/contract.ts"
import { everybody } from "../../store.ts"
import { words } from "../words.ts"

export async function exportRoster(run: JobContext, wanted: z.output<typeof exporting.data>): Promise<JobResult> {
  const say = words[run.locale]
  await run.progress(0, 1, say.exporting)
  return run.transaction(async (ctx) => {
    const people = await everybody(ctx, wanted)
    const meeting = await meetingsService.get(ctx, { meetingId: wanted.meetingId })
    const columns = [
      { title: say.number, width: 6 },
      { title: say.field_delegation, width: 20 },
      { title: say.field_name, width: 14 },
      { title: say.field_sex, width: 6 },
      { title: say.field_ethnicity, width: 12 },
      { title: say.field_unit, width: 30 },
      { title: say.exportPost, width: 36 },
      { title: say.field_category, width: 12 },
      { title: say.field_role, width: 10 },
      { title: say.field_rank, width: 8 },
      { title: say.field_phone, width: 16 },
      { title: say.leave, width: 16 },
      { title: say.field_remark, width: 20 },
    ]
    const bytes = await writeSheet({ name: say.exportSheet, columns, rows: people.map((person, index) => exported(person, index, run.locale)) })
    const name = `${fill(say.exportName, { meeting: meeting.name })}.xlsx`
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    const { id } = await run.platform.files.put(ctx.db, { name, type, bytes, meetingId: wanted.meetingId, passing: true })
    return { fileId: id, people: people.length }
  })
}

function exported(person: Attendee, index: number, locale: Locale): (string | number | null)[] {
  const say = words[locale]
  return [
    index + 1,
    person.delegation,
    person.name,
    person.sex && say[person.sex],
    person.ethnicity,
    person.unit,
    person.post,
    person.category,
    person.role && say[person.role],
    person.rank,
    person.phone,
    person.excusedReason,
    person.remark,
  ]
}
