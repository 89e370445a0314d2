import { AutoComplete, Button, Select } from "antd"
import { useState } from "react"
import { useWords } from "#web/words.ts"
import { Busy, Problem, State } from "../page.tsx"
import type { Draft, ImportSource, Preview } from "./source.ts"
import { words } from "./words.ts"

type Map = Record<string, string>
type ColumnsProps<P extends Preview> = { source: ImportSource<P>; draft: Draft; onBack: () => void; onNext: (map: Map, whole: Record<string, string>) => void }

export function Columns<P extends Preview>({ source, draft, onBack, onNext }: ColumnsProps<P>) {
  const say = useWords(words)
  const read = source.usePreview({ ...draft, corrections: {}, skip: [] })
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
  return <Matching key={draft.fileId} source={source} preview={read.data} before={draft.whole ?? {}} onBack={onBack} onNext={onNext} />
}

/** By column, so that two columns of one header stay two. */
type Chosen = Record<string, string>

function mapOf(headers: Preview["headers"], chosen: Chosen): Map {
  const twice = new Set(headers.filter(({ header }, at) => headers.findIndex((other) => other.header === header) !== at).map(({ header }) => header))
  return Object.fromEntries(headers.flatMap(({ column, header }) => (chosen[column] ? [[chosen[column], twice.has(header) ? column : header]] : [])))
}

type MatchingProps<P extends Preview> = {
  before: Record<string, string>
  source: ImportSource<P>
  preview: P
  onBack: () => void
  onNext: (map: Map, whole: Record<string, string>) => void
}

function Matching<P extends Preview>({ source, preview, before, onBack, onNext }: MatchingProps<P>) {
  const say = useWords(words)
  const { headers } = preview
  const [chosen, setChosen] = useState<Chosen>(() => Object.fromEntries(headers.map(({ column, field }) => [column, field ?? ""])))
  const [whole, setWhole] = useState(before)
  const hasNeeded = Object.values(chosen).some((field) => source.needs.fields.includes(field))
  // a field stands for one column: choosing it here takes it from where it was
  const choose = (column: string, field: string) =>
    setChosen((before) => ({ ...Object.fromEntries(Object.entries(before).map(([key, old]) => [key, old === field ? "" : old])), [column]: field }))
  return (
    <>
      <p className="import-note">
        {say("columnsFound", { sheet: preview.sheet, row: preview.headerRow, rows: preview.rows.toLocaleString("en-US") })}
        {preview.remembered ? <span className="import-fact">{say("remembered")}</span> : null}
        {hasNeeded ? null : (
          <span className="import-fact">
            <State kind="wrong">{source.needs.sentence}</State>
          </span>
        )}
      </p>
      <Wholes source={source} whole={whole} onChange={setWhole} />
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
                  <Select
                    aria-label={`${say("meaning")} ${header}`}
                    size="small"
                    style={{ width: 160 }}
                    value={chosen[column] ?? ""}
                    options={[{ value: "", label: say("notImported") }, ...source.fields(preview)]}
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
        <Button type="primary" disabled={!hasNeeded} onClick={() => onNext(mapOf(headers, chosen), whole)}>
          {say("next")}
        </Button>
      </div>
    </>
  )
}

type WholesProps<P extends Preview> = { source: ImportSource<P>; whole: Record<string, string>; onChange: (whole: Record<string, string>) => void }

/** A list of one delegation, or of observers alone, does not say so in each of its rows. */
function Wholes<P extends Preview>({ source, whole, onChange }: WholesProps<P>) {
  if (!source.wholes?.length) return null
  return (
    <div className="import-fixes import-wholes">
      {source.wholes.map(({ field, label, options, usual }) => (
        <div key={field} className="import-fix">
          {label}
          <AutoComplete
            aria-label={label}
            size="small"
            allowClear
            placeholder={usual}
            style={{ width: 200 }}
            value={whole[field] ?? ""}
            options={options.map((value) => ({ value }))}
            showSearch={{ filterOption: (typed, option) => String(option?.value ?? "").includes(typed) }}
            onChange={(value: string | undefined) => onChange({ ...whole, [field]: value ?? "" })}
          />
        </div>
      ))}
    </div>
  )
}
