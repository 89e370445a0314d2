/** 我的任务: one's own open tasks over all meetings by how soon they are due; done right here. */
import { useState } from "react"
import { addDays } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Busy, Empty, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { tasks } from "../contract.ts"
import { words } from "../words.ts"
import { MineLine } from "./mine-line.tsx"
import type { MyTask } from "./my-task.ts"
import "./mine.css"

const groups = ["late", "today", "week", "later"] as const
const groupOf = ({ dueOn, today }: MyTask): (typeof groups)[number] => {
  if (dueOn < today) return "late"
  if (dueOn === today) return "today"
  return dueOn <= addDays(today, 7) ? "week" : "later"
}

export function Page() {
  const say = useWords(words)
  const [done, setDone] = useState<MyTask[]>([])
  const read = useRead(tasks.mine, { page: 1, size: 200 })
  const reopen = useCommand(tasks.reopenMine, { onDone: ({ changed }) => setDone((all) => all.filter(({ id }) => !changed.includes(id))) })
  const asked = new URLSearchParams(globalThis.location?.search).get("open")
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <Busy />
  const { rows, total } = read.data
  return (
    <div className="page mine">
      <PageHead title={say("myTasks")} count={total} />
      {done.length > 0 ? (
        <ul className="mine-done" role="status">
          {done.map(({ id, meetingId, title }) => (
            <li key={id}>
              {say("completed", { title })}
              <button type="button" className="quiet-link" disabled={reopen.isPending} onClick={() => reopen.mutate({ meetingId, id })}>
                {say("undo")}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {total === 0 ? <Empty sentence={say(done.length > 0 ? "allMineDone" : "noneMine")} /> : null}
      {groups.map((group) => {
        const own = rows.filter((task) => groupOf(task) === group)
        return own.length === 0 ? null : (
          <Section key={group} title={say(`group.${group}`)} count={own.length}>
            <ul className="mine-rows">
              {own.map((task) => (
                <MineLine key={task.id} task={task} isAsked={task.id === asked} onDone={() => setDone((all) => [task, ...all].slice(0, 3))} />
              ))}
            </ul>
          </Section>
        )
      })}
      {total > rows.length ? <p className="mine-more">{say("moreMine", { n: total - rows.length })}</p> : null}
    </div>
  )
}
