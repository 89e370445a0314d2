import { useState } from "react"
import { type Task, tasks } from "#modules/tasks/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Section, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"

const shown = 4

/** What is late or due today; ticking completes, and the last one ticked can be taken back. */
export function DueToday({ meetingId, today }: { meetingId: string; today: string }) {
  const say = useWords(words)
  const { may } = useSession()
  const [last, setLast] = useState<Task>()
  const due = useRead(tasks.list, { meetingId, state: "due", page: 1, size: shown })
  const complete = useCommand(tasks.complete)
  const reopen = useCommand(tasks.reopen, { onDone: () => setLast(undefined) })
  const { rows, total } = due.data ?? { rows: [], total: 0 }
  const tick = (task: Task) => {
    setLast(task)
    complete.mutate({ meetingId, ids: [task.id] })
  }
  const all = (
    <Go className="quiet-link" to={`/meetings/${meetingId}/tasks`}>
      {say("allTasks")}
    </Go>
  )
  return (
    <Section title={say("dueToday")} count={total} action={all}>
      <ul className="overview-rows">
        {rows.map((task) => (
          <DueLine key={task.id} task={task} today={today} disabled={!may(tasks.complete.name, meetingId)} onTick={() => tick(task)} />
        ))}
        {due.data && total === 0 ? <li className="overview-none">{say("nothingDue")}</li> : null}
      </ul>
      {last ? (
        <p className="overview-none overview-undo" role="status">
          <span className="overview-grow">{say("completed", { title: last.title })}</span>
          <button type="button" className="quiet-link" disabled={reopen.isPending} onClick={() => reopen.mutate({ meetingId, ids: [last.id] })}>
            {say("undo")}
          </button>
        </p>
      ) : null}
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
