import fc from "fast-check"
import { expect, test } from "vitest"
import { changesBetween } from "./rules.ts"

test("what has changed is told line by line, in the order of reading", () => {
  const before = "一、会议目的\n总结工作。\n\n二、经费\n无"
  const after = "一、会议目的\n总结五年工作。\n\n二、经费\n无\n三、其他\n另行通知"
  expect(changesBetween(before, after)).toEqual([
    { kind: "gone", line: "总结工作。" },
    { kind: "new", line: "总结五年工作。" },
    { kind: "new", line: "三、其他" },
    { kind: "new", line: "另行通知" },
  ])
  expect(changesBetween(before, before)).toEqual([])
})

test("no line is lost or invented by the comparison", () => {
  const lines = fc.array(fc.constantFrom("甲", "乙", "丙", "丁"), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(lines, lines, (from, to) => {
      const changes = changesBetween(from.join("\n"), to.join("\n"))
      const count = (all: readonly string[], line: string) => all.filter((one) => one === line).length
      const of = (kind: string, line: string) => changes.filter((one) => one.kind === kind && one.line === line).length
      for (const line of new Set([...from, ...to])) expect(count(from, line) - of("gone", line) + of("new", line)).toBe(count(to, line))
    }),
  )
})
