import { Input, Select } from "antd"
import { useState } from "react"
import { useWords } from "#web/words.ts"
import { State } from "../page.tsx"
import type { ImportSource, Preview } from "./source.ts"
import { words } from "./words.ts"

type RowProps<P extends Preview> = {
  source: ImportSource<P>
  one: P["sample"][number]
  preview: P
  problems: readonly P["problems"][number][]
  corrections: Record<string, string>
  isSkipped: boolean
  onCorrect: (row: number, field: string, value: string) => void
  onSkip: (row: number) => void
}

export function PreviewRow<P extends Preview>({ source, one, preview, problems, corrections, isSkipped, onCorrect, onSkip }: RowProps<P>) {
  const say = useWords(words)
  const { row, cells } = one
  const isBroken = problems.some(({ level }) => level === "error")
  const told = problems.map(({ code }) => code)
  const fields = [...new Set(problems.flatMap((problem) => (source.choices?.(problem, preview) ? [] : source.toMend(problem))))]
  const inFile = (field: string) => cells[preview.headers.findIndex((header) => header.field === field)] ?? ""
  return (
    <tr data-skipped={isSkipped || undefined} data-broken={(isBroken && !isSkipped) || undefined}>
      <td className="is-right rows-quiet">{row}</td>
      <td className="import-cells">
        {cells
          .map((cell) => cell.trim())
          .filter(Boolean)
          .join(" · ")}
      </td>
      <td className="import-cells">{isSkipped ? say("rowIsSkipped") : isBroken ? say("rowBroken") : <ComingIn coming={source.comingIn(one)} />}</td>
      <td>
        {isSkipped
          ? null
          : problems.map((problem) => (
              <Told key={`${problem.code} ${problem.column}`} source={source} preview={preview} problem={problem} onCorrect={onCorrect} />
            ))}
        {isSkipped || fields.length === 0 ? null : (
          <div className="import-fixes">
            {fields.map((field) => (
              <Fix
                key={`${field} ${told.join()}`}
                label={labelOf(source, preview, field)}
                value={corrections[field] ?? inFile(field)}
                onFix={(value) => onCorrect(row, field, value)}
              />
            ))}
          </div>
        )}
      </td>
      <td>
        <button type="button" className="quiet-link" onClick={() => onSkip(row)}>
          {say(isSkipped ? "keepRow" : "skipRow")}
        </button>
      </td>
    </tr>
  )
}

const labelOf = <P extends Preview>(source: ImportSource<P>, preview: P, field: string): string =>
  source.fields(preview).find(({ value }) => value === field)?.label ?? field

type ToldProps<P extends Preview> = {
  source: ImportSource<P>
  preview: P
  problem: P["problems"][number]
  onCorrect: (row: number, field: string, value: string) => void
}

/** What is wrong; a question has its answers below it. */
function Told<P extends Preview>({ source, preview, problem, onCorrect }: ToldProps<P>) {
  const say = useWords(words)
  const question = source.choices?.(problem, preview)
  return (
    <div className="import-problem">
      <State kind={problem.level === "error" ? "wrong" : "warning"}>{problem.message}</State>
      {question ? (
        <Select
          className="import-answer"
          aria-label={problem.message}
          size="small"
          placeholder={say("choose")}
          options={[...question.options]}
          onChange={(value: string) => onCorrect(problem.row, question.field, value)}
        />
      ) : null}
    </div>
  )
}

function ComingIn<P extends Preview>({ coming }: { coming: ReturnType<ImportSource<P>["comingIn"]> }) {
  if (!coming) return null
  const rest = coming.rest.filter(Boolean)
  return (
    <>
      {coming.name ? <strong>{coming.name}</strong> : null}
      {coming.name && rest.length > 0 ? " · " : ""}
      {rest.join(" · ")}
    </>
  )
}

function Fix({ label, value, onFix }: { label: string; value: string; onFix: (value: string) => void }) {
  const [typed, setTyped] = useState(value.trim())
  const send = () => {
    if (typed !== value.trim()) onFix(typed)
  }
  return (
    <div className="import-fix">
      {label}
      <Input aria-label={label} size="small" value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={send} onPressEnter={send} />
    </div>
  )
}
