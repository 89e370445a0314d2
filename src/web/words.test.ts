import { readdirSync, readFileSync } from "node:fs"
import { join, sep } from "node:path"
import { describe, expect, test } from "vitest"
import type { Words } from "#kernel/words.ts"

const src = join(import.meta.dirname, "..")
const han = /\p{Script=Han}/u
// what the office itself writes in its roster is data, in whatever language the page is read
const data = /代表团\$|"?(正式代表|列席代表|代表|列席|特邀|嘉宾)"?/g

const filesBelow = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name))
const sources = filesBelow(src).filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
const textOf = new Map(sources.map((name) => [name, readFileSync(name, "utf8")]))

type Table = { file: string; folder: string; words: Words }
const tables: Table[] = await Promise.all(
  sources
    .filter((name) => /[\\/]words\.ts$/.test(name) && !/[\\/](kernel|web)[\\/]words\.ts$/.test(name))
    .map(async (file) => ({ file, folder: join(file, ".."), words: ((await import(/* @vite-ignore */ file)) as { words: Words }).words })),
)
const nameOf = (file: string): string => file.slice(src.length + 1)

/** Who may say a key: the files that import this table. */
const speakersOf = ({ file }: Table): string[] =>
  [...textOf].filter(([name, text]) => name !== file && importsOf(name, text).includes(file)).map(([, text]) => text)

const importsOf = (name: string, text: string): string[] =>
  [...text.matchAll(/from "([^"]*words\.ts)"/g)].map(([, path = ""]) => (path.startsWith("#") ? join(src, path.slice(1)) : join(name, "..", path)))

/** A key stands in quotes, or begins as a template does: say(`state.${state}`). */
function isSaid(key: string, texts: string[]): boolean {
  if (texts.some((text) => text.includes(`"${key}"`) || text.includes(`.${key}`))) return true
  return prefixesIn(texts).some((prefix) => key.startsWith(prefix))
}
const prefixesIn = (texts: string[]): string[] => texts.flatMap((text) => [...text.matchAll(/`([a-zA-Z][\w.-]*)\$\{/g)].map(([, prefix = ""]) => prefix))

test("there are tables of words to look at", () => {
  expect(tables.length).toBeGreaterThan(3)
})

describe.each(tables.map((table) => [nameOf(table.file), table] as const))("%s", (_, table) => {
  const keys = Object.keys(table.words["zh-CN"])
  const texts = speakersOf(table)

  test("says everything in both languages", () => {
    expect(Object.keys(table.words.en).sort()).toEqual([...keys].sort())
    expect(keys.filter((key) => !table.words["zh-CN"][key]?.trim() || !table.words.en[key]?.trim())).toEqual([])
  })

  test("fills the same places in both languages", () => {
    const places = (sentence = "") => [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, place]) => place))].sort()
    // a sentence that shows how to write a place, such as {姓名}, fills none
    const fills = keys.filter((key) => !/\{\p{Script=Han}/u.test(table.words["zh-CN"][key] ?? ""))
    expect(fills.filter((key) => places(table.words["zh-CN"][key]).join() !== places(table.words.en[key]).join())).toEqual([])
  })

  test("has no key that nobody says", () => {
    // say(kind): the kinds stand in the module itself or in a contract
    const near = [...textOf]
      .filter(([name]) => name !== table.file && (name.startsWith(table.folder + sep) || name.endsWith("contract.ts")))
      .map(([, text]) => text)
    expect(keys.filter((key) => !isSaid(key, [...texts, ...near]))).toEqual([])
  })

  test("has every key that is said", () => {
    const tablesOf = (text: string) => [...text.matchAll(/from "[^"]*words\.ts"/g)].length
    // a file that speaks from two tables is checked by the compiler alone: say's keys are typed
    const own = texts.filter((text) => tablesOf(text.replaceAll('"#web/words.ts"', "").replaceAll('"#kernel/words.ts"', "")) === 1)
    const said = own.flatMap((text) => [...text.matchAll(/\bsay\("([^"]+)"|\btitle: "([a-zA-Z.]+)"/g)].map(([, key, title]) => key ?? title ?? ""))
    expect([...new Set(said.filter((key) => !keys.includes(key)))]).toEqual([])
  })
})

test("no sentence stands in a page, only in a table of words", () => {
  const pages = [...textOf].filter(
    ([name]) => /[\\/](web|shells)[\\/]/.test(name) && !/[\\/]words\.ts$/.test(name) && (/\.tsx$/.test(name) || /src[\\/]web[\\/]/.test(name)),
  )
  const withoutComments = (text: string) =>
    text
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/(^|\s)\/\/.*$/gm, "")
      .replace(/pattern: \/.*?\/[a-z]*[,\s}]/g, "")
  expect(pages.filter(([, text]) => han.test(withoutComments(text).replace(data, ""))).map(([name]) => nameOf(name))).toEqual([])
  // English stands between tags or in what is read out; names of formats and products are the same in both languages
  const latin = />\s*([A-Z]?[a-z]+(?: [A-Za-z’']+)+)[.…]?\s*<\/|\b(?:placeholder|aria-label|label|title|alt)="([A-Z]?[a-z]+(?: [A-Za-z’']+)+)"/
  expect(pages.filter(([, text]) => latin.test(withoutComments(text))).map(([name]) => nameOf(name))).toEqual([])
})

test("no sentence of a refusal is said in one language only", () => {
  const contracts = [...textOf].filter(([name]) => /contract\.ts$|kernel[\\/]house\.ts$/.test(name))
  const halves = contracts.flatMap(([name, text]) =>
    [...text.matchAll(/refusal\(\d+, \{([^}]*(?:\{\w+\}[^}]*)*)\}\)/g)]
      .filter(([, said = ""]) => !/"zh-CN":/.test(said) || !/\ben:/.test(said))
      .map(() => nameOf(name)),
  )
  expect(halves).toEqual([])
})
