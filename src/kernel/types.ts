/** The types on the wire that every contract shares. */
import { z } from "zod"

export const Id = z.uuid()
/** A moment: ISO string with Z. Never a Date, never coerced. */
export const Instant = z.iso.datetime()
/** A calendar day: YYYY-MM-DD. */
export const Day = z.iso.date()
/** A clock time in the meeting's zone: HH:MM. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** PostgreSQL takes neither NUL nor half a character: one such text in a batch would fail what others sent with it. */
const isStorable = (value: string) => !value.includes("\0") && value.isWellFormed()
const unstorable = "U+0000 / half a character"

/** Text a person typed: NFC, trimmed, at least one character. */
export const text = (max: number) => z.string().normalize("NFC").trim().min(1).max(max).refine(isStorable, unstorable)
/** Text that may be left empty. */
export const textOrNone = (max: number) => z.string().normalize("NFC").trim().max(max).refine(isStorable, unstorable)

/** The part of a list's input that says which page: 1-based, at most 200 rows. */
export const Paging = z.object({ page: z.int().min(1).default(1), size: z.int().min(1).max(200).default(50) })

/** The answer of a list: the rows of one page and the number of all. */
export const rowsOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), total: z.int().nonnegative() })

/** What a limited grant reaches, on its way into a job. */
export const Reached = z.union([z.literal("all"), z.array(Id)]).default("all")
