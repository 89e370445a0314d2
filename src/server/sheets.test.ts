import { existsSync, readFileSync } from "node:fs"
import { deflateRawSync } from "node:zlib"
import fc from "fast-check"
import { expect, test } from "vitest"
import { decode, parseCsv } from "./sheet-reader.ts"
import { readSheet, writeSheet } from "./sheets.ts"

const shared = new URL("../../../shared/data/", import.meta.url)
const bytesOf = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, little: boolean, mark: boolean) => {
  const buffer = Buffer.from((mark ? "\ufeff" : "") + text, "utf16le")
  return little ? buffer : buffer.swap16()
}
const refusal = (work: Promise<unknown>) => work.then(() => "opened").catch((error: { code: string }) => error.code)

test("the same sheet comes out of every encoding an office sends", async () => {
  const text = "姓名,性别\n张三,男\n李四,女\n"
  const gbk = Buffer.from("d0d5c3fb2cd0d4b1f00ad5c5c8fd2cc4d00ac0eecbc42cc5ae0a", "hex")
  const big5 = Buffer.from("a96da6572ca9caa74f0ab169a6d22ca86b0a", "hex")
  for (const bytes of [
    bytesOf(text),
    bytesOf(`\ufeff${text}`),
    gbk,
    utf16(text, true, true),
    utf16(text, false, true),
    utf16(text, true, false),
    utf16(text, false, false),
  ]) {
    expect((await readSheet(bytes, "名册.csv")).rows).toEqual([
      ["姓名", "性别"],
      ["张三", "男"],
      ["李四", "女"],
    ])
  }
  expect(decode(big5).length).toBeGreaterThan(0)
})

test("lines may end in any way, cells may hold line ends and quotes, and blank rows keep their number", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    expect(parseCsv(["a,b", "", '"x ""y""","1', '2"', ""].join(end))).toEqual([["a", "b"], [""], ['x "y"', `1${end}2`]])
  }
  expect(parseCsv("a;b\n1,5;2")).toEqual([
    ["a", "b"],
    ["1,5", "2"],
  ])
  expect(parseCsv("a\tb")).toEqual([["a", "b"]])
})

test("what is written is read again, and no cell is a formula", async () => {
  const cell = fc.oneof(
    fc.constantFrom("=1+1", "+86 138", "-2", "@cmd", '=HYPERLINK("http://x")', "张三"),
    fc.string({ unit: fc.constantFrom(..."abc张=+-@ 1") }),
  )
  await fc.assert(
    // each sheet is written and read in a thread of its own, which takes longer than its rows: few sheets of many rows
    fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 24 }), async (rows) => {
      const bytes = await writeSheet({ name: "名册", columns: [{ title: "甲" }, { title: "乙" }], rows })
      const back = await readSheet(bytes, "x.xlsx")
      const full = rows.map((row) => row.map((value) => value.normalize("NFC")))
      expect(back.rows.slice(1).map((row) => [row[0] ?? "", row[1] ?? ""])).toEqual(full.slice(0, back.rows.length - 1))
    }),
    { numRuns: 10 },
  )
})

test("a zip bomb, a broken file and an empty one are refused in words", async () => {
  const zeros = deflateRawSync(Buffer.alloc(200 * 1_048_576))
  expect(await refusal(readSheet(zipOf("xl/worksheets/sheet1.xml", zeros), "bomb.xlsx"))).toBe("house.tooLarge")
  expect(await refusal(readSheet(Buffer.from("PK\x03\x04 nothing"), "broken.xlsx"))).toBe("house.sheetBroken")
  expect(await refusal(readSheet(bytesOf("\n \n"), "empty.csv"))).toBe("house.sheetEmpty")
  expect(await refusal(readSheet(new Uint8Array(21 * 1_048_576), "big.csv"))).toBe("house.tooLarge")
  expect(await refusal(readSheet(bytesOf("a,b\n".repeat(31_000)), "long.csv"))).toBe("house.tooLarge")
})

test.skipIf(!existsSync(shared))("of several sheets the roster is taken, not the instructions", async () => {
  const { sheet, rows } = await readSheet(readFileSync(new URL("roster-npc.xlsx", shared)), "roster-npc.xlsx")
  expect([sheet, rows.length, rows[2]?.[1]]).toEqual(["代表名册", 2956, "代表团"])
})

/** One entry whose directory says it is small. */
function zipOf(name: string, packed: Buffer): Buffer {
  const title = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt16LE(title.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(10, 24)
  central.writeUInt16LE(title.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + title.length, 12)
  end.writeUInt32LE(local.length + title.length + packed.length, 16)
  return Buffer.concat([local, title, packed, central, title, end])
}
