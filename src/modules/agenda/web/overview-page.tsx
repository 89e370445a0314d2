import { Button, Dropdown } from "antd"
import { type ReactNode, useEffect } from "react"
import type { OutputOf } from "#kernel/contract.ts"
import { daysBetween, longDay, plainClock } from "#kernel/dates.ts"
import { type Meeting, meetings } from "#modules/meetings/contract.ts"
import { tasks } from "#modules/tasks/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Alarm, Icon } from "#web/ui/icon.tsx"
import { Bar, Busy, Problem, Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { agenda } from "../contract.ts"
import { words } from "../words.ts"
import { Doings } from "./doings.tsx"
import { DueToday } from "./due-today.tsx"
import { Programme } from "./programme.tsx"
import "./overview.css"

type Overview = OutputOf<typeof meetings.overview>

export function Page({ meetingId }: PageProps) {
  const { may } = useSession()
  const mayTasks = may(tasks.list.name, meetingId)
  const overview = useRead(meetings.overview, { meetingId })
  if (!overview.data) return overview.error ? <Problem error={overview.error} again={overview.refetch} /> : <Busy />
  const { meeting, today, attention, figures } = overview.data
  return (
    <div className="overview">
      <Countdown meeting={meeting} today={today} />
      <div className="overview-three">
        {mayTasks ? <DueToday meetingId={meetingId} today={today} /> : null}
        <Wrong meetingId={meetingId} attention={attention} />
        {mayTasks ? <ProgressByStage meetingId={meetingId} /> : null}
      </div>
      {figures.length > 0 || may("attendees.list", meetingId) ? <Figures meetingId={meetingId} figures={figures} /> : null}
      <div className="overview-two">
        <Programme meeting={meeting} today={today} />
        {may(meetings.doings.name, meetingId) ? <Doings meeting={meeting} today={today} /> : null}
      </div>
    </div>
  )
}

/** How long, and where we are: before, during or after. */
function Countdown({ meeting, today }: { meeting: Meeting; today: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const go = useGo()
  const { may } = useSession()
  const { startsOn, endsOn } = meeting
  useEffect(() => {
    document.title = meeting.name
  }, [meeting.name])
  const to = daysBetween(today, startsOn)
  const since = daysBetween(endsOn, today)
  const [lead, number] =
    to > 0 ? ([say("untilOpening"), to] as const) : since > 0 ? ([say("sinceClosing"), since] as const) : ([say("dayOfMeeting"), 1 - to] as const)
  return (
    <header className="overview-head">
      <h1>
        {lead} <strong>{number}</strong> {say("days")}
      </h1>
      <p>
        <span>{say("opensOn", { day: longDay(startsOn, locale), clock: plainClock(meeting.opensAt) })}</span>
        <span>
          {meeting.place}
          {meeting.hall}
        </span>
        <span>{say("lasts", { days: daysBetween(startsOn, endsOn) + 1 })}</span>
      </p>
      <div className="page-actions">
        <Printing meetingId={meeting.id} />
        {may("notices.write", meeting.id) ? (
          <Button type="primary" onClick={() => go(`/meetings/${meeting.id}/notices`)}>
            {say("sendNotices")}
          </Button>
        ) : null}
      </div>
    </header>
  )
}

/** What can be printed of the meeting: the programme at once, the rest on the page where it is arranged. */
function Printing({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const print = useCommand(agenda.print, { onDone: () => tell("ok", say("printingProgramme")) })
  const papers = [
    { key: "programme", grant: agenda.print.name, onClick: () => print.mutate({ meetingId }) },
    { key: "seats", grant: "seating.printMap", onClick: () => go(`/meetings/${meetingId}/seats`) },
    { key: "badges", grant: "cards.printBadges", onClick: () => go(`/meetings/${meetingId}/cards`) },
    { key: "standup", grant: "tasks.printStandup", onClick: () => go(`/meetings/${meetingId}/standup`) },
    { key: "minutes", grant: "minutes.print", onClick: () => go(`/meetings/${meetingId}/minutes`) },
  ] as const
  const items = papers.filter(({ grant }) => may(grant, meetingId)).map(({ key, onClick }) => ({ key, label: say(`paper.${key}`), onClick }))
  if (items.length === 0) return null
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <Button loading={print.isPending}>
        {say("printing")}
        <Icon name="down" size={12} />
      </Button>
    </Dropdown>
  )
}

function Wrong({ meetingId, attention }: { meetingId: string; attention: Overview["attention"] }) {
  const say = useWords(words)
  return (
    <Section title={say("wrong")} count={attention.length}>
      <ul className="overview-rows">
        {attention.slice(0, 5).map((one) => (
          <li key={one.sentence}>
            <span className={`overview-alarm is-${one.level}`}>
              <Alarm />
            </span>
            <span className="overview-grow">{one.sentence}</span>
            <Go className="quiet-link" to={`/meetings/${meetingId}/${one.path.replace(/^\//, "")}`}>
              {one.verb}
            </Go>
          </li>
        ))}
        {attention.length === 0 ? <li className="overview-none">{say("nothingWrong")}</li> : null}
      </ul>
    </Section>
  )
}

function ProgressByStage({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const progress = useRead(tasks.progress, { meetingId })
  const { done, total, stages } = progress.data ?? { done: 0, total: 0, stages: [] }
  const share = total ? Math.floor((done / total) * 100) : 0
  const title: ReactNode = (
    <>
      {say("progress")}
      <span className="section-count">{share}%</span>
    </>
  )
  return (
    <Section title={title} action={<span className="overview-sum">{say("progressCount", { done, total })}</span>}>
      <ul className="overview-bars">
        {stages.map((stage) => (
          <li key={stage.name}>
            <Go to={`/meetings/${meetingId}/tasks?stage=${encodeURIComponent(stage.name)}`}>{stage.name}</Go>
            <Bar done={stage.done} total={stage.total} label={stage.name} />
            <span>{say("partCount", { done: stage.done, total: stage.total })}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Figures({ meetingId, figures }: { meetingId: string; figures: Overview["figures"] }) {
  const say = useWords(words)
  if (figures.every(({ value }) => value === 0)) {
    return (
      <p className="overview-figures overview-none">
        {say("noPeople")}
        <Go className="quiet-link" to={`/meetings/${meetingId}/roster`}>
          {say("importRoster")}
        </Go>
      </p>
    )
  }
  return (
    <dl className="overview-figures">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value.toLocaleString("en-US")}</dd>
        </div>
      ))}
    </dl>
  )
}
