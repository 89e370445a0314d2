import type { GateSession, Totals } from "./gate/contract.ts"

/** What the database counted for one delegation; the absent are never counted, they are what is left. */
export type Tally = { id: string | null; name: string; due: number; present: number; excused: number; others: number; late: number }

export const withAbsent = (tally: Tally): Tally & { absent: number } => ({ ...tally, absent: tally.due - tally.present - tally.excused })

/** Sums of the delegations, so that the parts of a board always add up to its totals. */
export function totalsOf(tallies: readonly Tally[]): Totals {
  const sum = (field: "due" | "present" | "excused" | "others" | "late") => tallies.reduce((all, tally) => all + tally[field], 0)
  const [due, present, excused] = [sum("due"), sum("present"), sum("excused")]
  return { due, present, excused, absent: due - present - excused, others: sum("others"), late: sum("late") }
}

/** The session at the door: the one going on or next to begin; people come up to an hour before, and the one before may still run. */
export function sessionAtDoor<Session extends Pick<GateSession, "startsAt" | "endsAt">>(sessions: readonly Session[], now: string): Session | undefined {
  const begun = [...sessions].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  const soon = new Date(Date.parse(now) + 3_600_000).toISOString()
  const coming = begun.filter((session) => session.startsAt > now)[0]
  if (coming && coming.startsAt <= soon) return coming
  return begun.find((session) => session.startsAt <= now && session.endsAt > now) ?? coming ?? begun.at(-1)
}

export const minutesSince = (then: string, now: string): number => Math.max(0, Math.floor((Date.parse(now) - Date.parse(then)) / 60_000))

/** What a delegate wants to know first: the session that is on, else the next one. */
export const nextFor = <Session extends Pick<GateSession, "startsAt" | "endsAt">>(sessions: readonly Session[], now: string): Session | undefined =>
  [...sessions].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)).find((session) => session.endsAt > now)
