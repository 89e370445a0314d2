/** 审批流程: the steps a subject of some kind goes through, in order; every change is a new version. */
import { z } from "zod"
import { refusal } from "#kernel/contract.ts"
import { Id, text, textOrNone } from "#kernel/types.ts"

/** What is decided on: 会议方案、经费预算、文件签发、呈批件、纪要. */
export const Kind = z.enum(["request", "scheme", "budget", "paper", "minutes"])
export type Kind = z.infer<typeof Kind>

/** Named accounts, holders of a role there, or whom the submitter chooses. */
export const Who = z.discriminatedUnion("by", [
  z.object({ by: z.literal("chosen") }),
  z.object({ by: z.literal("role"), role: text(40) }),
  z.object({ by: z.literal("accounts"), accountIds: z.array(Id).min(1).max(50) }),
])

export const Step = z.object({
  name: text(20),
  who: Who,
  /** 会签: everybody asked; or as many of them as the number says. */
  need: z.union([z.literal("all"), z.int().min(1).max(50)]),
  /** May it be sent back to a step before, beside the submitter? */
  mayReturnToStep: z.boolean(),
  /** In working time: hours of 9:00–17:00, or whole days. */
  within: z.object({ amount: z.int().min(1).max(60), unit: z.enum(["hours", "days"]) }).nullable(),
})
export type Step = z.infer<typeof Step>

const Rules = z.object({
  /** 两人原则: who submitted does not decide, nor by delegation. */
  twoPersons: z.boolean(),
  /** Nobody decides two steps of one round. */
  onceOnly: z.boolean(),
})

export const FlowText = Rules.extend({
  kind: Kind,
  name: text(40),
  steps: z.array(Step).min(1).max(12),
  /** What is of this kind is not issued before it has passed such a flow (BR-52). */
  isRequired: z.boolean(),
  /** 依据: the rule it comes from. */
  source: textOrNone(300),
})
export type FlowText = z.infer<typeof FlowText>

export const Flow = FlowText.extend({
  id: Id,
  /** 0: a preset as it came, nobody has changed it. */
  version: z.int(),
  isClosed: z.boolean(),
  updatedBy: z.string().nullable(),
})
export type Flow = z.infer<typeof Flow>

/** What a running approval keeps of the version it began with. */
export const KeptFlow = Rules.extend({ id: Id, version: z.int(), name: z.string(), steps: z.array(Step) })
export type KeptFlow = z.infer<typeof KeptFlow>

export const flowRefusals = {
  noSuchFlow: refusal(404, { "zh-CN": "没有这个审批流程，或已停用", en: "There is no such flow, or it is closed" }),
  flowTaken: refusal(409, { "zh-CN": "已有流程“{name}”", en: "There is already a flow “{name}”" }),
  wrongKind: refusal(409, { "zh-CN": "流程“{name}”不是办这类事的", en: "The flow “{name}” is for another kind of subject" }),
}
