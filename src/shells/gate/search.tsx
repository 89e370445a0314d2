/** Search and 补签: two letters, a person, a reason. */
import { type FormEvent, useEffect, useRef, useState } from "react"
import { clockOf, plainClock } from "#kernel/dates.ts"
import type { GatePerson } from "#modules/checkin/gate/contract.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { enteredOf, searchPeople, signInByHand } from "./gate.ts"
import { words } from "./words.ts"

export function Search({ zone, onClose }: { zone: string; onClose: () => void }) {
  const say = useWords(words)
  const [find, setFind] = useState("")
  const [person, setPerson] = useState<GatePerson>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape") onClose()
    }
    document.addEventListener("keydown", leave)
    return () => document.removeEventListener("keydown", leave)
  }, [onClose])
  const found = searchPeople(find)
  return (
    <section className="search" aria-label={say("search")}>
      <header className="search-head">
        <input
          ref={field}
          type="search"
          value={find}
          placeholder={say("findWho")}
          aria-label={say("findWho")}
          autoComplete="off"
          onChange={(event) => {
            setFind(event.target.value)
            setPerson(undefined)
          }}
        />
        <button type="button" className="gate-button" onClick={onClose}>
          {say("close")}
        </button>
      </header>
      {person ? (
        <ByHand person={person} onDone={onClose} />
      ) : (
        <ul className="search-found">
          {found.map((one) => (
            <Found key={one.id} person={one} zone={zone} onChoose={() => setPerson(one)} />
          ))}
        </ul>
      )}
      {!person && found.length === 0 ? <p className="search-none">{find.trim().length > 1 ? say("nobodyFound", { find }) : say("typeMore")}</p> : null}
    </section>
  )
}

function Found({ person, zone, onChoose }: { person: GatePerson; zone: string; onChoose: () => void }) {
  const say = useWords(words)
  const entry = enteredOf(person.id)
  return (
    <li>
      <button type="button" onClick={onChoose}>
        <strong className="search-name">{person.name}</strong>
        <span className="search-unit">{person.delegation || person.category}</span>
        <span className="search-seat">{person.seat}</span>
        <span className={entry ? "search-in" : "search-seat"}>
          {entry ? say("isIn", { time: plainClock(clockOf(entry.at, zone)) }) : person.excused ? say("onLeave") : ""}
        </span>
        <Icon name="right" size={24} />
      </button>
    </li>
  )
}

const reasons = ["forgotCard", "brokenCard", "phoneDead", "leaveEnded"] as const

function ByHand({ person, onDone }: { person: GatePerson; onDone: () => void }) {
  const say = useWords(words)
  const [reason, setReason] = useState<string>(say("forgotCard"))
  const [isOther, setOther] = useState(false)
  const [text, setText] = useState("")
  const why = isOther ? text.trim() : reason
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!why) return
    await signInByHand(person, why)
    onDone()
  }
  return (
    <form className="by-hand" onSubmit={(event) => void submit(event)}>
      <p className="by-hand-name">{person.name}</p>
      <p className="by-hand-unit">{[person.delegation || person.category, person.seat].filter(Boolean).join(" · ")}</p>
      <fieldset>
        <legend>{say("whyByHand")}</legend>
        {reasons.map((key) => (
          <label key={key} className={!isOther && reason === say(key) ? "choice choice-on" : "choice"}>
            <input
              type="radio"
              name="reason"
              checked={!isOther && reason === say(key)}
              onChange={() => {
                setReason(say(key))
                setOther(false)
              }}
            />
            {say(key)}
          </label>
        ))}
        <label className={isOther ? "choice choice-on" : "choice"}>
          <input type="radio" name="reason" checked={isOther} onChange={() => setOther(true)} />
          {say("otherReason")}
        </label>
      </fieldset>
      {isOther ? (
        <input
          className="by-hand-text"
          value={text}
          maxLength={200}
          placeholder={say("reasonText")}
          aria-label={say("reasonText")}
          onChange={(event) => setText(event.target.value)}
        />
      ) : null}
      <button type="submit" className="gate-button gate-button-filled" disabled={!why}>
        {say("signIn")}
      </button>
    </form>
  )
}
