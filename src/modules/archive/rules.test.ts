import fc from "fast-check"
import { expect, test } from "vitest"
import { checksums, mustVerify, sha256, zipOf } from "./package/rules.ts"
import { classOf, codeOf, codePattern, compare, inShelfOrder, pathOf, retentionOf } from "./rules.ts"

test("a 档号 is made by DA/T 22", () => {
  expect(codeOf({ fonds: "Z109", section: "BGS", year: 2026 }, "Y", 1)).toBe("Z109-WS·2026-Y-BGS-0001")
  expect(codeOf({ fonds: "Z109", section: null, year: 2026 }, "D30", 12)).toBe("Z109-WS·2026-D30-0012")
})

test("every 档号 has the form of the rule, and each class counts by itself", () => {
  const settings = fc.record({
    fonds: fc.stringMatching(/^[A-Z0-9]{4}$/),
    section: fc.option(fc.stringMatching(/^[A-Z0-9]{3}$/)),
    year: fc.integer({ min: 1949, max: 2999 }),
  })
  fc.assert(
    fc.property(settings, fc.constantFrom("Y", "D30", "D10" as const), fc.integer({ min: 1, max: 9999 }), (of, retention, place) =>
      codePattern.test(codeOf(of, retention as "Y", place)),
    ),
  )
  expect(classOf({ fonds: "Z109", section: null }, "Y")).not.toEqual(classOf({ fonds: "Z109", section: null }, "D10"))
})

test.each([
  ["纪要", "海州市第十次代表大会会议纪要", "Y"],
  ["表决结果", "关于工作报告的决议", "Y"],
  ["证件", "代表证", "D10"],
  ["座次图", "主会场座次图", "D10"],
  ["其他", "会务总结", "D30"],
])("%s “%s” is kept %s, and the table says why", (kind, title, retention) => {
  const found = retentionOf({ kind, title })

  expect(found.retention).toBe(retention)
  expect(found.basis).toContain("国家档案局令第8号")
})

test("on the shelf the permanent come first, then by date", () => {
  const item = (id: string, retention: "Y" | "D30" | "D10", madeOn: string) => ({ id, retention, madeOn, title: "文" })
  const shelf = inShelfOrder([item("a", "D10", "2026-01-01"), item("b", "Y", "2026-03-01"), item("c", "D30", "2026-01-01"), item("d", "Y", "2026-02-01")])

  expect(shelf.map(({ id }) => id)).toEqual(["d", "b", "c", "a"])
})

test("a paper printed anew comes in the old one's place, but what bears its number stays", () => {
  const paper = (fileId: string) => ({ kind: "纪要", title: "纪要", number: null, author: "", madeOn: "2026-12-09", pages: 1, fileId })
  const filed = [
    { id: "1", fileId: "old", code: null },
    { id: "2", fileId: "numbered", code: "Z109-WS·2026-Y-0001" },
    { id: "3", fileId: "same", code: null },
  ]
  const { fresh, gone } = compare(filed, [paper("same"), paper("new"), paper("new")])

  expect(fresh.map(({ fileId }) => fileId)).toEqual(["new"])
  expect(gone).toEqual(["1"])
})

test("a paper in the package is named by its 档号", () => {
  expect(pathOf({ code: "Z109-WS·2026-Y-0001", fileName: "纪要.PDF" })).toBe("files/Z109-WS.2026-Y-0001.pdf")
  expect(pathOf({ code: "Z109-WS·2026-Y-0002", fileName: "无后缀" })).toBe("files/Z109-WS.2026-Y-0002")
})

const entries = [
  { path: "files/Z109-WS.2026-Y-0001.pdf", bytes: new TextEncoder().encode("一") },
  { path: "manifest.json", bytes: new TextEncoder().encode("{}") },
]

test("a package verifies as it was written, and equal content gives equal bytes", () => {
  const at = "2026-12-10T01:00:00.000Z"
  const bytes = zipOf([...entries, checksums(entries)], at)

  expect(mustVerify(bytes)).toBe(2)
  expect(sha256(zipOf([...entries, checksums(entries)], at))).toBe(sha256(bytes))
})

test("a changed, a missing and a smuggled file are found", () => {
  const at = "2026-12-10T01:00:00.000Z"
  const sums = checksums(entries)
  const changed = entries.map((entry) => (entry.path === "manifest.json" ? { ...entry, bytes: new TextEncoder().encode("{ }") } : entry))

  expect(() => mustVerify(zipOf([...changed, sums], at))).toThrow("archive.brokenPackage")
  expect(() => mustVerify(zipOf([entries[0]!, sums], at))).toThrow("archive.brokenPackage")
  expect(() => mustVerify(zipOf([...entries, { path: "virus.exe", bytes: new Uint8Array(1) }, sums], at))).toThrow("archive.brokenPackage")
})
