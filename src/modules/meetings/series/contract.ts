/** 会议系列: meetings that come again, such as an office meeting or the yearly session of a congress; what each new one takes from it; and where a meeting belongs. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { ClockTime, Day, Id, text, textOrNone } from "#kernel/types.ts"
import { Secrecy } from "../secrecy/contract.ts"

export const Series = z.object({ id: Id, name: z.string(), unitId: Id.nullable() })
export type Series = z.infer<typeof Series>

/** The unit that holds the meeting and the series it is one of: grants of either reach it. */
export const Belonging = z.object({ unitId: Id.nullable().default(null), seriesId: Id.nullable().default(null) })

/** `strict`: more than num/den of the members; otherwise at least as many. */
const Quorum = z.object({ num: z.int().positive().max(100), den: z.int().positive().max(100), strict: z.boolean() })

/** 例会日: each week, every other week, or the n-th such day of the month. Weekdays count from Monday; on a day off the next working day takes its place. */
export const Usual = z.object({
  rhythm: z.enum(["week", "fortnight", "month"]),
  weekday: z.int().min(1).max(5),
  nth: z.int().min(1).max(4),
  clock: ClockTime,
  /** How long it sits. */
  minutes: z.int().min(15).max(720),
})
export type Usual = z.infer<typeof Usual>

/** What the office's own rules ask of topics. Those with `unit` are so long before the opening, those with `count` alone a number. */
export const RuleKey = z.enum(["review", "collect", "major", "papers", "notice", "topics", "minutes", "absent", "personnel", "secret"])
export type RuleKey = z.infer<typeof RuleKey>
export const Rule = z.object({
  key: RuleKey,
  isOn: z.boolean(),
  count: z.int().min(1).max(365).nullable(),
  unit: z.enum(["day", "workday"]).nullable(),
  basis: textOrNone(200),
})
export type Rule = z.infer<typeof Rule>

export const SeriesText = z.object({
  kind: textOrNone(40),
  template: z.string(),
  host: textOrNone(80),
  place: textOrNone(80),
  hall: textOrNone(80),
  secrecy: Secrecy,
  body: z.object({ name: text(40), quorum: Quorum }),
  usual: Usual,
  /** `pattern` and the two forms: {届} {次} {年}; the forms stand before 〔2026〕3号. */
  numbering: z.object({
    pattern: text(80),
    term: textOrNone(8),
    restarts: z.enum(["term", "year", "never"]),
    minutes: textOrNone(30),
    papers: textOrNone(30),
  }),
  rules: z.array(Rule).max(20),
})
export type SeriesText = z.infer<typeof SeriesText>

/** 固定成员. In the order of the list; the rank is that of the protocol. */
export const Member = z.object({
  name: text(40),
  unit: textOrNone(200),
  post: textOrNone(300),
  rank: z.int().positive().max(99_999).nullable(),
  category: z.string(),
  isChair: z.boolean(),
  mayVote: z.boolean(),
})
export type Member = z.infer<typeof Member>

const Category = z.object({ key: z.string(), name: z.string(), mayVote: z.boolean() })
export const SeriesPlan = z.object({
  series: Series,
  text: SeriesText,
  members: z.array(Member),
  /** The categories its template has. */
  categories: z.array(Category),
  /** The rules that have a task in this template to work on. */
  applied: z.array(RuleKey),
  /** The last number that was given in the term or year that runs, of meetings and of their minutes. */
  last: z.object({ sitting: z.int(), minutes: z.int() }),
  meetings: z.array(z.object({ id: Id, name: z.string(), startsOn: Day, number: z.int().nullable() })),
  may: z.object({ edit: z.boolean(), make: z.boolean() }),
  version: z.int(),
})
export type SeriesPlan = z.infer<typeof SeriesPlan>

const ofSeries = z.object({ seriesId: Id })
const seen = ofSeries.extend({ version: z.int() })

export const seriesOperations = {
  /** Those of one unit; of the whole house when none is named. */
  series: query({ scope: "unit" }, z.object({ unitId: Id.nullable().default(null) }), z.array(Series)),
  addSeries: command({ scope: "unit" }, z.object({ unitId: Id.nullable().default(null), name: text(60) }), Series),
  renameSeries: command({ scope: "series" }, ofSeries.extend({ name: text(60) }), Series),
  seriesPlan: query({ scope: "series" }, ofSeries, SeriesPlan),
  editSeries: command({ scope: "series" }, seen.extend({ text: SeriesText }), SeriesPlan),
  setSeriesMembers: command({ scope: "series" }, seen.extend({ members: z.array(Member).max(300) }), SeriesPlan),
  /** Where numbers were given before the house knew the series: from the next one on they are counted here. */
  setSeriesNumbers: command({ scope: "series" }, ofSeries.extend({ sitting: z.int().min(0).max(9999), minutes: z.int().min(0).max(9999) }), SeriesPlan),
}

export const seriesRefusals = {
  seriesTaken: refusal(409, { "zh-CN": "这个单位已有系列“{name}”", en: "This unit has a series “{name}” already" }),
  seriesElsewhere: refusal(409, {
    "zh-CN": "这个系列属于别的单位，请换一个系列，或把会议放到那个单位",
    en: "This series belongs to another unit; choose another, or put the meeting into that unit",
  }),
  mayNotPlace: refusal(403, {
    "zh-CN": "您在那个单位没有建会的权限，不能把会议放过去",
    en: "You may not make meetings in that unit, so the meeting cannot be put there",
  }),
  noNumberInName: refusal(409, { "zh-CN": "会议名称的写法里要有“{次}”", en: "The name's pattern needs {次}, the number" }),
  termMissing: refusal(409, { "zh-CN": "名称里有“{届}”，请填写现在是第几届", en: "The name has {届}: say which term it is" }),
  seriesQuorum: refusal(409, { "zh-CN": "法定人数的比例不能大于 1", en: "A quorum cannot be more than all" }),
  rulesOutOfTurn: refusal(409, {
    "zh-CN": "议题先征集、再报材料、再通知：征集要早于报材料，报材料不晚于通知",
    en: "Topics are collected before their papers are due, and papers are due no later than the notice",
  }),
  memberTwice: refusal(409, {
    "zh-CN": "“{name}”在成员里写了两次，同名的请在职务里区别",
    en: "“{name}” stands twice among the members; tell namesakes apart by their posts",
  }),
  oneChair: refusal(409, { "zh-CN": "主持人只能有一位", en: "There can be only one chair" }),
  memberCategory: refusal(409, {
    "zh-CN": "“{name}”的类别不在模板的类别里，请重选",
    en: "The category of “{name}” is not one of the template's; choose again",
  }),
  numbersGoOn: refusal(409, {
    "zh-CN": "已经用到第 {last} 号，号数只能往后接，不能退回",
    en: "Number {last} is already used; numbers only go on",
  }),
}
