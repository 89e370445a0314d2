/** 通讯录导入: what a sheet of units or of people is understood to say, and every problem by row and column. */
import { z } from "zod"
import { job } from "#kernel/contract.ts"
import { Id, Instant } from "#kernel/types.ts"

/** A sheet of units, or of people with their units. */
export const Kind = z.enum(["units", "people"])
export type Kind = z.infer<typeof Kind>

export const Field = z.enum([
  "unit",
  "parent",
  "shortName",
  "kind",
  "place",
  "unitPhone",
  "address",
  "name",
  "title",
  "main",
  "from",
  "until",
  "phone",
  "officePhone",
  "email",
  "mark",
  "note",
])
export type Field = z.infer<typeof Field>
export const ofUnits: readonly Field[] = ["unit", "parent", "shortName", "kind", "place", "unitPhone", "address"]
export const ofPeople: readonly Field[] = ["unit", "parent", "place", "name", "title", "main", "from", "until", "phone", "officePhone", "email", "mark", "note"]

export const ColumnMap = z.partialRecord(Field, z.string().max(200))
export type ColumnMap = z.infer<typeof ColumnMap>

export const ProblemCode = z.enum([
  "unitMissing",
  "unitTooLong",
  "pathCircle",
  "unitTwice",
  "nameMissing",
  "nameNotAName",
  "nameAmbiguous",
  "rowSkipped",
  "phoneUnreadable",
  "officePhoneUnreadable",
  "emailUnreadable",
  "dayUnreadable",
  "daysReversed",
  "placeUnreadable",
  "textTooLong",
])
export type ProblemCode = z.infer<typeof ProblemCode>

/** `row` is the file's own, counted from 1. A row with an error stays out until it is mended; a warning only tells. */
export const RowProblem = z.object({
  row: z.int(),
  column: z.string(),
  field: Field.nullable(),
  code: ProblemCode,
  level: z.enum(["error", "warning"]),
  data: z.record(z.string(), z.string()),
})
export type RowProblem = z.infer<typeof RowProblem>

/** What one row says once it is understood; null: the file says nothing, and what is there stays. */
export const Line = z.object({
  row: z.int(),
  /** From the top: ["市委", "办公室"]. */
  path: z.array(z.string()),
  shortName: z.string().nullable(),
  kind: z.string().nullable(),
  place: z.int().nullable(),
  unitPhone: z.string().nullable(),
  address: z.string().nullable(),
  name: z.string(),
  title: z.string().nullable(),
  main: z.boolean().nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  phone: z.string().nullable(),
  officePhone: z.string().nullable(),
  email: z.string().nullable(),
  mark: z.string().nullable(),
  note: z.string().nullable(),
})
export type Line = z.infer<typeof Line>

export const Corrections = z.record(z.string().regex(/^\d+$/), z.partialRecord(Field, z.string().max(200)))
export type Corrections = z.infer<typeof Corrections>

export const ImportChoice = z.object({
  fileId: Id,
  map: ColumnMap.optional(),
  corrections: Corrections.default({}),
  skip: z.array(z.int()).max(30_000).default([]),
})
export type ImportChoice = z.infer<typeof ImportChoice>
export const importing = job("units.import", { "zh-CN": "导入单位和人员", en: "Import units and people" }, ImportChoice)
export const exporting = job("units.export", { "zh-CN": "导出通讯录", en: "Export the contact book" }, z.object({ kind: Kind, unitId: Id.nullable() }))

const Shown = RowProblem.omit({ data: true }).extend({ message: z.string() })
export const Preview = z.object({
  kind: Kind,
  sheet: z.string(),
  headerRow: z.int(),
  headers: z.array(z.object({ column: z.string(), header: z.string(), field: Field.nullable(), samples: z.array(z.string()) })),
  remembered: z.boolean(),
  rows: z.int(),
  skipped: z.int(),
  /** Units that do not exist yet; people or units that are new, changed, and exactly as they are. */
  newUnits: z.int(),
  fresh: z.int(),
  updated: z.int(),
  same: z.int(),
  problems: z.array(Shown),
  problemTotal: z.int(),
  errors: z.int(),
  /** The rows that have problems, else the first ones: as in the file, and as they would come in. */
  sample: z.array(z.object({ row: z.int(), cells: z.array(z.string()), line: Line.nullable() })),
})
export type Preview = z.infer<typeof Preview>

export const Import = z.object({
  id: Id,
  fileName: z.string(),
  state: z.enum(["staged", "applied", "undone"]),
  added: z.int(),
  updated: z.int(),
  by: z.string(),
  at: Instant,
})
export type Import = z.infer<typeof Import>
