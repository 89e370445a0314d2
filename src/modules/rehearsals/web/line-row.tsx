import { useState } from "react"
import { plainClock } from "#kernel/dates.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { clockAfter, clockIn, distanceIn, minutesTo } from "../rules.ts"
import { words } from "../words.ts"
import type { DraftLine } from "./draft.ts"

type RowProps = {
  line: DraftLine
  place: number
  /** When the session begins. */
  starts: string
  people: readonly { id: string; name: string }[]
  mayEdit: boolean
  onChange: (line: DraftLine) => void
  onInsert: () => void
  onRemove: () => void
}

/** Each cell is its own field; nothing is boxed until it has the focus. */
export function LineRow({ line, place, starts, people, mayEdit, onChange, onInsert, onRemove }: RowProps) {
  const say = useWords(words)
  const set = (change: Partial<DraftLine>) => onChange({ ...line, ...change })
  const cell = (key: "cue" | "place", label: string, maxLength: number) => (
    <input
      className={`cell cell-${key}`}
      aria-label={say("ofLine", { what: label, n: place + 1 })}
      readOnly={!mayEdit}
      maxLength={maxLength}
      value={line[key]}
      onChange={(event) => set({ [key]: event.target.value })}
    />
  )
  return (
    <tr>
      <td className="is-right">
        <ClockCell line={line} starts={starts} mayEdit={mayEdit} label={say("ofLine", { what: say("time"), n: place + 1 })} onChange={set} />
      </td>
      <td className="is-right script-minutes">{signed(line.minutes)}</td>
      <td>{cell("cue", say("cue"), 60)}</td>
      <td className="script-what">
        <textarea
          className="cell"
          rows={1}
          aria-label={say("ofLine", { what: say("what"), n: place + 1 })}
          aria-invalid={line.what.trim() === "" || undefined}
          readOnly={!mayEdit}
          maxLength={200}
          value={line.what}
          onChange={(event) => set({ what: event.target.value })}
        />
      </td>
      <td>
        <input
          className="cell cell-person"
          list={mayEdit ? "rehearsal-people" : undefined}
          aria-label={say("ofLine", { what: say("person"), n: place + 1 })}
          readOnly={!mayEdit}
          maxLength={40}
          value={line.person}
          onChange={({ target: { value } }) => set({ person: value, account: people.find(({ name }) => name === value.trim())?.id ?? null })}
        />
      </td>
      <td>{cell("place", say("device"), 60)}</td>
      <td className="is-right">
        <input
          className="cell cell-seconds"
          inputMode="numeric"
          aria-label={say("ofLine", { what: say("seconds"), n: place + 1 })}
          readOnly={!mayEdit}
          maxLength={5}
          value={line.seconds ?? ""}
          onChange={({ target: { value } }) => set({ seconds: Number.parseInt(value, 10) || null })}
        />
      </td>
      {mayEdit ? (
        <td className="script-acts">
          <button type="button" className="icon-button" aria-label={say("insertBelow", { n: place + 1 })} onClick={onInsert}>
            <Icon name="plus" size={14} />
          </button>
          <button type="button" className="icon-button" aria-label={say("removeLine", { n: place + 1 })} onClick={onRemove}>
            <Icon name="close" size={14} />
          </button>
        </td>
      ) : null}
    </tr>
  )
}

/** −90, 0, +12: how far from the begin. */
const signed = (minutes: number): string => (minutes > 0 ? `+${minutes}` : minutes < 0 ? `−${-minutes}` : "0")

type ClockProps = { line: DraftLine; starts: string; mayEdit: boolean; label: string; onChange: (change: Partial<DraftLine>) => void }

/** A clock (9:05, 0905) or a distance (+5, -10): whichever comes to mind. */
function ClockCell({ line, starts, mayEdit, label, onChange }: ClockProps) {
  const [typed, setTyped] = useState<string>()
  const leave = () => {
    if (typed === undefined) return
    const distance = distanceIn(typed)
    const clock = clockIn(typed)
    if (distance !== undefined) onChange({ minutes: distance })
    else if (clock) onChange({ minutes: minutesTo(starts, clock) })
    setTyped(undefined)
  }
  return (
    <input
      className="cell cell-clock"
      aria-label={label}
      readOnly={!mayEdit}
      value={typed ?? plainClock(clockAfter(starts, line.minutes))}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === "Enter" && leave()}
    />
  )
}
