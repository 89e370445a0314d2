import { Input } from "antd"
import { ClockInput, DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"
import type { Draft } from "./draft.ts"

/** A script that belongs to no session has its own name, day and clock; all lines go with them. */
export function OwnTime({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const say = useWords(words)
  return (
    <div className="script-own">
      <Input
        className="script-title"
        aria-label={say("title")}
        maxLength={80}
        value={draft.title}
        onChange={(event) => onChange({ ...draft, title: event.target.value })}
      />
      <DayInput label={say("day")} value={draft.day} onChange={(day) => onChange({ ...draft, day })} />
      <ClockInput label={say("begins")} value={draft.starts} onChange={(starts) => onChange({ ...draft, starts })} />
    </div>
  )
}
