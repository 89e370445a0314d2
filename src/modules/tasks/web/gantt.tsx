import { useEffect, useRef, useState } from "react"
import { addDays, dateOnly, daysBetween, mondayOf, shortDay } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Progress, type Task, tasks } from "../contract.ts"
import { words } from "../words.ts"
import { dayWidth, GanttBar } from "./gantt-bar.tsx"
import { teamPlace } from "./task-list.tsx"

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
  const { move, undo, last } = useMoving()
  return (
    <>
      <Legend teams={teams} last={last} onUndo={undo} />
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
                    <GanttRow
                      key={task.id}
                      task={task}
                      scale={scale}
                      teams={teams}
                      meeting={meeting}
                      isOpen={task.id === openId}
                      onOpen={onOpen}
                      onMove={move}
                    />
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

type Moved = { task: Task; days: number }

/** Moves a task by days, and keeps the last move so that it can be taken back. */
function useMoving() {
  const { may } = useSession()
  const [last, setLast] = useState<Moved>()
  const edit = useCommand(tasks.edit)
  const write = async (task: Task, days: number): Promise<Task> => {
    const { meetingId, id, version, stage, title, team, owner, anchor } = task
    const dates = { startsOn: addDays(task.startsOn, days), dueOn: addDays(task.dueOn, days) }
    return edit.mutateAsync({ meetingId, id, version, stage, title, team, owner, fixed: anchor === null, ...dates })
  }
  // a refusal was told to the person already
  const move = (task: Task, days: number) =>
    void write(task, days).then(
      (moved) => setLast({ task: moved, days }),
      () => undefined,
    )
  const undo = () =>
    last &&
    void write(last.task, -last.days).then(
      () => setLast(undefined),
      () => setLast(undefined),
    )
  return { last, undo, move: (task: Task) => (may(tasks.edit.name, task.meetingId) && !task.doneAt ? (days: number) => move(task, days) : undefined) }
}

const spanOf = ({ at }: Scale, from: string, to: string) => ({ left: namesWidth + at(from), width: at(addDays(to, 1)) - at(from) })

function Legend({ teams, last, onUndo }: { teams: string[]; last: Moved | undefined; onUndo: () => void }) {
  const say = useWords(words)
  const locale = useLocale()
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
      {last ? (
        <span className="gantt-moved" role="status">
          {say("movedTo", { title: last.task.title, day: shortDay(last.task.dueOn, locale) })}
          <button type="button" className="quiet-link" onClick={onUndo}>
            {say("undo")}
          </button>
        </span>
      ) : null}
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

type GanttRowProps = {
  task: Task
  scale: Scale
  teams: string[]
  meeting: Meeting
  isOpen: boolean
  onOpen: (id: string | undefined) => void
  onMove: (task: Task) => ((days: number) => void) | undefined
}

function GanttRow({ task, scale, teams, meeting, isOpen, onOpen, onMove }: GanttRowProps) {
  const say = useWords(words)
  const tone = task.doneAt ? "is-done" : task.lateDays ? "is-late" : ""
  return (
    <div className={`gantt-row ${tone}`} data-open={isOpen || undefined}>
      <button type="button" className="gantt-name" aria-pressed={isOpen} onClick={() => onOpen(isOpen ? undefined : task.id)}>
        <span className="gantt-title">{task.title}</span>
        {task.lateDays ? <em>{say("late.days", { days: task.lateDays })}</em> : null}
        {task.doneAt ? <Icon name="check" size={14} /> : null}
        <span className="gantt-team">{task.team}</span>
      </button>
      <GanttBar task={task} place={spanOf(scale, task.startsOn, task.dueOn)} team={teamPlace(task.team, teams)} meeting={meeting} onMove={onMove(task)} />
    </div>
  )
}
