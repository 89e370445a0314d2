/** What may be written of a task beside its title, team and dates. */
import { z } from "zod"
import { refusal } from "#kernel/contract.ts"
import { ClockTime, Day, Id, textOrNone } from "#kernel/types.ts"
import { AlarmMinutes, Certainty, TaskAnchor, Unit } from "../template/contract.ts"

/** How far from the meeting a task may stand: three years, in each unit it is counted in. A mistyped number would draw centuries. */
export const mostAway: Record<Unit, number> = { day: 1100, workday: 750, minute: 100_000 }

/** What may be left out stays as it is. */
export const Also = z.object({
  clock: ClockTime.nullable().optional(),
  alarmMinutes: AlarmMinutes.nullable().optional(),
  ownerAccount: Id.nullable().optional(),
  standard: textOrNone(400).optional(),
  certainty: Certainty.nullable().optional(),
  contingency: textOrNone(1000).optional(),
  notes: textOrNone(2000).optional(),
  needsProofs: z.boolean().optional(),
  waitsFor: z.array(Id).max(50).optional(),
  /** Counted from here; the days that are sent beside it only say how long it lasts. */
  hang: z.object({ anchor: TaskAnchor, offset: z.int().min(-100_000).max(100_000), unit: Unit }).optional(),
})
export type Also = z.infer<typeof Also>
/** What a task can be counted from. */
export const Spot = z.object({ anchor: TaskAnchor, title: z.string(), day: Day, clock: ClockTime.nullable() })
export type Spot = z.infer<typeof Spot>

export const writingRefusals = {
  tooFar: refusal(409, {
    "zh-CN": "离会期最多三年，请核对推算的天数和日期",
    en: "A task stands at most three years from its meeting; check the number of days and the dates",
  }),
  startAfterDue: refusal(409, { "zh-CN": "开始日期不能晚于完成期限", en: "A task cannot start after it is due" }),
  noSuchAnchor: refusal(409, { "zh-CN": "没有这个会次或任务，请重新选择随什么移动", en: "There is no such session or task to count from; choose again" }),
  circle: refusal(409, { "zh-CN": "“{title}”绕了一圈又回到自己，请改选", en: "“{title}” comes round to itself; choose another" }),
  noClock: refusal(409, {
    "zh-CN": "只有开幕、会次和定了钟点的任务能按分钟推算",
    en: "Minutes are counted only from the opening, a session or a task with a clock time",
  }),
  noSuchOwner: refusal(409, { "zh-CN": "没有这个账号，请重新选择负责人", en: "There is no such account; choose the owner again" }),
  needsContingency: refusal(409, { "zh-CN": "情况不明的任务要先写预案", en: "What is unclear needs a contingency plan first" }),
  alarmNeedsClock: refusal(409, { "zh-CN": "先定时刻，才能到点报警", en: "Set a clock time first; an alarm is counted from it" }),
}
