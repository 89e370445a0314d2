/** 动态码: the second step of signing in, by an authenticator on one's own phone, and recovery codes for its loss. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id } from "#kernel/types.ts"

const Proof = z.object({ password: z.string().min(1).max(128) })
const Codes = z.object({ recoveryCodes: z.array(z.string()) })
const secret = ["password", "code"]

export const totpOperations = {
  totp: query({ scope: "self" }, z.object({}), z.object({ isOn: z.boolean(), isRequired: z.boolean(), recoveryLeft: z.int() })),
  beginTotp: command({ scope: "self", secret, secretAnswer: true }, Proof, z.object({ key: z.string(), uri: z.string() })),
  confirmTotp: command(
    { scope: "self", secret, secretAnswer: true },
    z.object({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    Codes,
  ),
  endTotp: command({ scope: "self", secret }, Proof, z.object({})),
  renewRecovery: command({ scope: "self", secret, secretAnswer: true }, Proof, Codes),
  resetTotp: command({ scope: "system" }, z.object({ id: Id }), z.object({ id: Id })),
}

export const totpRefusals = {
  noTotp: refusal(409, { "zh-CN": "还没有开通动态码", en: "The second step is not on" }),
  totpOn: refusal(409, { "zh-CN": "动态码已开通；换手机请先关闭", en: "The second step is already on; turn it off first to change the phone" }),
  totpRequired: refusal(409, { "zh-CN": "按本单位的规定，这个账号必须使用动态码", en: "The rules of this house require the second step for this account" }),
  codeMismatch: refusal(409, {
    "zh-CN": "动态码不对：请看手机时间是否准确，再输入新的一个",
    en: "The code does not match: check your phone's clock and enter a new one",
  }),
}
