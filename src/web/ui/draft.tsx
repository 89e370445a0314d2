/** What is being written over a thing that others change too, in a drawer or on a page. */
import { useState } from "react"
import { useUnsaved } from "../unsaved.ts"
import { useWords } from "../words.ts"
import { State } from "./page.tsx"
import { words } from "./words.ts"

type Versioned = { version: number } | undefined

/**
 * It follows the thing while nothing is written; once something is, it stays under the hands of who writes, and is saved over the version it was begun on,
 * so that the server says who was faster. `keep` takes what was saved.
 */
export function useDraft<Thing extends Versioned, Draft>(thing: Thing, draftOf: (thing: Thing) => Draft, { inDrawer } = { inDrawer: true }) {
  const [base, setBase] = useState(thing)
  const [draft, setDraft] = useState(() => draftOf(thing))
  const isDirty = JSON.stringify(draft) !== JSON.stringify(draftOf(base))
  const isOvertaken = (thing?.version ?? 0) > (base?.version ?? 0)
  const keep = (next: Thing) => {
    setBase(next)
    setDraft(draftOf(next))
  }
  const isUntouched = JSON.stringify(draftOf(thing)) === JSON.stringify(draftOf(base))
  if (isOvertaken && !isDirty) keep(thing)
  // another part of the thing was saved: what is written here goes over the new version
  else if (isOvertaken && isUntouched) setBase(thing)
  useUnsaved(isDirty, { inDrawer })
  return { base, draft, setDraft, keep, isDirty, renew: isOvertaken && isDirty && !isUntouched ? () => keep(thing) : undefined }
}

/** Somebody else saved meanwhile: what one wrote oneself stays until one says otherwise. */
export function Overtaken({ renew }: { renew: (() => void) | undefined }) {
  const say = useWords(words)
  if (!renew) return null
  return (
    <p className="overtaken" role="status">
      <State kind="warning">{say("overtaken")}</State>
      <button type="button" className="quiet-link" onClick={renew}>
        {say("renew")}
      </button>
    </p>
  )
}
