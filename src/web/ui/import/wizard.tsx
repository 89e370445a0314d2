/** 导入 in four steps: the file, its columns, what would come in and what is wrong, then the work and its result. */
import { useEffect, useState } from "react"
import { useWords } from "#web/words.ts"
import { PageHead } from "../page.tsx"
import { Columns } from "./columns.tsx"
import { File } from "./file.tsx"
import { PreviewTable } from "./preview.tsx"
import { Run } from "./run.tsx"
import type { Draft, ImportSource, Preview } from "./source.ts"
import { words } from "./words.ts"
import "./import.css"

type Step = "file" | "columns" | "preview" | "run"
const steps: readonly Step[] = ["file", "columns", "preview", "run"]

export function ImportWizard<P extends Preview>({ source }: { source: ImportSource<P> }) {
  const [step, setStep] = useState<Step>("file")
  const [draft, setDraft] = useState<Draft>()
  const [jobId, setJobId] = useState<string>()
  const begin = (file: { id: string; name: string }) => {
    setDraft({ fileId: file.id, fileName: file.name, corrections: {}, skip: [] })
    setStep("columns")
  }
  useWarning(step === "preview" && draft !== undefined && Object.keys(draft.corrections).length + draft.skip.length > 0)
  const again = () => {
    setDraft(undefined)
    setJobId(undefined)
    setStep("file")
  }
  return (
    <div className="import-page">
      <PageHead title={source.title} facts={draft?.fileName} />
      <Steps now={step} />
      {step === "file" || !draft ? <File source={source} onFile={begin} /> : null}
      {step === "columns" && draft ? (
        <Columns
          source={source}
          draft={draft}
          onBack={again}
          onNext={(map, whole) => {
            setDraft({ ...draft, map, whole })
            setStep("preview")
          }}
        />
      ) : null}
      {step === "preview" && draft ? (
        <PreviewTable
          source={source}
          draft={draft}
          onChange={setDraft}
          onBack={() => setStep("columns")}
          onStart={(id) => {
            setJobId(id)
            setStep("run")
          }}
        />
      ) : null}
      {step === "run" && jobId ? <Run source={source} jobId={jobId} onAgain={again} onBack={() => setStep("preview")} /> : null}
    </div>
  )
}

/** What was mended lives on this page alone: whoever closes or reloads it is asked first. */
function useWarning(isMended: boolean): void {
  useEffect(() => {
    if (!isMended) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", ask)
    return () => window.removeEventListener("beforeunload", ask)
  }, [isMended])
}

function Steps({ now }: { now: Step }) {
  const say = useWords(words)
  const at = steps.indexOf(now)
  return (
    <ol className="import-steps">
      {steps.map((step, index) => (
        <li key={step} data-state={index < at ? "done" : index === at ? "now" : "next"} aria-current={index === at ? "step" : undefined}>
          <span className="import-step">{index + 1}</span>
          {say(`step_${step}`)}
        </li>
      ))}
    </ol>
  )
}
