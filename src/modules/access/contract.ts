/** 账号与授权: who may come in, and what each may do where; personal links and devices of a meeting. */
import { z } from "zod"
import { command, contract, query, refusal } from "#kernel/contract.ts"
import { Id } from "#kernel/types.ts"
import { accountOperations, accountRefusals, Office } from "./accounts/contract.ts"
import { keyOperations, keyRefusals } from "./keys/api/contract.ts"
import { Mode, officeOperations, officeRefusals } from "./offices/contract.ts"
import { roleOperations, roleRefusals } from "./roles/contract.ts"
import { totpOperations, totpRefusals } from "./totp/contract.ts"

/** What the pages may offer: operations (or patterns) and the meetings they count in; null: everywhere. The door decides again. */
const Offered = z.array(z.object({ operations: z.array(z.string()), meetingIds: z.array(Id).nullable() }))
export const Me = z.object({
  kind: z.enum(["account", "attendee", "unitLink", "device", "key"]),
  id: Id,
  name: z.string(),
  meetingId: Id.nullable(),
  device: z.enum(["gate", "screen"]).nullable(),
  grants: Offered,
  office: Office.nullable(),
  /** What he has to do before his rights count: a new password, or the second step. */
  owes: z.enum(["password", "totp"]).nullable(),
})
export type Me = z.infer<typeof Me>

export const Device = z.object({ id: Id, kind: z.enum(["gate", "screen"]), name: z.string(), meetingId: Id })

export const access = contract(
  "access",
  {
    state: query(
      { scope: "public", follows: ["meetings", "units"] },
      z.object({}),
      z.object({ isSetUp: z.boolean(), mode: Mode, organisation: z.string().nullable(), me: Me.nullable() }),
    ),
    ...officeOperations,
    ...accountOperations,
    ...totpOperations,
    ...roleOperations,
    ...keyOperations,
    openLink: command(
      { scope: "public", secret: ["token"] },
      z.object({ token: z.string().max(64) }),
      z.object({ kind: z.enum(["attendee", "unitLink"]), name: z.string(), meetingId: Id }),
    ),
    enrol: command({ scope: "public", secret: ["token"] }, z.object({ token: z.string().max(64) }), Device.extend({ key: z.string() })),
  },
  {
    ...officeRefusals,
    ...accountRefusals,
    ...totpRefusals,
    ...roleRefusals,
    ...keyRefusals,
    lastOwner: refusal(409, { "zh-CN": "至少要留一位负责人", en: "At least one owner must remain" }),
    noSuchLink: refusal(404, { "zh-CN": "链接无效或已作废，请向联络员要新的链接", en: "This link is not valid any more; ask your liaison for a new one" }),
    enrolExpired: refusal(404, {
      "zh-CN": "二维码无效、已用过或已过期，请在工作台重新生成",
      en: "This code is invalid, used or expired; make a new one at the desk",
    }),
  },
)
