/** 议定事项: what was decided, who does it until when, and what came of it. */
import { z } from "zod"
import { command, contract, query, refusal } from "#kernel/contract.ts"
import { Day, Id, Instant, Paging, rowsOf, text, textOrNone } from "#kernel/types.ts"

/** open 在办 → answered 已报结 → accepted 已销号, or returned 退回重办 and on again. */
export const State = z.enum(["open", "answered", "accepted", "returned"])
export type State = z.infer<typeof State>

export const Step = z.object({ id: Id, kind: z.enum(["progress", "done", "accepted", "returned"]), text: z.string(), by: z.string(), at: Instant })
export type Step = z.infer<typeof Step>

export const Decision = z.object({
  meetingId: Id,
  id: Id,
  /** Never used again, counted in the meeting. */
  number: z.int().positive(),
  text: text(2000),
  unitId: Id,
  unitName: z.string(),
  deadline: Day,
  pollId: Id.nullable(),
  state: State,
  /** Days past the deadline of what is not accepted; 0 when in time. */
  lateDays: z.int(),
  daysLeft: z.int(),
  reply: z.string().nullable(),
  repliedAt: Instant.nullable(),
  version: z.int(),
})
export type Decision = z.infer<typeof Decision>

const Written = Decision.pick({ meetingId: true, text: true, unitId: true, deadline: true })
const One = z.object({ meetingId: Id, id: Id })
const Seen = One.extend({ version: z.int() })
export const Filter = z.object({
  meetingId: Id,
  find: z.string().max(80).optional(),
  unitId: Id.optional(),
  light: z.enum(["late", "soon", "open", "answered", "accepted"]).optional(),
  ...Paging.shape,
})
export type Filter = z.infer<typeof Filter>
const Poll = z.object({ id: Id, title: z.string(), sentence: z.string().nullable(), sessionTitle: z.string().nullable() })

export const decisions = contract(
  "decisions",
  {
    list: query({ scope: "meeting", follows: ["voting"] }, Filter, rowsOf(Decision).extend({ late: z.int(), all: z.int() })),
    steps: query({ scope: "meeting", actors: ["account", "unitLink"] }, One, z.array(Step)),
    /** Passed polls that no decision follows yet. */
    passedPolls: query({ scope: "meeting", follows: ["voting"] }, z.object({ meetingId: Id }), z.array(Poll)),
    units: query({ scope: "meeting", follows: ["units"] }, z.object({ meetingId: Id }), z.array(z.object({ id: Id, name: z.string() }))),
    add: command({ scope: "meeting" }, Written, Decision),
    fromPoll: command({ scope: "meeting" }, Written.omit({ text: true }).extend({ pollId: Id, text: text(2000).optional() }), Decision),
    edit: command({ scope: "meeting" }, Written.extend({ id: Id, version: z.int() }), Decision),
    reply: command({ scope: "meeting", actors: ["account", "unitLink"] }, One.extend({ text: text(2000), isDone: z.boolean() }), Decision),
    accept: command({ scope: "meeting" }, Seen.extend({ text: textOrNone(500).default("") }), Decision),
    return: command({ scope: "meeting" }, Seen.extend({ text: text(500) }), Decision),
    issueUnitLink: command({ scope: "meeting", secretAnswer: true }, z.object({ meetingId: Id, unitId: Id }), z.object({ unitId: Id, token: z.string() })),
    /** What the unit behind a link has to do. */
    mine: query({ scope: "meeting", actors: ["unitLink"] }, z.object({ meetingId: Id }), z.array(Decision)),
  },
  {
    alreadyDecided: refusal(409, { "zh-CN": "这项表决已立为第 {number} 项议定事项", en: "This vote already stands as decision {number}" }),
    notPassed: refusal(409, { "zh-CN": "“{title}”没有通过，或还没有结束，不能立项", en: "“{title}” did not pass or is not over; it makes no decision" }),
    noSuchUnit: refusal(409, { "zh-CN": "没有这个单位，请先在单位里添加", en: "No such unit; add it first" }),
    alreadyAccepted: refusal(409, { "zh-CN": "第 {number} 项已销号，不能再改", en: "Decision {number} is accepted and closed" }),
    notAnswered: refusal(409, { "zh-CN": "第 {number} 项还没有报结，不能销号或退回", en: "The unit has not reported decision {number} as done yet" }),
    hasNothing: refusal(409, { "zh-CN": "{unit}没有议定事项，不用发链接", en: "{unit} has no decisions to answer" }),
  },
)
