import { shortDay, shortWeekday } from "#kernel/dates.ts"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Progress, type Task, tasks } from "../contract.ts"
import { words } from "../words.ts"

type ListProps = { rows: Task[]; progress: Progress; openId: string | undefined; onOpen: (id: string | undefined) => void }

export function TaskList({ rows, progress, openId, onOpen }: ListProps) {
  const say = useWords(words)
  if (!rows.length) return null
  return (
    <div className="list-scroll">
      <table className="rows task-list">
        <thead>
          <tr>
            <th className="rows-choose">
              <span className="visually-hidden">{say("state")}</span>
            </th>
            <th>{say("task")}</th>
            <th>{say("team")}</th>
            <th>{say("owner")}</th>
            <th className="is-right">{say("startsOn")}</th>
            <th className="is-right">{say("dueOn")}</th>
            <th>{say("state")}</th>
          </tr>
        </thead>
        {progress.stages.map((stage) => {
          const own = rows.filter((task) => task.stage === stage.name)
          if (!own.length) return null
          return (
            <tbody key={stage.name}>
              <tr className="task-stage">
                <th colSpan={7} scope="rowgroup">
                  {stage.name} <span className="task-stage-count">{say("partCount", { done: stage.done, total: stage.total })}</span>
                </th>
              </tr>
              {own.map((task) => (
                <TaskRow
                  key={task.id}
                  task={task}
                  today={progress.today}
                  teams={progress.teams.map((team) => team.name)}
                  isOpen={task.id === openId}
                  onOpen={onOpen}
                />
              ))}
            </tbody>
          )
        })}
      </table>
    </div>
  )
}

type RowProps = { task: Task; today: string; teams: string[]; isOpen: boolean; onOpen: (id: string | undefined) => void }

function TaskRow({ task, today, teams, isOpen, onOpen }: RowProps) {
  const say = useWords(words)
  const locale = useLocale()
  const toggle = () => onOpen(isOpen ? undefined : task.id)
  return (
    <tr
      data-open={isOpen || undefined}
      aria-current={isOpen || undefined}
      className={task.doneAt ? "is-done" : undefined}
      tabIndex={0}
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && event.key === "Enter") toggle()
      }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click on the box from opening the row; the box itself has its keys */}
      <td className="rows-choose" onClick={(event) => event.stopPropagation()}>
        <DoneBox task={task} />
      </td>
      <td className="is-grow task-title">
        {task.title}
        {task.legal ? <span className="task-legal">{say("legal")}</span> : null}
      </td>
      <td>
        <TeamName name={task.team} teams={teams} />
      </td>
      <td>{task.owner || <span className="none">—</span>}</td>
      <td className="is-right">{shortDay(task.startsOn, locale)}</td>
      <td className="is-right">
        {shortDay(task.dueOn, locale)} <span className="none">{shortWeekday(task.dueOn, locale)}</span>
      </td>
      <td>
        <TaskMark task={task} today={today} />
      </td>
    </tr>
  )
}

/** Ticking completes at once; ticking again takes it back. */
export function DoneBox({ task }: { task: Task }) {
  const say = useWords(words)
  const { may } = useSession()
  const complete = useCommand(tasks.complete)
  const reopen = useCommand(tasks.reopen)
  const { meetingId, id } = task
  const change = task.doneAt ? reopen : complete
  return (
    <input
      type="checkbox"
      className="box"
      aria-label={say("markDone", { title: task.title })}
      checked={task.doneAt !== null}
      disabled={complete.isPending || reopen.isPending || !may(tasks.complete.name, meetingId)}
      onChange={() => change.mutate({ meetingId, ids: [id] })}
    />
  )
}

export function TeamName({ name, teams }: { name: string; teams: string[] }) {
  return (
    <span className="team-name">
      <span className="team-tint" data-team={teamPlace(name, teams)} aria-hidden="true" />
      {name}
    </span>
  )
}

/** The five tints go round when an office has more teams; the name stands beside each. */
export const teamPlace = (name: string, teams: string[]): number => Math.max(0, teams.indexOf(name)) % 5

export function TaskMark({ task, today }: { task: Task; today: string }) {
  const say = useWords(words)
  if (task.doneAt) return <State kind="ok">{say("done")}</State>
  if (task.lateDays) {
    return (
      <State kind="wrong" icon="clock">
        {say("late.days", { days: task.lateDays })}
      </State>
    )
  }
  if (task.dueOn === today) {
    return (
      <State kind="warning" icon="clock">
        {say("today")}
      </State>
    )
  }
  return <span className="none">{say("open")}</span>
}
