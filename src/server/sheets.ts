/** Sheets: reads what offices send within bounds, in a thread that may run out of memory alone, and writes xlsx that no spreadsheet program will run. */
import { Worker } from "node:worker_threads"
import { writeXlsx } from "hucre/xlsx"
import { Refusal } from "#kernel/contract.ts"
import type { Context } from "./context.ts"
import { readSheets, type Sheet } from "./sheet-reader.ts"
import type { SheetAnswer } from "./sheet-worker.ts"

/** How much a sheet looks like the one wanted; by default the number of its filled cells. */
export type Score = (rows: string[][]) => number

const largestFile = 20 * 1_048_576
/** Text of this size is read in a few milliseconds, sooner than a thread begins. */
const smallText = 65_536
const longest = 30_000
const memory = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 }

export async function readSheet(bytes: Uint8Array, fileName: string, score: Score = filled): Promise<Sheet> {
  return bestOf(await allSheets(bytes, fileName), fileName, score)
}

async function allSheets(bytes: Uint8Array, fileName: string): Promise<Sheet[]> {
  if (bytes.byteLength > largestFile) throw new Refusal("house.tooLarge", { limit: "20 MB" })
  const isPacked = (bytes[0] === 0x50 && bytes[1] === 0x4b) || bytes[0] === 0xd0
  return bytes.byteLength <= smallText && !isPacked ? readSheets(bytes, fileName) : readApart(bytes, fileName)
}

function bestOf(sheets: readonly Sheet[], fileName: string, score: Score): Sheet {
  const best = sheets.map((sheet) => ({ sheet, points: score(sheet.rows) })).sort((a, b) => b.points - a.points)[0]?.sheet
  if (!best || filled(best.rows) === 0) throw new Refusal("house.sheetEmpty", { name: fileName })
  return best
}

/** Preview, command and job of one import read the same file one after the other, and the preview once more for each cell that is mended: the last few files stay read. */
const atHand = new Map<string, { sheets: readonly Sheet[]; until: number }>()
const mostAtHand = 3
const cellsAtHand = 300_000
const handTime = 120_000

function remember(id: string, sheets: readonly Sheet[]): void {
  const cells = sheets.reduce((sum, { rows }) => sum + rows.reduce((inSheet, row) => inSheet + row.length, 0), 0)
  if (cells > cellsAtHand) return
  atHand.delete(id)
  atHand.set(id, { sheets, until: Date.now() + handTime })
  for (const oldest of atHand.keys()) if (atHand.size > mostAtHand) atHand.delete(oldest)
  setTimeout(forgetOld, handTime + 1).unref()
}

function forgetOld(): void {
  for (const [id, { until }] of atHand) if (until <= Date.now()) atHand.delete(id)
}

type Reader = Pick<Context, "db" | "platform"> & { actor: { id: string } }
type Upload = { fileId: string; meetingId: string | null; score: Score }

/** The sheet somebody uploaded, for himself: of this meeting, or of none yet. Another's is not there, whoever knows its id. Throws Refusal house.noSuchFile. */
export async function uploadedSheet({ db, platform, actor }: Reader, { fileId, meetingId, score }: Upload): Promise<Sheet & { fileName: string }> {
  const file = await platform.files.find(db, fileId)
  const isOurs = file?.uploadedBy === actor.id && (file.meetingId === null || file.meetingId === meetingId)
  if (!file || !isOurs) throw new Refusal("house.noSuchFile")
  const sheets = atHand.get(fileId)?.sheets ?? (await allSheets((await platform.files.read(db, fileId)).bytes, file.name))
  remember(fileId, sheets)
  return { ...bestOf(sheets, file.name, score), fileName: file.name }
}

const filled: Score = (rows) => rows.reduce((sum, row) => sum + row.reduce((inRow, cell) => inRow + (cell.trim() ? 1 : 0), 0), 0)

/** A file made to break its reader (a bomb, an endless loop) breaks its own thread, and the person is told that the file is damaged. */
async function readApart(bytes: Uint8Array, fileName: string): Promise<Sheet[]> {
  const worker = new Worker(new URL("./sheet-worker.ts", import.meta.url), { workerData: { bytes, fileName }, resourceLimits: memory })
  const clock = setTimeout(() => void worker.terminate(), longest)
  try {
    const answer = await new Promise<SheetAnswer>((done, fail) => {
      worker.once("message", done)
      worker.once("error", fail)
      worker.once("exit", () => fail(new Error("the reader ended")))
    }).catch((): SheetAnswer => ({ refusal: "house.sheetBroken", data: { name: fileName } }))
    if ("refusal" in answer) throw new Refusal(answer.refusal, answer.data)
    return answer.sheets
  } finally {
    clearTimeout(clock)
    void worker.terminate()
  }
}

/** A cell beginning with = + - @ is a formula to a spreadsheet program once the file has been through csv; numbers with a sign are not. */
const dangerous = /^(?=[=+\-@\t\r])(?![+-][\d\s.-]*$)/
const quote = (cell: string): string => (dangerous.test(cell) ? `'${cell}` : cell)

export type Column = { title: string; width?: number }

export function writeSheet({ name, columns, rows }: { name: string; columns: Column[]; rows: (string | number | null)[][] }): Promise<Uint8Array> {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === "string" ? quote(cell) : cell)))
  return writeXlsx({
    sheets: [
      {
        name: name.replace(/[[\]:*?/\\]/g, " ").slice(0, 31) || "Sheet1",
        columns: columns.map(({ width }) => ({ width: width ?? 14 })),
        rows: [columns.map(({ title }) => quote(title)), ...safe],
        freezePane: { rows: 1 },
      },
    ],
  })
}
