/** 角色与授权: sets of operations by name, and where, for whom and how long each counts. */
import { z } from "zod"
import { command, query, question, refusal } from "#kernel/contract.ts"
import { Id, Instant, text, textOrNone } from "#kernel/types.ts"

const Pattern = z.string().regex(/^(\*|[a-z]+\.(\*|[a-zA-Z]+))$/)
const Some = z.union([z.literal("all"), z.array(Id).min(1).max(200)])

/** Where a grant counts; in a meeting perhaps only for some delegations or at some gates. */
export const At = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("system") }),
  z.object({ kind: z.literal("unit"), id: Id }),
  z.object({ kind: z.literal("series"), id: Id }),
  z.object({ kind: z.literal("meeting"), id: Id, delegations: Some.default("all"), gates: Some.default("all") }),
])
export type At = z.output<typeof At>

export const Role = z.object({ id: Id, name: text(40), operations: z.array(Pattern).min(1).max(300) })
/** `preset`: came with the product; `isChanged`: and is no longer as it came. */
export const KnownRole = Role.extend({ preset: z.boolean(), isChanged: z.boolean(), holders: z.int() })
export type KnownRole = z.infer<typeof KnownRole>

const Span = z.object({ validFrom: Instant.nullable().default(null), validUntil: Instant.nullable().default(null), note: textOrNone(200).default("") })
export const Grant = Span.extend({ id: Id, roleId: Id, role: z.string(), at: At, grantedBy: z.string(), grantedAt: Instant })
export type Grant = z.infer<typeof Grant>
/** `where`: the name of the unit, series or meeting; null: everywhere, or gone. */
export const HeldGrant = Grant.extend({ accountId: Id, account: z.string(), where: z.string().nullable(), parts: z.array(z.string()) })
export type HeldGrant = z.infer<typeof HeldGrant>

const Place = z.object({ kind: z.enum(["unit", "series", "meeting"]), id: Id, name: z.string(), unitId: Id.nullable() })
export type Place = z.infer<typeof Place>
const Part = z.object({ meetingId: Id, kind: z.enum(["delegation", "gate"]), id: Id, name: z.string() })
export type Part = z.infer<typeof Part>
const byId = z.object({ id: Id })
const wanted = z.object({ accountId: Id.optional(), roleId: Id.optional(), meetingId: Id.optional() })

export const roleOperations = {
  roles: query({ scope: "system" }, z.object({}), z.array(KnownRole)),
  addRole: command({ scope: "system" }, Role.omit({ id: true }), Role),
  changeRole: command({ scope: "system" }, Role, Role),
  removeRole: command({ scope: "system" }, byId, byId),
  grants: query({ scope: "system", follows: ["meetings", "units"] }, wanted, z.array(HeldGrant)),
  grant: command({ scope: "system" }, Span.extend({ accountId: Id, roleId: Id, at: At }), byId),
  revokeGrant: command({ scope: "system" }, byId, byId),
  /** Where a grant can count, for those who grant and need not see what is there. */
  places: query({ scope: "system", follows: ["meetings", "units"] }, z.object({}), z.array(Place)),
  parts: query({ scope: "system", follows: ["attendees", "checkin"] }, z.object({ of: Id }), z.array(Part)),
}

export const roleRefusals = {
  roleTaken: refusal(409, { "zh-CN": "已有角色“{name}”", en: "There is already a role “{name}”" }),
  roleInUse: refusal(409, { "zh-CN": "还有 {count} 人持有这个角色，请先收回授权", en: "{count} people still hold this role; revoke it first" }),
  roleOfKeys: refusal(409, {
    "zh-CN": "有接口密钥用这个角色（作废的也算），不能删除",
    en: "API keys stand on this role (revoked ones too); it cannot be removed",
  }),
  alreadyGranted: refusal(409, { "zh-CN": "这个人已有这项授权", en: "This person already has this grant" }),
  oneLimit: refusal(409, { "zh-CN": "代表团和签到门只能限定一种", en: "Limit either the delegations or the gates" }),
  alreadyOver: refusal(409, { "zh-CN": "授权的截止时间已经过去", en: "The grant would be over already" }),
}

/** Later modules name the places a grant can count in; `ids` null: all of them. */
export const placesNamed = question("access.places", z.object({ ids: z.array(Id).nullable() }), z.array(Place))
/** And the delegations and gates of meetings. */
export const partsNamed = question("access.parts", z.object({ meetingIds: z.array(Id) }), z.array(Part))
