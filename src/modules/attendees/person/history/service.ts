import type { Context } from "#server/context.ts"
import { attendeeById } from "../../store.ts"
import type { Past } from "../many/contract.ts"
import { historyOf, type Recorded } from "./store.ts"

/** What follows from others, or says only that something was written. */
const aside = new Set([
  "meeting_id",
  "id",
  "version",
  "updated_by",
  "updated_at",
  "sort_full",
  "sort_surname",
  "sort_pinyin",
  "pinyin",
  "initials",
  "position",
  "mark_by_hand",
  "custom",
  "covered",
  // kept from the audit since, but written into it by earlier versions
  "ethnicity",
])
const shown = (value: unknown): string | null => (value === null || value === undefined || value === "" ? null : String(value))

function fieldsOf({ before, after }: Recorded): Past["fields"] {
  if (!before || !after) return []
  return Object.keys(after)
    .filter((name) => !aside.has(name) && shown(before[name]) !== shown(after[name]))
    .map((name) => ({ name, before: shown(before[name]), after: shown(after[name]) }))
}

/** What stays out of the record, by name: the row says itself which of it was written. */
const coveredOf = ({ before, after }: Recorded): string[] => {
  const written = before && after ? after.covered : null
  return typeof written === "string" && written !== before?.covered ? (written.split(" ")[1] ?? "").split(",") : []
}

/** Newest first. Of what is kept from the audit only the name is told. */
export async function history(ctx: Context, { meetingId, id }: { meetingId: string; id: string }): Promise<Past[]> {
  await attendeeById(ctx, meetingId, id, ctx.reach)
  return (await historyOf(ctx.db, meetingId, id)).map((entry) => {
    const { at, who, operation, before, after } = entry
    return { at, who, operation, kind: before === null ? "added" : after === null ? "removed" : "changed", fields: fieldsOf(entry), covered: coveredOf(entry) }
  })
}
