/** 日程 on the phone: the days, what is on now, where, and whether one was there. */
import "./phone-card.css"
import { clockOf, longDay, plainClock } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { Problem } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { checkin, type MyCard } from "../contract.ts"
import { words } from "../words.ts"

export function Page(_: PageProps) {
  const say = useWords(words)
  const locale = useLocale()
  const card = useRead(checkin.myCard, {})
  if (!card.data) return card.error ? <Problem error={card.error} again={() => void card.refetch()} /> : <main className="phone-wait">{say("loading")}</main>
  const { sessions, meeting } = card.data
  const days = [...new Set(sessions.map((session) => session.day))]
  return (
    <main className="phone-page">
      {days.length === 0 ? <p className="card-over">{say("noProgramme")}</p> : null}
      {days.map((day) => (
        <section key={day}>
          <h2 className="programme-day">{longDay(day, locale)}</h2>
          {sessions
            .filter((session) => session.day === day)
            .map((session) => (
              <Row key={session.id} session={session} zone={meeting.zone} />
            ))}
        </section>
      ))}
    </main>
  )
}

function Row({ session, zone }: { session: MyCard["sessions"][number]; zone: string }) {
  const say = useWords(words)
  const now = new Date().toISOString()
  const isOn = session.startsAt <= now && now < session.endsAt
  const clock = (instant: string) => plainClock(clockOf(instant, zone))
  return (
    <div className={isOn ? "programme-row programme-now" : "programme-row"}>
      <span className="programme-clock">
        {clock(session.startsAt)}–{clock(session.endsAt)}
      </span>
      <div className="programme-what">
        <p>{session.title}</p>
        <p className="phone-quiet">
          {[session.place, isOn ? say("goingOn") : "", session.presentAt ? say("youAreIn", { time: clock(session.presentAt) }) : ""]
            .filter(Boolean)
            .join(say("comma"))}
        </p>
      </div>
    </div>
  )
}
