import { AutoComplete, Button, Checkbox, Input } from "antd"
import { useState } from "react"
import { addDays, daysBetween, shortDay, shortMoment, shortWeekday } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Facts, Section } from "#web/ui/page.tsx"
import { type Say, useLocale, useWords } from "#web/words.ts"
import { type Progress, type Task, tasks } from "../contract.ts"
import { restDay } from "../rules.ts"
import { words } from "../words.ts"
import { TaskMark } from "./task-list.tsx"

type Draft = Pick<Task, "title" | "stage" | "team" | "owner" | "startsOn" | "dueOn"> & { fixed: boolean }
type Position = { n: number; total: number }
type DrawerProps = {
  meeting: Meeting
  onRemoved: (task: Task) => void
  task: Task | undefined
  progress: Progress
  position: Position
  onClose: () => void
  onUp?: () => void
  onDown?: () => void
}

function draftOf(task: Task | undefined, progress: Progress): Draft {
  if (!task)
    return {
      title: "",
      stage: progress.stages[0]?.name ?? "",
      team: progress.teams[0]?.name ?? "",
      owner: "",
      startsOn: progress.today,
      dueOn: progress.today,
      fixed: false,
    }
  const { title, stage, team, owner, startsOn, dueOn, anchor } = task
  return { title, stage, team, owner, startsOn, dueOn, fixed: anchor === null }
}

export function TaskDrawer({ meeting, onRemoved, task, progress, position, onClose, onUp, onDown }: DrawerProps) {
  const say = useWords(words)
  const { may } = useSession()
  const meetingId = meeting.id
  const [draft, setDraft] = useState(() => draftOf(task, progress))
  const add = useCommand(tasks.add, { onDone: onClose })
  const edit = useCommand(tasks.edit)
  const save = () => (task ? edit.mutate({ meetingId, id: task.id, version: task.version, ...draft }) : add.mutate({ meetingId, ...draft }))
  const isComplete = [draft.title, draft.stage, draft.team].every((text) => text.trim() !== "")
  const mayWrite = may(task ? tasks.edit.name : tasks.add.name, meetingId)
  const foot = mayWrite ? (
    <>
      <Button disabled={!isComplete} loading={add.isPending || edit.isPending} onClick={save}>
        {say("save")}
      </Button>
      {task ? <DoneButton task={task} /> : <Button onClick={onClose}>{say("cancel")}</Button>}
      {task && !task.legal ? <RemoveButton task={task} onRemoved={onRemoved} onDone={onClose} /> : null}
    </>
  ) : null
  return (
    <Drawer title={task ? say("position", position) : say("add")} onClose={onClose} onUp={onUp} onDown={onDown} foot={foot}>
      {task ? <h2 className="task-name">{task.title}</h2> : null}
      {task ? <TaskFacts task={task} today={progress.today} zone={meeting.zone} /> : null}
      <Section title={say("task")}>
        <DraftFields draft={draft} progress={progress} onChange={setDraft} />
      </Section>
    </Drawer>
  )
}

function TaskFacts({ task, today, zone }: { task: Task; today: string; zone: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const done = task.doneAt ? say("doneBy", { who: task.doneBy, when: shortMoment(task.doneAt, zone, locale) }) : null
  return (
    <Facts
      rows={[
        [say("state"), done ?? <TaskMark key="mark" task={task} today={today} />],
        task.anchor ? [say("dueOn"), hangsOn(task.anchor, task.offset, say)] : [say("dueOn"), say("fixed")],
        task.legal ? [say("legal"), task.basis ?? say("legal")] : null,
      ]}
    />
  )
}

function hangsOn(anchor: string, offset: number, say: Say<typeof words>): string {
  const named = anchor.startsWith("session:") ? say("session") : say(anchor as "opening")
  const distance = offset === 0 ? say("sameDay") : say(offset < 0 ? "before" : "after", { days: Math.abs(offset) })
  return say("hangsOn", { anchor: named, offset: distance })
}

function DraftFields({ draft, progress, onChange }: { draft: Draft; progress: Progress; onChange: (draft: Draft) => void }) {
  const say = useWords(words)
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const locale = useLocale()
  const rest = restDay(draft.dueOn)
  const named = (of: Progress["stages"]) => of.map(({ name }) => ({ value: name }))
  return (
    <div className="fields">
      <Field label={say("title")}>
        <Input.TextArea autoSize maxLength={80} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={say("stage")}>
        <AutoComplete style={{ width: "100%" }} value={draft.stage} options={named(progress.stages)} onChange={(stage) => set({ stage })} />
      </Field>
      <Field label={say("team")}>
        <AutoComplete style={{ width: "100%" }} value={draft.team} options={named(progress.teams)} onChange={(team) => set({ team })} />
      </Field>
      <Field label={say("owner")}>
        <Input maxLength={40} value={draft.owner} onChange={(event) => set({ owner: event.target.value })} />
      </Field>
      <Field label={say("startsOn")}>
        <DayInput value={draft.startsOn} max={draft.dueOn} onChange={(startsOn) => set({ startsOn })} />
      </Field>
      <Field
        label={say("dueOn")}
        note={rest === null ? null : say("onRestDay", { day: shortDay(draft.dueOn, locale), what: rest || shortWeekday(draft.dueOn, locale) })}
      >
        <DayInput value={draft.dueOn} onChange={(dueOn) => set({ dueOn, startsOn: addDays(draft.startsOn, daysBetween(draft.dueOn, dueOn)) })} />
      </Field>
      <Checkbox checked={draft.fixed} onChange={(event) => set({ fixed: event.target.checked })}>
        {say("fixed")}
      </Checkbox>
    </div>
  )
}

function DoneButton({ task }: { task: Task }) {
  const say = useWords(words)
  const { meetingId, id, title } = task
  const complete = useCommand(tasks.complete, { onDone: () => tell("ok", say("completed", { title })) })
  const reopen = useCommand(tasks.reopen, { onDone: () => tell("ok", say("reopened", { title })) })
  const change = task.doneAt ? reopen : complete
  return (
    <Button loading={change.isPending} onClick={() => change.mutate({ meetingId, ids: [id] })}>
      {say(task.doneAt ? "reopen" : "complete")}
    </Button>
  )
}

type RemoveProps = { task: Task; onRemoved: (task: Task) => void; onDone: () => void }

function RemoveButton({ task, onRemoved, onDone }: RemoveProps) {
  const say = useWords(words)
  const { meetingId, id } = task
  const remove = useCommand(tasks.remove, {
    onDone: (gone) => {
      onRemoved(gone)
      onDone()
    },
  })
  return (
    <Button style={{ marginLeft: "auto" }} loading={remove.isPending} onClick={() => remove.mutate({ meetingId, id })}>
      {say("remove")}
    </Button>
  )
}
