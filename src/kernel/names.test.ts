import { existsSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  compareKeys,
  compareNames,
  initialsOf,
  type NameOrder,
  pinyinKey,
  pinyinOf,
  sortKey,
  sortNames,
  spaced,
  strokesOf,
  tidyName,
  unknownCharacters,
} from "./names.ts"

type Group = { group: string; mode: NameOrder | "either"; known_exceptions: string[]; names: string[] }
const published = new URL("../../../shared/data/name-order-open.json", import.meta.url)
const groups = existsSync(published) ? (JSON.parse(readFileSync(published, "utf8")) as { groups: Group[] }).groups : []

test.skipIf(groups.length === 0)("every published delegation stands in its own order, apart from what the list itself breaks", () => {
  for (const { group, mode, known_exceptions, names } of groups) {
    for (const order of mode === "either" ? (["full-name", "surname-first"] as const) : [mode]) {
      const broken = names.flatMap((name, index) => (index > 0 && compareNames(order)(names[index - 1]!, name) > 0 ? [`${names[index - 1]}>${name}`] : []))
      expect({ group, broken }).toEqual({ group, broken: known_exceptions })
    }
  }
})

test("by full name the second character competes; by surname a name of two characters comes first", () => {
  expect(sortNames(["王玉志", "王川", "王一君"], "full-name")).toEqual(["王一君", "王川", "王玉志"])
  expect(sortNames(["田富", "田大利"], "full-name")).toEqual(["田大利", "田富"])
  expect(sortNames(["田大利", "李叶红", "李强", "田富"], "surname-first")).toEqual(["田富", "田大利", "李强", "李叶红"])
})

test("characters of one count follow the classes 横竖撇点折, and equal classes the official table", () => {
  expect(sortNames([..."丁十"], "full-name")).toEqual(["十", "丁"])
  expect(sortNames([..."入人八"], "full-name")).toEqual(["八", "人", "入"])
  expect(sortNames([..."习门山士乞"], "full-name")).toEqual(["士", "山", "乞", "门", "习"])
})

test("traditional and rare characters have their place; what the table lacks stands last and is named", () => {
  expect(strokesOf("陳")).toBe(10)
  expect(unknownCharacters("陳仚馬·啟")).toEqual([])
  expect(unknownCharacters("王\u{2A700}·John-Paul")).toEqual(["\u{2A700}"])
  expect(sortNames(["王\u{2A700}", "王鑫", "王一"], "full-name").at(-1)).toBe("王\u{2A700}")
})

test("keys are ASCII, so that the database's byte order is the same order", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 12 }), (name) => {
      expect(sortKey(name, "full-name")).toMatch(/^[\x20-\x7e]*$/)
      expect(sortKey(name, "surname-first")).toMatch(/^[\x20-\x7e]*$/)
    }),
  )
})

test("the order is total, and no matter how a list came in it goes out the same", () => {
  const character = fc.constantFrom(..."王李张刘陈一大富利川玉志君强叶红伟\u{2A700}·A")
  const names = fc.array(fc.string({ unit: character, minLength: 1, maxLength: 4 }), { maxLength: 30 })
  for (const order of ["full-name", "surname-first"] as const) {
    fc.assert(
      fc.property(names, names, (some, more) => {
        expect(sortNames([...some, ...more], order)).toEqual(sortNames([...more, ...some], order))
      }),
    )
  }
})

test("blanks and dots inside a name do not move it", () => {
  expect(sortKey("张\u3000三", "surname-first")).toBe(sortKey("张三", "surname-first"))
  expect(sortKey("嘉木样·洛桑", "full-name")).toBe(sortKey("嘉木样洛桑", "full-name"))
})

test("a name is read as a name", () => {
  expect([pinyinOf("单雄信"), pinyinOf("曾国华"), pinyinOf("吕布"), pinyinOf("欧阳修")]).toEqual(["shanxiongxin", "zengguohua", "lvbu", "ouyangxiu"])
  expect([initialsOf("单雄信"), initialsOf("曾国华"), initialsOf("张三")]).toEqual(["sxx", "zgh", "zs"])
})

test("by pinyin names stand syllable by syllable, then by tone, then by strokes, and people of one surname stand together", () => {
  const sorted = (...names: string[]) => names.toSorted((a, b) => compareKeys(pinyinKey(a), pinyinKey(b)))
  expect(sorted("程刚", "陈广浩", "程蓓", "陈刚", "成卫东", "陈国桢", "程韬")).toEqual(["陈刚", "陈广浩", "陈国桢", "成卫东", "程蓓", "程刚", "程韬"])
  expect(sorted("汪一", "王一", "王大", "汪大", "阿卜迪", "艾玎")).toEqual(["阿卜迪", "艾玎", "汪大", "汪一", "王大", "王一"])
  expect(sorted("吕布", "陆逊", "单雄信", "John", "张三")).toEqual(["陆逊", "吕布", "单雄信", "张三", "John"])
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 12 }), (name) => {
      expect(pinyinKey(name)).toMatch(/^[\x20-\x7e]*$/)
    }),
  )
})

test("a padded name is the name; a list pads it again", () => {
  expect(["张　三", "张  三", " 张三\u00a0", "阿不都 · 热依木", "John  Doe"].map(tidyName)).toEqual(["张三", "张三", "张三", "阿不都·热依木", "John Doe"])
  expect([spaced("张三"), spaced("张小三"), spaced("Al")]).toEqual(["张\u3000三", "张小三", "Al"])
})
