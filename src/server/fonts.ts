/** Fonts by role: what the house ships, what the office's own folder adds, and the 仿宋 of the system where there is one. */
import { mkdir, open, readdir, readFile, rename, stat, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

export type FontRole = "song" | "fangsong" | "hei" | "kai" | "title" | "sans"

/** `families`: for each role the family names in the order of preference; `namesOf`: PostScript name → family names, to say what a PDF really holds. */
export type Fonts = { families: Record<FontRole, string[]>; namesOf: Record<string, string[]>; files: string[] }

type Face = { file: string; families: string[]; postScript: string; ofSystem: boolean }

const require = createRequire(import.meta.url)
const shipped = [
  "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
  "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
  "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf",
  "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
]

/** Which role an office's own font plays, by its names; the first that fits. 方正小标宋 and 仿宋 both hold “宋”, hence the order. */
const plays: [FontRole, RegExp][] = [
  ["fangsong", /fang\s?song|仿宋|fzfs|stfangso/i],
  ["title", /小标宋|xiao\s?biao\s?song|xbs/i],
  ["kai", /kaiti|楷|fzkt|stkaiti/i],
  ["hei", /simhei|黑体|heiti|fzht/i],
  ["song", /simsun|宋体|songti|书宋|shusong/i],
]
const ours: Record<FontRole, string[]> = {
  song: ["Noto Serif SC"],
  // no free 仿宋 is shipped: 楷 comes nearest, and the answer says so
  fangsong: ["LXGW WenKai", "Noto Serif SC"],
  hei: ["Noto Sans SC"],
  kai: ["LXGW WenKai", "Noto Serif SC"],
  title: ["Noto Serif SC"],
  sans: ["Noto Sans SC"],
}
const systemDirs = [
  "/usr/share/fonts",
  "/usr/local/share/fonts",
  join(process.env.HOME ?? "/", ".fonts"),
  join(process.env.HOME ?? "/", ".local/share/fonts"),
  "/Library/Fonts",
  "/System/Library/Fonts",
  join(process.env.SystemRoot ?? "C:\\Windows", "Fonts"),
]

export async function gatherFonts({ fontDirs, cacheDir }: { fontDirs: string[]; cacheDir: string }): Promise<Fonts> {
  const files = [...shipped.map((path) => require.resolve(`@expo-google-fonts/${path}`)), await wenkai(cacheDir)]
  const own = (await Promise.all(fontDirs.map((dir) => fontFilesIn(dir)))).flat()
  const system = (await Promise.all(systemDirs.map((dir) => fontFilesIn(dir)))).flat().filter((file) => /fang|fzfs|仿/i.test(file))
  const shippedFaces = await facesOf(files, false)
  const ownFaces = await facesOf(own, false)
  const systemFaces = await facesOf(system, true)

  const families = structuredClone(ours)
  for (const face of [...ownFaces, ...systemFaces].reverse()) {
    const role = plays.find(([, names]) => face.families.some((family) => names.test(family)))?.[0]
    if (role && (!face.ofSystem || role === "fangsong")) families[role] = [...new Set([...face.families, ...families[role]])]
  }
  const namesOf = Object.fromEntries([...shippedFaces, ...ownFaces, ...systemFaces].map((face) => [face.postScript, face.families]))
  return { families, namesOf, files: [...own, ...system, ...files] }
}

/** 霞鹜文楷 comes as woff2, which Typst does not read: unpacked once, 16 MB, under a name of its version. */
async function wenkai(cacheDir: string): Promise<string> {
  const packed = require.resolve("@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2")
  const { version } = JSON.parse(await readFile(join(dirname(packed), "..", "package.json"), "utf8")) as { version: string }
  const unpacked = join(cacheDir, `lxgw-wenkai-${version}.ttf`)
  if (await stat(unpacked).catch(() => null)) return unpacked
  await mkdir(cacheDir, { recursive: true })
  // written beside and renamed: two processes may start at once, and half a font must never be found
  const beside = `${unpacked}.${process.pid}`
  // loaded only here: its WebAssembly memory stays until the process ends
  const { decompress } = require("wawoff2") as { decompress(bytes: Uint8Array): Promise<Uint8Array> }
  await writeFile(beside, await decompress(await readFile(packed)))
  await rename(beside, unpacked)
  return unpacked
}

async function fontFilesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true }).catch(() => [])
  return entries
    .filter((name) => /\.(ttf|otf|ttc|otc)$/i.test(name))
    .sort()
    .map((name) => join(dir, name))
}

async function facesOf(files: string[], ofSystem: boolean): Promise<Face[]> {
  const faces = await Promise.all(files.map((file) => facesIn(file).catch(() => [])))
  return faces.flatMap((found, at) => found.map((names) => ({ ...names, file: files[at]!, ofSystem })))
}

/** Family and PostScript names from the `name` table, without reading the glyphs. */
async function facesIn(file: string): Promise<{ families: string[]; postScript: string }[]> {
  const handle = await open(file, "r")
  try {
    const bytes = async (position: number, length: number) => (await handle.read(Buffer.alloc(length), 0, length, position)).buffer
    const head = await bytes(0, 12)
    const isCollection = head.toString("latin1", 0, 4) === "ttcf"
    const count = isCollection ? Math.min(head.readUInt32BE(8), 64) : 1
    const starts = isCollection ? await bytes(12, count * 4) : Buffer.alloc(4)
    const faces = []
    for (let face = 0; face < count; face++) {
      const start = starts.readUInt32BE(face * 4)
      const tables = (await bytes(start, 12)).readUInt16BE(4)
      const directory = await bytes(start + 12, tables * 16)
      const at = [...Array(tables).keys()].find((table) => directory.toString("latin1", table * 16, table * 16 + 4) === "name")
      if (at === undefined) continue
      faces.push(readNames(await bytes(directory.readUInt32BE(at * 16 + 8), directory.readUInt32BE(at * 16 + 12))))
    }
    return faces
  } finally {
    await handle.close()
  }
}

function readNames(table: Buffer): { families: string[]; postScript: string } {
  const count = table.readUInt16BE(2)
  const strings = table.readUInt16BE(4)
  const families = new Set<string>()
  let postScript = ""
  for (let record = 6; record < 6 + count * 12; record += 12) {
    const platform = table.readUInt16BE(record)
    const kind = table.readUInt16BE(record + 6)
    const start = strings + table.readUInt16BE(record + 10)
    const raw = Buffer.from(table.subarray(start, start + table.readUInt16BE(record + 8)))
    const isUnicode = platform === 3 || platform === 0
    const name = isUnicode ? raw.swap16().toString("utf16le") : raw.toString("latin1")
    if (kind === 6) postScript ||= name
    // a Macintosh record in a Chinese encoding would come out as noise
    if ((kind === 1 || kind === 16) && (isUnicode || /^[\x20-\x7e]+$/.test(name))) families.add(name)
  }
  return { families: [...families], postScript }
}
