import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { unzipSync } from "fflate"
import { afterAll, expect, test } from "vitest"
import { MinutesPaper } from "#kernel/official.ts"
import { officialDocx, officialPdf } from "./official.ts"
import { createPrint } from "./print.ts"

const dir = mkdtempSync(join(tmpdir(), "huixu-official-"))
const print = createPrint({ fontDirs: [], cacheDir: join(dir, "fonts") })
afterAll(async () => {
  await print.close()
  rmSync(dir, { recursive: true })
})

const noPoppler = !process.env.CI && !has("pdftotext")
if (noPoppler) console.warn("pdftotext (poppler-utils) is not installed: the paper is not measured here")
function has(tool: string): boolean {
  try {
    execFileSync(tool, ["-v"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

const mm = (points: number) => (points * 25.4) / 72
const han = (count: number) => Array.from({ length: count }, (_, at) => "会议认为坚持把发展经济的着力点放在实体上推进新型工业化加快建设"[at % 30]).join("")
const paper = MinutesPaper.parse({
  form: "minutes",
  issuers: ["海州市人民政府常务会议"],
  copyNumber: "000001",
  documentNumber: "常务会议纪要〔2026〕3号",
  title: "市政府第三次常务会议纪要",
  body: [{ level: 0, text: han(1800) }],
  present: ["张三", "李四"],
  excused: ["王五"],
  attending: ["市财政局赵六"],
  copyTo: ["市委办公室"],
  printedBy: "海州市人民政府办公室",
  printedOn: "2026-03-06",
})
type Line = { page: number; x: number; y: number; right: number; text: string }
let pdfFile: Promise<string> | undefined
const pdf = () => {
  pdfFile ??= officialPdf(print, paper).then((printed) => {
    writeFileSync(join(dir, "paper.pdf"), printed.pdf)
    return join(dir, "paper.pdf")
  })
  return pdfFile
}
async function measured(): Promise<{ size: [number, number]; lines: Line[] }> {
  const out = execFileSync("pdftotext", ["-bbox-layout", await pdf(), "-"]).toString()
  const size = out.match(/<page width="([\d.]+)" height="([\d.]+)"/)!
  const lines = out.split("<page ").flatMap((part, page) =>
    [...part.matchAll(/<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([\s\S]*?)<\/line>/g)].map((found) => ({
      page,
      x: mm(Number(found[1])),
      y: mm(Number(found[2])),
      right: mm(Number(found[3])),
      text: found[4]!.replace(/<[^>]+>|\s+/g, ""),
    })),
  )
  return { size: [mm(Number(size[1])), mm(Number(size[2]))], lines }
}
/** The picture at ten dots a millimetre. */
async function picture(page: number) {
  const ppm = execFileSync("pdftoppm", ["-r", "254", "-f", String(page), "-l", String(page), await pdf()], { maxBuffer: 64e6 })
  const head = ppm.toString("latin1", 0, 40).match(/^P6\s+(\d+)\s+(\d+)\s+255\s/)!
  const [width, height] = [Number(head[1]), Number(head[2])]
  return {
    width,
    height,
    at: (x: number, y: number) => [...ppm.subarray(head[0].length + (y * width + x) * 3, head[0].length + (y * width + x) * 3 + 3)] as [number, number, number],
  }
}

test.skipIf(noPoppler)("a full page has 22 lines of 28 characters on A4, 37 mm from the top and 28 mm from the binding edge", async () => {
  const { size, lines } = await measured()
  const full = lines.filter((line) => line.page === 2 && !/^—/.test(line.text))

  expect(size[0]).toBeCloseTo(210, 1)
  expect(size[1]).toBeCloseTo(297, 1)
  expect(full).toHaveLength(22)
  expect(full.every((line) => [...line.text].length === 28)).toBe(true)
  expect(Math.abs(full[0]!.y - 37)).toBeLessThan(1)
  for (const [at, line] of full.entries()) {
    expect(line.x).toBeCloseTo(28, 1)
    expect(Math.abs(line.right - 184)).toBeLessThan(0.2)
    expect(Math.abs(line.y - full[0]!.y - (at * 225) / 22)).toBeLessThan(0.05)
  }
})

test.skipIf(noPoppler)("pages are numbered at the right on odd and at the left on even pages", async () => {
  const folios = (await measured()).lines.filter((line) => /^—\d+—$/.test(line.text))

  expect(folios.map((line) => line.text)).toEqual(["—1—", "—2—", "—3—", "—4—"])
  expect(folios.map((line) => (line.x > 105 ? "right" : "left"))).toEqual(["right", "left", "right", "left"])
})

test.skipIf(noPoppler)("the red mark's ink begins 35 mm below the type area's edge, and the red line is 156 mm long", async () => {
  const { width, height, at } = await picture(1)
  const reds = Array.from({ length: height }, (_, y) => {
    let count = 0
    for (let x = 0; x < width; x++) {
      const [r, g, b] = at(x, y)
      if (r > 200 && g < 90 && b < 90) count++
    }
    return count
  })

  expect(Math.abs(reds.findIndex((count) => count > 0) / 10 - 72)).toBeLessThan(0.3)
  expect(Math.abs(Math.max(...reds) / 10 - 156)).toBeLessThan(0.4)
})

test.skipIf(noPoppler)("the last line of the imprint lies on the type area's lower edge, the page number's stroke 7 mm below it", async () => {
  const { at } = await picture(4)
  const isInk = (x: number, y: number) => at(x, y)[0] < 140
  const ruled = Array.from({ length: 2970 }, (_, y) => y).filter((y) => [300, 700, 1100, 1500, 1830].every((x) => isInk(x, y)))
  const inkAt = (y: number) => Array.from({ length: 120 }, (_, x) => 330 + x).filter((x) => isInk(x, y)).length
  const stroke = Array.from({ length: 100 }, (_, y) => 2640 + y).find((y) => inkAt(y) > 60)!

  expect(Math.abs(ruled.at(-1)! / 10 - 262)).toBeLessThan(0.4)
  expect(Math.abs(stroke / 10 - 269)).toBeLessThan(0.5)
})

test.skipIf(noPoppler)("出席, 请假 and 列席 follow one line below the body, and nothing is printed that is not in the data", async () => {
  const { lines } = await measured()
  const last = lines.filter((line) => line.page === 4).map((line) => line.text)

  expect(last.join("\n")).toMatch(/出席：张三、李四\n请假：王五\n列席：市财政局赵六/)
  expect(lines.map((line) => line.text).join("")).not.toMatch(/null|undefined|签发|主送|附件/)
})

test.skipIf(noPoppler)("a list of names keeps to the grid of the body, and no name is torn", async () => {
  const present = Array.from({ length: 120 }, (_, at) => (at % 3 ? "欧阳文静" : "王敏"))
  const { pdf } = await officialPdf(print, { ...paper, body: [{ level: 0, text: "会议纪要如下。" }], present })
  writeFileSync(join(dir, "names.pdf"), pdf)
  const out = execFileSync("pdftotext", ["-bbox-layout", "-f", "2", "-l", "2", join(dir, "names.pdf"), "-"]).toString()
  const tops = [...new Set([...out.matchAll(/<word xMin="[\d.]+" yMin="([\d.]+)"/g)].map(([, y]) => Math.round(mm(Number(y)) * 10) / 10))].filter(
    (y) => y < 150,
  )

  expect(tops.length).toBeGreaterThan(2)
  for (const [at, y] of tops.slice(1).entries()) expect(Math.abs(y - tops[at]! - 225 / 22)).toBeLessThan(0.15)
})

test("a dated paper is PDF/A-2b, the same bytes each time", async () => {
  const [first, second] = await Promise.all([1, 2].map(() => officialPdf(print, paper, "2026-03-06")))

  expect(first!.pdf.toString("latin1")).toMatch(/pdfaid:part>2</)
  expect(first!.pdf.equals(second!.pdf)).toBe(true)
})

test("a field that the form does not know is refused", () => {
  const of = (more: object) => MinutesPaper.safeParse({ form: "minutes", issuers: ["会议"], title: "纪要", body: [{ level: 0, text: "文" }], ...more }).success

  expect(of({})).toBe(true)
  expect(of({ signers: [], recipients: [], sealed: false, secrecy: null })).toBe(true)
  expect(of({ recipients: ["各县区人民政府"] })).toBe(false)
  expect(of({ sealed: true })).toBe(false)
  expect(of({ colour: "red" })).toBe(false)
})

test("the file for the pen has the same page, grid and words", async () => {
  const parts = unzipSync(await officialDocx(paper))
  const document = new TextDecoder().decode(parts["word/document.xml"])

  expect(document).toContain('<w:pgSz w:w="11906" w:h="16838"')
  expect(document).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
  expect(document).toContain('<w:docGrid w:type="lines" w:linePitch="579"/>')
  expect(document).toContain('w:line="579" w:lineRule="exact"')
  for (const words of ["海州市人民政府常务会议纪要", "常务会议纪要〔2026〕3号", "张三、李四", "2026年3月6日印发"]) expect(document).toContain(words)
})
