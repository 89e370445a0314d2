/** 名册随带: the people a new meeting has from the start — the standing members of its series, or those of the meeting it is copied from. */
import { z } from "zod"
import { text, textOrNone } from "#kernel/types.ts"
import { MemberRole } from "../bodies/members/contract.ts"
import { Phone, Role, Sex } from "../person/contract.ts"

const Person = z.object({
  name: text(40),
  unit: textOrNone(200).default(""),
  post: textOrNone(300).default(""),
  category: text(20),
  rank: z.int().positive().max(99_999).nullable().default(null),
  sex: Sex.nullable().default(null),
  ethnicity: text(20).nullable().default(null),
  delegation: text(60).nullable().default(null),
  role: Role.nullable().default(null),
  phone: Phone.nullable().optional(),
  sameNameMark: textOrNone(40).nullable().default(null),
  /** He chairs the body that he belongs to. */
  chair: z.boolean().default(false),
  /** Bodies he was chosen into by hand, and those in which he is more than a member; by their keys. */
  belongs: z.array(z.object({ body: z.string(), role: MemberRole })).default([]),
})

/** Beside categories and bodies in the part `attendees`. */
export const PeoplePart = z.object({ people: z.array(Person).max(5000).default([]), delegations: z.array(text(60)).max(1000).default([]) })
export type PeoplePart = z.infer<typeof PeoplePart>
