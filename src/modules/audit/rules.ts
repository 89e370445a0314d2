/** How a recorded row becomes a difference a person can read. */
import type { Locale } from "#kernel/words.ts"
import operations from "#modules/access/data/operations.json" with { type: "json" }
import type { Change } from "./contract.ts"
import names from "./data/names.json" with { type: "json" }

type Row = Record<string, unknown>
export type Recorded = { table: string; before: Row | null; after: Row | null }

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const isEmpty = (value: unknown) => value === null || value === ""
/** What says nothing to a reader: keys stand in the heading, the rest is kept by the program. */
const left = new Set(["id", "meeting_id", "version", "updated_at", "updated_by", "created_at"])

/** Of an update only what changed was recorded; of a new or removed row all of it. */
export function differenceOf({ table, before, after }: Recorded): Change {
  const kind = before === null ? "added" : after === null ? "removed" : "changed"
  const names = Object.keys((kind === "removed" ? before : after) ?? {}).filter((name) => !left.has(name))
  const fields = names
    .map((name) => ({ name, before: (before?.[name] ?? null) as never, after: (after?.[name] ?? null) as never }))
    .filter(({ before: was, after: is }) => !isSame(was, is) && !(kind !== "changed" && isEmpty(was) && isEmpty(is)))
  const id = after?.id ?? before?.id
  return { table, kind, id: typeof id === "string" ? id : null, fields }
}

const called: Record<string, readonly string[]> = { ...operations.operations, ...names.operations }
export const nameIn = (operation: string, locale: Locale): string => called[operation]?.[locale === "en" ? 1 : 0] ?? operation
/** Operations, jobs and what is done by the clock, of which the name that the list shows holds this. */
export const operationsCalled = (find: string): string[] =>
  Object.keys(called).filter((operation) => called[operation]?.some((name) => name.toLowerCase().includes(find.toLowerCase())))

/** The word by which a person knows what was acted upon, if what was given has one. */
export function aboutOf(input: unknown): string | null {
  if (typeof input !== "object" || input === null) return null
  const given = input as Row
  for (const name of ["name", "title", "username", "subject", "organisation", "question"]) {
    const value = given[name]
    if (typeof value === "string" && value !== "") return value.slice(0, 80)
  }
  return null
}
