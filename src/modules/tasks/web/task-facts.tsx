import type { ReactNode } from "react"
import { plainClock, shortDay, shortMoment } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Facts, State } from "#web/ui/page.tsx"
import { type Say, useLocale, useWords } from "#web/words.ts"
import { type Task, tasks } from "../contract.ts"
import { words } from "../words.ts"
import type { Spot } from "../writing/contract.ts"
import { TaskMark } from "./task-list.tsx"

type FactsProps = { task: Task; today: string; zone: string; spots: readonly Spot[] }

export function TaskFacts({ task, today, zone, spots }: FactsProps) {
  const say = useWords(words)
  const locale = useLocale()
  const done = task.doneAt ? say("doneBy", { who: task.doneBy, when: shortMoment(task.doneAt, zone, locale) }) : null
  const due = task.clock === null ? shortDay(task.dueOn, locale) : `${shortDay(task.dueOn, locale)} ${plainClock(task.clock)}`
  const { may } = useSession()
  const { meetingId, id } = task
  const from = useRead(tasks.origins, { meetingId, id }, { enabled: may(tasks.origins.name, meetingId) }).data ?? []
  return (
    <Facts
      rows={[
        ...from.map(({ kind, title, path }): [string, ReactNode] => [
          say("origin"),
          <Origin key={path} kind={kind} title={title} to={`/meetings/${meetingId}/${path}`} />,
        ]),
        [say("state"), done ?? <TaskMark key="mark" task={task} today={today} />],
        task.doneRegardless ? [say("reason"), task.doneRegardless] : null,
        [say("dueOn"), due],
        task.alarmMinutes === null ? null : [say("alarm"), say("alarmBefore", { n: task.alarmMinutes })],
        [say("hang"), task.anchor ? hangsOn(task, spots, say) : say("fixed")],
        task.role ? [say("role"), task.role] : null,
        task.standard ? [say("standard"), task.standard] : null,
        task.certainty ? [say("certainty"), <Certain key="certain" task={task} />] : null,
        task.waitsFor.length ? [say("waitsFor"), <Waits key="waits" task={task} />] : null,
        task.document ? [say("document"), task.document] : null,
        task.legal ? [say("legal"), task.basis ?? say("legal")] : null,
      ]}
    />
  )
}

function Origin({ kind, title, to }: { kind: string; title: string; to: string }) {
  return (
    <span className="task-origin">
      <Go className="quiet-link" to={to}>
        {title}
      </Go>
      <small>{kind}</small>
    </span>
  )
}

/** What is unclear and has no plan yet is told as wrong. */
function Certain({ task }: { task: Task }) {
  const say = useWords(words)
  if (task.certainty === null) return null
  const sentence = say(`certainty.${task.certainty}`)
  if (task.certainty !== "unclear" || task.contingency) return sentence
  return (
    <State kind="warning" icon="warning">
      {say("lacksPlan")}
    </State>
  )
}

function Waits({ task }: { task: Task }) {
  const say = useWords(words)
  return (
    <ul className="task-waits">
      {task.waitsFor.map(({ id, title, isDone }) => (
        <li key={id}>
          {title} <span className="none">{say(isDone ? "done" : "open")}</span>
        </li>
      ))}
    </ul>
  )
}

function hangsOn({ anchor, offset, unit }: Task, spots: readonly Spot[], say: Say<typeof words>): string {
  const named = spots.find((spot) => spot.anchor === anchor)?.title ?? say(anchor?.startsWith("session:") ? "session" : "task")
  const distance = offset === 0 ? say("sameDay") : offset < 0 ? say(`before.${unit}`, { n: -offset }) : say(`after.${unit}`, { n: offset })
  return say("hangsOn", { anchor: named, offset: distance })
}
