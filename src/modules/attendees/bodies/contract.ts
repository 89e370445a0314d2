/** 代表团·机构: delegations in their order, categories of people, and the bodies they make up with their quorum. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, text } from "#kernel/types.ts"
import { memberOperations, memberRefusals } from "./members/contract.ts"

export const Delegation = z.object({
  id: Id,
  name: text(60),
  place: z.int(),
  count: z.int(),
  excused: z.int(),
  leader: z.string().nullable(),
  deputies: z.array(z.string()),
  secretaries: z.array(z.string()),
  liaisons: z.array(z.string()),
  /** 住地 */
  hotel: z.string(),
  groups: z.int(),
})
export type Delegation = z.infer<typeof Delegation>

export const Category = z.object({ key: z.string(), name: z.string(), mayVote: z.boolean(), unitSeat: z.boolean(), count: z.int() })
export type Category = z.infer<typeof Category>

/** `strict`: more than num/den of the members; otherwise at least as many. */
export const Quorum = z.object({ num: z.int().positive().max(100), den: z.int().positive().max(100), strict: z.boolean() })
export type Quorum = z.infer<typeof Quorum>

/** 大会, 主席团, 资格审查委员会, 代表团, 小组, a committee elected here; in an office 常委会 and 常务会议. */
export const BodyKind = z.enum(["assembly", "presidium", "credentials", "delegation", "group", "committee", "standing", "executive"])
export type BodyKind = z.infer<typeof BodyKind>

export const Body = z.object({
  id: Id,
  key: z.string(),
  name: text(40),
  kind: BodyKind,
  /** Members are chosen one by one; otherwise they are whoever is of these categories, of this delegation or group. */
  byHand: z.boolean(),
  categories: z.array(z.string()),
  delegationId: Id.nullable(),
  delegation: z.string().nullable(),
  groupId: Id.nullable(),
  group: z.string().nullable(),
  /** Delegates count here only when their credentials are valid. */
  qualified: z.boolean(),
  quorum: Quorum,
  /** Which rule of which body the quorum was taken from: a key of the presets. */
  basis: z.string().nullable(),
  /** The election that made it. */
  source: z.string(),
  chairs: z.array(z.string()),
  members: z.int(),
  /** 应到: those who vote; where nobody votes, all members. Who has leave is among them. */
  due: z.int(),
  voters: z.int(),
  electors: z.int(),
  excused: z.int(),
  /** Not counted yet: their credentials wait for the review, or have ended. */
  unqualified: z.int(),
  /** How many must be present. */
  needed: z.int(),
  version: z.int(),
})
export type Body = z.infer<typeof Body>

/** This module's part of a template. */
export const AttendeesPart = z.object({
  categories: z
    .array(z.object({ key: z.string(), name: text(20), bodies: z.array(z.string()), mayVote: z.boolean(), unitSeat: z.boolean().optional() }))
    .min(1),
  bodies: z.array(
    z.object({ key: z.string(), name: text(40), quorum: Quorum, kind: BodyKind.optional(), qualified: z.boolean().optional(), basis: z.string().optional() }),
  ),
})
export type AttendeesPart = z.infer<typeof AttendeesPart>

const ofMeeting = z.object({ meetingId: Id })
const one = ofMeeting.extend({ id: Id })
const Rule = z.object({ quorum: Quorum, basis: z.string().max(40).nullable().default(null) })
const Making = Rule.extend({ meetingId: Id, name: text(40), kind: BodyKind })
const Follows = z.object({ categories: z.array(text(20)).max(50), delegationId: Id.nullable().default(null), groupId: Id.nullable().default(null) })
const changed = z.object({ count: z.int() })

export const bodyOperations = {
  bodies: query({ scope: "meeting", within: ["delegation", "gate"] }, ofMeeting, z.array(Body)),
  ...memberOperations,
  /** `follows` null: its members are chosen by hand. */
  addBody: command({ scope: "meeting" }, Making.extend({ follows: Follows.nullable(), qualified: z.boolean().default(false) }), Body),
  editBody: command(
    { scope: "meeting" },
    one.extend({ version: z.int(), name: text(40), qualified: z.boolean(), categories: z.array(text(20)).max(50).optional() }),
    Body,
  ),
  setQuorum: command({ scope: "meeting" }, Rule.extend(one.shape).extend({ version: z.int() }), Body),
  removeBody: command({ scope: "meeting" }, one, changed),
  /** A body for every delegation or group that has none yet. */
  formBodies: command({ scope: "meeting" }, ofMeeting.extend({ of: z.enum(["delegation", "group"]) }), changed),
  /** A body of those who were elected, with their votes; 候补 stand behind, by votes. */
  addElected: command(
    { scope: "meeting" },
    Making.extend({
      source: text(60),
      elected: z
        .array(z.object({ attendeeId: Id, votes: z.int().nonnegative().max(1_000_000), alternate: z.boolean().default(false) }))
        .min(1)
        .max(500),
    }),
    Body,
  ),
}

export const bodyRefusals = {
  ...memberRefusals,
  oddQuorum: refusal(409, { "zh-CN": "法定人数的比例不能大于 1", en: "A quorum cannot be more than all" }),
  bodyNameTaken: refusal(409, { "zh-CN": "已有机构“{name}”", en: "There is a body “{name}” already" }),
  bodyInUse: refusal(409, {
    "zh-CN": "日程、表决或审查报告还在用“{name}”，先改掉再删除",
    en: "The programme, a vote or a report still uses “{name}”; change that first",
  }),
  whoBelongs: refusal(409, { "zh-CN": "请指出哪些类别的人属于“{name}”", en: "Say which categories belong to “{name}”" }),
}
