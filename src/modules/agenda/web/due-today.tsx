import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { type Task, tasks } from "#modules/tasks/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Section, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"

const shown = 4

/** What is late or due today; ticking completes. */
export function DueToday({ meetingId, today }: { meetingId: string; today: string }) {
  const say = useWords(words)
  const { may } = useSession()
  const undoOf = useUndo(meetingId)
  const due = useRead(tasks.list, { meetingId, state: "due", page: 1, size: shown })
  const complete = useCommand(tasks.complete)
  const { rows, total } = due.data ?? { rows: [], total: 0 }
  const tick = ({ id, title }: Task) =>
    complete.mutateAsync({ meetingId, ids: [id] }).then(
      (done) => tell("ok", say("completed", { title }), undoOf(done)),
      // told already
      () => undefined,
    )
  const all = (
    <Go className="quiet-link" to={`/meetings/${meetingId}/tasks`}>
      {say("allTasks")}
    </Go>
  )
  return (
    <Section title={say("dueToday")} count={total} action={all}>
      <ul className="overview-rows">
        {rows.map((task) => (
          <DueLine key={task.id} task={task} today={today} disabled={!may(tasks.complete.name, meetingId)} onTick={() => void tick(task)} />
        ))}
        {due.data && total === 0 ? <li className="overview-none">{say("nothingDue")}</li> : null}
      </ul>
    </Section>
  )
}

type LineProps = { task: Task; today: string; disabled: boolean; onTick: () => void }

function DueLine({ task, today, disabled, onTick }: LineProps) {
  const say = useWords(words)
  return (
    <li>
      <label className="overview-tick">
        <input type="checkbox" className="box" checked={false} disabled={disabled} aria-label={say("markDone", { title: task.title })} onChange={onTick} />
        <span className="overview-grow" title={task.title}>
          {task.title}
        </span>
      </label>
      <span className="overview-who">{task.owner || task.team}</span>
      <span className="overview-when">
        {task.dueOn === today ? (
          say("today")
        ) : (
          <State kind="wrong" icon="clock">
            {say("late", { days: task.lateDays })}
          </State>
        )}
      </span>
    </li>
  )
}
