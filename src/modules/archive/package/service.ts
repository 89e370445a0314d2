import { newId } from "#kernel/ids.ts"
import { fill, type Locale } from "#kernel/words.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { meetingsService } from "#modules/meetings/service.ts"
import type { JobContext, JobResult } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import type { Settings } from "../contract.ts"
import { pathOf } from "../rules.ts"
import { numberItems } from "../service.ts"
import { addPackage, type FiledItem, settingsOf } from "../store.ts"
import { words } from "../words.ts"
import { checksums, type Entry, mustVerify, sha256, zipOf } from "./rules.ts"

type Coded = FiledItem & { code: string }
type Filing = { meeting: Meeting; settings: Settings; items: Coded[]; at: string }

/** Numbers what has no 档号, writes everything into one file, reads it back and compares: only then is it a package. */
export async function seal(run: JobContext, { meetingId }: { meetingId: string }): Promise<JobResult> {
  const filing = await run.transaction(async (ctx): Promise<Filing> => {
    const items = (await numberItems(ctx, meetingId)) as Coded[]
    const settings = (await settingsOf(ctx.db, meetingId))!
    return { meeting: (await meetingsService.get(ctx, { meetingId })) as Meeting, settings, items, at: ctx.now }
  })
  const say = words[run.locale]
  const papers: Entry[] = []
  for (const item of filing.items) {
    await run.mustGoOn()
    await run.progress(papers.length, filing.items.length + 2, fill(say.packing, { title: item.title }))
    papers.push({ path: pathOf(item), bytes: (await run.platform.files.read(run.db, item.fileId)).bytes })
  }
  const content = [...papers, ...(await listings(filing, papers))]
  const bytes = zipOf([...content, checksums(content)], filing.at)
  await run.progress(filing.items.length + 1, filing.items.length + 2, say.verifying)
  return keep(run, filing, bytes)
}

async function keep(run: JobContext, { meeting, items, settings }: Filing, bytes: Uint8Array): Promise<JobResult> {
  const name = `${settings.fonds}-WS·${settings.year} ${meeting.name}.zip`
  const staged = await run.platform.files.stage(bytes)
  const file = await run.transaction(({ db }) => run.platform.files.put(db, { name, type: "application/zip", staged, meetingId: meeting.id }))
  const verified = mustVerify((await run.platform.files.read(run.db, file.id)).bytes)
  return run.transaction(async (ctx) => {
    await addPackage(ctx.db, {
      meetingId: meeting.id,
      id: newId(),
      fileId: file.id,
      items: items.length,
      size: file.size,
      sha256: file.sha256,
      sealedBy: run.actor.name,
      sealedAt: ctx.now,
    })
    ctx.announce("archive", undefined, meeting.id)
    await run.progress(items.length + 2, items.length + 2, fill(words[run.locale].sealed, { items: items.length }))
    return { fileId: file.id, items: items.length, verified, sha256: file.sha256 }
  })
}

/** manifest.json for machines, 目录 as sheet and CSV for people; the words of the catalogue are those of DA/T 22. */
async function listings({ meeting, settings, items, at }: Filing, papers: Entry[]): Promise<Entry[]> {
  const manifest = {
    form: "huixu-archive-package",
    version: 1,
    meeting: { id: meeting.id, name: meeting.name, host: meeting.host, startsOn: meeting.startsOn, endsOn: meeting.endsOn },
    fonds: settings,
    sealedAt: at,
    items: items.map(({ code, kind, title, number, author, madeOn, pages, retention, basis }, place) => {
      const { path, bytes } = papers[place]!
      return { code, kind, title, number, author, madeOn, pages, retention, basis, path, size: bytes.byteLength, sha256: sha256(bytes) }
    }),
  }
  const rows = items.map((item, place) => catalogueRow(item, place))
  const columns = catalogueColumns("zh-CN")
  const csv = [columns.map((column) => column.title), ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")
  const catalogue = words["zh-CN"].catalogue
  return [
    { path: "manifest.json", bytes: new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`) },
    { path: "catalogue.xlsx", bytes: await writeSheet({ name: catalogue, columns, rows }) },
    { path: "catalogue.csv", bytes: new TextEncoder().encode(`\uFEFF${csv}\r\n`) },
  ]
}

function catalogueColumns(locale: Locale) {
  const say = words[locale]
  const titled = [say.place, say.code, say.documentNumber, say.author, say.title, say.date, say.pages, say.retention, say.note]
  return titled.map((title, at) => ({ title, width: [6, 26, 24, 24, 48, 12, 8, 10, 16][at] ?? 12 }))
}
const catalogueRow = (item: Coded, place: number): (string | number | null)[] => {
  const say = words["zh-CN"]
  return [
    place + 1,
    item.code,
    item.number ?? "",
    item.author,
    item.title,
    item.madeOn.replaceAll("-", ""),
    item.pages,
    say[`retention.${item.retention}`],
    item.kind,
  ]
}
/** A cell that a spreadsheet would take for a formula is made text. */
function csvCell(value: string | number | null): string {
  const text = String(value ?? "")
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
