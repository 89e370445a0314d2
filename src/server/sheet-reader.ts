/** How a sheet's bytes become rows: xlsx, xls, csv in any encoding and line end, within bounds. Run in a thread of its own, see sheets.ts. */
import { inflateRawSync } from "node:zlib"
import { readXls, readXlsx } from "hucre/xlsx"
import { Refusal } from "#kernel/contract.ts"

export type Sheet = { sheet: string; rows: string[][] }

const mega = 1_048_576
/** What a packed file may unpack to: a roster of 20 000 people is below 30 MB, a zip bomb is not. */
const largestUnpacked = 160 * mega
const mostRows = 30_000
const mostCells = 2_000_000

/** Throws Refusal house.tooLarge, house.sheetLocked or house.sheetBroken. */
export async function readSheets(bytes: Uint8Array, fileName: string): Promise<Sheet[]> {
  const sheets = await sheetsOf(bytes, fileName)
  for (const { rows } of sheets) mustBeBounded(rows)
  return sheets
}

function mustBeBounded(rows: string[][]): void {
  if (rows.length > mostRows || rows.reduce((sum, row) => sum + row.length, 0) > mostCells)
    throw new Refusal("house.tooLarge", { limit: `${mostRows} 行（rows）` })
}

const startsWith = (bytes: Uint8Array, ...signature: number[]) => signature.every((byte, index) => bytes[index] === byte)

async function sheetsOf(bytes: Uint8Array, fileName: string): Promise<Sheet[]> {
  const zip = startsWith(bytes, 0x50, 0x4b)
  const ole = startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)
  if (!zip && !ole) return [{ sheet: fileName.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, ""), rows: parseCsv(decode(bytes)) }]
  if (zip) mustUnpackWithin(bytes, fileName)
  try {
    // one row more than allowed, so that the check behind sees the excess
    const book = zip ? await readXlsx(bytes, { maxRows: mostRows + 1 }) : await readXls(bytes)
    const shown = book.sheets.filter((sheet) => !(sheet as { hidden?: boolean }).hidden)
    return (shown.length > 0 ? shown : book.sheets).map(({ name, rows }) => ({ sheet: name, rows: rows.map((row) => row.map(textOf)) }))
  } catch (error) {
    if ((error as Error).name.includes("Encrypted")) throw new Refusal("house.sheetLocked", { name: fileName })
    throw new Refusal("house.sheetBroken", { name: fileName })
  }
}

type Cell = string | number | boolean | Date | null | undefined
function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return ""
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime())
      ? ""
      : cell
          .toISOString()
          .slice(0, cell.getTime() % 86_400_000 === 0 ? 10 : 16)
          .replace("T", " ")
  return unquoted(String(cell)).normalize("NFC")
}

/** The directory's own sizes can lie, so every entry is unpacked once against the bound before the reader may touch it. */
function mustUnpackWithin(bytes: Uint8Array, fileName: string): void {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let left = largestUnpacked
  try {
    for (const { method, start, size } of entriesOf(view)) {
      const packed = view.subarray(start, start + size)
      if (left <= 0) throw new RangeError("too large")
      left -= method === 8 ? inflateRawSync(packed, { maxOutputLength: left }).byteLength : packed.byteLength
    }
  } catch (error) {
    if (error instanceof RangeError && /maxOutputLength|larger than|too large/.test(error.message))
      throw new Refusal("house.tooLarge", { limit: `${largestUnpacked / mega} MB` })
    throw new Refusal("house.sheetBroken", { name: fileName })
  }
}

function* entriesOf(view: Buffer): Generator<{ method: number; start: number; size: number }> {
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0) throw new Error("no directory")
  let at = view.readUInt32LE(end + 16)
  for (let count = view.readUInt16LE(end + 10); count > 0; count--) {
    if (view.readUInt32LE(at) !== 0x02014b50) throw new Error("bad directory")
    const local = view.readUInt32LE(at + 42)
    const start = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28)
    yield { method: view.readUInt16LE(at + 10), start, size: view.readUInt32LE(at + 20) }
    at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32)
  }
}

/** By its mark, then by what it can be: UTF-8 refuses almost everything that is not UTF-8, GB18030 takes almost anything. */
export function decode(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes)
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes)
  const guess = wide(bytes)
  if (guess) return new TextDecoder(guess).decode(bytes)
  for (const encoding of ["utf-8", "gb18030", "big5"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {}
  }
  return new TextDecoder("gb18030").decode(bytes)
}

/** UTF-16 without a mark: separators and digits leave a zero byte at every second place. */
function wide(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const part = bytes.subarray(0, 2000)
  let even = 0
  let odd = 0
  for (const [index, byte] of part.entries()) if (byte === 0) index % 2 === 0 ? even++ : odd++
  if (odd > part.length / 40 && odd > even * 4) return "utf-16le"
  return even > part.length / 40 && even > odd * 4 ? "utf-16be" : undefined
}

/** Every line end (CRLF, LF, CR alone), quotes with line ends in them, and the separator the first lines use. */
export function parseCsv(text: string): string[][] {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ""
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (character === '"' && cell.trim() === "") {
      cell = ""
      quoted = true
    } else if (character === separator) {
      row.push(cell)
      cell = ""
    } else if (character === "\n" || character === "\r") {
      if (character === "\r" && text[at + 1] === "\n") at++
      rows.push([...row, cell])
      row = []
      cell = ""
    } else cell += character
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell])
  return rows.map((cells) => cells.map((value) => unquoted(value).normalize("NFC")))
}

function separatorOf(text: string): string {
  const sample = text.slice(0, 4000).replace(/"(?:[^"]|"")*"/g, "")
  const counts = [",", "\t", ";", "，", "|"].map((separator) => ({ separator, count: sample.split(separator).length }))
  return counts.sort((a, b) => b.count - a.count)[0]!.separator
}

/** A cell that was quoted against spreadsheet programs (see writeSheet) comes back as it was. */
const quotedOnce = /^'(?=[=+\-@\t\r])/
const unquoted = (cell: string): string => cell.replace(quotedOnce, "")
