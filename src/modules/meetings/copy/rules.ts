import { addDays, daysBetween } from "#kernel/dates.ts"
import type { Dates } from "../contract.ts"

/** Every day of the meeting keeps its distance from the opening. */
export function datesFrom({ arrivesOn, startsOn, endsOn, departsOn, opensAt }: Dates, opening: string): Dates {
  const by = daysBetween(startsOn, opening)
  return { arrivesOn: addDays(arrivesOn, by), startsOn: opening, endsOn: addDays(endsOn, by), departsOn: addDays(departsOn, by), opensAt }
}

/** 2026年度总结会 of the next year is that of 2027; a name without a year stays for the person to change. */
export function nameFor(name: string, { from, to }: { from: string; to: string }): string {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return years === 0 ? name : name.replace(/(20\d\d)(?=年)/g, (year) => String(Number(year) + years))
}

/** A shorter name than this stands in texts that do not mean the meeting: 大会 in 大会主席团, in somebody's post, in a key. */
const shortest = 6

/** The old name wherever it stands inside a text, the new one instead. */
export function renamed(part: unknown, names: { from: string; to: string }): unknown {
  const { from, to } = names
  if (from === to || [...from].length < shortest) return part
  if (typeof part === "string") return part.replaceAll(from, () => to)
  if (Array.isArray(part)) return part.map((item) => renamed(item, names))
  if (typeof part === "object" && part !== null) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, renamed(value, names)]))
  return part
}
