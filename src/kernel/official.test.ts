import { expect, test } from "vitest"
import { headOf, markOf, officialDay, titleLines } from "./official.ts"

test("a date has its year in full and no zeros", () => {
  expect(officialDay("2026-03-05")).toBe("2026年3月5日")
})

test("the mark ends in 纪要 once", () => {
  expect(markOf(["海州市人民政府常务会议"])).toBe("海州市人民政府常务会议纪要")
  expect(markOf(["党组会议纪要"])).toBe("党组会议纪要")
})

test.each([
  [{ level: 0, text: "一般正文。" }, ["text", "", "一般正文。"]],
  [{ level: 1, text: "一、总体要求" }, ["hei", "一、总体要求", ""]],
  [{ level: 2, text: "（一）分工。各代表团负责。" }, ["kai", "（一）分工。", "各代表团负责。"]],
  [{ level: 2, text: "（一）分工。" }, ["kai", "（一）分工。", ""]],
  [{ level: 3, text: "1.报送。" }, ["text", "", "1.报送。"]],
])("of %o the first sentence alone has the face of its level", (paragraph, [face, head, rest]) => {
  expect(headOf(paragraph)).toEqual({ face, head, rest })
})

test("a short title is one line, a written break is kept", () => {
  expect(titleLines("第三次常务会议纪要")).toEqual(["第三次常务会议纪要"])
  expect(titleLines("第三次会议\n关于预算的纪要")).toEqual(["第三次会议", "关于预算的纪要"])
})

test("a long title is broken between words into lines of like length, none longer than the page", () => {
  const title = "海州市第十次代表大会主席团第三次会议关于审议各项决议草案和选举办法草案以及其他事项的纪要"
  const lines = titleLines(title)

  expect(lines.join("")).toBe(title)
  expect(lines.every((line) => [...line].length <= 20)).toBe(true)
  expect(lines.some((line) => /^[的和，]/.test(line))).toBe(false)
  expect(Math.max(...lines.map((line) => line.length)) - Math.min(...lines.map((line) => line.length))).toBeLessThanOrEqual(7)
})

test("第十次 is not torn apart", () => {
  expect(titleLines("中国共产党海州市第十次代表大会闭幕大会纪要")).toEqual(["中国共产党海州市第十次", "代表大会闭幕大会纪要"])
})
