/** API keys: how another system comes in, with a role and a place like a person, a name, and an end. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, text } from "#kernel/types.ts"
import { At } from "../../roles/contract.ts"

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  roleId: Id,
  role: z.string(),
  at: At,
  where: z.string().nullable(),
  parts: z.array(z.string()),
  expiresAt: Instant,
  madeBy: z.string(),
  madeAt: Instant,
  seenAt: Instant.nullable(),
  seenFrom: z.string().nullable(),
  revokedAt: Instant.nullable(),
  /** null: made by one office and not yet let in by the other. */
  releasedAt: Instant.nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>

export const keyOperations = {
  keys: query({ scope: "system", follows: ["meetings", "units"] }, z.object({}), z.array(ApiKey)),
  addKey: command(
    { scope: "system", secretAnswer: true },
    z.object({ name: text(40), roleId: Id, at: At, expiresAt: Instant }),
    z.object({ id: Id, token: z.string() }),
  ),
  /** 启用: where the offices are separated a key counts only once the system administrator has let it in. */
  releaseKey: command({ scope: "system" }, z.object({ id: Id }), z.object({ id: Id })),
  revokeKey: command({ scope: "system" }, z.object({ id: Id }), z.object({ id: Id })),
}

export const keyRefusals = {
  keyTaken: refusal(409, { "zh-CN": "已有密钥“{name}”在用，请换一个名称", en: "There is a key “{name}” in use; choose another name" }),
  keyTooPowerful: refusal(409, {
    "zh-CN": "密钥不能持有“全部”，也不能持有账号、授权和审计的操作，请换一个角色",
    en: "A key cannot hold everything, or accounts, rights and audit; choose another role",
  }),
  keyTooLong: refusal(409, { "zh-CN": "密钥的有效期最长 {days} 天，且要晚于现在", en: "A key lasts {days} days at most, and must end after now" }),
}
