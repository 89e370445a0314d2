/** 自定义字段: what this meeting asks of its people besides. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, text } from "#kernel/types.ts"

export const FieldKind = z.enum(["text", "number", "date", "choice"])
export type FieldKind = z.infer<typeof FieldKind>

export const Field = z.object({
  id: Id,
  name: z.string(),
  kind: FieldKind,
  choices: z.array(z.string()),
  /** Its values are sealed, covered and deleted by date, like a number of the person. */
  sensitive: z.boolean(),
  place: z.int(),
  /** How many people have a value. */
  held: z.int(),
})
export type Field = z.infer<typeof Field>

const ofMeeting = z.object({ meetingId: Id })
const one = ofMeeting.extend({ id: Id })
const Named = z.object({ name: text(20), choices: z.array(text(40)).max(50).default([]) })

export const fieldOperations = {
  fields: query({ scope: "meeting", within: ["delegation"] }, ofMeeting, z.array(Field)),
  /** `purpose`: what a sensitive field is asked for; it must be said. */
  addField: command(
    { scope: "meeting" },
    ofMeeting.extend(Named.shape).extend({ kind: FieldKind, sensitive: z.boolean(), purpose: text(100).optional() }),
    Field,
  ),
  editField: command({ scope: "meeting" }, one.extend(Named.shape), Field),
  /** Its values go with it. */
  removeField: command({ scope: "meeting" }, one, z.object({ count: z.int() })),
}

export const fieldRefusals = {
  fieldTaken: refusal(409, { "zh-CN": "已有字段“{name}”", en: "There is a field “{name}” already" }),
  fieldUsual: refusal(409, {
    "zh-CN": "“{name}”是名册本来就有的栏目，请换个名称，否则导入时分不清",
    en: "The roster has “{name}” already; choose another name, or an import could not tell them apart",
  }),
  noSuchField: refusal(409, { "zh-CN": "没有这个字段，请刷新", en: "There is no such field; reload" }),
  choicesMissing: refusal(409, { "zh-CN": "请写出“{name}”可以选哪些", en: "Say what can be chosen for “{name}”" }),
  purposeMissing: refusal(409, { "zh-CN": "敏感字段要写明用途", en: "Say what a sensitive field is asked for" }),
  valueUnfit: refusal(409, { "zh-CN": "“{name}”不能填“{value}”", en: "“{value}” does not fit “{name}”" }),
}
