import { Button } from "antd"
import type { Meeting } from "#modules/meetings/contract.ts"
import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Overtaken, useDraft } from "#web/ui/draft.tsx"
import { Drawer } from "#web/ui/drawer.tsx"
import { Section } from "#web/ui/page.tsx"
import { useSafely } from "#web/unsaved.ts"
import { useWords } from "#web/words.ts"
import { type Progress, type Task, tasks } from "../contract.ts"
import { words } from "../words.ts"
import { DoneForm } from "./done-form.tsx"
import { type Draft, draftOf, inputOf } from "./draft.ts"
import { TaskFacts } from "./task-facts.tsx"
import { AlsoFields, DraftFields } from "./task-fields.tsx"
import { TaskFiles } from "./task-files.tsx"
import { TaskProofs } from "./task-proofs.tsx"

type DrawerProps = {
  meeting: Meeting
  task: Task | undefined
  progress: Progress
  position: { n: number; total: number }
  onClose: () => void
  onUp?: () => void
  onDown?: () => void
}

export function TaskDrawer({ meeting, task, progress, position, onClose, onUp, onDown }: DrawerProps) {
  const say = useWords(words)
  const { may } = useSession()
  const meetingId = meeting.id
  const safely = useSafely()
  const { base, draft, setDraft, keep, renew } = useDraft(task, (from): Draft => draftOf(from, progress))
  const add = useCommand(tasks.add, { onDone: onClose })
  const edit = useCommand(tasks.edit, { onDone: keep })
  const spots = useRead(tasks.anchors, { meetingId }, { enabled: may(tasks.anchors.name, meetingId) }).data ?? []
  const save = () =>
    base ? edit.mutate({ meetingId, id: base.id, version: base.version, ...inputOf(draft, base) }) : add.mutate({ meetingId, ...inputOf(draft, undefined) })
  const lacksPlan = draft.certainty === "unclear" && draft.contingency.trim() === ""
  const isComplete = [draft.title, draft.stage, draft.team].every((text) => text.trim() !== "") && !lacksPlan
  const mayWrite = may(task ? tasks.edit.name : tasks.add.name, meetingId)
  const foot = mayWrite ? (
    <>
      <Button disabled={!isComplete} loading={add.isPending || edit.isPending} onClick={save}>
        {say("save")}
      </Button>
      {task ? null : <Button onClick={() => safely(onClose)}>{say("cancel")}</Button>}
      {task && !task.legal ? <RemoveButton task={task} onDone={onClose} /> : null}
    </>
  ) : null
  const fields = { draft, task, spots, progress, onChange: setDraft }
  return (
    <Drawer title={task ? say("position", position) : say("add")} onClose={() => safely(onClose)} onUp={onUp} onDown={onDown} foot={foot}>
      <Overtaken renew={renew} />
      {task ? <h2 className="task-name">{task.title}</h2> : null}
      {task ? <TaskFacts task={task} today={progress.today} zone={meeting.zone} spots={spots} /> : null}
      {task?.needsProofs ? <TaskProofs task={task} zone={meeting.zone} /> : null}
      {task && may(tasks.complete.name, meetingId) ? <DoneForm task={task} /> : null}
      <Section title={say("task")}>
        <DraftFields {...fields} />
      </Section>
      <Section title={say("also")}>
        <AlsoFields {...fields} meetingId={meetingId} />
      </Section>
      {task ? <TaskFiles task={task} mayWrite={may(tasks.attach.name, meetingId)} /> : null}
    </Drawer>
  )
}

function RemoveButton({ task: { meetingId, id, title }, onDone }: { task: Task; onDone: () => void }) {
  const say = useWords(words)
  const undoOf = useUndo(meetingId)
  const remove = useCommand(tasks.remove, {
    onDone: (gone) => {
      tell("ok", say("removed", { title }), undoOf(gone))
      onDone()
    },
  })
  return (
    <Button style={{ marginLeft: "auto" }} loading={remove.isPending} onClick={() => remove.mutate({ meetingId, id })}>
      {say("remove")}
    </Button>
  )
}
