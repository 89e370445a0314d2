import { Button } from "antd"
import { useCommand } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { tell } from "#web/tell.ts"
import { isOver, JobLine, useJob } from "#web/ui/job.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { units } from "../contract.ts"
import { words } from "../intake/words.ts"

type RunProps = { jobId: string; onAgain: () => void; onBack: () => void }

export function ImportRun({ jobId, onAgain, onBack }: RunProps) {
  const say = useWords(words)
  const go = useGo()
  const run = useJob(jobId)
  const undo = useCommand(units.undoImport, {
    onDone: ({ count }) => {
      tell("ok", say("undoDone", { count }))
      onAgain()
    },
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
  const { added, updated } = run.result ?? {}
  return (
    <div className="import-run">
      <p className="import-done">
        <State kind="ok">{say("done", { added: Number(added).toLocaleString("en-US"), updated: Number(updated).toLocaleString("en-US") })}</State>
      </p>
      <div className="import-foot">
        <Button type="primary" onClick={() => go("/units")}>
          {say("seeBook")}
        </Button>
        <Button loading={undo.isPending} onClick={() => undo.mutate({ id: jobId })}>
          {say("undoImport")}
        </Button>
        <button type="button" className="plain-button" onClick={onAgain}>
          {say("another")}
        </button>
      </div>
    </div>
  )
}
