/** 单位: the organisation whose house this is, and the units that attend, answer and are responsible. */
import { z } from "zod"
import { command, contract, query, refusal } from "#kernel/contract.ts"
import { Id, text } from "#kernel/types.ts"

export const Unit = z.object({ id: Id, parentId: Id.nullable(), name: text(80) })
export type Unit = z.infer<typeof Unit>

export const units = contract(
  "units",
  {
    list: query({ scope: "system" }, z.object({ find: z.string().max(80).optional() }), z.array(Unit)),
    get: query({ scope: "system" }, z.object({ id: Id }), Unit),
    add: command({ scope: "system" }, z.object({ name: text(80), parentId: Id.nullable().default(null) }), Unit),
    rename: command({ scope: "system" }, z.object({ id: Id, name: text(80) }), Unit),
    remove: command({ scope: "system" }, z.object({ id: Id }), z.object({ id: Id })),
  },
  {
    nameTaken: refusal(409, { "zh-CN": "已有单位“{name}”", en: "There is already a unit “{name}”" }),
    stillNeeded: refusal(409, {
      "zh-CN": "“{name}”还有下级单位或被会议使用，不能删除",
      en: "“{name}” still has sub-units or is in use, and cannot be removed",
    }),
  },
)
