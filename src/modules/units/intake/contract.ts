/** 通讯录导入: what a sheet of units or of people is understood to say, and every problem by row and column. */
import { z } from "zod"
import { job } from "#kernel/contract.ts"
import { choiceOf, previewOf, problemOf, SampleRow } from "#kernel/imports.ts"
import { Id } from "#kernel/types.ts"

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

export const RowProblem = problemOf(Field, ProblemCode)
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

export const ImportChoice = choiceOf(Field, Field)
export type ImportChoice = z.infer<typeof ImportChoice>
export type ColumnMap = NonNullable<ImportChoice["map"]>
export const importing = job("units.import", { "zh-CN": "导入单位和人员", en: "Import units and people" }, ImportChoice)
export const exporting = job("units.export", { "zh-CN": "导出通讯录", en: "Export the contact book" }, z.object({ kind: Kind, unitId: Id.nullable() }))

export const Preview = previewOf(Field, ProblemCode).extend({
  kind: Kind,
  /** Units that do not exist yet; people or units that are new, changed, and exactly as they are. */
  newUnits: z.int(),
  fresh: z.int(),
  updated: z.int(),
  same: z.int(),
  /** The rows that have problems, else the first ones: as in the file, and as they would come in. */
  sample: z.array(SampleRow.extend({ line: Line.nullable() })),
})
export type Preview = z.infer<typeof Preview>
