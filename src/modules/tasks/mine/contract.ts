/** What a person has to do, over all meetings. */
import { z } from "zod"
import { refusal } from "#kernel/contract.ts"
import { Day, Id } from "#kernel/types.ts"

/** Of which meeting, and which day it is there. */
export const Whose = z.object({ meeting: z.string(), zone: z.string(), today: Day })
export const Which = z.object({ meetingId: Id, id: Id })

export const mineRefusals = {
  notYours: refusal(409, { "zh-CN": "“{title}”已不由您负责，请刷新", en: "“{title}” is not yours any more; reload" }),
}
