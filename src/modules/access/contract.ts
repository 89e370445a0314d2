/** 账号与授权: who may come in, and what each may do where; personal links and devices of a meeting. */
import { z } from "zod"
import { command, contract, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, text } from "#kernel/types.ts"
import { HeldGrant, roleOperations, roleRefusals } from "./roles/contract.ts"

/** 登录名: letters (Han too), digits, dot, dash, underline. */
export const UserName = z
  .string()
  .normalize("NFC")
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}_.-]{2,30}$/u)
export const Password = z.string().min(10).max(128)

/** What the pages may offer: operations (or patterns) and the meetings they count in; null: everywhere. The door decides again. */
const Offered = z.array(z.object({ operations: z.array(z.string()), meetingIds: z.array(Id).nullable() }))
export const Me = z.object({
  kind: z.enum(["account", "attendee", "unitLink", "device", "key"]),
  id: Id,
  name: z.string(),
  meetingId: Id.nullable(),
  device: z.enum(["gate", "screen"]).nullable(),
  grants: Offered,
})
export type Me = z.infer<typeof Me>

export const Account = z.object({
  id: Id,
  name: z.string(),
  username: z.string(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
  grants: z.array(HeldGrant),
})
export type Account = z.infer<typeof Account>
export const Device = z.object({ id: Id, kind: z.enum(["gate", "screen"]), name: z.string(), meetingId: Id })

const SignIn = z.object({ username: UserName, password: z.string().min(1).max(128) })

export const access = contract(
  "access",
  {
    state: query(
      { scope: "public", follows: ["meetings", "units"] },
      z.object({}),
      z.object({ isSetUp: z.boolean(), organisation: z.string().nullable(), me: Me.nullable() }),
    ),
    setUp: command(
      { scope: "public", secret: ["password"] },
      z.object({ organisation: text(80), name: text(40), username: UserName, password: Password }),
      z.object({ accountId: Id }),
    ),
    signIn: command({ scope: "public", secret: ["password"] }, SignIn, z.object({ name: z.string() })),
    signOut: command({ scope: "self" }, z.object({}), z.object({})),
    changePassword: command({ scope: "self", secret: ["current", "password"] }, z.object({ current: z.string().max(128), password: Password }), z.object({})),
    accounts: query({ scope: "system", follows: ["meetings", "units"] }, z.object({}), z.array(Account)),
    addAccount: command({ scope: "system", secret: ["password"] }, z.object({ name: text(40), username: UserName, password: Password }), z.object({ id: Id })),
    resetPassword: command({ scope: "system", secret: ["password"] }, z.object({ id: Id, password: Password }), z.object({ id: Id })),
    closeAccount: command({ scope: "system" }, z.object({ id: Id }), z.object({ id: Id })),
    ...roleOperations,
    openLink: command(
      { scope: "public", secret: ["token"] },
      z.object({ token: z.string().max(64) }),
      z.object({ kind: z.enum(["attendee", "unitLink"]), name: z.string(), meetingId: Id }),
    ),
    enrol: command({ scope: "public", secret: ["token"] }, z.object({ token: z.string().max(64) }), Device.extend({ key: z.string() })),
  },
  {
    alreadySetUp: refusal(409, { "zh-CN": "系统已经设置过，请登录", en: "This house is already set up; please sign in" }),
    wrongPassword: refusal(401, { "zh-CN": "登录名或密码不对", en: "Wrong user name or password" }),
    closed: refusal(403, { "zh-CN": "这个账号已停用，请联系管理员", en: "This account is closed; ask the administrator" }),
    nameTaken: refusal(409, { "zh-CN": "登录名“{username}”已有人用", en: "The user name “{username}” is taken" }),
    ...roleRefusals,
    lastOwner: refusal(409, { "zh-CN": "至少要留一位负责人", en: "At least one owner must remain" }),
    noSuchLink: refusal(404, { "zh-CN": "链接无效或已作废，请向联络员要新的链接", en: "This link is not valid any more; ask your liaison for a new one" }),
    enrolExpired: refusal(404, {
      "zh-CN": "二维码无效、已用过或已过期，请在工作台重新生成",
      en: "This code is invalid, used or expired; make a new one at the desk",
    }),
  },
)
