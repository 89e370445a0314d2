/** 人员: people of the units, with the posts they hold; phones are covered until somebody who may asks for them. */
import { z } from "zod"
import { Day, Id, Instant, Paging, rowsOf, text, textOrNone } from "#kernel/types.ts"

export const Phone = z
  .string()
  .trim()
  .regex(/^\+?\d{5,20}$/)
const OfficePhone = z
  .string()
  .trim()
  .regex(/^[\d+][\d\s()（）/、,，转-]{2,39}$|^$/)
const Email = z
  .string()
  .trim()
  .max(120)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$|^$/)

/** What is written about a person; an absent phone stays what it was. */
export const Written = z.object({
  name: text(40),
  phone: Phone.nullable().optional(),
  officePhone: OfficePhone.default(""),
  email: Email.default(""),
  note: textOrNone(200).default(""),
  /** What tells people of one name in one unit apart. */
  sameNameMark: textOrNone(20).default(""),
})
export type Written = z.output<typeof Written>

export const PostWritten = z.object({
  title: textOrNone(100).default(""),
  isMain: z.boolean().default(false),
  from: Day.nullable().default(null),
  until: Day.nullable().default(null),
})
export type PostWritten = z.output<typeof PostWritten>

export const Post = z.object({
  id: Id,
  unitId: Id,
  unit: z.string(),
  title: z.string(),
  isMain: z.boolean(),
  from: Day.nullable(),
  until: Day.nullable(),
})
export type Post = z.infer<typeof Post>

export const Person = z.object({
  id: Id,
  name: z.string(),
  /** 138****6021, whole for those who hold units.contact. */
  phone: z.string().nullable(),
  officePhone: z.string(),
  email: z.string(),
  note: z.string(),
  sameNameMark: z.string(),
  /** Somebody else in one of these units has this name, and nothing tells them apart. */
  sameName: z.boolean(),
  /** In the order of the person: the main one first. */
  posts: z.array(Post),
  version: z.int(),
  updatedBy: z.string(),
  updatedAt: Instant,
})
export type Person = z.infer<typeof Person>

/** `unitId` null: everybody of the house. Without `find` the people of the unit itself come before those of the units below, all in official order. */
export const Wanted = z.object({ unitId: Id.nullish(), below: z.boolean().default(true), find: z.string().trim().max(40).default("") }).extend(Paging.shape)
export type Wanted = z.output<typeof Wanted>
export const People = rowsOf(Person)
