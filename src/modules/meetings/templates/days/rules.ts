/** Days of a meeting and what is held on them. */
import { daysBetween } from "#kernel/dates.ts"
import { type Dates, dayFrom } from "../../contract.ts"
import type { Template } from "../shape/contract.ts"

type TemplateSession = Template["parts"]["agenda"]["sessions"][number]

/** The sessions a meeting of these dates has: what is held daily once for each day, the first under its own key. */
export function sessionsUnder(sessions: readonly TemplateSession[], dates: Dates): TemplateSession[] {
  return sessions.flatMap(({ daily, ...session }) => {
    if (!daily) return [session]
    const more = daysBetween(dayFrom(dates, session.anchor, session.offset), dayFrom(dates, daily.anchor, daily.offset))
    return Array.from({ length: Math.max(more + 1, 0) }, (_, n) => ({
      ...session,
      key: n === 0 ? session.key : `${session.key}-${n + 1}`,
      offset: session.offset + n,
    }))
  })
}
