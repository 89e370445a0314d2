import { call, useCommand } from "#web/api.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Section } from "#web/ui/page.tsx"
import { fetchBy } from "#web/ui/ticket.tsx"
import { UploadButton, type Uploaded } from "#web/ui/upload.tsx"
import { useWords } from "#web/words.ts"
import { type Task, tasks } from "../contract.ts"
import { words } from "../words.ts"

export function TaskFiles({ task, mayWrite }: { task: Task; mayWrite: boolean }) {
  const say = useWords(words)
  const attach = useCommand(tasks.attach)
  const detach = useCommand(tasks.detach)
  const { meetingId, id } = task
  const keep = async (files: readonly Uploaded[]) => {
    for (const { id: fileId } of files) await attach.mutateAsync({ meetingId, id, fileId })
  }
  return (
    <Section title={say("files")} count={task.files.length}>
      {task.files.map(({ id: fileId, name }) => (
        <span key={fileId} className="task-file">
          <Icon name="file" />
          <button type="button" className="quiet-link" onClick={() => void fetchBy(call(tasks.fileTicket, { meetingId, id, fileId }))}>
            {name}
          </button>
          {mayWrite ? (
            <button type="button" className="icon-button" aria-label={say("removeFile", { name })} onClick={() => detach.mutate({ meetingId, id, fileId })}>
              <Icon name="close" size={14} />
            </button>
          ) : null}
        </span>
      ))}
      {mayWrite ? <UploadButton label={say("addFile")} onFiles={keep} /> : null}
    </Section>
  )
}
