/** The gate's frame: bar, camera or answer, the recent ones, the buttons. */
import { useCallback, useEffect, useState } from "react"
import { useStore } from "#web/store.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { Answer } from "./answer.tsx"
import { Bar } from "./bar.tsx"
import { Camera } from "./camera.tsx"
import { Enrol, tokenIn } from "./enrol.tsx"
import { dismiss, enrol, type GateState, gate, noteOnShown, readCode } from "./gate.ts"
import { onBurst } from "./keys.ts"
import { Recent } from "./recent.tsx"
import { Search } from "./search.tsx"
import { isSoundAwake, play, wakeSound } from "./sound.ts"
import { toneOf } from "./tone.ts"
import { words } from "./words.ts"

const backAfterMs = 2000

export function App() {
  const say = useWords(words)
  const state = useStore(gate)
  if (state.phase === "starting") return <main className="enrol">{say("opening")}</main>
  if (state.phase === "notEnrolled" || !state.setup) return <Enrol state={state} />
  return <Gate state={state} zone={state.setup.meeting.zone} />
}

function Gate({ state, zone }: { state: GateState; zone: string }) {
  const say = useWords(words)
  const [isSearching, setSearching] = useState(false)
  const close = useCallback(() => setSearching(false), [])
  const read = useCallback((text: string) => {
    setSearching(false)
    // a gate that was revoked, or moves to another meeting, is enrolled anew without leaving the page
    const token = /\/gate\//.test(text) ? tokenIn(text) : undefined
    void (token ? enrol(token) : readCode(text))
  }, [])
  useEffect(() => onBurst(read), [read])
  useAnswering(state)
  const { shown } = state
  return (
    <div className="gate">
      <Bar state={state} zone={zone} />
      <main className="stage">
        {state.session ? <Camera onRead={read} /> : <p className="stage-empty">{say("noSession")}</p>}
        {shown ? <Answer key={shown.scan.id} shown={shown} zone={zone} /> : null}
        {isSearching ? <Search zone={zone} onClose={close} /> : null}
        <Troubles state={state} />
      </main>
      <Recent scans={state.recent} zone={zone} />
      <footer className="foot">
        <button type="button" className="gate-button" onClick={() => setSearching(true)} disabled={!state.session}>
          <Icon name="search" size={24} />
          {say("search")}
        </button>
        <button type="button" className="gate-button foot-manual" onClick={() => setSearching(true)} disabled={!state.session}>
          <Icon name="edit" size={24} />
          {say("manual")}
        </button>
        {/* what it says belongs to the last answer, which the search covers */}
        {isSearching ? null : <FootRight state={state} />}
      </footer>
    </div>
  )
}

/** Sound and shaking once for each answer; a green one goes by itself. */
function useAnswering({ shown }: GateState): void {
  const id = shown?.scan.id
  const verdict = shown?.scan.verdict
  useEffect(() => {
    if (!id || !verdict) return
    play(toneOf(verdict))
    if (verdict !== "admitted") return
    const timer = setTimeout(dismiss, backAfterMs)
    return () => clearTimeout(timer)
  }, [id, verdict])
}

function FootRight({ state: { shown } }: { state: GateState }) {
  const say = useWords(words)
  const [isAwake, setAwake] = useState(isSoundAwake)
  useEffect(() => {
    const touch = () => {
      wakeSound()
      setAwake(true)
    }
    document.addEventListener("pointerdown", touch, { once: true })
    return () => document.removeEventListener("pointerdown", touch)
  }, [])
  if (!shown) return <span className="foot-note">{isAwake ? "" : say("touchForSound")}</span>
  if (shown.scan.verdict === "admitted") return <span className="foot-note">{say("backSoon")}</span>
  if (shown.scan.verdict === "already") {
    return (
      <span className="foot-right">
        <button type="button" className="gate-button" onClick={() => void noteOnShown("stopped")}>
          {say("stop")}
        </button>
        <button type="button" className="gate-button gate-button-filled" onClick={() => void noteOnShown("again")}>
          {say("again")}
        </button>
      </span>
    )
  }
  return (
    <span className="foot-right">
      <span className="foot-note">{say("scanNext")}</span>
      <button type="button" className="gate-button gate-button-filled" onClick={dismiss}>
        {say("understood")}
      </button>
    </span>
  )
}

function Troubles({ state }: { state: GateState }) {
  const say = useWords(words)
  if (state.isFull)
    return (
      <p className="trouble" role="alert">
        {say("notSaved")}
      </p>
    )
  if (!state.refusal) return null
  return (
    <p className="trouble" role="alert">
      {say("revokedKeeps", { why: state.refusal, n: state.queued })}
    </p>
  )
}
