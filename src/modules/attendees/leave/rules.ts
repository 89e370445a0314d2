import { Refusal } from "#kernel/contract.ts"
import type { Leave, SessionOf } from "./contract.ts"

export type Span = { from: SessionOf | null; until: SessionOf | null }

const sessionIn = (sessions: readonly SessionOf[], id: string | null): SessionOf | null => {
  const found = sessions.find((session) => session.id === id)
  if (id && !found) throw new Refusal("attendees.noSuchSession")
  return found ?? null
}

/** From the session on, until the session, both included. */
export function spanOf(sessions: readonly SessionOf[], ids: { fromSessionId: string | null; untilSessionId: string | null }): Span {
  const from = sessionIn(sessions, ids.fromSessionId)
  const until = sessionIn(sessions, ids.untilSessionId)
  if (from && until && until.startsAt < from.startsAt) throw new Refusal("attendees.leaveBackwards")
  return { from, until }
}

type Times = { fromAt: string | null; untilAt: string | null }
/** Two leaves of one person may follow each other, never overlap. */
export const overlaps = (one: Times, other: Times): boolean =>
  (one.untilAt === null || other.fromAt === null || other.fromAt <= one.untilAt) &&
  (other.untilAt === null || one.fromAt === null || one.fromAt <= other.untilAt)

export function mustBeAsked({ state, name }: Leave): void {
  if (state !== "asked") throw new Refusal("attendees.leaveDecided", { name })
}

export function mustTakeSubstitute({ unitSeat, name, category, substitute, state }: Leave): void {
  if (!unitSeat) throw new Refusal("attendees.noSubstitute", { name, category })
  if (state !== "granted") throw new Refusal("attendees.notOnLeave", { name })
  if (substitute) throw new Refusal("attendees.substituteSent", { name, substitute: substitute.name })
}
