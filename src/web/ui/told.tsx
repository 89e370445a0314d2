/** Where short messages appear: what went well passes by itself, what is wrong waits to be read. */
import { useEffect, useState } from "react"
import { newId } from "#kernel/ids.ts"
import { onTold, type Tone } from "../tell.ts"
import { useWords } from "../words.ts"
import { Icon } from "./icon.tsx"
import { State } from "./page.tsx"
import { words } from "./words.ts"

type Note = { id: string; tone: Tone; sentence: string }
const lasts: Record<Tone, number> = { ok: 4000, warning: 10_000, wrong: 15_000 }

export function Told() {
  const say = useWords(words)
  const [notes, setNotes] = useState<Note[]>([])
  useEffect(
    () =>
      onTold((tone, sentence) => {
        const id = newId()
        // the same sentence twice is one note: a failing page would stack a dozen
        setNotes((now) => [...now.filter((note) => note.sentence !== sentence).slice(-2), { id, tone, sentence }])
        setTimeout(() => setNotes((now) => now.filter((note) => note.id !== id)), lasts[tone])
      }),
    [],
  )
  return (
    <div className="told" role="status" aria-live="polite">
      {notes.map((note) => (
        <div key={note.id}>
          <State kind={note.tone}>{null}</State>
          <p>{note.sentence}</p>
          <button
            type="button"
            className="icon-button"
            aria-label={say("close")}
            onClick={() => setNotes((now) => now.filter((other) => other.id !== note.id))}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  )
}
