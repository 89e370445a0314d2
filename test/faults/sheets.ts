/** Files that are no rosters, or rosters made wrong on purpose: two hundred and more, each told from the others only by how it is broken. */
import { crc32, deflateRawSync } from "node:zlib"
import { writeSheet } from "#server/sheets.ts"
import { rosterCsv } from "../../bench/seed.ts"

export type BrokenFile = {
  name: string
  file: string
  bytes: Uint8Array
  /** May it be read nevertheless? */
  readable: boolean
  /** Then this column of its second row is told to be wrong. */
  wrong?: string
}

const bytesOf = (text: string) => Buffer.from(text)
const csv = (name: string, bytes: Uint8Array | string, readable = true): BrokenFile => ({
  name,
  file: "名册.csv",
  bytes: typeof bytes === "string" ? bytesOf(bytes) : bytes,
  readable,
})
const xlsx = (name: string, bytes: Uint8Array, readable = false): BrokenFile => ({ name, file: "名册.xlsx", bytes, readable })
const wrongIn = (wrong: string, file: BrokenFile): BrokenFile => ({ ...file, wrong })

/** A zip of these entries, packed. */
function zip(entries: Record<string, string | Buffer>): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(entries)) {
    const title = bytesOf(name)
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain)
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(8, 4)
    about.writeUInt32LE(crc32(plain), 10)
    about.writeUInt32LE(packed.length, 14)
    about.writeUInt32LE(plain.length, 18)
    about.writeUInt16LE(title.length, 22)
    locals.push(Buffer.from("504b0304", "hex"), about, title, packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    centrals.push(Buffer.from("504b01021400", "hex"), about, rest, title)
    at += 30 + title.length + packed.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write("504b0506", 0, "hex")
  end.writeUInt16LE(Object.keys(entries).length, 8)
  end.writeUInt16LE(Object.keys(entries).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}

const spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const part = (path: string, type: string) =>
  `<Override PartName="${path}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`

/** A book of one sheet whose rows stand as given. */
function book(rows: string, { strings = "", before = "", after = "", doctype = "" } = {}): Buffer {
  return zip({
    "[Content_Types].xml": `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("/xl/workbook.xml", "sheet.main")}${part("/xl/worksheets/sheet1.xml", "worksheet")}${part("/xl/sharedStrings.xml", "sharedStrings")}</Types>`,
    "_rels/.rels": `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${xml}<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${xml}${doctype}<worksheet xmlns="${spreadsheet}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
    "xl/sharedStrings.xml": `${xml}${doctype}<sst xmlns="${spreadsheet}">${strings}</sst>`,
  })
}
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
const head = `<row r="1">${cell("A1", "姓名")}${cell("B1", "出生年月")}</row>`
const person = `<row r="2">${cell("A2", "张三")}${cell("B2", "1968.5")}</row>`

async function cutBooks(): Promise<BrokenFile[]> {
  const whole = Buffer.from(
    await writeSheet({ name: "名册", columns: [{ title: "姓名" }, { title: "代表团" }], rows: Array.from({ length: 200 }, (_, n) => [`张${n}`, "云山县"]) }),
  )
  const cut = Array.from({ length: 60 }, (_, n) => xlsx(`a book that breaks off at ${n + 1}/61`, whole.subarray(0, Math.floor((whole.length * (n + 1)) / 61))))
  const bent = Array.from({ length: 60 }, (_, n) => {
    const bytes = Buffer.from(whole)
    for (let at = n * 7; at < bytes.length; at += 61 + n * 13) bytes[at] = bytes[at]! ^ (1 << (n % 8))
    return xlsx(`a book with bits turned round, ${n + 1}`, bytes, true)
  })
  return [...cut, ...bent]
}

function strangeBooks(): BrokenFile[] {
  const entities = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join("")
  const bomb = `<!DOCTYPE x [<!ENTITY e0 "会会会会会会会会">${entities}]>`
  const columns = Array.from({ length: 300 }, (_, n) => n)
  const dates = ["-5", "0", "60", "2958466", "99999999999", "1e308", "NaN"]
  return [
    xlsx("a book of XML entities that multiply", book(`${head}<row r="2">${cell("A2", "&e9;")}</row>`, { doctype: bomb }), true),
    xlsx(
      "a book that asks for a file of the house",
      book(`${head}<row r="2">${cell("A2", "&f;")}</row>`, { doctype: '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' }),
      true,
    ),
    xlsx("a book of 200 000 shared strings", book(head, { strings: `<si><t>${"字".repeat(20)}</t></si>`.repeat(200_000) }), true),
    xlsx("a book with one string of 30 MB", book(`${head}<row r="2">${cell("A2", "字".repeat(10_000_000))}</row>`), true),
    xlsx("a book whose strings are not there", book(`${head}<row r="2"><c r="A2" t="s"><v>99999999</v></c></row>`), true),
    xlsx("a book of formulas", book(`${head}<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://x")</f><v>张三</v></c></row>`), true),
    wrongIn("姓名", xlsx("a book of errors", book(`${head}<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>`), true)),
    xlsx(
      "a book merged everywhere",
      book(head + person, { after: `<mergeCells>${columns.map((n) => `<mergeCell ref="A${n + 1}:XFD1048576"/>`).join("")}</mergeCells>` }),
      true,
    ),
    xlsx("a book that says it is as large as can be", book(head + person, { before: '<dimension ref="A1:XFD1048576"/>' }), true),
    xlsx("a book with a cell at its far end", book(`${head}<row r="1048576">${cell("XFD1048576", "张三")}</row>`), true),
    xlsx("a book with rows beyond the last", book(`${head}<row r="99999999999">${cell("A99999999999", "张三")}</row>`), true),
    xlsx("a book with rows before the first", book(`${head}<row r="-3">${cell("A-3", "张三")}</row>`), true),
    xlsx("a book of 200 000 empty rows", book(head + Array.from({ length: 200_000 }, (_, n) => `<row r="${n + 2}"/>`).join("")), true),
    xlsx("a zip inside a book", zip({ "名册.xlsx": book(head + person) })),
    xlsx(
      "a book ten deep",
      Array.from({ length: 10 }).reduce<Buffer>((inner) => zip({ "名册.xlsx": inner }), book(head + person)),
    ),
    xlsx("a book of 20 000 parts", zip(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`xl/p${n}.xml`, ""])))),
    xlsx("a book that climbs", zip({ "../../etc/passwd": "x", "[Content_Types].xml": "<Types/>" })),
    xlsx(
      "a book behind a password",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504), Buffer.from("EncryptedPackage", "utf16le"), Buffer.alloc(4000)]),
    ),
    xlsx("a photograph called a book", Buffer.concat([Buffer.from("ffd8ffe000104a464946", "hex"), Buffer.alloc(5000, 7)])),
    xlsx("a paper called a book", bytesOf("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF")),
    ...dates.map((value) =>
      wrongIn("出生年月", xlsx(`a book with the day ${value}`, book(`${head}<row r="2">${cell("A2", "张三")}<c r="B2"><v>${value}</v></c></row>`), true)),
    ),
    ...["<row>", "</row>", "<c>", "]]>", "<!--", "&", "<row r=", "\u0000"].map((broken) =>
      xlsx(`a book with a stray ${JSON.stringify(broken)}`, book(head + broken + person), true),
    ),
  ]
}

function strangeTexts(): BrokenFile[] {
  const plain = "姓名,出生年月,代表团\n张三,1968.5,云山县\n"
  const wide = Buffer.from(plain, "utf16le")
  const random = (seed: number) => Buffer.from(Array.from({ length: 4000 }, (_, n) => (Math.imul(n + 1, 2_654_435_761 ^ (seed * 40_503)) >>> 16) & 255))
  return [
    csv("a text of 1 000 columns", `姓名,${Array.from({ length: 999 }, (_, n) => `列${n}`).join(",")}\n张三\n`),
    csv("a text of 1 000 000 empty rows", `${plain}${"\n".repeat(1_000_000)}`),
    csv("a text of 100 000 people", rosterCsv(100_000), false),
    csv("a text in UTF-16 that lost a byte", wide.subarray(1)),
    csv("a text in UTF-16 turned round in the middle", Buffer.concat([wide.subarray(0, 20), Buffer.from(wide.subarray(20, 40)).swap16(), wide.subarray(40)])),
    csv("a text whose mark lies", Buffer.concat([Buffer.from("fffe", "hex"), bytesOf(plain)])),
    csv("a text cut inside a character", bytesOf(plain).subarray(0, bytesOf(plain).length - 5)),
    csv("a text of two encodings", Buffer.concat([bytesOf(plain), Buffer.from("d5c5cbc42ccbd5bdd80a", "hex")])),
    csv("a text with NUL in every cell", plain.replaceAll(",", "\0,")),
    csv("a text of NUL", Buffer.alloc(100_000), false),
    csv("a name of a million characters", `姓名\n${"字".repeat(1_000_000)}\n`),
    csv("a million quotation marks", `姓名\n${'"'.repeat(1_000_001)}\n`),
    csv("names of marks that stand above and below", `姓名\n张${"\u0301".repeat(5000)}\n`),
    csv("names that turn the line round", "姓名\n\u202e三张\u202c\n"),
    csv("a header that stands twice", "姓名,姓名,姓名\n张三,李四,王五\n"),
    csv("a header alone", "姓名\n"),
    csv("headers named like parts of a program", "__proto__,constructor,姓名\nx,y,张三\n"),
    ...["1968.13", "1868.1", "31/31/31", "-1", "0", "2958466", "9".repeat(400), "NaN", "0x7c5", "明天"].map((day) =>
      wrongIn("出生年月", csv(`a birth of ${day.slice(0, 12)}`, plain.replace("1968.5", day))),
    ),
    ...["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-1+1", "\t=1"].map((formula) =>
      wrongIn("姓名", csv(`a name that is a formula, ${JSON.stringify(formula)}`, plain.replace("张三", formula))),
    ),
    ...Array.from({ length: 30 }, (_, n) => csv(`noise ${n + 1}`, random(n + 1))),
  ]
}

export const brokenFiles = async (): Promise<BrokenFile[]> => [...(await cutBooks()), ...strangeBooks(), ...strangeTexts()]
