/** 导入名册 in four steps: the file, its columns, what would come in and what is wrong, then the work and its result. */
import { useState } from "react"
import type { PageProps } from "#web/pages.ts"
import { PageHead } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../roster/words.ts"
import { ImportColumns } from "./import-columns.tsx"
import { ImportFile } from "./import-file.tsx"
import { type Draft, ImportPreview } from "./import-preview.tsx"
import { ImportRun } from "./import-run.tsx"
import "#web/ui/import.css"

type Step = "file" | "columns" | "preview" | "run"
const steps: readonly Step[] = ["file", "columns", "preview", "run"]

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const [step, setStep] = useState<Step>("file")
  const [draft, setDraft] = useState<Draft>()
  const [jobId, setJobId] = useState<string>()
  const begin = (file: { id: string; name: string }) => {
    setDraft({ fileId: file.id, fileName: file.name, corrections: {}, skip: [] })
    setStep("columns")
  }
  const again = () => {
    setDraft(undefined)
    setJobId(undefined)
    setStep("file")
  }
  return (
    <div className="import-page">
      <PageHead title={say("importTitle")} facts={draft?.fileName} />
      <Steps now={step} />
      {step === "file" || !draft ? <ImportFile meetingId={meetingId} onFile={begin} /> : null}
      {step === "columns" && draft ? (
        <ImportColumns
          meetingId={meetingId}
          draft={draft}
          onBack={again}
          onNext={(map) => {
            setDraft({ ...draft, map })
            setStep("preview")
          }}
        />
      ) : null}
      {step === "preview" && draft ? (
        <ImportPreview
          meetingId={meetingId}
          draft={draft}
          onChange={setDraft}
          onBack={() => setStep("columns")}
          onStart={(id) => {
            setJobId(id)
            setStep("run")
          }}
        />
      ) : null}
      {step === "run" && jobId ? <ImportRun meetingId={meetingId} jobId={jobId} onAgain={again} onBack={() => setStep("preview")} /> : null}
    </div>
  )
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
