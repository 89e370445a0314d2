import { addDays, clockOf, dayOf, plainClock, shortDay } from "#kernel/dates.ts"
import { type Meeting, meetings } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { Section } from "#web/ui/page.tsx"
import { type Say, useLocale, useWords } from "#web/words.ts"
import { words } from "../words.ts"

/** Who did what, lately: the audit's last entries, named as the office names them. */
export function Doings({ meeting, today }: { meeting: Meeting; today: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const doings = useRead(meetings.doings, { meetingId: meeting.id, size: 5 })
  const when = (at: string): string => {
    const day = dayOf(at, meeting.zone)
    if (day === today) return plainClock(clockOf(at, meeting.zone))
    return day === addDays(today, -1) ? say("yesterday") : shortDay(day, locale)
  }
  return (
    <Section title={say("doings")}>
      <ul className="overview-log">
        {doings.data?.map((doing) => (
          <li key={doing.id}>
            <time dateTime={doing.at}>{when(doing.at)}</time>
            <span>{doing.who}</span>
            <span className="overview-grow">{named(doing.operation, say)}</span>
          </li>
        ))}
        {doings.data?.length === 0 ? <li className="overview-none">{say("noDoings")}</li> : null}
      </ul>
    </Section>
  )
}

function named(operation: string, say: Say<typeof words>): string {
  const key = `doing.${operation}`
  return key in words["zh-CN"] ? say(key as "doing.tasks.add") : operation
}
