import { Button } from "antd"
import { useRef, useState } from "react"
import { call, download, Refused, upload, useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Task, tasks } from "../contract.ts"
import { words } from "../words.ts"

export function TaskFiles({ task, mayWrite }: { task: Task; mayWrite: boolean }) {
  const say = useWords(words)
  const field = useRef<HTMLInputElement>(null)
  const [isBusy, setBusy] = useState(false)
  const attach = useCommand(tasks.attach)
  const detach = useCommand(tasks.detach)
  const { meetingId, id } = task
  const bring = async (chosen: FileList | null) => {
    setBusy(true)
    try {
      for (const file of chosen ?? []) await attach.mutateAsync({ meetingId, id, fileId: (await upload(file)).id })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell("wrong", error.message)
    } finally {
      setBusy(false)
      if (field.current) field.current.value = ""
    }
  }
  const fetchFile = async (fileId: string) => {
    try {
      download((await call(tasks.fileTicket, { meetingId, id, fileId })).url)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell("wrong", error.message)
    }
  }
  return (
    <Section title={say("files")} count={task.files.length}>
      {task.files.map(({ id: fileId, name }) => (
        <span key={fileId} className="task-file">
          <Icon name="file" />
          <button type="button" className="quiet-link" onClick={() => void fetchFile(fileId)}>
            {name}
          </button>
          {mayWrite ? (
            <button type="button" className="icon-button" aria-label={say("removeFile", { name })} onClick={() => detach.mutate({ meetingId, id, fileId })}>
              <Icon name="close" size={14} />
            </button>
          ) : null}
        </span>
      ))}
      {mayWrite ? (
        <>
          <input ref={field} type="file" multiple hidden aria-label={say("addFile")} onChange={(event) => void bring(event.target.files)} />
          <Button icon={<Icon name="upload" />} loading={isBusy} onClick={() => field.current?.click()}>
            {say("addFile")}
          </Button>
        </>
      ) : null}
    </Section>
  )
}
