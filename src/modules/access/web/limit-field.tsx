/** 限定: the whole meeting, or only some delegations (a liaison) or gates (who stands there). */
import { Segmented, Select } from "antd"
import { useWords } from "#web/words.ts"
import { words } from "../roles/words.ts"

export type Limit = { by: "all" | "delegation" | "gate"; ids: readonly string[] }
type Part = { kind: "delegation" | "gate"; id: string; name: string }

export function LimitField({ parts, value, onChange }: { parts: readonly Part[]; value: Limit; onChange: (limit: Limit) => void }) {
  const say = useWords(words)
  const kinds = (["delegation", "gate"] as const).filter((kind) => parts.some((part) => part.kind === kind))
  const { by } = value
  return (
    <div className="drawer-field">
      <span>{say("limit")}</span>
      <Segmented
        block
        aria-label={say("limit")}
        value={by}
        options={[{ value: "all" as Limit["by"], label: say("wholeMeeting") }, ...kinds.map((kind) => ({ value: kind as Limit["by"], label: say(kind) }))]}
        onChange={(chosen) => onChange({ by: chosen, ids: [] })}
      />
      {by === "all" ? null : (
        <Select
          mode="multiple"
          aria-label={say("chooseParts", { what: say(by) })}
          placeholder={say("chooseParts", { what: say(by) })}
          showSearch={{ optionFilterProp: "label" }}
          value={[...value.ids]}
          options={parts.filter(({ kind }) => kind === by).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(ids: string[]) => onChange({ by, ids })}
        />
      )}
    </div>
  )
}
