/** 代表团·机构: delegations in their order, categories of people, and the bodies they make up with their quorum. */
import { z } from "zod"
import { Id, text } from "#kernel/types.ts"

export const Delegation = z.object({
  id: Id,
  name: text(60),
  place: z.int(),
  count: z.int(),
  excused: z.int(),
  leader: z.string().nullable(),
  deputies: z.array(z.string()),
})
export type Delegation = z.infer<typeof Delegation>

export const Category = z.object({ key: z.string(), name: z.string(), mayVote: z.boolean(), count: z.int() })
export type Category = z.infer<typeof Category>

/** `strict`: more than num/den of the members; otherwise at least as many. */
export const Quorum = z.object({ num: z.int().positive().max(100), den: z.int().positive().max(100), strict: z.boolean() })
export type Quorum = z.infer<typeof Quorum>

export const Body = z.object({
  id: Id,
  key: z.string(),
  name: text(40),
  quorum: Quorum,
  categories: z.array(z.string()),
  members: z.int(),
  voters: z.int(),
  excused: z.int(),
  /** How many must be present. */
  needed: z.int(),
  version: z.int(),
})
export type Body = z.infer<typeof Body>

/** This module's part of a template. */
export const AttendeesPart = z.object({
  categories: z.array(z.object({ key: z.string(), name: text(20), bodies: z.array(z.string()), mayVote: z.boolean() })).min(1),
  bodies: z.array(z.object({ key: z.string(), name: text(40), quorum: Quorum })),
})
export type AttendeesPart = z.infer<typeof AttendeesPart>
