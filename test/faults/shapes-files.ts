/** Files and forms: what is no file, no form, or something else than it says. */
import { deflateRawSync } from "node:zlib"
import { attendees } from "#modules/attendees/contract.ts"
import { post } from "../../bench/running.ts"
import { rosterCsv } from "../../bench/seed.ts"
import { refused, type Shape, send, type Target } from "./shapes.ts"

const edge = "huixu-edge"
const ofForm = `multipart/form-data; boundary=${edge}`
const part = (disposition: string, content: string | Buffer) =>
  Buffer.concat([Buffer.from(`--${edge}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`), Buffer.from(content), Buffer.from("\r\n")])
const end = Buffer.from(`--${edge}--\r\n`)
const fileOf = (content: string | Buffer, filename = "a.csv") => Buffer.concat([part(`name="file"; filename="${filename}"`, content), end])

const upload = (at: Target, body: string | Buffer, type = ofForm) =>
  send(at, { path: "/files", body, headers: { "content-type": type, "content-length": String(Buffer.byteLength(body)) } })
const shape = (name: string, may: readonly number[], body: () => string | Buffer, type?: string): Shape => ({
  name,
  may,
  send: (at) => upload(at, body(), type),
})
const harmless = [200, ...refused]

export const forms: Shape[] = [
  shape("a form without an edge", refused, () => fileOf("a,b"), "multipart/form-data"),
  shape("a form with another edge", refused, () => fileOf("a,b"), "multipart/form-data; boundary=other"),
  shape("a form without a file", refused, () => Buffer.concat([part('name="x"', "1"), end])),
  shape("an empty form", refused, () => end),
  shape("no form at all", refused, () => "hello"),
  shape("JSON for a form", refused, () => "{}", "application/json"),
  shape("a form that breaks off", refused, () => fileOf("a,b\n1,2").subarray(0, -12)),
  shape("a form that breaks off in a head", refused, () => `--${edge}\r\nContent-Dispo`),
  shape("a head of a part of 200 kB", harmless, () => Buffer.concat([part(`name="file"; filename="a.csv"\r\nX-Long: ${"x".repeat(200_000)}`, "a"), end])),
  shape("10 000 fields before the file", harmless, () =>
    Buffer.concat([...Array.from({ length: 10_000 }, (_, n) => part(`name="f${n}"`, "1")), fileOf("a,b")]),
  ),
  shape("a field of 10 MB", harmless, () => Buffer.concat([part('name="x"', Buffer.alloc(10_000_000, "x")), fileOf("a,b\n1,2")])),
  shape("two files", harmless, () => Buffer.concat([part('name="file"; filename="a.csv"', "a,b"), fileOf("c,d")])),
  shape("a field named like a prototype", harmless, () => Buffer.concat([part('name="__proto__"', "1"), fileOf("a,b\n3,4")])),
  shape("a file named to climb", harmless, () => fileOf("a,b\n5,6", "../../../../etc/passwd")),
  shape("a file with a name of 10 kB", harmless, () => fileOf("a,b\n7,8", `${"长".repeat(3000)}.csv`)),
  shape("a file with a NUL in its name", harmless, () => fileOf("a,b\n9,9", "a\0.csv")),
  shape("a file without a name", refused, () => Buffer.concat([part('name="file"', "a,b"), end])),
  shape("an edge of 5 kB", harmless, () => fileOf("a,b"), `multipart/form-data; boundary=${"b".repeat(5000)}`),
]

export const contents: Shape[] = [
  shape("an empty file", refused, () => fileOf("")),
  shape("a program", refused, () => fileOf(Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]), "名册.xlsx")),
  shape("a drawing with a script", refused, () =>
    fileOf('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "a.svg"),
  ),
  shape("a picture that is a page as well", harmless, () => fileOf(Buffer.concat([Buffer.from("GIF89a=1;/*"), Buffer.from("*/alert(1)")]), "a.gif")),
  shape("a paper that is a page as well", harmless, () => fileOf("%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF", "a.pdf")),
  shape("NUL bytes as a table", refused, () => fileOf(Buffer.alloc(1000), "a.csv")),
  shape("a table of 100 MB", [0, 413], () => fileOf(Buffer.alloc(100_000_000, "姓名,单位\n"), "a.csv")),
]

/** A zip of one entry, its packed bytes as given. */
function zipOf(name: string, packed: Buffer, size: number): Buffer {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  for (const [record, at] of [
    [local, 18],
    [central, 20],
  ] as const) {
    record.writeUInt32LE(packed.length, at)
    record.writeUInt32LE(size, at + 4)
    record.writeUInt16LE(name.length, at + 8)
  }
  const begin = Buffer.concat([local, Buffer.from(name), packed])
  const tail = Buffer.alloc(22)
  tail.writeUInt32LE(0x06054b50, 0)
  tail.writeUInt16LE(1, 8)
  tail.writeUInt16LE(1, 10)
  tail.writeUInt32LE(central.length + name.length, 12)
  tail.writeUInt32LE(begin.length, 16)
  return Buffer.concat([begin, central, Buffer.from(name), tail])
}

const packedGigabyte = () => deflateRawSync(Buffer.alloc(1024 ** 3), { level: 9 })

const preview = (name: string, file: () => Buffer, filename = "名册.xlsx", may = refused): Shape => ({
  name,
  may,
  async send(at) {
    const stored = await upload(at, fileOf(file(), filename))
    if (stored.status !== 200) return stored
    const answer = await post(`${at.url}/api/${attendees.importPreview.name.replace(".", "/")}`, at.owner.headers, {
      meetingId: at.meetingId,
      fileId: JSON.parse(stored.text).id,
    })
    return { status: answer.status, text: JSON.stringify(answer.body), sent: 0 }
  },
})

export const rosters: Shape[] = [
  preview("a roster that unpacks to 1 GB", () => zipOf("xl/worksheets/sheet1.xml", packedGigabyte(), 1024 ** 3)),
  preview("a roster that says it is small", () => zipOf("xl/worksheets/sheet1.xml", packedGigabyte(), 100)),
  preview("a roster that breaks off", () => zipOf("[Content_Types].xml", deflateRawSync(Buffer.from("<Types/>")), 8).subarray(0, 60)),
  preview("a zip that is no book", () => zipOf("a.txt", deflateRawSync(Buffer.from("hello")), 5)),
  preview("an old book that breaks off", () => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2000)]), "名册.xls"),
  preview("a roster of 40 000 rows", () => rosterCsv(40_000), "名册.csv"),
  preview("a roster of 3 000 000 cells in a row", () => Buffer.from(`姓名${",".repeat(3_000_000)}\n`), "名册.csv"),
  preview("a roster of one open quotation mark", () => Buffer.from(`姓名,"${"x".repeat(5_000_000)}`), "名册.csv", harmless),
]
