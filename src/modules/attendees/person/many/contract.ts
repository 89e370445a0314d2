/** What is done with people on the list: many changed at once, their photos, what happened to one. */
import { z } from "zod"
import { command, query, refusal } from "#kernel/contract.ts"
import { Id, Instant, text, textOrNone } from "#kernel/types.ts"
import { Attendee, Role, some } from "../contract.ts"

/** What many people can be given at once. */
export const Change = z.object({
  category: text(20).optional(),
  delegationId: Id.nullable().optional(),
  groupId: Id.nullable().optional(),
  role: Role.nullable().optional(),
  unit: textOrNone(200).optional(),
  education: some(40),
  politics: some(40),
  diet: some(100),
  hotel: some(60),
  room: some(20),
  tableNo: some(20),
  carNo: some(20),
  remark: textOrNone(200).optional(),
})
export type Change = z.output<typeof Change>

/** One thing that happened to a person; `fields` by column, without what no history may keep. */
export const Past = z.object({
  at: Instant,
  who: z.string(),
  operation: z.string(),
  kind: z.enum(["added", "changed", "removed"]),
  fields: z.array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** Written too, but kept from every record: phone, idNumber, birth … and `custom`, the meeting's own sensitive fields. */
  covered: z.array(z.string()),
})
export type Past = z.infer<typeof Past>

const one = z.object({ meetingId: Id, id: Id })
const inDelegation = { scope: "meeting", within: ["delegation"] } as const

export const personOperations = {
  history: query(inDelegation, one, z.array(Past)),
  changePeople: command(
    { ...inDelegation, secret: ["diet", "politics"] },
    z.object({ meetingId: Id, ids: z.array(Id).min(1).max(500), set: Change }),
    z.object({ count: z.int() }),
  ),
  /** A link of a minute. */
  photo: query(inDelegation, one, z.object({ url: z.string(), name: z.string(), size: z.int() })),
  /** `fileId`: just uploaded; it is kept without what the camera wrote beside the picture. */
  setPhoto: command(inDelegation, one.extend({ fileId: Id }), Attendee),
  removePhoto: command(inDelegation, one, Attendee),
}

export const personRefusals = {
  nothingToChange: refusal(409, { "zh-CN": "请选择要改的内容", en: "Choose what to change" }),
  photoTooLarge: refusal(409, { "zh-CN": "照片超过 2 MB，请裁小后再传", en: "The photo is larger than 2 MB; make it smaller" }),
  photoUnreadable: refusal(409, { "zh-CN": "这不是 JPG 或 PNG 照片", en: "This is no JPEG or PNG photo" }),
  photoTooSmall: refusal(409, { "zh-CN": "照片太小，至少要 {width}×{height}", en: "The photo is too small: {width}×{height} at least" }),
  photoNotThreeToFour: refusal(409, { "zh-CN": "照片要裁成 3:4", en: "Crop the photo to 3:4" }),
}
