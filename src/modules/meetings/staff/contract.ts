/** 本会工作人员: who holds what in this meeting; its leaders hand out what they hold themselves. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, Reached, text, textOrNone } from "#kernel/types.ts"
import { HeldGrant } from "#modules/access/roles/contract.ts"

const ofMeeting = z.object({ meetingId: Id })
/** `mayRemove`: not of somebody who holds more than the reader does. */
export const Member = HeldGrant.extend({ mayRemove: z.boolean() })
export type Member = z.infer<typeof Member>

export const Choices = z.object({
  accounts: z.array(z.object({ id: Id, name: z.string(), username: z.string() })),
  roles: z.array(z.object({ id: Id, name: z.string() })),
  parts: z.array(z.object({ kind: z.enum(["delegation", "gate"]), id: Id, name: z.string() })),
  /** When the work is over: some days after people have left. */
  endsAt: Instant,
})

const Wanted = ofMeeting.extend({
  accountId: Id,
  roleId: Id,
  delegations: Reached,
  gates: Reached,
  validUntil: Instant.nullable().default(null),
  note: textOrNone(200).default(""),
})

export const staffOperations = {
  staff: query({ scope: "meeting", follows: ["access"] }, ofMeeting, z.array(Member)),
  staffChoices: query({ scope: "meeting", follows: ["access", "attendees", "checkin"] }, ofMeeting.extend({ find: text(40).optional() }), Choices),
  addStaff: command({ scope: "meeting" }, Wanted, z.object({ id: Id })),
  removeStaff: command({ scope: "meeting" }, ofMeeting.extend({ id: Id }), z.object({ id: Id })),
}

export const staffRefusals = {
  moreThanYours: refusal(403, {
    "zh-CN": "“{role}”里有您自己没有的权限，请找系统管理人员授权",
    en: "“{role}” holds rights you do not have yourself; ask those who manage rights",
  }),
  notAPreset: refusal(409, {
    "zh-CN": "“{role}”不是会议工作人员的角色，请找系统管理人员授权",
    en: "“{role}” is no role of a meeting's staff; ask those who manage rights",
  }),
  noSuchPart: refusal(409, { "zh-CN": "这个会议没有这个代表团或签到门", en: "This meeting has no such delegation or gate" }),
  oneLimit: refusal(409, { "zh-CN": "代表团和签到门只能限定一种", en: "Limit either the delegations or the gates" }),
}
