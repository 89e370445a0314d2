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

/** Newest first. What is kept from the audit shows only that something was changed. */
export async function history(ctx: Context, { meetingId, id }: { meetingId: string; id: string }): Promise<Past[]> {
  await attendeeById(ctx, meetingId, id, ctx.reach)
  return (await historyOf(ctx.db, meetingId, id)).map((entry) => {
    const { at, who, operation, before, after } = entry
    return { at, who, operation, kind: before === null ? "added" : after === null ? "removed" : "changed", fields: fieldsOf(entry) }
  })
}
