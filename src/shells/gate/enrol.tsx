/** A device that is not a gate yet: waits for the enrolment code, from its scanner, its camera's own app, or pasted. */
import { type FormEvent, useEffect, useState } from "react"
import { locale, setLocale, useWords } from "#web/words.ts"
import { enrol, type GateState } from "./gate.ts"
import { onBurst } from "./keys.ts"
import { words } from "./words.ts"

export const tokenIn = (text: string): string | undefined => /(?:#|^)([0-9A-HJKMNP-TV-Z]{26})\s*$/i.exec(text.trim())?.[1]?.toUpperCase()

export function Enrol({ state }: { state: GateState }) {
  const say = useWords(words)
  const [text, setText] = useState("")
  const [isBusy, setBusy] = useState(false)
  const token = tokenIn(text)
  const go = async (found: string) => {
    setBusy(true)
    await enrol(found)
    setBusy(false)
  }
  useEffect(() =>
    onBurst((read) => {
      const found = tokenIn(read)
      if (found) void enrol(found)
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (token) void go(token)
  }
  return (
    <main className="enrol">
      <h1>{say("enrolTitle")}</h1>
      <p>{say("enrolHow")}</p>
      <form onSubmit={submit}>
        <label htmlFor="enrol-link">{say("enrolField")}</label>
        <div className="enrol-row">
          <input id="enrol-link" value={text} autoComplete="off" spellCheck={false} onChange={(event) => setText(event.target.value)} />
          <button type="submit" className="gate-button gate-button-filled" disabled={!token || isBusy}>
            {isBusy ? say("enrolling") : say("enrol")}
          </button>
        </div>
      </form>
      {state.refusal ? (
        <p className="enrol-problem" role="alert">
          {state.refusal}
        </p>
      ) : null}
      {state.isOnline ? null : (
        <p className="enrol-problem" role="alert">
          {say("needsNetwork")}
        </p>
      )}
      <p>
        <button type="button" className="gate-link" onClick={() => setLocale(locale() === "en" ? "zh-CN" : "en")}>
          {say("language")}
        </button>
      </p>
      {state.queued > 0 ? <p>{say("otherMeeting", { n: state.queued })}</p> : null}
    </main>
  )
}
