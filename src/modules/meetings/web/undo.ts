/** The dates before the last change of a meeting's dates, offered back for ten minutes. */
import type { Dates, Meeting } from "../contract.ts"

const kept = new Map<string, { version: number; dates: Dates; until: number }>()

export function keepUndo(after: Meeting, dates: Dates): void {
  kept.set(after.id, { version: after.version, dates, until: Date.now() + 600_000 })
}

/** Only while nobody changed the meeting since. */
export function keptUndo(meeting: Meeting): Dates | undefined {
  const found = kept.get(meeting.id)
  return found && found.version === meeting.version && found.until > Date.now() ? found.dates : undefined
}
