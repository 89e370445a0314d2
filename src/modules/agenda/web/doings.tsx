import type { OutputOf } from "#kernel/contract.ts"
import { addDays, clockOf, dayOf, plainClock, shortDay } from "#kernel/dates.ts"
import { isNamedOperation, nameOfOperation } from "#modules/access/web/operation-names.ts"
import { type Meeting, meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { words } from "../words.ts"

/** Who did what, lately: the audit's last entries, named as the office names them. */
export function Doings({ meeting, today }: { meeting: Meeting; today: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const doings = useRead(meetings.doings, { meetingId: meeting.id, size: 30 })
  const when = (at: string): string => {
    const day = dayOf(at, meeting.zone)
    if (day === today) return plainClock(clockOf(at, meeting.zone))
    return day === addDays(today, -1) ? say("yesterday") : shortDay(day, locale)
  }
  const told = (operation: string, count: number): string => {
    const what = nameOfOperation(operation, locale)
    return count > 1 ? say("times", { what, count }) : what
  }
  return (
    <Section title={say("doings")}>
      <ul className="overview-log">
        {runsOf((doings.data ?? []).filter(isNamed)).map(({ doing, count }) => (
          <li key={doing.id}>
            <time dateTime={doing.at}>{when(doing.at)}</time>
            <span>{doing.who}</span>
            <span className="overview-grow">{told(doing.operation, count)}</span>
          </li>
        ))}
        {doings.data && !doings.data.some(isNamed) ? <li className="overview-none">{say("noDoings")}</li> : null}
      </ul>
    </Section>
  )
}

type Doing = OutputOf<typeof meetings.doings>[number]

/** The same person doing the same thing over and over is one line with its number. */
function runsOf(doings: Doing[]): { doing: Doing; count: number }[] {
  const runs: { doing: Doing; count: number }[] = []
  for (const doing of doings) {
    const last = runs.at(-1)
    if (last && last.doing.who === doing.who && last.doing.operation === doing.operation) last.count++
    else runs.push({ doing, count: 1 })
  }
  return runs.slice(0, 5)
}

/** What no table names is a step of something that is named: a job that writes in portions. */
const isNamed = ({ operation }: Doing): boolean => isNamedOperation(operation)
