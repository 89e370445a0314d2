/** What is being written about a session, and what to begin the next one with. */
import { minutesOf } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import type { Session } from "../contract.ts"
import { clashesOf, later } from "../rules.ts"

type Fields = "kind" | "title" | "day" | "starts" | "ends" | "place" | "chair" | "bodyId" | "categories" | "signIn" | "remark"
export type Draft = Pick<Session, Fields> & { fixed: boolean }

export function draftOf(session: Session | undefined, meeting: Meeting, day: string | undefined): Draft {
  if (session) {
    const { kind, title, starts, ends, place, chair, bodyId, categories, signIn, remark, anchor } = session
    return { kind, title, day: session.day, starts, ends, place, chair, bodyId, categories, signIn, remark, fixed: anchor === null }
  }
  const nobody = { chair: "", bodyId: null, categories: [], signIn: false, remark: "", fixed: false }
  return { ...nobody, kind: "work", title: "", day: day ?? meeting.startsOn, starts: "14:30", ends: "16:00", place: meeting.hall }
}

/** Sessions are written one after another: the next begins where the last ended, as long as it, in the same place. */
export function nextDraft(last: Draft): Draft {
  const length = minutesOf(last.ends) - minutesOf(last.starts)
  const isOver = minutesOf(last.ends) + length >= 24 * 60
  const clocks = isOver ? { starts: last.starts, ends: last.ends } : { starts: last.ends, ends: later(last.ends, length) }
  return { ...last, ...clocks, title: "", chair: "", remark: "" }
}

export const isBackward = ({ starts, ends }: Draft): boolean => minutesOf(ends) <= minutesOf(starts)

/** What this would be in the way of, said while it is still being written. */
export const clashesIn = (draft: Draft, id: string, sessions: readonly Session[]): string[] => clashesOf({ ...draft, id }, sessions)
