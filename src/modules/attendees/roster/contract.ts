/** 名册导入: what a file is understood to say — columns, people, and every problem by row and column. */
import { z } from "zod"
import { job } from "#kernel/contract.ts"
import { choiceOf, columnMapOf, Imported, previewOf, problemOf, SampleRow } from "#kernel/imports.ts"
import { Id } from "#kernel/types.ts"
import { Role } from "../person/contract.ts"
import { ProblemCode } from "./reading/contract.ts"

export const Field = z.enum([
  "name",
  "familyName",
  "givenName",
  "sex",
  "ethnicity",
  "birth",
  "idNumber",
  "delegation",
  "group",
  "groupRole",
  "category",
  "role",
  "rank",
  "unit",
  "post",
  "education",
  "politics",
  "phone",
  "hotel",
  "room",
  "tableNo",
  "carNo",
  "diet",
  "mark",
  "remark",
])
export type Field = z.infer<typeof Field>

/** What an export may hold; `custom`: all of the meeting's own fields. */
export const ExportColumn = z.enum([...Field.exclude(["familyName", "givenName"]).options, "leave", "custom"])
export type ExportColumn = z.infer<typeof ExportColumn>
export const usualColumns: readonly ExportColumn[] = "delegation name sex ethnicity unit post category role rank phone leave remark"
  .split(" ")
  .map((one) => ExportColumn.parse(one))

/** One of the meeting's own fields, by its id. */
const CustomField = z.templateLiteral(["custom.", z.string()])
export type CustomField = z.infer<typeof CustomField>
const AnyField = z.union([Field, CustomField])
export type AnyField = z.infer<typeof AnyField>
/** In a row that could be several people: the id of the one it is, or "new". */
const Mended = z.union([AnyField, z.literal("who")])

export const ColumnMap = columnMapOf(AnyField)
export type ColumnMap = z.infer<typeof ColumnMap>

export const RosterProblem = problemOf(Mended, ProblemCode)
export type RosterProblem = z.infer<typeof RosterProblem>

const said = z.string().nullable()
/** A person as he would come in; null: the row says nothing, and what is there stays. */
export const Incoming = z.object({
  row: z.int(),
  name: z.string(),
  sex: z.enum(["male", "female"]).nullable(),
  ethnicity: said,
  birth: said,
  idNumber: said,
  category: said,
  delegation: said,
  group: said,
  groupRole: z.enum(["convenor", "recorder"]).nullable(),
  unit: z.string(),
  post: z.string(),
  rank: z.int().nullable(),
  role: Role.nullable(),
  education: said,
  politics: said,
  phone: said,
  hotel: said,
  room: said,
  tableNo: said,
  carNo: said,
  diet: said,
  mark: said,
  remark: z.string(),
  custom: z.record(z.string(), z.string()),
  who: said,
})
export type Incoming = z.infer<typeof Incoming>

export const SameName = z.object({ name: z.string(), rows: z.array(z.int()), delegations: z.array(z.string()), sameDelegation: z.boolean() })
export type SameName = z.infer<typeof SameName>

/** What holds for every row that says nothing of it: a delegation's own list has no column for it. */
const Whole = z.object({ delegation: z.string().trim().max(60).optional(), category: z.string().trim().max(20).optional() })
export const ImportChoice = choiceOf(AnyField, Mended).extend({ meetingId: Id, whole: Whole.default({}) })
export type ImportChoice = z.infer<typeof ImportChoice>
export type Corrections = ImportChoice["corrections"]
export const importing = job("attendees.importRoster", { "zh-CN": "导入名册", en: "Import a roster" }, ImportChoice)

export const Preview = previewOf(Mended, ProblemCode).extend({
  columns: ColumnMap,
  accepted: z.int(),
  delegations: z.int(),
  fresh: z.int(),
  updated: z.int(),
  /** Exactly as they are on the list already. */
  same: z.int(),
  /** The meeting's own fields, which a column may stand for too. */
  customs: z.array(z.object({ field: z.string(), name: z.string() })),
  /** Who a row could be that several people answer to, by row. */
  candidates: z.record(z.string(), z.array(z.object({ id: Id, about: z.string() }))),
  duplicates: z.array(SameName),
  /** The rows that have problems, else the first ones: as in the file, and as they would come in. */
  sample: z.array(SampleRow.extend({ incoming: Incoming.nullable() })),
})
export type Preview = z.infer<typeof Preview>

/** One roster that was taken in. */
export const RosterImport = Imported
export type RosterImport = Imported
