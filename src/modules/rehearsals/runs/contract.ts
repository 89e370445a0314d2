/** 走场: a script walked on a day, as the delegates, the hall and the news picture see it. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { ClockTime, Day, Id, Instant } from "#kernel/types.ts"
import { Finding } from "../findings/contract.ts"
import { Role } from "../findings/role/contract.ts"

const Walked = z.object({ role: Role, walked: z.int(), found: z.int() })
export const Run = z.object({
  meetingId: Id,
  id: Id,
  scriptId: Id,
  title: z.string(),
  /** 第几次. */
  number: z.int().positive(),
  day: Day,
  lines: z.int(),
  roles: z.array(Walked),
  endedAt: Instant.nullable(),
  endedBy: z.string().nullable(),
})
export type Run = z.infer<typeof Run>

const WalkedLine = z.object({ id: Id, minutes: z.int(), cue: z.string(), what: z.string(), person: z.string(), place: z.string(), seconds: z.int().nullable() })
const Tick = z.object({ role: Role, lineId: Id, by: z.string(), at: Instant })
export const Walk = z.object({
  run: Run,
  starts: ClockTime,
  lines: z.array(WalkedLine),
  ticks: z.array(Tick),
  /** Found this time, and what earlier times left open. */
  findings: z.array(Finding),
})
export type Walk = z.infer<typeof Walk>

const ofMeeting = z.object({ meetingId: Id })
const Which = ofMeeting.extend({ id: Id })
const follows = ["agenda", "meetings", "tasks"]

export const runOperations = {
  runs: query({ scope: "meeting", follows }, ofMeeting.extend({ scriptId: Id }), z.array(Run)),
  run: query({ scope: "meeting", follows }, Which, Walk),
  addRun: command({ scope: "meeting" }, ofMeeting.extend({ scriptId: Id, day: Day }), Run),
  removeRun: command({ scope: "meeting" }, Which, Run),
  endRun: command({ scope: "meeting" }, Which, Run),
  reopenRun: command({ scope: "meeting" }, Which, Run),
  /** ok false: ticked by mistake. */
  tick: command({ scope: "meeting" }, ofMeeting.extend({ runId: Id, lineId: Id, role: Role, ok: z.boolean() }), z.object({ ok: z.boolean() })),
}

export const runRefusals = {
  noLines: refusal(409, { "zh-CN": "“{title}”的脚本还是空的，写好再走场", en: "The script of “{title}” is still empty; write it before it is walked" }),
  stillWalking: refusal(409, {
    "zh-CN": "“{title}”第 {number} 次走场还没有结束，请先结束再安排下一次",
    en: "Walk {number} of “{title}” is not over yet; end it before the next one",
  }),
  runOver: refusal(409, { "zh-CN": "这次走场已经结束，要补记请先重新打开", en: "This walk is over; open it again to add to it" }),
  runBegun: refusal(409, { "zh-CN": "这次走场已有记录，不能删除", en: "This walk has records already and cannot be removed" }),
  tooLateToWalk: refusal(409, { "zh-CN": "走场要在“{title}”开始之前", en: "A walk takes place before “{title}” begins" }),
}
