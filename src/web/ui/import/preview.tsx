import { Button } from "antd"
import { useRef } from "react"
import { useWords } from "#web/words.ts"
import { Busy, Problem, State } from "../page.tsx"
import { PreviewRow } from "./row.tsx"
import type { Draft, ImportSource, Preview } from "./source.ts"
import { words } from "./words.ts"

type PreviewProps<P extends Preview> = {
  source: ImportSource<P>
  draft: Draft
  onChange: (draft: Draft) => void
  onBack: () => void
  onStart: (jobId: string) => void
}

export function PreviewTable<P extends Preview>({ source, draft, onChange, onBack, onStart }: PreviewProps<P>) {
  const say = useWords(words)
  const { corrections, skip } = draft
  const read = source.usePreview(draft)
  // while a correction is being read the last answer stays, so that the table does not blink under the hand
  const last = useRef<P>(undefined)
  if (read.data) last.current = read.data
  const preview = read.data ?? last.current
  const start = source.useStart(onStart)
  const correct = (row: number, field: string, value: string) =>
    onChange({ ...draft, corrections: { ...corrections, [row]: { ...corrections[row], [field]: value } } })
  const toggle = (row: number) => onChange({ ...draft, skip: skip.includes(row) ? skip.filter((one) => one !== row) : [...skip, row] })
  if (read.error && !preview) return <Problem error={read.error} />
  if (!preview) return <Busy />
  return (
    <>
      <Summary source={source} preview={preview} corrected={Object.keys(corrections).length} onDrop={() => onChange({ ...draft, corrections: {}, skip: [] })} />
      <div className="import-scroll" aria-busy={read.isFetching}>
        <Rows source={source} preview={preview} draft={draft} onCorrect={correct} onSkip={toggle} />
      </div>
      <div className="import-foot">
        <Button onClick={onBack}>{say("back")}</Button>
        {/* open while a correction is being read too: the click that leaves the mended cell is meant for it, and the server has the correction */}
        <Button type="primary" disabled={source.isNothing(preview) && !read.isFetching} loading={start.isPending} onClick={() => start.mutate(draft)}>
          {source.startLabel(preview)}
        </Button>
      </div>
    </>
  )
}

type SummaryProps<P extends Preview> = { source: ImportSource<P>; preview: P; corrected: number; onDrop: () => void }

function Summary<P extends Preview>({ source, preview, corrected, onDrop }: SummaryProps<P>) {
  const say = useWords(words)
  const { errors, problems, problemTotal, skipped } = preview
  const warnings = problemTotal - problems.filter(({ level }) => level === "error").length
  return (
    <div className="import-summary">
      <p>{source.willImport(preview)}</p>
      <p className="import-facts">
        {errors > 0 ? <State kind="wrong">{say("withErrors", { errors })}</State> : null}
        {warnings > 0 ? <State kind="warning">{say("withWarnings", { warnings })}</State> : null}
        {problemTotal === 0 ? <State kind="ok">{say("noProblems")}</State> : null}
        {skipped > 0 ? <span>{say("skippedRows", { skipped })}</span> : null}
        {source.facts?.(preview).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {corrected > 0 || skipped > 0 ? (
          <span>
            {say("corrected", { count: corrected })}
            <button type="button" className="quiet-link import-drop-corrections" onClick={onDrop}>
              {say("dropCorrections")}
            </button>
          </span>
        ) : null}
      </p>
      {problemTotal > problems.length ? <p className="import-facts">{say("moreProblems", { shown: problems.length, total: problemTotal })}</p> : null}
    </div>
  )
}

type RowsProps<P extends Preview> = {
  source: ImportSource<P>
  preview: P
  draft: Draft
  onCorrect: (row: number, field: string, value: string) => void
  onSkip: (row: number) => void
}

function Rows<P extends Preview>({ source, preview, draft, onCorrect, onSkip }: RowsProps<P>) {
  const say = useWords(words)
  const byRow = Map.groupBy(preview.problems as P["problems"][number][], ({ row }) => row)
  return (
    <table className="rows import-rows">
      <thead>
        <tr>
          <th className="is-right">{say("row")}</th>
          <th>{say("inFile")}</th>
          <th>{say("comingIn")}</th>
          <th>{say("problem")}</th>
          <th>
            <span className="visually-hidden">{say("skipRow")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {preview.sample.map((one) => (
          <PreviewRow
            key={one.row}
            source={source}
            one={one}
            preview={preview}
            problems={byRow.get(one.row) ?? []}
            corrections={draft.corrections[one.row] ?? {}}
            isSkipped={draft.skip.includes(one.row)}
            onCorrect={onCorrect}
            onSkip={onSkip}
          />
        ))}
      </tbody>
    </table>
  )
}
