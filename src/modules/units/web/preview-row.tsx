import { Input } from "antd"
import { useState } from "react"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Field, Line, Preview } from "../intake/contract.ts"
import { words } from "../intake/words.ts"

type Problem = Preview["problems"][number]
type RowProps = {
  row: number
  cells: string[]
  line: Line | null
  preview: Preview
  problems: Problem[]
  corrections: Partial<Record<Field, string>>
  isSkipped: boolean
  onCorrect: (row: number, field: Field, value: string) => void
  onSkip: (row: number) => void
}

export function PreviewRow({ row, cells, line, preview, problems, corrections, isSkipped, onCorrect, onSkip }: RowProps) {
  const say = useWords(words)
  const isBroken = problems.some(({ level }) => level === "error")
  const told = problems.map(({ code }) => code)
  const fields = [...new Set(problems.flatMap(({ field, code }) => (code === "nameAmbiguous" ? ["phone" as const, "mark" as const] : (field ?? []))))]
  const inFile = (field: Field) => cells[preview.headers.findIndex((header) => header.field === field)] ?? ""
  return (
    <tr data-skipped={isSkipped || undefined} data-broken={(isBroken && !isSkipped) || undefined}>
      <td className="is-right rows-quiet">{row}</td>
      <td className="import-cells">
        {cells
          .map((cell) => cell.trim())
          .filter(Boolean)
          .join(" · ")}
      </td>
      <td className="import-cells">{isSkipped ? say("rowIsSkipped") : isBroken ? say("rowBroken") : line ? <ComingIn line={line} /> : null}</td>
      <td>
        {isSkipped
          ? null
          : problems.map((problem) => (
              <div key={`${problem.code} ${problem.column}`} className="import-problem">
                <State kind={problem.level === "error" ? "wrong" : "warning"}>{problem.message}</State>
              </div>
            ))}
        {isSkipped || fields.length === 0 ? null : (
          <div className="import-fixes">
            {fields.map((field) => (
              <Fix key={`${field} ${told.join()}`} field={field} value={corrections[field] ?? inFile(field)} onFix={(value) => onCorrect(row, field, value)} />
            ))}
          </div>
        )}
      </td>
      <td>
        {problems.length > 0 || isSkipped ? (
          <button type="button" className="quiet-link" onClick={() => onSkip(row)}>
            {say(isSkipped ? "keepRow" : "skipRow")}
          </button>
        ) : null}
      </td>
    </tr>
  )
}

function ComingIn({ line }: { line: Line }) {
  const { path, name, title, phone, officePhone, email, mark, shortName, kind, unitPhone, address, note, from, until } = line
  const rest = [path.join("/"), title, phone, officePhone, email, mark, shortName, kind, unitPhone, address, from, until, note].filter(Boolean)
  return (
    <>
      {name ? <strong>{name}</strong> : null}
      {name ? " · " : ""}
      {rest.join(" · ")}
    </>
  )
}

function Fix({ field, value, onFix }: { field: Field; value: string; onFix: (value: string) => void }) {
  const say = useWords(words)
  const [typed, setTyped] = useState(value.trim())
  const send = () => {
    if (typed !== value.trim()) onFix(typed)
  }
  return (
    <div className="import-fix">
      {say(`field_${field}`)}
      <Input
        aria-label={say(`field_${field}`)}
        size="small"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={send}
        onPressEnter={send}
      />
    </div>
  )
}
