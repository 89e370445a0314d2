import { Button } from "antd"
import { useRef } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { Busy, Problem, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { units } from "../contract.ts"
import type { ColumnMap, Corrections, Field, Preview } from "../intake/contract.ts"
import { words } from "../intake/words.ts"
import { PreviewRow } from "./preview-row.tsx"

/** What has been chosen and mended so far. */
export type Draft = { fileId: string; fileName: string; map?: ColumnMap; corrections: Corrections; skip: number[] }

type PreviewProps = { draft: Draft; onChange: (draft: Draft) => void; onBack: () => void; onStart: (jobId: string) => void }

export function ImportPreview({ draft, onChange, onBack, onStart }: PreviewProps) {
  const say = useWords(words)
  const { fileId, map, corrections, skip } = draft
  const choice = { fileId, map, corrections, skip }
  const read = useRead(units.importPreview, choice)
  // while a correction is being read the last answer stays, so that the table does not blink under the hand
  const last = useRef<Preview>(undefined)
  if (read.data) last.current = read.data
  const preview = read.data ?? last.current
  const start = useCommand(units.import, { onDone: ({ jobId }) => onStart(jobId) })
  const correct = (row: number, field: Field, value: string) =>
    onChange({ ...draft, corrections: { ...corrections, [row]: { ...corrections[row], [field]: value } } })
  const toggle = (row: number) => onChange({ ...draft, skip: skip.includes(row) ? skip.filter((one) => one !== row) : [...skip, row] })
  if (read.error && !preview) return <Problem error={read.error} />
  if (!preview) return <Busy />
  const nothing = preview.newUnits + preview.fresh + preview.updated === 0
  return (
    <>
      <Summary preview={preview} corrected={Object.keys(corrections).length} onDrop={() => onChange({ ...draft, corrections: {}, skip: [] })} />
      <div className="import-scroll" aria-busy={read.isFetching}>
        <Rows preview={preview} draft={draft} onCorrect={correct} onSkip={toggle} />
      </div>
      <div className="import-foot">
        <Button onClick={onBack}>{say("back")}</Button>
        {/* open while a correction is being read too: the click that leaves the mended cell is meant for it, and the server has the correction */}
        <Button type="primary" disabled={nothing && !read.isFetching} loading={start.isPending} onClick={() => start.mutate(choice)}>
          {say("start")}
        </Button>
      </div>
    </>
  )
}

function Summary({ preview, corrected, onDrop }: { preview: Preview; corrected: number; onDrop: () => void }) {
  const say = useWords(words)
  const { kind, newUnits, fresh, updated, same, errors, problems, problemTotal, skipped } = preview
  const warnings = problemTotal - problems.filter(({ level }) => level === "error").length
  const grouped = (count: number) => count.toLocaleString("en-US")
  const numbers = { newUnits: grouped(newUnits), fresh: grouped(fresh), updated: grouped(updated), same: grouped(same) }
  return (
    <div className="import-summary">
      <p>{say(`willImport_${kind}`, numbers)}</p>
      <p className="import-facts">
        {errors > 0 ? <State kind="wrong">{say("withErrors", { errors })}</State> : null}
        {warnings > 0 ? <State kind="warning">{say("withWarnings", { warnings })}</State> : null}
        {problemTotal === 0 ? <State kind="ok">{say("noProblems")}</State> : null}
        {skipped > 0 ? <span>{say("skippedRows", { skipped })}</span> : null}
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

type RowsProps = { preview: Preview; draft: Draft; onCorrect: (row: number, field: Field, value: string) => void; onSkip: (row: number) => void }

function Rows({ preview, draft, onCorrect, onSkip }: RowsProps) {
  const say = useWords(words)
  const byRow = Map.groupBy(preview.problems, ({ row }) => row)
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
            {...one}
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
