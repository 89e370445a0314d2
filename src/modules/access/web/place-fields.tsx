/** 范围: the house, a unit, a series or a meeting; in a meeting perhaps only some delegations or gates. */
import { Segmented, Select } from "antd"
import { useRead } from "#web/api.ts"
import { useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import type { At } from "../roles/contract.ts"
import { words } from "../roles/words.ts"
import { type Limit, LimitField } from "./limit-field.tsx"

export type PlaceChoice = { kind: At["kind"]; id: string | undefined } & Limit
export const nowhere: PlaceChoice = { kind: "meeting", id: undefined, by: "all", ids: [] }

/** undefined: not chosen yet. */
export function atOf({ kind, id, by, ids }: PlaceChoice): At | undefined {
  if (kind === "system") return { kind }
  if (!id) return undefined
  if (kind !== "meeting") return { kind, id }
  if (by !== "all" && ids.length === 0) return undefined
  return { kind, id, delegations: by === "delegation" ? [...ids] : "all", gates: by === "gate" ? [...ids] : "all" }
}

const kinds = ["meeting", "series", "unit", "system"] as const

export function PlaceFields({ value, onChange }: { value: PlaceChoice; onChange: (value: PlaceChoice) => void }) {
  const say = useWords(words)
  const places = useRead(access.places, {})
  const parts = useRead(access.parts, { of: value.id ?? "" }, { enabled: value.kind === "meeting" && value.id !== undefined })
  const options = (places.data ?? []).filter(({ kind }) => kind === value.kind).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <div className="drawer-field">
        <span>{say("where")}</span>
        <Segmented
          block
          aria-label={say("where")}
          value={value.kind}
          options={kinds.map((kind) => ({ value: kind, label: say(kind) }))}
          onChange={(kind) => onChange({ ...nowhere, kind })}
        />
        {value.kind === "system" ? (
          <small>{say("everywhere")}</small>
        ) : (
          <Select
            aria-label={say("choosePlace", { what: say(value.kind) })}
            placeholder={say("choosePlace", { what: say(value.kind) })}
            showSearch={{ optionFilterProp: "label" }}
            value={value.id}
            options={options}
            onChange={(id) => onChange({ ...nowhere, kind: value.kind, id })}
          />
        )}
      </div>
      {value.kind === "meeting" && value.id && (parts.data?.length ?? 0) > 0 ? (
        <LimitField parts={parts.data ?? []} value={value} onChange={(limit) => onChange({ ...value, ...limit })} />
      ) : null}
    </>
  )
}
