/** Who is at this page and what he may do; each shell says it once at its root. */
import { createContext, use } from "react"

/** `meetingIds` null: everywhere. */
export type SessionGrant = { operations: readonly string[]; meetingIds: readonly string[] | null }
export type Me = { kind: string; id: string; name: string }
export type Session = {
  me: Me | null
  /** Whether the page may be offered; the door decides again. */
  may(operation: string, meetingId?: string): boolean
}

export const SessionContext = createContext<Session>({ me: null, may: () => false })
export const useSession = (): Session => use(SessionContext)

export function sessionOf(me: Me | null, grants: readonly SessionGrant[]): Session {
  return {
    me,
    may: (operation, meetingId) =>
      grants.some(
        ({ operations, meetingIds }) =>
          (meetingIds === null || (meetingId !== undefined && meetingIds.includes(meetingId))) && operations.some((pattern) => covers(pattern, operation)),
      ),
  }
}

/** "*", "papers.*" or "papers.issue". */
export const covers = (pattern: string, operation: string): boolean =>
  pattern === "*" || pattern === operation || (pattern.endsWith(".*") && operation.startsWith(pattern.slice(0, -1)))

/** The meetings this person sees, for pages of modules that stand before meetings in the order and may not ask it. */
export type MeetingName = { id: string; name: string }
export const MeetingNames = createContext<readonly MeetingName[]>([])
export const useMeetingNames = (): readonly MeetingName[] => use(MeetingNames)
