/** 会议要素: why a meeting is held, how large, of which class, prepared by which teams; and what of the template is still to be confirmed (G-100). */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, text, textOrNone } from "#kernel/types.ts"
import { Class, Limited } from "../classes/contract.ts"

export const Team = z.object({
  key: text(60),
  name: text(40),
  /** The team it is part of; null: it stands at the top. */
  parent: z.string().nullable(),
  leader: textOrNone(60),
  unit: textOrNone(60),
})
export type Team = z.infer<typeof Team>
export const Size = z.enum(["large", "medium", "small"])
export const Form = z.enum(["inPerson", "video", "both"])

export const ProfileText = z.object({
  purpose: textOrNone(1000),
  /** 领导意图. */
  intent: textOrNone(1000),
  organiser: textOrNone(80),
  coOrganiser: textOrNone(200),
  kind: textOrNone(40),
  size: Size,
  form: Form,
  class: Class.nullable(),
  planned: z.array(z.object({ name: text(40), count: z.int().min(0).max(1_000_000) })).max(30),
  teams: z.array(Team).max(100),
})
export type ProfileText = z.infer<typeof ProfileText>

const Variable = z.object({ key: z.string(), name: z.string() })
export const Exceeded = z.object({ what: Limited, limit: z.int(), now: z.int(), clause: z.string() })
export type Exceeded = z.infer<typeof Exceeded>
export const Profile = z.object({
  meetingId: Id,
  text: ProfileText,
  unconfirmed: z.array(Variable),
  /** Where the plan goes beyond its class, and the rule that says so. */
  exceeded: z.array(Exceeded),
  /** The one in force on the day it opens; null: none was. */
  rule: z.object({ source: z.string(), validFrom: z.string(), validTo: z.string().nullable() }).nullable(),
  version: z.int(),
})
export type Profile = z.infer<typeof Profile>

const ofMeeting = z.object({ meetingId: Id })
export const profileOperations = {
  profile: query({ scope: "meeting" }, ofMeeting, Profile),
  editProfile: command({ scope: "meeting" }, ofMeeting.extend({ version: z.int(), text: ProfileText }), Profile),
  confirmVariables: command({ scope: "meeting" }, ofMeeting.extend({ keys: z.array(z.string().max(40)).min(1).max(40) }), Profile),
}

export const profileRefusals = {
  teamsInACircle: refusal(409, {
    "zh-CN": "工作班子“{team}”的上级不在表里，或转了一圈回到自己",
    en: "What “{team}” is part of is not in the list, or leads back to itself",
  }),
}
