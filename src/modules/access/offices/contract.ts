/** 三员: the three separated offices of a house, or the one owner of a small one. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, text } from "#kernel/types.ts"
import { Office, Person } from "../accounts/contract.ts"

/** 三员分立 · 小型单位单人负责 */
export const Mode = z.enum(["three", "owner"])
export type Mode = z.infer<typeof Mode>

export const Three = z.object({ systemAdmin: Person, securityAdmin: Person, auditor: Person })
export type Three = z.infer<typeof Three>

/** What waits in the offices: how many accounts are locked, without rights and so on. */
export const Duties = z.object({
  accounts: z.int(),
  locked: z.int(),
  mustChange: z.int(),
  neverSignedIn: z.int(),
  withoutRights: z.int(),
  officesWithoutTotp: z.int(),
  signedIn: z.int(),
  holders: z.array(z.object({ office: Office, name: z.string() })),
})
export type Duties = z.infer<typeof Duties>

const secret = ["password"]
export const officeOperations = {
  setUp: command(
    { scope: "public", secret },
    z.discriminatedUnion("mode", [
      z.object({ mode: z.literal("owner"), organisation: text(80), ...Person.shape }),
      z.object({ mode: z.literal("three"), organisation: text(80), ...Three.shape }),
    ]),
    z.object({ accountId: Id }),
  ),
  separate: command({ scope: "system", secret }, Three, z.object({})),
  appoint: command({ scope: "system" }, z.object({ accountId: Id, office: Office }), z.object({ accountId: Id })),
  dismiss: command({ scope: "system" }, z.object({ accountId: Id }), z.object({ accountId: Id })),
  duties: query({ scope: "system" }, z.object({}), Duties),
}

export const officeRefusals = {
  alreadySetUp: refusal(409, { "zh-CN": "系统已经设置过，请登录", en: "This house is already set up; please sign in" }),
  samePerson: refusal(409, {
    "zh-CN": "三个管理员必须是三个人：姓名、登录名都不能相同",
    en: "The three administrators must be three people: neither name nor user name may be the same",
  }),
  holdsGrants: refusal(409, {
    "zh-CN": "三员不能同时有业务权限，业务人员不能同时任三员：请另开账号，或先收回权限",
    en: "An office holder has no business rights, and who has them holds no office: open another account, or revoke them first",
  }),
  notYetHisOwn: refusal(409, {
    "zh-CN": "本人还没有自己改密码、开通动态码，不能任命；请本人先登录办好",
    en: "First the person signs in, changes the password and turns on the second step; only then comes the appointment",
  }),
  lastOfOffice: refusal(409, { "zh-CN": "三员各至少要留一人在任", en: "At least one person must remain in each office" }),
  notSeparated: refusal(409, { "zh-CN": "本单位是单人负责，没有设三员", en: "This house has one owner and no separated offices" }),
  alreadySeparated: refusal(409, { "zh-CN": "已经是三员分立", en: "The offices are separated already" }),
  noSuperAdmin: refusal(409, {
    "zh-CN": "三员分立后，角色里不能有“全部”，也不能有账号、授权和审计",
    en: "With separated offices no role holds everything, or accounts, rights and audit",
  }),
}
