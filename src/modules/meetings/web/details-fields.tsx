import { Input, Select } from "antd"
import { useWords } from "#web/words.ts"
import type { Spot } from "../contract.ts"
import type { AskedSecrecy } from "../secrecy/contract.ts"
import { words } from "../words.ts"
import { Field } from "./field.tsx"

export type Details = { name: string; theme: string; host: string; secrecy: AskedSecrecy }

export function DetailsFields({ details, onChange }: { details: Details; onChange: (details: Details) => void }) {
  const say = useWords(words)
  const set = (change: Partial<Details>) => onChange({ ...details, ...change })
  const isSecret = details.secrecy === "confidential"
  return (
    <>
      <Field label={say("name")}>
        <Input required maxLength={80} value={details.name} placeholder={say("namePlaceholder")} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label={say("theme")}>
        <Input maxLength={200} value={details.theme} placeholder={say("themePlaceholder")} onChange={(event) => set({ theme: event.target.value })} />
      </Field>
      <Field label={say("host")}>
        <Input required maxLength={80} value={details.host} onChange={(event) => set({ host: event.target.value })} />
      </Field>
      <Field label={say("secrecy")} note={isSecret ? say("secretsStayOffline") : undefined} tone={isSecret ? "wrong" : undefined}>
        <Select<AskedSecrecy>
          style={{ width: 152 }}
          value={details.secrecy}
          onChange={(secrecy) => set({ secrecy })}
          options={[
            { value: "open", label: say("open") },
            { value: "internal", label: say("internal") },
            { value: "workSecret", label: say("workSecret") },
            { value: "confidential", label: say("stateSecret") },
          ]}
        />
      </Field>
    </>
  )
}

export function SpotFields({ spot, onChange }: { spot: Spot; onChange: (spot: Spot) => void }) {
  const say = useWords(words)
  const set = (change: Partial<Spot>) => onChange({ ...spot, ...change })
  return (
    <>
      <Field label={say("place")}>
        <Input required maxLength={80} value={spot.place} onChange={(event) => set({ place: event.target.value })} />
      </Field>
      <Field label={say("hall")}>
        <Input required maxLength={80} value={spot.hall} onChange={(event) => set({ hall: event.target.value })} />
      </Field>
    </>
  )
}

export const isComplete = ({ name, host }: Details): boolean => [name, host].every((text) => text.trim() !== "")
export const isSomewhere = ({ place, hall }: Spot): boolean => [place, hall].every((text) => text.trim() !== "")
