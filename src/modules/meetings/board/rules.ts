/** Where the weeks of the calendar and a meeting's bar stand. */
import { addDays, daysBetween, mondayOf } from "#kernel/dates.ts"
import type { BoardLine } from "./contract.ts"

export const weeksShown = 16
const daysShown = weeksShown * 7

/** Four weeks of what was, twelve of what comes; `shift` in weeks. */
export const firstDay = (today: string, shift: number): string => addDays(mondayOf(today), (shift - 4) * 7)
export const mondays = (from: string): string[] => Array.from({ length: weeksShown }, (_, week) => addDays(from, week * 7))

const share = (days: number): number => (Math.max(0, Math.min(daysShown, days)) / daysShown) * 100
export const leftOf = (from: string, day: string): number => share(daysBetween(from, day))
export const isShown = (from: string, day: string): boolean => daysBetween(from, day) >= 0 && daysBetween(from, day) < daysShown

export type Piece = { phase: BoardLine["phase"]; left: number; width: number }
/** The phases of a meeting as far as they are on the strip; the last day of each is whole. */
export function piecesOf({ begunOn, arrivesOn, startsOn, endsOn, departsOn }: BoardLine, from: string): Piece[] {
  const spans: [BoardLine["phase"], string, string][] = [
    ["prepare", begunOn, arrivesOn],
    ["arrive", arrivesOn, startsOn],
    ["hold", startsOn, addDays(endsOn, 1)],
    ["after", addDays(endsOn, 1), addDays(departsOn, 1)],
  ]
  return spans
    .map(([phase, first, end]) => ({ phase, left: leftOf(from, first), width: leftOf(from, end) - leftOf(from, first) }))
    .filter(({ width }) => width > 0)
}

export type Wanted = { find: string; mine: boolean; series: string; unit: string; phase: string; year: string }
export const anything: Wanted = { find: "", mine: false, series: "", unit: "", phase: "", year: "" }

export const matching = (lines: readonly BoardLine[], { find, mine, series, unit, phase, year }: Wanted): BoardLine[] =>
  lines.filter(
    (line) =>
      (!mine || line.isMine) &&
      (!series || line.series === series) &&
      (!unit || line.unit === unit) &&
      (!phase || line.phase === phase) &&
      (!year || line.startsOn.startsWith(year)) &&
      [line.name, line.host, line.place, line.hall].some((text) => text.toLowerCase().includes(find.trim().toLowerCase())),
  )
