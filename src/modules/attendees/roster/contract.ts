/** 名册导入: what a file is understood to say — columns, people, and every problem by row and column. */
import { z } from "zod"
import { job } from "#kernel/contract.ts"
import { choiceOf, columnMapOf, Imported, previewOf, problemOf, SampleRow } from "#kernel/imports.ts"
import { Id } from "#kernel/types.ts"

export const Field = z.enum([
  "name",
  "familyName",
  "givenName",
  "sex",
  "ethnicity",
  "delegation",
  "category",
  "unit",
  "post",
  "rank",
  "role",
  "phone",
  "remark",
])
export type Field = z.infer<typeof Field>

export const ColumnMap = columnMapOf(Field)
export type ColumnMap = z.infer<typeof ColumnMap>

export const ProblemCode = z.enum([
  "nameMissing",
  "nameTooLong",
  "nameNotAName",
  "rowSkipped",
  "sexUnreadable",
  "sexContradicts",
  "ethnicityUnknown",
  "ethnicityContradicts",
  "delegationMissing",
  "categoryUnknown",
  "roleUnreadable",
  "rankUnreadable",
  "phoneUnreadable",
  "phoneTwice",
  "textTooLong",
  "rareCharacter",
])
export type ProblemCode = z.infer<typeof ProblemCode>

export const RosterProblem = problemOf(Field, ProblemCode)
export type RosterProblem = z.infer<typeof RosterProblem>

/** A person as he would come in. */
export const Incoming = z.object({
  row: z.int(),
  name: z.string(),
  sex: z.enum(["male", "female"]).nullable(),
  ethnicity: z.string().nullable(),
  category: z.string(),
  delegation: z.string().nullable(),
  unit: z.string(),
  post: z.string(),
  rank: z.int().nullable(),
  role: z.enum(["leader", "deputy", "secretary", "liaison"]).nullable(),
  phone: z.string().nullable(),
  remark: z.string(),
})
export type Incoming = z.infer<typeof Incoming>

export const SameName = z.object({ name: z.string(), rows: z.array(z.int()), delegations: z.array(z.string()), sameDelegation: z.boolean() })
export type SameName = z.infer<typeof SameName>

export const ImportChoice = choiceOf(Field).extend({ meetingId: Id })
export type ImportChoice = z.infer<typeof ImportChoice>
export type Corrections = ImportChoice["corrections"]
export const importing = job("attendees.importRoster", { "zh-CN": "导入名册", en: "Import a roster" }, ImportChoice)

export const Preview = previewOf(Field, ProblemCode).extend({
  columns: ColumnMap,
  accepted: z.int(),
  delegations: z.int(),
  fresh: z.int(),
  updated: z.int(),
  duplicates: z.array(SameName),
  /** The rows that have problems, else the first ones: as in the file, and as they would come in. */
  sample: z.array(SampleRow.extend({ incoming: Incoming.nullable() })),
})
export type Preview = z.infer<typeof Preview>

/** One roster that was taken in. */
export const RosterImport = Imported
export type RosterImport = Imported
