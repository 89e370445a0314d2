import { addDays, clockOf, dateOnly, minutesOf, plainClock, shortDay, shortWeekday } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { agenda, type Session } from "../contract.ts"
import { words } from "../words.ts"

type Span = { from: number; to: number }
const share = (minutes: number, { from, to }: Span): string => `${((minutes - from) / (to - from)) * 100}%`

/** The hours that the shown sessions need, whole and even, from eight to seven at least. */
function spanOf(sessions: Session[]): Span {
  const from = Math.min(8 * 60, ...sessions.map((session) => minutesOf(session.starts)))
  const to = Math.max(19 * 60, ...sessions.map((session) => minutesOf(session.ends) + 30))
  return { from: Math.floor(from / 60) * 60 - 10, to }
}

/** Today and the two days after; while nothing happens then, the first three days on which something does. */
function shownDays(sessions: Session[], today: string): string[] {
  const soon = [today, addDays(today, 1), addDays(today, 2)]
  if (sessions.some((session) => soon.includes(session.day))) return soon
  const next = [...new Set(sessions.map((session) => session.day))].filter((day) => day > today).slice(0, 3)
  return next.length ? next : [...new Set(sessions.map((session) => session.day))].slice(-3)
}

export function Programme({ meeting, today }: { meeting: Meeting; today: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const list = useRead(agenda.list, { meetingId: meeting.id })
  const sessions = list.data ?? []
  const days = shownDays(sessions, today)
  const shown = sessions.filter((session) => days.includes(session.day))
  const span = spanOf(shown)
  const first = days[0] ?? today
  const note = first === today ? say("threeDays") : say("threeDaysFrom", { day: shortDay(first, locale) })
  const all = (
    <Go className="quiet-link" to={`/meetings/${meeting.id}/agenda`}>
      {say("allDays")}
    </Go>
  )
  if (list.data && !shown.length) {
    return (
      <Section title={say("agenda")} action={all}>
        <p className="overview-none">{say("noProgramme")}</p>
      </Section>
    )
  }
  return (
    <Section title={say("agenda")} note={note} action={all}>
      <div className="hours">
        <Hours span={span} now={days.includes(today) ? minutesOf(clockOf(new Date().toISOString(), meeting.zone)) : undefined} />
        {days.map((day) => (
          <DayLine key={day} day={day} today={today} span={span} meetingId={meeting.id} sessions={shown.filter((session) => session.day === day)} />
        ))}
      </div>
    </Section>
  )
}

function Hours({ span, now }: { span: Span; now: number | undefined }) {
  const say = useWords(words)
  const marks = []
  for (let minutes = Math.ceil(span.from / 120) * 120; minutes < span.to; minutes += 120) marks.push(minutes)
  const isOn = now !== undefined && now > span.from && now < span.to
  return (
    <div className="hours-head">
      <div className="hours-room">
        {marks.map((minutes) => (
          <span key={minutes} className={isOn && Math.abs(minutes - now) < 40 ? "hours-mark is-hidden" : "hours-mark"} style={{ left: share(minutes, span) }}>
            {minutes / 60}:00
          </span>
        ))}
        {isOn ? (
          <span className="hours-now" style={{ left: share(now, span) }}>
            {say("now")}
          </span>
        ) : null}
      </div>
    </div>
  )
}

type DayProps = { day: string; today: string; span: Span; sessions: Session[]; meetingId: string }

function DayLine({ day, today, span, sessions, meetingId }: DayProps) {
  const say = useWords(words)
  const locale = useLocale()
  const weekday = shortWeekday(day, locale)
  return (
    <div className="hours-day">
      <div className="hours-name">
        <span className={day === today ? "is-today" : undefined}>{dateOnly(day, locale)}</span>
        <small>{day === today ? say("isToday", { weekday }) : weekday}</small>
      </div>
      <div className="hours-room">
        {sessions.map((session) => (
          <Go
            key={session.id}
            className={session.clashes.length ? "hours-block is-wrong" : "hours-block"}
            to={`/meetings/${meetingId}/agenda?session=${session.id}`}
            title={`${plainClock(session.starts)}–${plainClock(session.ends)} ${session.title}`}
            style={{
              left: share(minutesOf(session.starts), span),
              width: `${((minutesOf(session.ends) - minutesOf(session.starts)) / (span.to - span.from)) * 100}%`,
            }}
          >
            <span>{session.title}</span>
            <small>{session.place}</small>
          </Go>
        ))}
      </div>
    </div>
  )
}
