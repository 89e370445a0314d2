import { Button, Select } from "antd"
import { useState } from "react"
import { useRead } from "#web/api.ts"
import { Busy, Problem, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { units } from "../contract.ts"
import { type ColumnMap, Field, type Preview } from "../intake/contract.ts"
import { words } from "../intake/words.ts"
import type { Draft } from "./import-preview.tsx"

type ColumnsProps = { draft: Draft; onBack: () => void; onNext: (map: ColumnMap) => void }

export function ImportColumns({ draft, onBack, onNext }: ColumnsProps) {
  const say = useWords(words)
  const read = useRead(units.importPreview, { fileId: draft.fileId, map: draft.map })
  if (read.error) {
    return (
      <>
        <Problem error={read.error} />
        <div className="import-foot">
          <Button onClick={onBack}>{say("otherFile")}</Button>
        </div>
      </>
    )
  }
  if (!read.data) return <Busy />
  return <Matching key={draft.fileId} preview={read.data} onBack={onBack} onNext={onNext} />
}

/** By column, so that two columns of one header stay two. */
type Chosen = Record<string, Field | "">

function mapOf(headers: Preview["headers"], chosen: Chosen): ColumnMap {
  const twice = new Set(headers.filter(({ header }, at) => headers.findIndex((other) => other.header === header) !== at).map(({ header }) => header))
  return Object.fromEntries(headers.flatMap(({ column, header }) => (chosen[column] ? [[chosen[column], twice.has(header) ? column : header]] : [])))
}

function Matching({ preview, onBack, onNext }: { preview: Preview; onBack: () => void; onNext: (map: ColumnMap) => void }) {
  const say = useWords(words)
  const { headers } = preview
  const [chosen, setChosen] = useState<Chosen>(() => Object.fromEntries(headers.map(({ column, field }) => [column, field ?? ""])))
  const fields = Object.values(chosen)
  const hasUnit = fields.includes("unit")
  // a field stands for one column: choosing it here takes it from where it was
  const choose = (column: string, field: Field | "") =>
    setChosen((before) => ({ ...Object.fromEntries(Object.entries(before).map(([key, old]) => [key, old === field ? "" : old])), [column]: field }))
  return (
    <>
      <p className="import-note">
        {say("columnsFound", { sheet: preview.sheet, row: preview.headerRow, rows: preview.rows.toLocaleString("en-US") })}
        {preview.remembered ? <span className="import-fact">{say("remembered")}</span> : null}
        {hasUnit ? null : (
          <span className="import-fact">
            <State kind="wrong">{say("unitNeeded")}</State>
          </span>
        )}
      </p>
      <div className="import-scroll">
        <table className="rows import-columns">
          <thead>
            <tr>
              <th>{say("column")}</th>
              <th>{say("header")}</th>
              <th>{say("samples")}</th>
              <th>{say("meaning")}</th>
            </tr>
          </thead>
          <tbody>
            {headers.map(({ column, header, samples }) => (
              <tr key={column} data-unused={chosen[column] === "" || undefined}>
                <td>{column}</td>
                <td className="rows-name">{header}</td>
                <td className="import-samples">{samples.join("、")}</td>
                <td>
                  <Select<Field | "">
                    aria-label={`${say("meaning")} ${header}`}
                    size="small"
                    style={{ width: 160 }}
                    value={chosen[column] ?? ""}
                    options={[{ value: "", label: say("notImported") }, ...Field.options.map((field) => ({ value: field, label: say(`field_${field}`) }))]}
                    onChange={(field) => choose(column, field)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="import-foot">
        <Button onClick={onBack}>{say("otherFile")}</Button>
        <Button type="primary" disabled={!hasUnit} onClick={() => onNext(mapOf(headers, chosen))}>
          {say("next")}
        </Button>
      </div>
    </>
  )
}
