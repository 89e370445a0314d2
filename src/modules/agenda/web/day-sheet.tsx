/** A day of the programme as an office reads it: morning, afternoon, evening, and beside each session where, under whom and for whom. */
import { Fragment } from "react"
import { dateOnly, longDay, plainClock, shortWeekday } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Session } from "../contract.ts"
import { dayNote, howManyCome, inPeriods } from "../sheet/rules.ts"
import { words } from "../words.ts"

export type Opening = { openId: string | undefined; onOpen: (id: string | undefined) => void }
type StripProps = { days: [string, Session[]][]; today: string; day: string | undefined; onChange: (day: string | undefined) => void }

/** The days in a row, to be gone through with a thumb; the first shows them all. */
export function DayStrip({ days, today, day, onChange }: StripProps) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <nav className="day-strip" aria-label={say("agenda")}>
      <button type="button" aria-pressed={day === undefined} onClick={() => onChange(undefined)}>
        {say("allDays")}
        <small>{say("dayCount", { count: days.length })}</small>
      </button>
      {days.map(([one, own]) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === day}
          data-clash={own.some(({ clashes }) => clashes.length) || undefined}
          onClick={() => onChange(one)}
        >
          {`${dateOnly(one, locale)} ${shortWeekday(one, locale)}`}
          <small>{one === today ? say("todayCount", { count: own.length }) : say("onDay", { count: own.length })}</small>
        </button>
      ))}
    </nav>
  )
}

const heads = [
  ["period", "agenda-period"],
  ["time", "agenda-time"],
  ["session", undefined],
  ["place", "agenda-place"],
  ["chair", "agenda-chair"],
  ["who", "agenda-who"],
  ["signIn", "agenda-sign"],
] as const

type SheetProps = Opening & { day: string; sessions: Session[]; meeting: Meeting; today: string }

export function DaySheet({ day, sessions, meeting, today, ...opening }: SheetProps) {
  const say = useWords(words)
  const locale = useLocale()
  const count = day === today ? say("todayCount", { count: sessions.length }) : say("onDay", { count: sessions.length })
  const note = [dayNote(day, meeting, locale), count].filter(Boolean).join(" · ")
  return (
    <div className="agenda-day">
      <Section title={longDay(day, locale)} note={note}>
        <table className="rows agenda-rows">
          <thead>
            <tr>
              {heads.map(([head, className]) => (
                <th key={head} scope="col" className={className}>
                  {say(head)}
                </th>
              ))}
            </tr>
          </thead>
          {inPeriods(sessions).map(([period, own]) => (
            <tbody key={period}>
              {own.map((session, index) => (
                <SessionRow key={session.id} session={session} period={index === 0 ? { name: say(period), rows: own.length } : undefined} {...opening} />
              ))}
            </tbody>
          ))}
        </table>
      </Section>
    </div>
  )
}

type RowProps = Opening & { session: Session; period: { name: string; rows: number } | undefined }

function SessionRow({ session, period, openId, onOpen }: RowProps) {
  const locale = useLocale()
  const isOpen = session.id === openId
  const toggle = () => onOpen(isOpen ? undefined : session.id)
  return (
    <tr
      data-open={isOpen || undefined}
      aria-current={isOpen || undefined}
      tabIndex={0}
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.key === "Enter") toggle()
      }}
    >
      {period ? (
        <th className="agenda-period" scope="rowgroup" rowSpan={period.rows}>
          {period.name}
        </th>
      ) : null}
      <td className="agenda-time">
        {plainClock(session.starts)}–{plainClock(session.ends)}
      </td>
      <td className="is-grow">
        <Title session={session} />
      </td>
      <Cell className="agenda-place" text={session.place} />
      <Cell className="agenda-chair" text={session.chair} />
      <Cell className="agenda-who" text={howManyCome(session, locale)} />
      <SignInCell session={session} />
    </tr>
  )
}

function Title({ session }: { session: Session }) {
  const say = useWords(words)
  const locale = useLocale()
  const kind = say(session.kind)
  // 预备会议 need not be called a preparatory meeting a second time
  const what = [session.title.includes(kind) ? "" : kind, session.legal ? say("legal") : ""].filter(Boolean)
  const below = [session.place, session.chair, howManyCome(session, locale), session.signIn ? say("signIn") : ""].filter(Boolean)
  return (
    <>
      <span className="rows-name">{session.title}</span>
      {what.length ? <small className="agenda-kind">{what.join(" · ")}</small> : null}
      {session.clashes.map((other) => (
        <span key={other} className="agenda-clash">
          <State kind="wrong">{say("clash", { other })}</State>
        </span>
      ))}
      {session.remark ? <small className="agenda-remark">{session.remark}</small> : null}
      <small className="agenda-below">
        {below.map((text, index) => (
          <Fragment key={text}>{index ? ` · ${text}` : text}</Fragment>
        ))}
      </small>
    </>
  )
}

const Cell = ({ className, text }: { className: string; text: string }) => <td className={className}>{text || <span className="none">—</span>}</td>

function SignInCell({ session }: { session: Session }) {
  const say = useWords(words)
  return <Cell className="agenda-sign" text={session.signIn ? say("signIn") : ""} />
}
