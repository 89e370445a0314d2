import { useEffect, useRef } from "react"
import { addDays, dateOnly, daysBetween, mondayOf, shortDay } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Progress, Task } from "../contract.ts"
import { words } from "../words.ts"
import { teamPlace } from "./task-list.tsx"

const dayWidth = 19.2
const namesWidth = 272

type GanttProps = { rows: Task[]; progress: Progress; meeting: Meeting; openId: string | undefined; onOpen: (id: string | undefined) => void }
type Scale = { first: string; days: number; at: (day: string) => number }

/** Whole weeks from the first task to the last, the meeting between them. */
function scaleOf(rows: Task[], { startsOn, endsOn }: Meeting, today: string): Scale {
  const first = mondayOf([startsOn, today, ...rows.map((task) => task.startsOn)].sort()[0] ?? startsOn)
  const last = [endsOn, today, ...rows.map((task) => task.dueOn)].sort().at(-1) ?? endsOn
  const weeks = Math.ceil((daysBetween(first, last) + 1) / 7)
  return { first, days: weeks * 7, at: (day) => daysBetween(first, day) * dayWidth }
}

export function Gantt({ rows, progress, meeting, openId, onOpen }: GanttProps) {
  const box = useRef<HTMLDivElement>(null)
  const scale = scaleOf(rows, meeting, progress.today)
  const begin = scale.at(progress.today)
  useEffect(() => {
    // today stands a third from the left: what was due lately is seen, and what comes
    if (box.current) box.current.scrollLeft = begin - (box.current.clientWidth - namesWidth) / 3
  }, [begin])
  const teams = progress.teams.map((team) => team.name)
  return (
    <>
      <Legend teams={teams} />
      <div className="gantt" ref={box}>
        <div className="gantt-inner" style={{ width: namesWidth + scale.days * dayWidth }}>
          <GanttHead scale={scale} meeting={meeting} today={progress.today} />
          <div className="gantt-body">
            <div className="gantt-weeks" style={{ left: namesWidth, backgroundSize: `${7 * dayWidth}px 100%` }} />
            <div className="gantt-meeting" style={spanOf(scale, meeting.startsOn, meeting.endsOn)} />
            <div className="gantt-today" style={{ left: namesWidth + begin + dayWidth / 2 }} />
            {progress.stages.map((stage) => {
              const own = rows.filter((task) => task.stage === stage.name)
              return own.length ? (
                <section key={stage.name} className="gantt-stage">
                  <h2>
                    {stage.name} <span>{`${stage.done} / ${stage.total}`}</span>
                  </h2>
                  {own.map((task) => (
                    <GanttRow key={task.id} task={task} scale={scale} teams={teams} isOpen={task.id === openId} onOpen={onOpen} />
                  ))}
                </section>
              ) : null
            })}
          </div>
        </div>
      </div>
    </>
  )
}

const spanOf = ({ at }: Scale, from: string, to: string) => ({ left: namesWidth + at(from), width: at(addDays(to, 1)) - at(from) })

function Legend({ teams }: { teams: string[] }) {
  const say = useWords(words)
  return (
    <div className="gantt-legend">
      {teams.map((team) => (
        <span key={team} className="team-name">
          <span className="team-tint" data-team={teamPlace(team, teams)} aria-hidden="true" />
          {team}
        </span>
      ))}
      <span className="team-name">
        <span className="team-tint is-done" aria-hidden="true" />
        {say("done")}
      </span>
      <span className="team-name">
        <span className="team-tint is-late" data-team={2} aria-hidden="true" />
        {say("late")}
      </span>
    </div>
  )
}

function GanttHead({ scale, meeting, today }: { scale: Scale; meeting: Meeting; today: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const mondays = Array.from({ length: scale.days / 7 }, (_, week) => addDays(scale.first, week * 7))
  return (
    <div className="gantt-head">
      <div className="gantt-corner" />
      {mondays.map((monday) => {
        const weeks = Math.ceil(daysBetween(monday, meeting.startsOn) / 7)
        return (
          <span key={monday} className="gantt-week" style={{ left: namesWidth + scale.at(monday), width: 7 * dayWidth }}>
            {shortDay(monday, locale)} <span className="gantt-weeks-before">{weeks > 0 ? say("weeksBefore", { n: weeks }) : ""}</span>
          </span>
        )
      })}
      <span className="gantt-pill" style={{ left: namesWidth + scale.at(today) + dayWidth / 2 }}>
        {say("todayMark", { day: dateOnly(today, locale) })}
      </span>
      <strong className="gantt-red" style={spanOf(scale, meeting.startsOn, meeting.endsOn)}>
        {say("meeting")}
        <span className="gantt-dates">{`${Number(meeting.startsOn.slice(8))}–${dateOnly(meeting.endsOn, locale)}`}</span>
      </strong>
    </div>
  )
}

type GanttRowProps = { task: Task; scale: Scale; teams: string[]; isOpen: boolean; onOpen: (id: string | undefined) => void }

function GanttRow({ task, scale, teams, isOpen, onOpen }: GanttRowProps) {
  const say = useWords(words)
  const locale = useLocale()
  const tone = task.doneAt ? "is-done" : task.lateDays ? "is-late" : ""
  return (
    <button type="button" className={`gantt-row ${tone}`} aria-pressed={isOpen} onClick={() => onOpen(isOpen ? undefined : task.id)}>
      <span className="gantt-name">
        <span className="gantt-title">{task.title}</span>
        {task.lateDays ? <em>{say("late.days", { days: task.lateDays })}</em> : null}
        {task.doneAt ? <Icon name="check" size={14} /> : null}
        <span className="gantt-team">{task.team}</span>
      </span>
      <span
        className="gantt-bar"
        data-team={teamPlace(task.team, teams)}
        title={`${task.title} ${shortDay(task.startsOn, locale)} – ${shortDay(task.dueOn, locale)}`}
        style={spanOf(scale, task.startsOn, task.dueOn)}
      />
    </button>
  )
}
