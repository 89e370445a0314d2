import chineseDays from "chinese-days"
import { addDays, clockOf, dayOf, instantAt, minutesOf, officeZone } from "#kernel/dates.ts"
import type { Step } from "./contract.ts"

const opens = 9 * 60
const closes = 17 * 60
// the calendar of holidays is published a year ahead; a way longer than this is a mistake
const longest = 400

const workdayFrom = (day: string): string => {
  let found = day
  for (let at = 0; at < longest && !chineseDays.isWorkday(found); at++) found = addDays(found, 1)
  return found
}

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`

/** Whole days end at 17:00 of that working day; hours run from 9:00 to 17:00 of working days. */
export function dueAt(now: string, within: Step["within"]): string | null {
  if (!within) return null
  const today = dayOf(now, officeZone)
  const minute = minutesOf(clockOf(now, officeZone))
  if (within.unit === "days") {
    let day = workdayFrom(today)
    for (let left = within.amount; left > 0; left--) day = workdayFrom(addDays(day, 1))
    return instantAt(day, clock(closes), officeZone)
  }
  let day = workdayFrom(today)
  let from = day === today ? Math.max(opens, minute) : opens
  let left = within.amount * 60
  while (left > closes - from) {
    left -= Math.max(0, closes - from)
    day = workdayFrom(addDays(day, 1))
    from = opens
  }
  return instantAt(day, clock(from + left), officeZone)
}
