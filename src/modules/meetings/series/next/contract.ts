/** 新建一次: the next meeting of a series, in one click. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { ClockTime, Day, Id } from "#kernel/types.ts"
import { Series } from "../contract.ts"

const Planned = z.object({ name: z.string(), startsOn: Day, clock: ClockTime, number: z.int() })
export const SeriesLine = Series.extend({ template: z.string(), members: z.int(), next: Planned, mayMake: z.boolean() })
export type SeriesLine = z.infer<typeof SeriesLine>

export const NextOne = Planned.extend({
  /** The day that a day off was put off from. */
  usualDay: Day.nullable(),
  /** The festival, "" on a weekend, null where the day is a working day. */
  rest: z.string().nullable(),
  /** What comes along from the series. */
  sentence: z.string(),
  /** The day on which topics had to be collected, when it is over. */
  missed: Day.nullable(),
  /** One that was made already and is to come. */
  open: z.string().nullable(),
})
export type NextOne = z.infer<typeof NextOne>

const ofSeries = z.object({ seriesId: Id })

export const nextOperations = {
  /** Those a grant of mine reaches, with the next meeting of each. */
  mySeries: query({ scope: "self" }, z.object({}), z.array(SeriesLine)),
  nextOfSeries: query({ scope: "series" }, ofSeries.extend({ startsOn: Day.optional() }), NextOne),
  /** `number`: the one the person saw, so that two who make it at once make one. */
  createNext: command(
    { scope: "series" },
    ofSeries.extend({ number: z.int(), startsOn: Day.optional() }),
    z.object({ meetingId: Id, name: z.string(), sentence: z.string() }),
  ),
}

export const nextRefusals = {
  numberGone: refusal(409, {
    "zh-CN": "第 {number} 次刚刚已经有人建好了，请刷新后看",
    en: "Number {number} has just been made by somebody else; reload the page",
  }),
  dayPast: refusal(409, { "zh-CN": "开会的日子已经过去，请改日期", en: "That day is past; choose another" }),
}
