import { expect, test } from "vitest"
import { elsewhere } from "./rules.ts"

const from = { place: "市会议中心", hall: "一号厅" }
const to = { place: "人民大会堂", hall: "万人礼堂" }

test.each([
  ["一号厅", "万人礼堂"],
  ["市会议中心", "人民大会堂"],
  ["市会议中心一号厅", "人民大会堂万人礼堂"],
  ["市会议中心 一号厅", "人民大会堂 万人礼堂"],
  ["二号厅", "二号厅"],
  ["各代表团住地", "各代表团住地"],
  ["", ""],
])("what stands at “%s” stands at “%s” afterwards", (before, after) => {
  expect(elsewhere(before, from, to)).toBe(after)
})
