/** 委托: while someone is away, another decides in his place and the opinion says so. A delegation is not passed on. */
import { z } from "zod"
import { refusal } from "#kernel/contract.ts"
import { Day, Id } from "#kernel/types.ts"
import { Kind } from "../flows/contract.ts"

export const Delegation = z.object({
  id: Id,
  fromId: Id,
  fromName: z.string(),
  toId: Id,
  toName: z.string(),
  /** Empty: every kind. */
  kinds: z.array(Kind),
  startsOn: Day,
  endsOn: Day,
  endedOn: Day.nullable(),
})
export type Delegation = z.infer<typeof Delegation>

export const NewDelegation = z.object({ toId: Id, kinds: z.array(Kind).max(10), startsOn: Day, endsOn: Day })
export type NewDelegation = z.infer<typeof NewDelegation>

export const absenceRefusals = {
  badDates: refusal(409, { "zh-CN": "日期先后不对，或已经过去", en: "The dates are out of order, or past" }),
  notToYourself: refusal(409, { "zh-CN": "不能委托给自己", en: "You cannot delegate to yourself" }),
  alreadyAway: refusal(409, { "zh-CN": "这段时间已委托{name}", en: "{name} already stands in for you in that time" }),
  delegateAway: refusal(409, { "zh-CN": "{name}这段时间自己也委托了别人，委托不能转委托", en: "{name} is away then too; a delegation is not passed on" }),
  standsForOther: refusal(409, {
    "zh-CN": "这段时间您受{name}委托，请先请他另托他人",
    en: "You stand in for {name} in that time; let them choose somebody else first",
  }),
}
