/** 会议分类标准: how many people and days each class of the rules on meeting expenses allows, by which rule, in force from when to when. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Day, Id, text, textOrNone } from "#kernel/types.ts"

/** 一至四类; null on a meeting: 不适用. */
export const Class = z.enum(["1", "2", "3", "4"])
export type Class = z.infer<typeof Class>
export const Limited = z.enum(["people", "days", "travelDays"])
export type Limited = z.infer<typeof Limited>

const most = (max: number) => z.int().positive().max(max).nullable()
/** null: as approved, no number of its own. `travelDays`: arrival and departure together. */
const Limits = z.object({ people: most(100_000), days: most(60), travelDays: most(30) })

export const ClassRuleText = z.object({
  source: text(200),
  validFrom: Day,
  validTo: Day.nullable(),
  limits: z.object({ "1": Limits, "2": Limits, "3": Limits, "4": Limits }),
  /** The clause that says so, by what it limits. */
  clauses: z.object({ people: textOrNone(40), days: textOrNone(40), travelDays: textOrNone(40) }),
})
export type ClassRuleText = z.infer<typeof ClassRuleText>

/** `id` null: the national one, which stands where the organisation has none for the day. */
export const ClassRules = ClassRuleText.extend({ id: Id.nullable(), version: z.int() })
export type ClassRules = z.infer<typeof ClassRules>

const one = z.object({ id: Id, version: z.int() })
export const classOperations = {
  classRules: query({ scope: "system" }, z.object({}), z.array(ClassRules)),
  addClassRules: command({ scope: "system" }, ClassRuleText, ClassRules),
  editClassRules: command({ scope: "system" }, ClassRuleText.extend(one.shape), ClassRules),
  removeClassRules: command({ scope: "system" }, one, z.object({ id: Id })),
}

export const classRefusals = {
  rulesEndFirst: refusal(409, { "zh-CN": "失效日期不能早于施行日期", en: "The rules cannot end before they begin" }),
  rulesOverlap: refusal(409, {
    "zh-CN": "这段日期已有本单位的另一套标准，请先给它写上失效日期",
    en: "Another set of rules is in force in these days; give that one an end first",
  }),
}
