/** 账号与登录: who may come in, by which password, from which browsers, under which rules. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, text } from "#kernel/types.ts"
import { HeldGrant } from "../roles/contract.ts"

/** 登录名: letters (Han too), digits, dot, dash, underline. */
export const UserName = z
  .string()
  .normalize("NFC")
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}_.-]{2,30}$/u)
/** What no policy may go below; what the house asks for is weighed by its policy. */
export const Password = z.string().min(8).max(128)
/** 系统管理员 · 安全保密管理员 · 安全审计员 */
export const Office = z.enum(["systemAdmin", "securityAdmin", "auditor"])
export type Office = z.infer<typeof Office>

export const Person = z.object({ name: text(40), username: UserName, password: Password })
export type Person = z.infer<typeof Person>

export const Account = z.object({
  id: Id,
  name: z.string(),
  username: z.string(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
  lockedUntil: Instant.nullable(),
  mustChange: z.boolean(),
  hasTotp: z.boolean(),
  office: Office.nullable(),
  seenAt: Instant.nullable(),
  grants: z.array(HeldGrant),
})
export type Account = z.infer<typeof Account>

/** `browser` and `system` as a person calls them. */
export const Session = z.object({ id: Id, browser: z.string(), system: z.string(), address: z.string(), since: Instant, seenAt: Instant, isThis: z.boolean() })
export type Session = z.infer<typeof Session>
export const SignedIn = Session.extend({ accountId: Id, name: z.string(), username: z.string(), office: Office.nullable() })
export type SignedIn = z.infer<typeof SignedIn>

export const Policy = z.object({
  minLength: z.int().min(8).max(64),
  minClasses: z.int().min(1).max(4),
  keptPasswords: z.int().min(0).max(24),
  expireDays: z.int().min(0).max(730),
  lockAfter: z.int().min(3).max(20),
  lockMinutes: z.int().min(1).max(1440),
  idleMinutes: z.int().min(5).max(1440),
  lifeHours: z.int().min(1).max(168),
  totp: z.enum(["nobody", "offices", "everybody"]),
  version: z.int(),
})
export type Policy = z.infer<typeof Policy>

const byId = z.object({ id: Id })
const none = z.object({})
/** Of an authenticator, or a recovery code. */
export const Code = z.string().trim().min(6).max(20)

export const accountOperations = {
  signIn: command(
    { scope: "public", secret: ["password", "code"] },
    z.object({ username: UserName, password: z.string().min(1).max(128), code: Code.optional() }),
    z.object({ name: z.string() }),
  ),
  signOut: command({ scope: "self" }, none, none),
  changePassword: command({ scope: "self", secret: ["current", "password"] }, z.object({ current: z.string().max(128), password: Password }), none),
  sessions: query({ scope: "self" }, none, z.array(Session)),
  endSession: command({ scope: "self" }, byId, byId),
  endOtherSessions: command({ scope: "self" }, none, z.object({ ended: z.int() })),
  accounts: query({ scope: "system", follows: ["meetings", "units"] }, none, z.array(Account)),
  addAccount: command({ scope: "system", secret: ["password"] }, Person, byId),
  closeAccount: command({ scope: "system" }, byId, byId),
  reopenAccount: command({ scope: "system" }, byId, byId),
  unlock: command({ scope: "system" }, byId, byId),
  resetPassword: command({ scope: "system", secret: ["password"] }, z.object({ id: Id, password: Password }), byId),
  signIns: query({ scope: "system" }, none, z.array(SignedIn)),
  endSignIn: command({ scope: "system" }, byId, byId),
  policy: query({ scope: "system" }, none, Policy),
  changePolicy: command({ scope: "system" }, Policy, Policy),
}

export const accountRefusals = {
  wrongPassword: refusal(401, { "zh-CN": "登录名或密码不对", en: "Wrong user name or password" }),
  wrongCurrent: refusal(403, { "zh-CN": "现在的密码不对", en: "The current password is wrong" }),
  locked: refusal(423, {
    "zh-CN": "连续输错次数太多，{minutes} 分钟内不能登录；急用请系统管理员解锁",
    en: "Too many wrong tries; wait {minutes} minutes, or ask the administrator to unlock",
  }),
  codeNeeded: refusal(401, { "zh-CN": "请输入动态码", en: "Please enter the code of your authenticator" }),
  wrongCode: refusal(401, { "zh-CN": "动态码不对，或已经用过", en: "The code is wrong, or was used already" }),
  closed: refusal(403, { "zh-CN": "这个账号已停用，请联系管理员", en: "This account is closed; ask the administrator" }),
  nameTaken: refusal(409, { "zh-CN": "登录名“{username}”已有人用", en: "The user name “{username}” is taken" }),
  passwordShort: refusal(400, { "zh-CN": "密码至少 {least} 位", en: "The password needs at least {least} characters" }),
  passwordPlain: refusal(400, {
    "zh-CN": "密码要包含大写字母、小写字母、数字、其他符号中的至少 {least} 种",
    en: "The password needs at least {least} of: capitals, small letters, digits, other signs",
  }),
  passwordNamed: refusal(400, { "zh-CN": "密码不能包含登录名", en: "The password must not contain the user name" }),
  passwordCommon: refusal(400, { "zh-CN": "这个密码太常见，容易被猜中，请换一个", en: "This password is too common and easily guessed; choose another" }),
  passwordUsed: refusal(409, { "zh-CN": "不能用最近 {count} 次用过的密码", en: "The last {count} passwords cannot be used again" }),
  notOneself: refusal(409, { "zh-CN": "这件事要由另一个人来办", en: "This must be done by another person" }),
  twoHands: refusal(409, {
    "zh-CN": "密码和动态码要由两个人分别重设，您已经重设过其中一样",
    en: "Password and second step are reset by two different people; you have already reset one of them",
  }),
  officesNeedTotp: refusal(409, {
    "zh-CN": "三员分立时，管理员登录必须加动态码，不能改为“不要求”",
    en: "Where the three offices are separated their holders need the second step; it cannot be waived",
  }),
  passwordOnly: refusal(409, {
    "zh-CN": "这位管理员还没有开通动态码，重设密码等于接管这个职务；请先免去职务，重设后再任命",
    en: "This administrator has no second step yet, and a new password alone would hand over the office: dismiss first, then reset and appoint again",
  }),
}
