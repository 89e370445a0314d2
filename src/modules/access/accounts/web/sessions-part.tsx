import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Section, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../../contract.ts"
import { words } from "../words.ts"
import { useMoment } from "./moments.tsx"

export function SessionsPart() {
  const say = useWords(words)
  const moment = useMoment()
  const sessions = useRead(access.sessions, {})
  const end = useCommand(access.endSession)
  const endOthers = useCommand(access.endOtherSessions, { onDone: ({ ended }) => tell("ok", say("endedOthers", { n: ended })) })
  const all = sessions.data ?? []
  return (
    <Section
      title={say("sessions")}
      count={all.length}
      action={
        all.length > 1 ? (
          <button type="button" className="quiet-link" disabled={endOthers.isPending} onClick={() => endOthers.mutate({})}>
            {say("endOthers")}
          </button>
        ) : null
      }
    >
      <ul>
        {all.map(({ id, browser, system, address, since, seenAt, isThis }) => (
          <li key={id} className="line">
            <span className="line-grow">
              {[browser || say("unknownBrowser"), system, address].filter(Boolean).join(" · ")}
              <small>{say("sinceSeen", { since: moment(since), seen: moment(seenAt) })}</small>
            </span>
            {isThis ? (
              <State kind="ok">{say("thisOne")}</State>
            ) : (
              <button type="button" className="quiet-link" disabled={end.isPending} onClick={() => end.mutate({ id })}>
                {say("endSession")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
