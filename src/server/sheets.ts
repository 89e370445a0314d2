/** Sheets as offices send and expect them. */
import { writeXlsx } from "hucre/xlsx"

export type SheetToWrite = { name: string; columns: { title: string; width?: number }[]; rows: (string | number | null)[][] }

/** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
const harmless = (cell: string | number | null) => (typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

export async function writeSheet({ name, columns, rows }: SheetToWrite): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [{ name, columns: columns.map(({ title, width }) => ({ header: title, width: width ?? 12 })), rows: [columns.map(({ title }) => title), ...rows.map((row) => row.map(harmless))] }],
  })
}
