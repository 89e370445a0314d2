/** 机构成员: who belongs, in which role, with which rights. */
import { z } from "zod"
import { command, job, query, refusal } from "#kernel/contract.ts"
import { Id, Paging, rowsOf, text, textOrNone } from "#kernel/types.ts"

export const MemberRole = z.enum(["chair", "deputy", "secretary", "member", "alternate"])
export type MemberRole = z.infer<typeof MemberRole>
export const Member = z.object({
  attendeeId: Id,
  name: z.string(),
  sameNameMark: z.string(),
  sex: z.enum(["male", "female"]).nullable(),
  ethnicity: z.string().nullable(),
  delegation: z.string().nullable(),
  unit: z.string(),
  post: z.string(),
  category: z.string(),
  role: MemberRole,
  mayVote: z.boolean(),
  mayElect: z.boolean(),
  /** Why the rights differ from the rule; null: they follow it. */
  reason: z.string().nullable(),
  votes: z.int().nullable(),
  excused: z.boolean(),
  /** Counts here at all: false only in a body that asks for valid credentials. */
  qualified: z.boolean(),
})
export type Member = z.infer<typeof Member>
export const MemberOrder = z.enum(["protocol", "listed", "name", "surname"])
export type MemberOrder = z.infer<typeof MemberOrder>

const one = z.object({ meetingId: Id, id: Id })
const Members = one.extend({ ids: z.array(Id).min(1).max(500) })
const Rights = z.object({ mayVote: z.boolean(), mayElect: z.boolean(), reason: text(100) })
const Listing = one.extend({ order: MemberOrder.default("protocol") })
const changed = z.object({ count: z.int() })

export const memberOperations = {
  members: query({ scope: "meeting" }, Listing.extend({ find: textOrNone(40).default(""), ...Paging.shape }), rowsOf(Member)),
  addMembers: command({ scope: "meeting" }, Members, changed),
  removeMembers: command({ scope: "meeting" }, Members, changed),
  /** `rights` null: as the rule has them. */
  setMember: command({ scope: "meeting" }, one.extend({ attendeeId: Id, role: MemberRole, rights: Rights.nullable() }), Member),
  printMembers: command({ scope: "meeting" }, Listing.extend({ form: z.enum(["pdf", "xlsx"]) }), z.object({ jobId: Id })),
}

export const memberRefusals = {
  followsRoster: refusal(409, {
    "zh-CN": "“{name}”的成员按名册的类别和代表团产生，请在名册里改",
    en: "The members of “{name}” follow from the roster; change them there",
  }),
  notAMember: refusal(404, { "zh-CN": "这个人不是“{name}”的成员", en: "This person is no member of “{name}”" }),
  substituteNoMember: refusal(409, { "zh-CN": "{name}是替会人，不能进机构", en: "{name} is a substitute and cannot be a member" }),
  credentialEnded: refusal(409, { "zh-CN": "{name}的代表资格已经终止，不能进机构", en: "The credentials of {name} have ended; no membership is possible" }),
  alternateNoVote: refusal(409, { "zh-CN": "候补委员没有表决权和选举权", en: "An alternate neither votes nor elects" }),
}

export const printingMembers = job(
  "attendees.printMembers",
  { "zh-CN": "打印成员名单", en: "Print a list of members" },
  Listing.extend({ form: z.enum(["pdf", "xlsx"]) }),
)
