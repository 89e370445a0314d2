/** 姓名: the order of names by strokes, their pinyin, and how they are written in lists. */
import { pinyin } from "pinyin-pro"
import strokes from "#kernel/data/strokes.json" with { type: "json" }

/**
 * 姓名笔画 `full-name`: every character competes in turn. 姓氏笔画 `surname-first`: a name of two characters comes before longer ones of the same surname.
 * Both are in use for the same kind of meeting, so the mode belongs to the list and never to the kind of meeting.
 */
export type NameOrder = "full-name" | "surname-first"

type Place = { rank: string; count: number }
let table: Map<string, Place> | undefined

/** Built on first use: a page that never sorts must not pay for it. */
function places(): Map<string, Place> {
  if (table) return table
  table = new Map()
  let rank = 0
  for (const [count, row] of strokes.byCount.entries()) {
    for (const character of row) table.set(character, { rank: (++rank).toString(36).padStart(3, "0"), count })
  }
  return table
}

const blank = "000"
/** Everything that stands between the characters of a name and does not compete: blanks of any width and the middle dots of long names. */
const separators = /[\s\u00a0\u2000-\u200b\u2022\u2027\u22c5\u3000\u30fb\ufeff\uff65\u00b7]/gu

function keyOf(character: string): string {
  const place = places().get(character)
  if (place) return place.rank
  // after all known characters: letters and digits first, then what the table lacks; ASCII only, so that code units and bytes agree
  if (/[\p{Script=Latin}\p{Nd}]/u.test(character)) return `{${character.normalize("NFD").toLowerCase().codePointAt(0)!.toString(16).padStart(4, "0")}`
  return `~${character.codePointAt(0)!.toString(16).padStart(6, "0")}`
}

/** A string that puts names in order when compared by code unit, as PostgreSQL does under collate "C". */
export function sortKey(name: string, order: NameOrder): string {
  const characters = [...name.normalize("NFC").replace(separators, "")]
  const keys = characters.map(keyOf)
  if (order === "surname-first" && keys.length === 2) keys.splice(1, 0, blank)
  return keys.join("")
}

export const compareKeys = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Total: two names of one key (嘉木样·洛桑 and 嘉木样洛桑) still have one order. For long lists sort by precomputed keys. */
export const compareNames =
  (order: NameOrder) =>
  (a: string, b: string): number =>
    compareKeys(sortKey(a, order), sortKey(b, order)) || compareKeys(a, b)

/** A new list in order; equal names keep the order they came in. */
export function sortNames(names: readonly string[], order: NameOrder): string[] {
  const keyed = names.map((name) => ({ name, key: sortKey(name, order) }))
  return keyed.sort((a, b) => compareKeys(a.key, b.key) || compareKeys(a.name, b.name)).map(({ name }) => name)
}

/** Characters the stroke table lacks: they stand last, and a person must be told. */
export const unknownCharacters = (name: string): string[] => [
  ...new Set(
    [...name.normalize("NFC").replace(separators, "")].filter(
      (character) => !places().has(character) && !/[\p{Script=Latin}\p{Nd}\p{P}\p{M}]/u.test(character),
    ),
  ),
]

/** How many strokes the first character has; undefined when the table lacks it. */
export const strokesOf = (character: string): number | undefined => places().get(character)?.count

const letters = (name: string, pattern: "pinyin" | "first"): string =>
  pinyin(name.replace(separators, ""), { toneType: "none", type: "array", surname: "head", v: true, pattern, nonZh: "consecutive" }).join("")

/** 王晓明 → wangxiaoming; surnames are read as surnames (单 shan, 曾 zeng), ü is v. */
export const pinyinOf = (name: string): string =>
  letters(name, "pinyin")
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}]/gu, "")

/** 王晓明 → wang2…xiao3…ming2…, each syllable with its tone and its character's place by strokes: 陈 stands before 程 whatever follows, and one character is never torn apart. */
export function pinyinKey(name: string): string {
  const characters = [...name.normalize("NFC").replace(separators, "")]
  const syllables = pinyin(characters.join(""), { toneType: "num", type: "array", surname: "head", v: true })
  return characters.map((character, at) => `${/^[a-z]+\d$/.test(syllables[at] ?? "") ? syllables[at] : "{"} ${keyOf(character)}`).join(" ")
}

/** 王晓明 → wxm */
export const initialsOf = (name: string): string =>
  letters(name, "first")
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}]/gu, "")

/** Lists put one full-width blank into a name of two characters, so that names of two and three end at the same place. */
export function spaced(name: string): string {
  const characters = [...name]
  return characters.length === 2 && characters.every((character) => /\p{Script=Han}/u.test(character)) ? characters.join("\u3000") : name
}

/** A name as it was meant: 张　三 → 张三; a middle dot in one form; blanks inside Latin names stay single. */
export function tidyName(raw: string): string {
  const name = raw
    .normalize("NFC")
    .replace(/[\u00a0\u2000-\u200b\u3000\ufeff\s]+/gu, " ")
    .trim()
    .replace(/\s*[\u2022\u2027\u22c5\u30fb\uff65\u00b7]\s*/gu, "·")
  return name.replace(/(?<=[\p{Script=Han}·]) | (?=[\p{Script=Han}·])/gu, "")
}
