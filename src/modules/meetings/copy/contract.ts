/** 复制会议: a new meeting from one that was held — every module gives its own part of it as if it were a template. */
import { z } from "zod"
import { command, query, question, refusal } from "#kernel/contract.ts"
import { Day, Id, text } from "#kernel/types.ts"

/** 连同人员: nobody, the people without their numbers, or with their telephones. */
export const People = z.enum(["none", "people", "phones"])
export type People = z.infer<typeof People>

/** `said`: what of it comes along, in the reader's words. */
const Part = z.object({ module: z.string(), part: z.unknown(), said: z.array(z.string()) })

/** What of a living meeting would be its template: answered by each module for its own part, applied by meetings.created like that of any template. */
export const parts = question("meetings.parts", z.object({ meetingId: Id, people: People }), z.array(Part))

const wanted = z.object({ meetingId: Id, startsOn: Day, people: People.default("none") })

export const copyOperations = {
  /** `rest`: the opening falls on a festival, "" on a weekend; null on a working day. */
  copyPreview: query(
    { scope: "meeting", follows: ["tasks", "agenda", "attendees", "seating", "voting"] },
    wanted,
    z.object({
      name: z.string(),
      arrivesOn: Day,
      startsOn: Day,
      endsOn: Day,
      departsOn: Day,
      days: z.int(),
      rest: z.string().nullable(),
      said: z.array(z.string()),
    }),
  ),
  copy: command({ scope: "meeting" }, wanted.extend({ name: text(80) }), z.object({ meetingId: Id, name: z.string() })),
}

export const copyRefusals = {
  mayNotCopy: refusal(403, {
    "zh-CN": "您在这个会议所属的单位或系列没有建会的权限，不能复制",
    en: "You may not make meetings in the unit or series of this one, so it cannot be copied",
  }),
}
