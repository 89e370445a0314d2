/** 个人信息: what is held about people, why, on what basis and until when; who agreed, who saw a number, and what is gone. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Day, Id, Instant, Paging, rowsOf, text } from "#kernel/types.ts"

export const SensitiveField = z.enum(["phone", "idNumber", "birth", "photo", "diet", "politics", "ethnicity"])
export type SensitiveField = z.infer<typeof SensitiveField>
/** 本人同意, 履行法定职责, 办会所必需. */
export const Basis = z.enum(["consent", "duty", "need"])
export type Basis = z.infer<typeof Basis>
/** One of the house's fields, or the id of a sensitive field of the meeting's own. */
const AnyField = z.union([SensitiveField, Id])

const Gone = z.object({ count: z.int(), why: z.enum(["date", "withdrawn"]), by: z.string(), at: Instant })
export const PrivacyField = z.object({
  field: z.string(),
  /** Of the meeting's own fields. */
  name: z.string().nullable(),
  /** Empty: the usual one. */
  purpose: z.string(),
  basis: Basis,
  keepDays: z.int(),
  longest: z.int(),
  deleteOn: Day,
  /** How many people have it, and of how many consent is on record or was taken back. */
  held: z.int(),
  consented: z.int(),
  withdrawn: z.int(),
  /** Names of the roles that may ask for the whole value; empty: it stands on the list. */
  roles: z.array(z.string()),
  gone: Gone.nullable(),
  version: z.int(),
  updatedBy: z.string().nullable(),
  updatedAt: Instant.nullable(),
})
export type PrivacyField = z.infer<typeof PrivacyField>

/** One looking. `people`: of how many at once; a list taken away is one line, and `name` is then the first of them. */
export const Seen = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  attendeeId: Id,
  name: z.string(),
  people: z.int(),
  field: z.string(),
  purpose: z.string(),
})
export type Seen = z.infer<typeof Seen>
/** `given` null: never asked. */
export const Consent = z.object({ field: z.string(), given: z.boolean().nullable(), how: z.string(), by: z.string(), at: Instant.nullable() })
export type Consent = z.infer<typeof Consent>

const ofMeeting = z.object({ meetingId: Id })
const one = ofMeeting.extend({ id: Id })
const inDelegation = { scope: "meeting", within: ["delegation"] } as const
const purpose = text(60)
const shown = z.object({ value: z.string().nullable() })

export const privacyOperations = {
  /** The whole telephone number. Who asks says what for, and stands in the record. */
  showPhone: query({ ...inDelegation, audited: true }, one.extend({ purpose }), z.object({ phone: z.string().nullable() })),
  /** The whole ID number, the day of birth, or a sensitive field of the meeting's own. */
  showIdentity: query({ ...inDelegation, audited: true }, one.extend({ field: z.union([z.enum(["idNumber", "birth"]), Id]), purpose }), shown),
  privacy: query({ scope: "meeting" }, ofMeeting, z.array(PrivacyField)),
  setPrivacy: command(
    { scope: "meeting" },
    ofMeeting.extend({ field: AnyField, purpose: text(100), basis: Basis, keepDays: z.int().min(0).max(365), version: z.int() }),
    PrivacyField,
  ),
  /** Who saw whose number, newest first. */
  seen: query({ scope: "meeting", within: ["delegation"] }, ofMeeting.extend({ attendeeId: Id.optional() }).extend(Paging.shape), rowsOf(Seen)),
  consents: query(inDelegation, one, z.array(Consent)),
  /** Taken back, the field is emptied at once. */
  setConsent: command(inDelegation, one.extend({ field: AnyField, given: z.boolean(), how: text(60) }), z.array(Consent)),
}

export const privacyRefusals = {
  sayWhatFor: refusal(409, {
    "zh-CN": "名册里要带出完整的{fields}，请写明用途",
    en: "The sheet takes whole values of {fields} away: say what for",
  }),
  keptTooLong: refusal(409, {
    "zh-CN": "“{field}”最多保留到离会后 {days} 天（只保留办会所必需的最短时间）",
    en: "“{field}” is kept for at most {days} days after departure: the shortest time that is needed",
  }),
  consentWithdrawn: refusal(409, {
    "zh-CN": "本人已撤回同意，不能再填{field}；重新同意后先在“个人信息”里登记",
    en: "Consent to {field} was withdrawn; record the new consent first",
  }),
  idNumberWrong: refusal(409, { "zh-CN": "身份证号的校验位不对，请核对", en: "The last character of the ID number does not follow from the others; check it" }),
}
