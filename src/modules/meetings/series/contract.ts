/** 会议系列: meetings that come again, such as the yearly session of a congress; and where a meeting belongs. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, text } from "#kernel/types.ts"

export const Series = z.object({ id: Id, name: z.string(), unitId: Id.nullable() })
export type Series = z.infer<typeof Series>

/** The unit that holds the meeting and the series it is one of: grants of either reach it. */
export const Belonging = z.object({ unitId: Id.nullable().default(null), seriesId: Id.nullable().default(null) })

export const seriesOperations = {
  /** Those of one unit; of the whole house when none is named. */
  series: query({ scope: "unit" }, z.object({ unitId: Id.nullable().default(null) }), z.array(Series)),
  addSeries: command({ scope: "unit" }, z.object({ unitId: Id.nullable().default(null), name: text(60) }), Series),
  renameSeries: command({ scope: "series" }, z.object({ seriesId: Id, name: text(60) }), Series),
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
}
