import { useState } from "react"
import { dayOf, shortDay } from "#kernel/dates.ts"
import type { GateSession } from "#modules/checkin/gate/contract.ts"
import { useNewVersion } from "#web/new-version.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { chooseSession, type GateState } from "./gate.ts"
import { words } from "./words.ts"

export function Bar({ state, zone }: { state: GateState; zone: string }) {
  const say = useWords(words)
  const takeOver = useNewVersion()
  return (
    <header className="bar">
      <strong className="bar-gate">{state.setup?.gate}</strong>
      <SessionChoice state={state} zone={zone} />
      <span className="bar-right">
        {takeOver && state.queued === 0 ? (
          <button type="button" className="bar-update" onClick={takeOver}>
            {say("newVersion")} <u>{say("takeOver")}</u>
          </button>
        ) : null}
        <span className="bar-count">
          {say("present")} <b>{state.present}</b> <span>/ {state.due}</span>
        </span>
        <span className="bar-line" />
        <span className={state.queued > 0 ? "bar-count bar-waiting" : "bar-count"} data-testid="queued">
          {say("notUploaded")} <b>{state.queued}</b>
        </span>
        {state.problems > 0 ? <span className="bar-count bar-waiting">{say("problems", { n: state.problems })}</span> : null}
        <span className={state.isOnline ? "bar-net bar-online" : "bar-net bar-waiting"} role="status">
          {state.isOnline ? <Waves /> : <Icon name="offline" size={22} />}
          {say(state.isOnline ? "online" : "offline")}
        </span>
      </span>
    </header>
  )
}

function SessionChoice({ state, zone }: { state: GateState; zone: string }) {
  const say = useWords(words)
  const locale = useLocale()
  const [isOpen, setOpen] = useState(false)
  const nameOf = (session: GateSession) => `${session.title} ${shortDay(dayOf(session.startsAt, zone), locale)}`
  const sessions = state.setup?.sessions ?? []
  if (!state.session) return null
  return (
    <div className="bar-session">
      <button type="button" aria-expanded={isOpen} aria-label={`${say("session")}: ${nameOf(state.session)}`} onClick={() => setOpen(!isOpen)}>
        {nameOf(state.session)}
        {sessions.length > 1 ? <Icon name="down" size={16} /> : null}
      </button>
      {isOpen && sessions.length > 1 ? (
        <ul>
          {sessions.map((session) => (
            <li key={session.id}>
              <button
                type="button"
                className="bar-choice"
                aria-current={session.id === state.session?.id}
                onClick={() => {
                  setOpen(false)
                  void chooseSession(session.id)
                }}
              >
                {nameOf(session)}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function Waves() {
  return (
    <svg
      className="icon"
      aria-hidden="true"
      width="22"
      height="22"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
    >
      <path d="M2.500 9.500a14 14 0 0119 0M5.500 13a9.500 9.500 0 0113 0M8.700 16.300a5 5 0 016.600 0M12 19.600h.01" />
    </svg>
  )
}
