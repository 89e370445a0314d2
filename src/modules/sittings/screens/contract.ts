/** 大屏: what a hall screen shows — never anything that was not released. */
import { z } from "zod"
import { Id, Instant } from "#kernel/types.ts"

/** Said by the module that votes, in every language: the screen speaks its own. */
const Said = z.object({ "zh-CN": z.string(), en: z.string() })

const TitleFrame = z.object({ what: z.literal("title"), place: z.string() })
const AttendanceFrame = z.object({ what: z.literal("attendance"), members: z.int(), present: z.int(), needed: z.int(), reached: z.boolean() })
const ItemFrame = z.object({ what: z.literal("item"), position: z.int(), title: z.string() })
const BoardFrame = z.object({ what: z.literal("board"), sessionId: Id })

/** A vote that goes on or has just ended: how many have voted, never how. */
const VoteFrame = z.object({
  what: z.literal("vote"),
  pollId: Id,
  title: z.string(),
  state: z.enum(["open", "counted"]),
  members: z.int(),
  present: z.int(),
  cast: z.int(),
})
export type VoteFrame = z.infer<typeof VoteFrame>

const ResultFrame = z.object({
  what: z.literal("result"),
  pollId: Id,
  title: z.string(),
  valid: z.boolean(),
  passed: z.boolean(),
  rows: z.array(z.object({ choice: z.string(), name: Said, votes: z.int() })),
  members: z.int(),
  present: z.int(),
  /** With the rows they add up to those present: who pressed nothing, and what was void. */
  notPressed: z.int(),
  invalid: z.int(),
  /** The whole the threshold is a share of; the bars stand on this scale. */
  base: z.enum(["members", "present", "issued", "returned", "valid"]),
  scale: z.int(),
  needed: z.int(),
  sentence: Said,
  countedAt: Instant,
})
export type ResultFrame = z.infer<typeof ResultFrame>

export const Frame = z.discriminatedUnion("what", [TitleFrame, AttendanceFrame, ItemFrame, BoardFrame, VoteFrame, ResultFrame])
export type Frame = z.infer<typeof Frame>

export const Screen = z.object({
  meeting: z.object({ id: Id, name: z.string(), zone: z.string() }),
  session: z.object({ id: Id, title: z.string() }).nullable(),
  /** Null: nothing was ever released, the title stands. */
  shownAt: Instant.nullable(),
  frame: Frame,
})
export type Screen = z.infer<typeof Screen>

/** The payload of the live topic "votes": how many ballots are in the box. */
export const LiveCount = z.object({ pollId: Id, cast: z.int() })
