/** 名册导入: what a file is understood to say — columns, people, and every problem by row and column. */
import { z } from "zod"
import { job } from "#kernel/contract.ts"
import { Id, Instant } from "#kernel/types.ts"

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

/** Which header of the file stands for which field; a header may also be named by its column letter. */
export const ColumnMap = z.partialRecord(Field, z.string().max(200))
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

/** `row` is the file's own, counted from 1. A row with an error is not taken in until it is mended; a warning only tells. */
export const RosterProblem = z.object({
  row: z.int(),
  column: z.string(),
  field: Field.nullable(),
  code: ProblemCode,
  level: z.enum(["error", "warning"]),
  data: z.record(z.string(), z.string()),
})
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
  role: z.enum(["leader", "deputy"]).nullable(),
  phone: z.string().nullable(),
  remark: z.string(),
})
export type Incoming = z.infer<typeof Incoming>

export const SameName = z.object({ name: z.string(), rows: z.array(z.int()), delegations: z.array(z.string()), sameDelegation: z.boolean() })
export type SameName = z.infer<typeof SameName>

/** Mended in the preview: the cell as it ought to have been, by row. */
export const Corrections = z.record(z.string().regex(/^\d+$/), z.partialRecord(Field, z.string().max(200)))
export type Corrections = z.infer<typeof Corrections>

export const ImportChoice = z.object({
  meetingId: Id,
  fileId: Id,
  map: ColumnMap.optional(),
  corrections: Corrections.default({}),
  skip: z.array(z.int()).max(30_000).default([]),
})
export type ImportChoice = z.infer<typeof ImportChoice>
export const importing = job("attendees.importRoster", { "zh-CN": "导入名册", en: "Import a roster" }, ImportChoice)

const Shown = RosterProblem.omit({ data: true }).extend({ message: z.string() })
export const Preview = z.object({
  sheet: z.string(),
  headerRow: z.int(),
  /** Every header of the file, with a few cells below it and the field it stands for. */
  headers: z.array(z.object({ column: z.string(), header: z.string(), field: Field.nullable(), samples: z.array(z.string()) })),
  columns: ColumnMap,
  remembered: z.boolean(),
  rows: z.int(),
  accepted: z.int(),
  skipped: z.int(),
  delegations: z.int(),
  fresh: z.int(),
  updated: z.int(),
  problems: z.array(Shown),
  problemTotal: z.int(),
  errors: z.int(),
  duplicates: z.array(SameName),
  /** The rows that have problems, else the first ones: as in the file, and as they would come in. */
  sample: z.array(z.object({ row: z.int(), cells: z.array(z.string()), incoming: Incoming.nullable() })),
})
export type Preview = z.infer<typeof Preview>

export const RosterImport = z.object({
  id: Id,
  fileName: z.string(),
  state: z.enum(["staged", "applied", "undone"]),
  added: z.int(),
  updated: z.int(),
  by: z.string(),
  at: Instant,
})
export type RosterImport = z.infer<typeof RosterImport>
