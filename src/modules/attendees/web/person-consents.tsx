/** What the person agreed to: recorded where consent is the basis, and taken back at any time. */
import { Button, Input } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Section, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import type { Attendee } from "../person/contract.ts"
import { words } from "../person/words.ts"
import type { Consent } from "../privacy/contract.ts"
import { useFieldName } from "./person-past.tsx"

export function Consents({ person: { meetingId, id } }: { person: Attendee }) {
  const say = useWords(words)
  const consents = useRead(attendees.consents, { meetingId, id })
  const [isOpen, setOpen] = useState(false)
  const all = consents.data ?? []
  const known = all.filter(({ given }) => given !== null)
  const action = isOpen ? undefined : (
    <button type="button" className="quiet-link" onClick={() => setOpen(true)}>
      {say("give")}
    </button>
  )
  return (
    <Section title={say("consents")} action={action}>
      {known.length === 0 && !isOpen ? <p className="rows-quiet">{say("consentNever")}</p> : null}
      <dl className="facts">
        {(isOpen ? all : known).map((consent) => (
          <Line key={consent.field} meetingId={meetingId} id={id} consent={consent} />
        ))}
      </dl>
    </Section>
  )
}

function Line({ meetingId, id, consent: { field, given, how, by } }: { meetingId: string; id: string; consent: Consent }) {
  const say = useWords(words)
  const name = useFieldName(meetingId)
  const { may } = useSession()
  const [wanted, setWanted] = useState<boolean>()
  const state = given === null ? "consentNever" : given ? "consentGiven" : "consentWithdrawn"
  return (
    <div>
      <dt>{name(field)}</dt>
      <dd>
        {given === null ? <span className="rows-quiet">{say(state)}</span> : <State kind={given ? "ok" : "quiet"}>{say(state)}</State>}
        {given === null ? null : <small className="person-by">{say("consentNote", { how, by })}</small>}
        {may(attendees.setConsent.name, meetingId) && wanted === undefined ? (
          <span className="person-verbs">
            {given === true ? null : (
              <button type="button" className="quiet-link" onClick={() => setWanted(true)}>
                {say("give")}
              </button>
            )}
            {given === false ? null : (
              <button type="button" className="quiet-link" onClick={() => setWanted(false)}>
                {say(given ? "withdraw" : "refuse")}
              </button>
            )}
          </span>
        ) : null}
        {wanted === undefined ? null : <Ask meetingId={meetingId} id={id} field={field} given={wanted} onClose={() => setWanted(undefined)} />}
      </dd>
    </div>
  )
}

type AskProps = { meetingId: string; id: string; field: string; given: boolean; onClose: () => void }
function Ask({ meetingId, id, field, given, onClose }: AskProps) {
  const say = useWords(words)
  const [how, setHow] = useState("")
  const set = useCommand(attendees.setConsent, { onDone: onClose })
  const send = () => how.trim() && set.mutate({ meetingId, id, field, given, how })
  return (
    <span className="person-ask">
      <Input
        autoFocus
        aria-label={say("how")}
        placeholder={say("how")}
        maxLength={60}
        value={how}
        onChange={(event) => setHow(event.target.value)}
        onPressEnter={send}
      />
      <Button type="primary" danger={!given} disabled={how.trim() === ""} loading={set.isPending} onClick={send}>
        {say("confirm")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
      {given ? null : <small>{say("withdrawSure")}</small>}
    </span>
  )
}
