/** Where short messages appear: what went well passes by itself, what is wrong waits to be read. */
import { useEffect, useRef, useState } from "react"
import { newId } from "#kernel/ids.ts"
import { type Act, onTold, onUntold, type Tone } from "../tell.ts"
import { useWords } from "../words.ts"
import { Icon } from "./icon.tsx"
import { State } from "./page.tsx"
import { words } from "./words.ts"

type Note = { id: string; tone: Tone; sentence: string; act: Act | undefined }
const lasts: Record<Tone, number> = { ok: 4000, warning: 10_000, wrong: 15_000 }
/** What can be answered stays long enough to be reached by keys. */
const lastsWithAct = 12_000

export function Told() {
  const [notes, setNotes] = useState<Note[]>([])
  // nothing goes away under the hand
  const [isHeld, setHeld] = useState(false)
  const hold = () => setHeld(true)
  const release = () => setHeld(false)
  // what was under the hand is gone with it, and no leaving is heard of
  const close = (id: string) => {
    release()
    setNotes((now) => now.filter((note) => note.id !== id))
  }
  useEffect(
    () =>
      onTold((tone, sentence, act) => {
        // the same sentence twice is one note: a failing page would stack a dozen
        setNotes((now) => [...now.filter((note) => note.sentence !== sentence).slice(-2), { id: newId(), tone, sentence, act }])
      }),
    [],
  )
  useEffect(() => onUntold((sentence) => setNotes((now) => now.filter((note) => note.sentence !== sentence))), [])
  return (
    <div className="told" role="status" aria-live="polite" onPointerEnter={hold} onPointerLeave={release} onFocus={hold} onBlur={release}>
      {notes.map((note) => (
        <Said key={note.id} note={note} isHeld={isHeld} onOver={() => close(note.id)} />
      ))}
    </div>
  )
}

type SaidProps = { note: Note; isHeld: boolean; onOver: () => void }

function Said({ note: { tone, sentence, act }, isHeld, onOver }: SaidProps) {
  const say = useWords(words)
  const over = useRef(onOver)
  over.current = onOver
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => over.current(), act ? lastsWithAct : lasts[tone])
    return () => clearTimeout(timer)
  }, [isHeld, act, tone])
  return (
    <div>
      <State kind={tone}>{null}</State>
      <p>{sentence}</p>
      {act ? (
        <button
          type="button"
          className="quiet-link"
          onClick={() => {
            onOver()
            act.go()
          }}
        >
          {act.label}
        </button>
      ) : null}
      <button type="button" className="icon-button" aria-label={say("close")} onClick={onOver}>
        <Icon name="close" size={14} />
      </button>
    </div>
  )
}
