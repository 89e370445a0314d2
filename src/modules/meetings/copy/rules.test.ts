import { expect, test } from "vitest"
import { renamed } from "./rules.ts"

test("the old name gives way to the new one wherever it stands; a short one only stands for itself", () => {
  const part = { title: "2026年度总结会方案", people: [{ name: "大会", phone: "13800000000" }] }
  expect(renamed(part, { from: "2026年度总结会", to: "$&2027年度总结会" })).toEqual({ ...part, title: "$&2027年度总结会方案" })
  for (const from of ["大会", "1", "0", "总结会"]) expect(renamed(part, { from, to: "某会" })).toEqual(part)
})
