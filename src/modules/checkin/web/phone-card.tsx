/** 服务卡: who I am, the code for the door, and what comes next. */
import "./phone-card.css"
import { useEffect, useState } from "react"
import { clockOf, dayOf, daysBetween, longDay, plainClock } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Problem } from "#web/ui/page.tsx"
import { Qr } from "#web/ui/qr.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { checkin, type MyCard } from "../contract.ts"
import { nextFor } from "../rules.ts"
import { words } from "../words.ts"

export function Page(_: PageProps) {
  const say = useWords(words)
  const card = useRead(checkin.myCard, {})
  if (!card.data) return card.error ? <Problem error={card.error} again={() => void card.refetch()} /> : <main className="phone-wait">{say("loading")}</main>
  return <Card card={card.data} />
}

function Card({ card }: { card: MyCard }) {
  const now = useMinute()
  const { meeting, me, sessions, seat } = card
  const next = nextFor(sessions, now)
  return (
    <main>
      <header className="card-head">
        <span className="card-meeting">{meeting.name}</span>
        <span>{me.category}</span>
      </header>
      <div className="card">
        <Who card={card} seat={next?.signIn ? null : seat} />
        <Next card={card} now={now} session={next} />
      </div>
    </main>
  )
}

/** The seat stands here while what comes next has no seats; else it stands with the session it is for. */
function Who({ card: { me, card }, seat }: { card: MyCard; seat: MyCard["seat"] }) {
  const say = useWords(words)
  return (
    <section className="card-who">
      <div className="card-words">
        <h1 className="card-name">{me.name}</h1>
        <p className="card-unit">{me.delegation || me.post}</p>
        {seat ? <p className="card-unit">{seat.label}</p> : null}
        <p className="card-number">{card ? say("cardNumber", { number: String(card.number).padStart(4, "0") }) : say("noCardYet")}</p>
      </div>
      {card ? <Qr text={`HX1:${card.code}`} size={176} label={say("qrFor", { name: me.name })} /> : null}
    </section>
  )
}

/** A minute's clock: the countdown is as honest as the phone's own time. */
function useMinute(): string {
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 20_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

function Next({ card, now, session }: { card: MyCard; now: string; session: MyCard["sessions"][number] | undefined }) {
  const say = useWords(words)
  const locale = useLocale()
  const { seat } = card
  const { zone } = card.meeting
  if (!session) return <p className="card-over">{say(card.sessions.length > 0 ? "allOver" : "noProgramme")}</p>
  const isOn = session.startsAt <= now
  const clock = plainClock(clockOf(session.startsAt, zone))
  return (
    <section className="card-next">
      <p className="card-next-head">
        <span>{isOn ? say("goingOn") : say("comesNext")}</span>
        <span>{isOn ? say("until", { time: plainClock(clockOf(session.endsAt, zone)) }) : <Until from={now} to={session.startsAt} zone={zone} />}</span>
      </p>
      <h2 className="card-session">
        <span>{clock}</span>
        <span>{session.title}</span>
      </h2>
      {seat && session.signIn ? <p className="card-seat">{seat.label}</p> : null}
      <p className="card-place">
        {[
          dayOf(session.startsAt, zone) === dayOf(now, zone) ? "" : longDay(session.day, locale),
          session.place,
          seat?.entrance && session.signIn ? say("enterBy", { entrance: seat.entrance }) : "",
        ]
          .filter(Boolean)
          .join(say("comma"))}
      </p>
      {session.presentAt ? (
        <p className="card-in">
          <Icon name="check" size={20} weight={2.2} />
          {say("youAreIn", { time: plainClock(clockOf(session.presentAt, zone)) })}
        </p>
      ) : null}
      {session.excused && !session.presentAt ? <p className="card-leave">{say("youHaveLeave")}</p> : null}
    </section>
  )
}

function Until({ from, to, zone }: { from: string; to: string; zone: string }) {
  const say = useWords(words)
  const minutes = Math.ceil((Date.parse(to) - Date.parse(from)) / 60_000)
  const days = daysBetween(dayOf(from, zone), dayOf(to, zone))
  if (minutes < 60) return say("inMinutes", { n: minutes })
  if (days === 0) return say("inHours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  return say(days === 1 ? "tomorrow" : "inDays", { n: days })
}
