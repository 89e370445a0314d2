/** The head of the audit: how much there is, how far it is sealed, verify and take along. */
import { Button, Dropdown } from "antd"
import { useState } from "react"
import { clockOf, dayOf, shortDay } from "#kernel/dates.ts"
import { call, Refused, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { JobButton, JobLine } from "#web/ui/job.tsx"
import { PageHead, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { audit } from "../contract.ts"
import { words } from "../words.ts"
import { zone } from "./conditions.tsx"

export function Head({ asked }: { asked: object }) {
  const say = useWords(words)
  const { may } = useSession()
  const state = useRead(audit.state, {})
  const [exportId, setExportId] = useState<string>()
  const begin = async (format: "xlsx" | "jsonl") => {
    try {
      setExportId((await call(audit.export, { ...asked, format })).jobId)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell("wrong", error.message)
    }
  }
  const items = [
    { key: "xlsx", label: say("exportSheet"), onClick: () => void begin("xlsx") },
    { key: "jsonl", label: say("exportLines"), onClick: () => void begin("jsonl") },
  ]
  return (
    <>
      <PageHead
        title={say("audit")}
        count={state.data?.entries}
        facts={<Facts />}
        actions={
          <>
            {may(audit.export.name) ? (
              <Dropdown menu={{ items }} trigger={["click"]}>
                <Button>{say("exportAs")}</Button>
              </Dropdown>
            ) : null}
            {may(audit.verify.name) ? (
              <JobButton primary label={say("verify")} start={() => call(audit.verify, {})} onDone={() => void state.refetch()} />
            ) : null}
          </>
        }
      />
      {exportId ? (
        <div className="audit-export">
          <JobLine jobId={exportId} />
        </div>
      ) : null}
      {state.data?.verified && !state.data.verified.intact ? (
        <p className="audit-broken" role="alert">
          {state.data.verified.sentence}
        </p>
      ) : null}
    </>
  )
}

/** How far it is sealed, how long it is kept, and what the last verification said. */
function Facts() {
  const say = useWords(words)
  const locale = useLocale()
  const { data } = useRead(audit.state, {})
  if (!data) return null
  const when = (instant: string) => `${shortDay(dayOf(instant, zone), locale)} ${clockOf(instant, zone)}`
  const { verified } = data
  return (
    <>
      {data.head ? <span title={data.head.hash}>{say("sealed", { n: data.head.position.toLocaleString("en-US") })}</span> : null}
      <span>{say("kept", { days: data.keepDays })}</span>
      {verified === null ? <span className="none">{say("neverVerified")}</span> : null}
      {verified?.intact ? <State kind="ok">{say("verifiedOk", { at: when(verified.at), entries: verified.entries.toLocaleString("en-US") })}</State> : null}
      {verified && !verified.intact ? <State kind="wrong">{say("verifiedBroken", { at: when(verified.at) })}</State> : null}
    </>
  )
}
