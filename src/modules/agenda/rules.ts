import { Refusal } from "#kernel/contract.ts"
import { daysBetween, minutesOf } from "#kernel/dates.ts"
import { type Anchor, anchorDay, type Dates, dayFrom } from "#modules/meetings/contract.ts"
import type { AgendaPart, Session, Written } from "./contract.ts"

/** An end in the small hours of a session that begins in the evening is meant for the next day, which is another sheet of the programme. */
export function mustEndLater({ starts, ends }: Pick<Session, "starts" | "ends">): void {
  if (minutesOf(ends) > minutesOf(starts)) return
  throw new Refusal(minutesOf(starts) >= 18 * 60 && minutesOf(ends) <= 6 * 60 ? "agenda.pastMidnight" : "agenda.endsBeforeStart")
}

export function mustStay({ legal, title }: Pick<Session, "legal" | "title">): void {
  if (legal) throw new Refusal("agenda.legalStays", { title })
}

export function mustKnowCategories(keys: readonly string[], known: readonly { key: string }[]): void {
  const category = keys.find((key) => !known.some((one) => one.key === key))
  if (category !== undefined) throw new Refusal("agenda.noSuchCategory", { category })
}

export function mustKnowWhoIsDue({ signIn, bodyId }: Pick<Session, "signIn" | "bodyId">): void {
  if (signIn && bodyId === null) throw new Refusal("agenda.bodyNeeded")
}

type Hung = { anchor: Anchor | null; offset: number; day: string }

/** The day a session falls on under these dates: at its distance from its anchor, or where it was fixed. */
export const dayUnder = (dates: Dates, { anchor, offset, day }: Hung): string => (anchor === null ? day : dayFrom(dates, anchor, offset))

/** A session put on a day by hand keeps its anchor, at the new distance; a fixed one has none. */
export function hung(day: string, { anchor, dates, fixed }: { anchor: Anchor | null; dates: Dates; fixed: boolean }): Hung {
  if (fixed) return { anchor: null, offset: 0, day }
  const held = anchor ?? "opening"
  return { anchor: held, offset: daysBetween(anchorDay(dates, held), day), day }
}

type Moved = Hung & { id: string; title: string; starts: string; ends: string; atOpening: boolean }

/** The sessions whose day or clock changes under these dates; one that begins at the opening keeps its length. */
export function movedSessions<T extends Moved>(sessions: readonly T[], dates: Dates): T[] {
  return sessions.flatMap((session) => {
    const day = dayUnder(dates, session)
    const clock = session.atOpening ? dates.opensAt : session.starts
    if (day === session.day && clock === session.starts) return []
    return [{ ...session, day, starts: clock, ends: later(session.ends, minutesOf(clock) - minutesOf(session.starts)) }]
  })
}

/** A clock some minutes later or earlier, within its day. */
export function later(clock: string, minutes: number): string {
  const all = Math.min(Math.max(minutesOf(clock) + minutes, 0), 23 * 60 + 59)
  return `${String(Math.floor(all / 60)).padStart(2, "0")}:${String(all % 60).padStart(2, "0")}`
}

type Timed = Pick<Session, "id" | "title" | "day" | "starts" | "ends" | "bodyId" | "place">

/** Nobody can be at two sessions of one body at once, and no hall holds two. */
export function clashesOf(session: Timed, all: readonly Timed[]): string[] {
  const meets = (other: Timed) => (session.bodyId !== null && other.bodyId === session.bodyId) || (session.place !== "" && other.place === session.place)
  return all
    .filter((other) => other.id !== session.id && other.day === session.day && other.starts < session.ends && session.starts < other.ends && meets(other))
    .map((other) => other.title)
}

type Firsts = Required<Written> & Pick<Session, "legal" | "basis" | "atOpening"> & { key: string; anchor: Anchor; offset: number }

/** A template's session under the dates of its meeting. */
export function firstSession(given: AgendaPart["sessions"][number], { dates, bodyId }: { dates: Dates; bodyId: string | null }): Firsts {
  const { key, anchor, offset, kind, title, place, chair, signIn, categories, legal, basis = null, remark = "" } = given
  const atOpening = given.clock === "opening"
  const starts = given.clock === "opening" ? dates.opensAt : given.clock
  // an opening later than the template foresaw would end before it starts: it then lasts two hours
  const ends = minutesOf(given.until) > minutesOf(starts) ? given.until : later(starts, 120)
  const session = { key, anchor, offset, kind, title, place, chair, signIn, bodyId, categories, remark, legal, basis, atOpening }
  return { ...session, starts, ends, day: dayFrom(dates, anchor, offset) }
}

/** 筹备工作 is the staff's own: it is neither printed for the delegates nor on their phones. */
export const forDelegates = <T extends Pick<Session, "kind">>(sessions: readonly T[]): T[] => sessions.filter((session) => session.kind !== "work")

export function mustHaveSessions(sessions: readonly unknown[]): void {
  if (!sessions.length) throw new Refusal("agenda.nothingToPrint")
}
