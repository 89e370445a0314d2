/** 导入: what every import of a sheet has, whatever it brings — headers and fields, what is mended, what is wrong and where, what came of it. */
import { z } from "zod"
import { Id, Instant } from "./types.ts"

type Key = z.core.$ZodRecordKey

/** Which header of the file stands for which field; a header may also be named by its column letter. */
export const columnMapOf = <F extends Key>(field: F) => z.partialRecord(field, z.string().max(200))

/** Mended in the preview: the cell as it ought to have been, by row. */
const correctionsOf = <F extends Key>(field: F) => z.record(z.string().regex(/^\d+$/), z.partialRecord(field, z.string().max(200)))

/** A file and what the person said about it; more may be mended in a row than a column can stand for. */
export const choiceOf = <F extends Key, M extends Key>(field: F, mended: M) =>
  z.object({
    fileId: Id,
    map: columnMapOf(field).optional(),
    corrections: correctionsOf(mended).default({}),
    skip: z.array(z.int()).max(30_000).default([]),
  })

/** `row` is the file's own, counted from 1. A row with an error is not taken in until it is mended; a warning only tells. */
export const problemOf = <F extends z.ZodType, C extends z.ZodType>(field: F, code: C) =>
  z.object({
    row: z.int(),
    column: z.string(),
    field: z.nullable(field),
    code,
    level: z.enum(["error", "warning"]),
    data: z.record(z.string(), z.string()),
  })

/** What every preview tells; what comes in from a row stands in `sample` of each import. */
export const previewOf = <F extends z.ZodType, C extends z.ZodType>(field: F, code: C) =>
  z.object({
    sheet: z.string(),
    headerRow: z.int(),
    /** Every header of the file, with a few cells below it and the field it stands for. */
    headers: z.array(z.object({ column: z.string(), header: z.string(), field: z.nullable(field), samples: z.array(z.string()) })),
    remembered: z.boolean(),
    rows: z.int(),
    skipped: z.int(),
    problems: z.array(problemOf(field, code).omit({ data: true }).extend({ message: z.string() })),
    problemTotal: z.int(),
    errors: z.int(),
  })

/** A row as it stands in the file. */
export const SampleRow = z.object({ row: z.int(), cells: z.array(z.string()) })

/** One import that was done, and what came of it. */
export const Imported = z.object({
  id: Id,
  fileName: z.string(),
  state: z.enum(["staged", "applied", "undone"]),
  added: z.int(),
  updated: z.int(),
  by: z.string(),
  at: Instant,
  /** It changed something, and what stood before is still kept. */
  undoable: z.boolean(),
})
export type Imported = z.infer<typeof Imported>
