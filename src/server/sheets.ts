/** Sheets: reads what offices send within bounds, in a thread that may run out of memory alone, and writes xlsx that no spreadsheet program will run. */
import { Worker } from "node:worker_threads"
import { writeXlsx } from "hucre/xlsx"
import { Refusal } from "#kernel/contract.ts"
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
  if (bytes.byteLength > largestFile) throw new Refusal("house.tooLarge", { limit: "20 MB" })
  const isPacked = (bytes[0] === 0x50 && bytes[1] === 0x4b) || bytes[0] === 0xd0
  const sheets = await (bytes.byteLength <= smallText && !isPacked ? readSheets(bytes, fileName) : readApart(bytes, fileName))
  const best = sheets.map((sheet) => ({ sheet, points: score(sheet.rows) })).sort((a, b) => b.points - a.points)[0]?.sheet
  if (!best || filled(best.rows) === 0) throw new Refusal("house.sheetEmpty", { name: fileName })
  return best
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
