/** 参会人员: what a person is on the list, and what may be written about him. */
import { z } from "zod"
import { Id, Instant, text, textOrNone } from "#kernel/types.ts"

export const Sex = z.enum(["male", "female"])
export const Role = z.enum(["leader", "deputy", "secretary", "liaison"]) // 团长, 副团长, 秘书, 联络员
export type Role = z.infer<typeof Role>

/** A day, or the month only, as offices often know no more. */
export const birthPattern = /^(19|20)\d{2}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/
export const Birth = z.string().regex(birthPattern)
export const Phone = z
  .string()
  .trim()
  .regex(/^\+?\d{5,20}$/)
/** 居民身份证 (18, its last may be X) or another document's number. */
export const idNumberPattern = /^[A-Z0-9()（）-]{5,30}$/
export const IdNumber = z.string().trim().toUpperCase().regex(idNumberPattern)

export const some = (max: number) => textOrNone(max).nullable().optional()

/** What is absent here stays as it is; null empties it. An import writes only what its file has. */
export const Besides = z.object({
  phone: Phone.nullable().optional(),
  idNumber: IdNumber.nullable().optional(),
  birth: Birth.nullable().optional(),
  education: some(40),
  politics: some(40),
  diet: some(100),
  /** 住地 of his own; otherwise he lives where his delegation does. */
  hotel: some(60),
  room: some(20),
  tableNo: some(20),
  carNo: some(20),
  groupId: Id.nullable().optional(),
  /** Values of the meeting's own fields, by the id of the field. */
  custom: z.record(Id, textOrNone(200).nullable()).optional(),
})
export type Besides = z.output<typeof Besides>

/** Whatever of these is given never reaches the audit. */
export const secretFields = ["phone", "idNumber", "birth", "ethnicity", "politics", "diet", "custom"]

/** What a person may write about an attendee. */
export const Written = Besides.extend({
  name: text(40),
  sex: Sex.nullable().default(null),
  ethnicity: text(20).nullable().default(null),
  category: text(20),
  delegationId: Id.nullable().default(null),
  unit: textOrNone(200).default(""),
  post: textOrNone(300).default(""),
  rank: z.int().positive().max(99_999).nullable().default(null),
  role: Role.nullable().default(null),
  remark: textOrNone(200).default(""),
  /** What tells people of one name apart; null: told apart by delegation and sex. */
  sameNameMark: textOrNone(40).nullable().default(null),
})
export type Written = z.output<typeof Written>

const shownText = z.string().nullable()
export const Attendee = Written.omit({ sameNameMark: true }).extend({
  id: Id,
  meetingId: Id,
  delegation: z.string().nullable(),
  group: z.string().nullable(),
  groupId: Id.nullable(),
  /** 138****6021 and **************0426: the whole number only when asked for with a purpose, which leaves a trace. */
  phone: shownText,
  idNumber: shownText,
  /** The month; the day is shown as a number is. */
  birth: shownText,
  education: shownText,
  politics: shownText,
  diet: shownText,
  photoFileId: Id.nullable(),
  hotel: shownText,
  delegationHotel: shownText,
  room: shownText,
  tableNo: shownText,
  carNo: shownText,
  custom: z.record(z.string(), z.string()),
  /** What the ID number says against the rest. */
  doubts: z.array(z.enum(["idNumberBirth", "idNumberSex"])),
  sameName: z.boolean(),
  sameNameMark: z.string(),
  markByHand: z.boolean(),
  excusedReason: z.string().nullable(),
  excusedAt: Instant.nullable(),
  version: z.int(),
  updatedBy: z.string(),
  updatedAt: Instant,
})
export type Attendee = z.infer<typeof Attendee>

/** Who writes, and when. */
export type Hand = { meetingId: string; by: string; at: string }
