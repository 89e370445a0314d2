/** 代表团·小组: delegations in their order with where they live, and groups with those who call them together and those who keep their record. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, text, textOrNone } from "#kernel/types.ts"
import { Delegation } from "../bodies/contract.ts"

const Someone = z.object({ id: Id, name: z.string() })
export const Group = z.object({
  id: Id,
  name: z.string(),
  place: z.int(),
  /** null: across delegations. */
  delegationId: Id.nullable(),
  delegation: z.string().nullable(),
  count: z.int(),
  convenors: z.array(Someone),
  recorders: z.array(Someone),
})
export type Group = z.infer<typeof Group>

/** The order that is kept when people are divided: each group is a stretch of it. */
export const DivideBy = z.enum(["full", "surname", "pinyin", "rank", "given"])
export type DivideBy = z.infer<typeof DivideBy>

const ofMeeting = z.object({ meetingId: Id })
const one = ofMeeting.extend({ id: Id })
const inDelegation = { scope: "meeting", within: ["delegation"] } as const
const changed = z.object({ count: z.int() })

export const groupOperations = {
  delegations: query(inDelegation, ofMeeting, z.array(Delegation)),
  addDelegation: command({ scope: "meeting" }, ofMeeting.extend({ name: text(60) }), Delegation),
  renameDelegation: command({ scope: "meeting" }, one.extend({ name: text(60) }), Delegation),
  /** 住地: where its people live who have no other place. */
  lodgeDelegation: command({ scope: "meeting" }, one.extend({ hotel: textOrNone(60) }), Delegation),
  /** All delegations in their new order. */
  orderDelegations: command({ scope: "meeting" }, ofMeeting.extend({ ids: z.array(Id).max(1000) }), z.array(Delegation)),
  removeDelegation: command({ scope: "meeting" }, one, changed),

  groups: query(inDelegation, ofMeeting, z.array(Group)),
  addGroup: command(inDelegation, ofMeeting.extend({ delegationId: Id.nullable(), name: text(40) }), Group),
  renameGroup: command(inDelegation, one.extend({ name: text(40) }), Group),
  /** Its people stay, without a group. */
  removeGroup: command(inDelegation, one, changed),
  setGroupOffices: command(inDelegation, one.extend({ convenors: z.array(Id).max(20), recorders: z.array(Id).max(20) }), Group),
  /** Evenly, into the groups there are and as many new ones as are missing; who was in one is divided anew. */
  divideGroups: command(
    inDelegation,
    ofMeeting.extend({ delegationId: Id.nullable(), groups: z.int().min(1).max(200), by: DivideBy, categories: z.array(text(20)).max(50).default([]) }),
    z.array(Group),
  ),
  assignGroup: command(inDelegation, ofMeeting.extend({ ids: z.array(Id).min(1).max(500), groupId: Id.nullable() }), changed),
}

export const groupRefusals = {
  nameTaken: refusal(409, { "zh-CN": "已有代表团“{name}”", en: "There is a delegation “{name}” already" }),
  delegationNotEmpty: refusal(409, { "zh-CN": "“{name}”还有 {count} 人，先把他们改到别的代表团", en: "“{name}” still has {count} people; move them first" }),
  delegationHasGroups: refusal(409, { "zh-CN": "“{name}”还有小组，先删除小组", en: "“{name}” still has groups; remove them first" }),
  noSuchDelegation: refusal(409, { "zh-CN": "这个会议没有这个代表团", en: "This meeting has no such delegation" }),
  orderIncomplete: refusal(409, { "zh-CN": "代表团有增减，请刷新后重排", en: "Delegations were added or removed; reload and order them again" }),
  groupTaken: refusal(409, { "zh-CN": "已有小组“{name}”", en: "There is a group “{name}” already" }),
  noSuchGroup: refusal(409, { "zh-CN": "没有这个小组", en: "There is no such group" }),
  groupElsewhere: refusal(409, {
    "zh-CN": "“{group}”是{delegation}的小组，{count} 人不在这个代表团",
    en: "“{group}” belongs to {delegation}; {count} people are not of it",
  }),
  groupInUse: refusal(409, { "zh-CN": "日程或表决还在用“{name}”，先改掉再删除", en: "The programme or a vote still uses “{name}”; change that first" }),
  nobodyToDivide: refusal(409, { "zh-CN": "没有可以分组的人", en: "There is nobody to divide" }),
}
