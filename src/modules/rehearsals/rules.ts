import { Refusal } from "#kernel/contract.ts"
import { daysBetween, minutesOf } from "#kernel/dates.ts"
import { ClockTime } from "#kernel/types.ts"
import type { Script } from "./contract.ts"

const dayMinutes = 24 * 60

/** The clock some minutes before or after another; past midnight it begins again. */
export function clockAfter(starts: string, minutes: number): string {
  const all = (((minutesOf(starts) + minutes) % dayMinutes) + dayMinutes) % dayMinutes
  return `${String(Math.floor(all / 60)).padStart(2, "0")}:${String(all % 60).padStart(2, "0")}`
}

/** How far this clock is from the begin: the nearer way round, so that 23:50 before a session at 0:10 is twenty minutes before it. */
export function minutesTo(starts: string, clock: string): number {
  const apart = minutesOf(clock) - minutesOf(starts)
  if (apart > dayMinutes / 2) return apart - dayMinutes
  return apart < -dayMinutes / 2 ? apart + dayMinutes : apart
}

/** 9:05, 0905 and 9：05 are all five past nine; anything else is nothing. */
export function clockIn(typed: string): string | undefined {
  const found = /^\s*(\d{1,2})[:：.]?(\d{2})\s*$/.exec(typed)
  const clock = ClockTime.safeParse(`${found?.[1]?.padStart(2, "0")}:${found?.[2]}`)
  return clock.success ? clock.data : undefined
}

/** +5 and -10 are minutes from the begin, within a day; anything else is nothing. */
export function distanceIn(typed: string): number | undefined {
  const found = /^\s*([+＋\-−－])\s*(\d{1,4})\s*$/.exec(typed)
  if (!found) return undefined
  const minutes = Math.min(dayMinutes, Number(found[2]))
  return found[1] === "+" || found[1] === "＋" ? minutes : -minutes
}

/** In the order of the clock; lines of one minute stay as they were written. */
export const inOrder = <Line extends { minutes: number }>(lines: readonly Line[]): Line[] => lines.toSorted((one, other) => one.minutes - other.minutes)

export function mustHaveLines({ title, lines }: Pick<Script, "title" | "lines">): void {
  if (lines === 0) throw new Refusal("rehearsals.noLines", { title })
}

export function mustComeBefore({ title, day }: Pick<Script, "title" | "day">, walkedOn: string): void {
  if (walkedOn > day) throw new Refusal("rehearsals.tooLateToWalk", { title })
}

export function mustBeDueInTime({ title, day }: Pick<Script, "title" | "day">, dueOn: string): void {
  if (dueOn > day) throw new Refusal("rehearsals.dueTooLate", { title })
}

/** Findings are said on the overview from a week before the session on; in the last two days they are what is wrong. */
export function urgencyOf({ day, open }: Pick<Script, "day" | "open">, today: string): "wrong" | "warning" | null {
  const left = daysBetween(today, day)
  if (open === 0 || left < 0 || left > 7) return null
  return left <= 2 ? "wrong" : "warning"
}

export function mustBeWritten(scripts: readonly unknown[]): void {
  if (!scripts.length) throw new Refusal("rehearsals.nothingWritten")
}
