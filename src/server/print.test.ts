import { execFileSync } from "node:child_process"
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, expect, test } from "vitest"
import { createPrint } from "./print.ts"

const dir = await mkdtemp(join(tmpdir(), "huixu-print-"))
const print = createPrint({ fontDirs: [join(dir, "no-such-folder")], cacheDir: join(dir, "fonts") })
afterAll(async () => {
  await print.close()
  await rm(dir, { recursive: true })
})

const faces = new URL("../../assets/typst/faces.typ", import.meta.url)

test("a page names the fonts it really holds, and says when 仿宋 was drawn with 楷", async () => {
  const { pdf, pages, fonts } = await print.pdf(faces, { lines: ["song", "fangsong", "hei"] }, { title: "字体样张" })

  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-")
  expect(pages).toBe(1)
  expect(fonts.song).toBe("Noto Serif SC")
  expect(fonts.hei).toBe("Noto Sans SC")
  expect(fonts.fangsong).toBeDefined()
  expect(await readdir(join(dir, "fonts"))).toHaveLength(1)
})

test("the same data print the same bytes", async () => {
  const [a, b] = await Promise.all([1, 2].map(() => print.pdf(faces, { lines: ["kai"] })))

  expect(a!.pdf.equals(b!.pdf)).toBe(true)
})

test("an order while others wait is printed in its turn", async () => {
  const printed = await Promise.all([1, 2, 3, 4].map((count) => print.pdf(faces, { lines: Array(count * 40).fill("song") })))

  expect(printed.map(({ pages }) => pages)).toEqual([1, 2, 3, 4])
})

test("a mistake in a template is said with its place, and the next order is printed", async () => {
  const wrong = pathToFileURL(join(process.cwd(), "wrong-template.test.typ"))
  await writeFile(wrong, '#set page(width: 1cm)\n#panic("没有这一栏")')
  try {
    await expect(print.pdf(wrong, {})).rejects.toThrow(/wrong-template.test.typ:2:2.*没有这一栏/s)
  } finally {
    await rm(wrong)
  }
  expect((await print.pdf(faces, { lines: ["hei"] })).pages).toBe(1)
})

test("an order that is stopped in the middle is refused with a sentence, and the next one gets a new process", async () => {
  const own = createPrint({ fontDirs: [], cacheDir: join(dir, "fonts") })
  await own.pdf(faces, { lines: ["song"] })
  const refused = expect(own.pdf(faces, { lines: Array(4000).fill("song") })).rejects.toThrow("house.printFailed")
  await new Promise((soon) => setImmediate(soon))
  await own.close()
  await refused

  expect((await own.pdf(faces, { lines: ["song"] })).pages).toBe(1)
  await own.close()
})

test("a printer that crashes in its native code ends its order with a sentence, never the server, and the next order is printed", async () => {
  const own = createPrint({ fontDirs: [], cacheDir: join(dir, "fonts") })
  await own.pdf(faces, { lines: ["song"] })
  const before = printers()
  const refused = expect(own.pdf(faces, { lines: Array(20_000).fill("song") })).rejects.toThrow("house.printFailed")
  await new Promise((soon) => setImmediate(soon))
  for (const pid of before) process.kill(pid, "SIGSEGV")
  await refused

  expect((await own.pdf(faces, { lines: ["song"] })).pages).toBe(1)
  await own.close()
})

const printers = (): number[] =>
  execFileSync("pgrep", ["-P", String(process.pid), "-f", "print-worker"], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map(Number)

test("a 仿宋 in the office's own folder is used before the free fonts, and named", async () => {
  const own = join(dir, "office-fonts", "licensed")
  await mkdir(own, { recursive: true })
  const [free = ""] = await readdir(join(dir, "fonts"))
  await writeFile(join(own, "fs.ttf"), renamed(await readFile(join(dir, "fonts", free))))
  const withOwn = createPrint({ fontDirs: [join(dir, "office-fonts")], cacheDir: join(dir, "fonts") })
  const { fonts } = await withOwn.pdf(faces, { lines: ["fangsong"] })
  await withOwn.close()

  expect(fonts.fangsong).toBe("FangSong_XX")
})

/** A font under another name of the same length: what an office's licensed 仿宋 looks like to us. */
function renamed(font: Buffer): Buffer {
  const copy = Buffer.from(font)
  const put = (from: Buffer, to: Buffer) => {
    for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + 1)) to.copy(copy, at)
  }
  const wide = (name: string) => Buffer.from(name, "utf16le").swap16()
  for (const [from, to] of [
    ["LXGW WenKai", "FangSong_XX"],
    ["LXGWWenKai-Regular", "FangSongXX-Regular"],
  ] as const) {
    put(Buffer.from(from), Buffer.from(to))
    put(wide(from), wide(to))
  }
  return copy
}
