import fc from "fast-check"
import { expect, test } from "vitest"
import { documentNumberOf, draftBody, draftText, type Held, hanNumber, mustHaveBeenHeld, seriesOf, totalsOf } from "./rules.ts"

const person = (name: string, at: Partial<Held["people"][number]> = {}) => ({ name, unit: "", isMember: true, isExcused: false, isPresent: false, ...at })
const held: Held = {
  meeting: { name: "海州市第十次代表大会", host: "海州市", place: "市会议中心" },
  session: { title: "第一次全体会议", day: "2026-12-08", starts: "09:00", place: "", chair: "王敏", bodyName: "大会" },
  people: [
    person("张三", { isPresent: true }),
    person("李四", { isPresent: true }),
    person("王五", { isExcused: true }),
    person("赵六"),
    person("陈七", { isMember: false, isPresent: true }),
  ],
  events: [
    { kind: "opened", sentence: "大会开幕，应到4人，实到2人，达到法定人数", data: {} },
    { kind: "pollClosed", sentence: "表决结束", data: { pollId: "p1" } },
    { kind: "note", sentence: "李四作报告。", data: {} },
  ],
  polls: [{ id: "p1", title: "关于工作报告的决议", sentence: "赞成2票，反对0票，弃权0票，通过" }],
  today: "2026-12-09",
}

test("the draft opens with day, place, chair and the count, and every part adds up to those due", () => {
  const [first] = draftBody(held)

  expect(first).toEqual({
    level: 0,
    text: "2026年12月8日上午，海州市第十次代表大会第一次全体会议在市会议中心举行。会议由王敏主持。应到4人，实到2人，请假1人，缺席1人，达到法定人数。现将会议情况纪要如下：",
  })
})

test("what happened stands in the order of the log without what the first paragraph says, the votes behind it with their sentence, each said once", () => {
  const body = draftBody(held)
    .slice(1)
    .map(({ level, text }) => `${level} ${text}`)

  expect(body).toEqual(["1 一、会议进行情况", "0 李四作报告。", "1 二、表决事项", "2 （一）关于工作报告的决议。赞成2票，反对0票，弃权0票，通过。"])
})

test("a vote without a sentence of its own takes the log's", () => {
  const polls = [{ id: "p1", title: "关于工作报告的决议", sentence: null }]

  expect(draftBody({ ...held, polls }).at(-1)?.text).toBe("（一）关于工作报告的决议。表决结束。")
})

test("出席, 请假 and 列席 name the members present, the members excused and who else came", () => {
  const text = draftText(held)

  expect([text.present, text.excused, text.attending]).toEqual([["张三", "李四"], ["王五"], ["陈七"]])
  expect(text.issuers).toEqual(["海州市第十次代表大会会议"])
})

test("a list too long for the paper is a number", () => {
  const people = Array.from({ length: 2953 }, (_, at) => person(`代表${at}`, { isPresent: true }))

  expect(draftText({ ...held, people }).present).toEqual(["2953人"])
})

test("应到 is always 实到 and 请假 and 缺席 together", () => {
  const anyone = fc.record({ name: fc.constant("某"), unit: fc.constant(""), isMember: fc.boolean(), isExcused: fc.boolean(), isPresent: fc.boolean() })
  fc.assert(
    fc.property(fc.array(anyone), (people) => {
      const { due, present, excused, absent } = totalsOf(people)
      return due === present.length + excused.length + absent && absent >= 0
    }),
  )
})

test.each([
  [1, "一"],
  [9, "九"],
  [10, "十"],
  [11, "十一"],
  [20, "二十"],
  [99, "九十九"],
])("paragraph %i is numbered %s", (number, written) => {
  expect(hanNumber(number)).toBe(written)
})

test.each([
  ["大会", "大会纪要"],
  ["主席团", "主席团会议纪要"],
  [null, "第一次全体会议纪要"],
])("the series of %s is %s", (bodyName, series) => {
  expect(seriesOf({ ...held.session, bodyName })).toBe(series)
})

test("a document number has the full year in 六角括号 and no zeros before", () => {
  expect(documentNumberOf("常务会议纪要", 2026, 3)).toBe("常务会议纪要〔2026〕3号")
})

test("a session of which nothing was recorded has no minutes", () => {
  expect(() => mustHaveBeenHeld({ ...held, events: [], polls: [], people: [person("张三")] })).toThrow("minutes.notHeld")
})
