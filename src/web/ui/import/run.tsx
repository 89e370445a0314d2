import { Button } from "antd"
import { useGo } from "#web/nav.tsx"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { isOver, JobLine, useJob } from "../job.tsx"
import { State } from "../page.tsx"
import type { ImportSource, Preview } from "./source.ts"
import { words } from "./words.ts"

type RunProps<P extends Preview> = { source: ImportSource<P>; jobId: string; onAgain: () => void; onBack: () => void }

export function Run<P extends Preview>({ source, jobId, onAgain, onBack }: RunProps<P>) {
  const say = useWords(words)
  const go = useGo()
  const run = useJob(jobId)
  const imports = source.useImports()
  const isUndoable = imports.data?.some(({ id, undoable }) => id === jobId && undoable)
  const undo = source.useUndo((count) => {
    tell("ok", say("undoDone", { count }))
    onAgain()
  })
  if (run?.state !== "done") {
    return (
      <div className="import-run">
        <JobLine jobId={jobId} />
        {run && isOver(run) ? (
          <div className="import-foot">
            <Button onClick={onBack}>{say("back")}</Button>
          </div>
        ) : null}
      </div>
    )
  }
  return (
    <div className="import-run">
      <p className="import-done">
        <State kind="ok">{source.doneSentence(run.result ?? {})}</State>
      </p>
      <div className="import-foot">
        <Button type="primary" onClick={() => go(source.onward.path)}>
          {source.onward.label}
        </Button>
        {undo && isUndoable ? (
          <Button loading={undo.isPending} onClick={() => undo.mutate(jobId)}>
            {say("undoImport")}
          </Button>
        ) : null}
        <button type="button" className="plain-button" onClick={onAgain}>
          {say("another")}
        </button>
      </div>
    </div>
  )
}
