import { Button, Input } from "antd"
import { useState } from "react"
import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { type Task, tasks } from "../contract.ts"
import { words } from "../words.ts"

/** Done, open again; where something it waits for is still open, only with a reason. */
export function DoneForm({ task }: { task: Task }) {
  const say = useWords(words)
  const [reason, setReason] = useState("")
  const { meetingId, id, title } = task
  const undoOf = useUndo(meetingId)
  const complete = useCommand(tasks.complete, { onDone: (out) => tell("ok", say("completed", { title }), undoOf(out)) })
  const reopen = useCommand(tasks.reopen, { onDone: (out) => tell("ok", say("reopened", { title }), undoOf(out)) })
  const waits = task.doneAt === null && task.waitsFor.some(({ isDone }) => !isDone)
  const lacksProofs = task.doneAt === null && task.needsProofs && task.proofs.length < 3
  const done = () => complete.mutate({ meetingId, ids: [id], regardless: waits ? reason.trim() : undefined })
  return (
    <div className="task-done">
      {waits ? (
        <Input
          maxLength={200}
          value={reason}
          aria-label={say("regardless")}
          placeholder={say("regardless")}
          onChange={(event) => setReason(event.target.value)}
        />
      ) : null}
      {task.doneAt ? (
        <Button loading={reopen.isPending} onClick={() => reopen.mutate({ meetingId, ids: [id] })}>
          {say("reopen")}
        </Button>
      ) : (
        <Button type="primary" loading={complete.isPending} disabled={lacksProofs || (waits && reason.trim() === "")} onClick={done}>
          {say("complete")}
        </Button>
      )}
    </div>
  )
}
