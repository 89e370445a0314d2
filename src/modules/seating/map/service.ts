import type { Locale } from "#kernel/words.ts"
import { fill } from "#kernel/words.ts"
import type { Context, JobContext, JobResult } from "#server/context.ts"
import type { Plan } from "../contract.ts"
import { mapOf } from "../service.ts"
import { keepMapFile, mapFileOf, publishedOf } from "../store.ts"
import { words } from "../words.ts"
import { sheetsOf } from "./rules.ts"

const template = new URL("../print/map.typ", import.meta.url)

/** The printed map; that of the published edition is also kept for the archive. */
export async function printSeatMap(run: JobContext, meeting: { id: string; name: string; today: string }, published: boolean): Promise<JobResult> {
  const say = words[run.locale]
  await run.progress(0, 2)
  const drawing = await run.transaction(async (ctx) => {
    const map = await mapOf(ctx, meeting.id)
    return published ? { ...map, seats: await publishedOf(ctx.db, meeting.id) } : map
  })
  const sheets = sheetsOf({ ...drawing, words: { aisle: say.aisle, whole: say.whole, entrance: (entrance) => fill(say.entrance, { entrance }) } })
  await run.mustGoOn()
  const title = fill(say.mapTitle, { meeting: meeting.name })
  const edition = editionOf(drawing.plan, run.locale, published || drawing.differences === 0)
  const { pdf, pages } = await run.platform.print.pdf(template, { title, edition: `${drawing.plan.hall.name}　${edition}`, sheets }, { title })
  await run.progress(1, 2)
  const staged = await run.platform.files.stage(pdf)
  return run.transaction(async ({ db, actor }) => {
    const file = await run.platform.files.put(db, { name: `${title}-${edition}.pdf`, type: "application/pdf", staged, meetingId: meeting.id })
    if (published) await keepMapFile(db, meeting.id, { fileId: file.id, pages, edition: drawing.plan.edition, by: actor.name, on: meeting.today })
    return { fileId: file.id, pages, seated: drawing.seats.length }
  })
}

const editionOf = ({ edition }: Plan, locale: Locale, published: boolean): string =>
  published && edition > 0 ? fill(words[locale].edition, { edition }) : fill(words[locale].draftEdition, { edition: edition + 1 })

export async function papersOf({ db, locale }: Context, meeting: { id: string; name: string }) {
  const map = await mapFileOf(db, meeting.id)
  if (!map) return []
  const say = words[locale]
  return [
    {
      kind: say.archiveKind,
      title: fill(say.archiveTitle, { meeting: meeting.name, edition: map.edition }),
      number: null,
      author: map.by,
      madeOn: map.on,
      pages: map.pages,
      fileId: map.fileId,
    },
  ]
}
