import type { z } from "zod"
import { fill, type Locale } from "#kernel/words.ts"
import type { JobContext, JobResult } from "#server/context.ts"
import { writeSheet } from "#server/sheets.ts"
import { type exporting, type Line, Where } from "../contract.ts"
import { nameIn } from "../rules.ts"
import { lineOf, meetingNames, mostIn } from "../service.ts"
import { changesOf, countOf, type EntryRow, entriesBefore } from "../store.ts"
import { words } from "../words.ts"

type Wanted = z.output<typeof exporting.data>
const portion = 1000

const types = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  jsonl: "application/jsonl",
}

export async function exportEntries(run: JobContext, wanted: Wanted): Promise<JobResult> {
  const lines = wanted.format === "xlsx" ? sheetLines(run) : jsonLines(run)
  const entries = await inPortions(run, wanted, lines.add)
  const staged = await run.platform.files.stage(await lines.end())
  const name = `${fill(words[run.locale].exportName, { at: new Date().toISOString().slice(0, 16).replace(/[-:T]/g, "") })}.${wanted.format}`
  const { id } = await run.transaction((ctx) => run.platform.files.put(ctx.db, { name, type: types[wanted.format], staged, meetingId: null, passing: true }))
  return { fileId: id, entries }
}

type Taken = { row: EntryRow; line: Line }
type Lines = { add: (taken: Taken[]) => Promise<void>; end: () => Promise<Uint8Array> }

async function inPortions(run: JobContext, { format, ...rest }: Wanted, add: Lines["add"]): Promise<number> {
  const where = Where.parse(rest)
  const total = Math.min(await countOf(run.db, where, mostIn[format]), mostIn[format])
  const names = await run.transaction((ctx) => meetingNames(ctx))
  let done = 0
  for (let after: string | undefined; done < total; ) {
    await run.mustGoOn()
    const rows = await entriesBefore(run.db, { where, after, size: Math.min(portion, total - done) })
    if (rows.length === 0) break
    await add(rows.map((row) => ({ row, line: lineOf(row, { ...run, names }) })))
    done += rows.length
    after = rows.at(-1)?.id
    await run.progress(done, total)
  }
  return done
}

/** For machines: everything that is known of an entry, its place in the chain and its changes, one JSON a line. */
function jsonLines(run: JobContext): Lines {
  const parts: Buffer[] = []
  return {
    async add(taken) {
      const changes = await changesOf(
        run.db,
        taken.map(({ row }) => row.id),
        500,
      )
      const text = taken.map(({ row: { changes: count, ...row } }) => {
        const recorded = (changes.get(row.id) ?? []).map(({ table, before, after }) => ({ table, before, after }))
        return `${JSON.stringify({ ...row, changes: count, recorded })}\n`
      })
      parts.push(Buffer.from(text.join("")))
    },
    end: async () => Buffer.concat(parts),
  }
}

/** For people: what the page shows, in their language. */
function sheetLines(run: JobContext): Lines {
  const say = words[run.locale]
  const rows: (string | number | null)[][] = []
  const columns = [
    { title: say.position, width: 10 },
    { title: say.time, width: 22 },
    { title: say.who, width: 16 },
    { title: say.whoKind, width: 12 },
    { title: say.operation, width: 26 },
    { title: say.about, width: 30 },
    { title: say.meeting, width: 30 },
    { title: say.result, width: 40 },
    { title: say.changes, width: 10 },
    { title: say.address, width: 18 },
    { title: say.hash, width: 40 },
  ]
  return {
    async add(taken) {
      rows.push(...taken.map((one) => sheetRow(one, run.locale)))
    },
    end: () => writeSheet({ name: say.audit, columns, rows }),
  }
}

function sheetRow({ row, line }: Taken, locale: Locale): (string | number | null)[] {
  const say = words[locale]
  const kind = `kind_${row.kind}` as keyof typeof say
  const about = line.about ?? line.objectId
  return [
    row.position,
    row.at,
    row.name,
    say[kind] ?? row.kind,
    nameIn(row.operation, locale),
    about,
    line.meeting?.name ?? row.meeting,
    line.refusal ?? say.done,
    row.changes,
    row.address,
    row.hash,
  ]
}
