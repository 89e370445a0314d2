/** 碰头会: every evening what was done, what was not and why, and what is for tomorrow. */
import { z } from "zod"
import { command, job, query, refusal } from "#kernel/contract.ts"
import { Day, Id, Instant, text, textOrNone } from "#kernel/types.ts"

const Line = z.object({ id: Id, title: z.string(), team: z.string(), owner: z.string(), dueOn: Day })
const Lines = z.object({ done: z.array(Line), left: z.array(Line.extend({ reason: z.string() })), tomorrow: z.array(Line) })
export type Lines = z.infer<typeof Lines>

const Kept = z.object({ attended: z.string(), note: z.string(), by: z.string(), at: Instant })
export const Standup = z.object({
  day: Day,
  /** As it was kept that evening; else as it stands now. */
  kept: Kept.nullable(),
  lines: Lines,
  /** Evenings that are kept, the last first. */
  days: z.array(Day),
})
export type Standup = z.infer<typeof Standup>

export const standupOperations = {
  standup: query({ scope: "meeting" }, z.object({ meetingId: Id, day: Day.optional() }), Standup),
  keepStandup: command(
    { scope: "meeting" },
    z.object({
      meetingId: Id,
      day: Day,
      attended: text(400),
      note: textOrNone(2000).default(""),
      reasons: z.array(z.object({ id: Id, reason: textOrNone(200) })).max(500),
    }),
    Standup,
  ),
  printStandup: command({ scope: "meeting" }, z.object({ meetingId: Id, day: Day }), z.object({ jobId: Id })),
}

export const standupRefusals = {
  lacksReason: refusal(409, { "zh-CN": "“{title}”今天没有完成，请写明原因", en: "“{title}” was not done today; say why" }),
  notToday: refusal(409, { "zh-CN": "还没到{day}，不能先记这一天的碰头会", en: "{day} is still to come; its evening cannot be kept yet" }),
  noStandup: refusal(404, { "zh-CN": "这一天的碰头会还没有记录，先保存再打印", en: "This evening is not kept yet; save it first, then print" }),
}

export const printStandup = job("tasks.printStandup", { "zh-CN": "打印碰头会记录", en: "Print the evening's record" }, z.object({ meetingId: Id, day: Day }))
