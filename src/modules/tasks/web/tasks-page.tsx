import { Button, Segmented } from "antd"
import { useState } from "react"
import { type Meeting, meetings } from "#modules/meetings/contract.ts"
import { call, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Busy, Empty, PageHead, Problem, State } from "#web/ui/page.tsx"
import { TicketButton } from "#web/ui/ticket.tsx"
import { useOpened } from "#web/unsaved.ts"
import { useWords } from "#web/words.ts"
import { type Progress, type Task, tasks } from "../contract.ts"
import { words } from "../words.ts"
import { FilterBar, inQuery, unfiltered, useCondition } from "./filter-bar.tsx"
import { Gantt } from "./gantt.tsx"
import { TaskDrawer } from "./task-drawer.tsx"
import { TaskList } from "./task-list.tsx"
import { useNarrow } from "./use-narrow.ts"
import { useTasks } from "./use-tasks.ts"
import "./tasks.css"

type View = "list" | "gantt"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const condition = useCondition()
  const isNarrow = useNarrow()
  const [chosen, choose] = useState<View>(() => (new URLSearchParams(globalThis.location?.search).get("view") === "gantt" ? "gantt" : "list"))
  const view = isNarrow ? "list" : chosen
  const { openId, open, close } = useOpened()
  const progress = useRead(tasks.progress, { meetingId })
  const read = useTasks(meetingId, inQuery(condition.now))
  const all = useTasks(meetingId, inQuery(view === "gantt" ? unfiltered : condition.now))
  const meeting = useRead(meetings.get, { meetingId })
  const failed = progress.error ?? read.error ?? meeting.error
  const { rows } = read
  if (!progress.data || !rows || !meeting.data) return failed ? <Problem error={failed} again={read.again} /> : <Busy />
  const mayAdd = may(tasks.add.name, meetingId)
  const add = (
    <Button type="primary" onClick={() => open("new")}>
      {say("add")}
    </Button>
  )
  return (
    <div className="list-page">
      <PageHead
        title={say("tasks")}
        count={progress.data.total}
        facts={<Totals progress={progress.data} />}
        actions={
          <>
            {isNarrow ? null : <ViewChoice view={view} onChange={choose} />}
            {may(tasks.exportSheet.name, meetingId) ? (
              <TicketButton label={say("export")} ask={() => call(tasks.exportSheet, { meetingId, ...inQuery(condition.now) })} />
            ) : null}
            {mayAdd ? add : null}
          </>
        }
      />
      <FilterBar condition={condition} progress={progress.data} />
      {progress.data.total === 0 ? <Empty sentence={say("none")} action={mayAdd ? add : null} /> : null}
      {progress.data.total > 0 && rows.length === 0 ? <NoneFound onClear={condition.clear} /> : null}
      {view === "list" ? <TaskList rows={rows} progress={progress.data} openId={openId} onOpen={open} /> : null}
      {view === "gantt" && rows.length ? (
        <Gantt rows={rows} all={all.rows ?? rows} progress={progress.data} meeting={meeting.data} openId={openId} onOpen={open} />
      ) : null}
      <OpenTask meeting={meeting.data} rows={rows} progress={progress.data} openId={openId} onOpen={open} onClose={close} />
    </div>
  )
}

function ViewChoice({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const say = useWords(words)
  return (
    <Segmented<View>
      value={view}
      onChange={onChange}
      options={[
        { value: "gantt", label: say("gantt") },
        { value: "list", label: say("list") },
      ]}
    />
  )
}

function Totals({ progress }: { progress: Progress }) {
  const say = useWords(words)
  return (
    <>
      <span>{say("doneCount", { done: progress.done })}</span>
      {progress.late ? (
        <State kind="wrong" icon="clock">
          {say("lateCount", { late: progress.late })}
        </State>
      ) : null}
      <span>{say("todayCount", { today: progress.dueToday })}</span>
    </>
  )
}

function NoneFound({ onClear }: { onClear: () => void }) {
  const say = useWords(words)
  const clear = (
    <button type="button" className="quiet-link" onClick={onClear}>
      {say("clear")}
    </button>
  )
  return <Empty sentence={say("noneFound")} action={clear} />
}

type OpenTaskProps = {
  meeting: Meeting
  rows: Task[]
  progress: Progress
  openId: string | undefined
  onOpen: (id: string | undefined) => void
  onClose: () => void
}

function OpenTask({ meeting, rows, progress, openId, onOpen, onClose }: OpenTaskProps) {
  const place = rows.findIndex((task) => task.id === openId)
  const task = rows[place]
  if (!task && openId !== "new") return null
  const step = (by: number) => {
    const next = rows[place + by]
    return task && next ? () => onOpen(next.id) : undefined
  }
  return (
    <TaskDrawer
      key={task?.id ?? "new"}
      meeting={meeting}
      task={task}
      progress={progress}
      position={{ n: place + 1, total: rows.length }}
      onClose={onClose}
      onUp={step(-1)}
      onDown={step(1)}
    />
  )
}
