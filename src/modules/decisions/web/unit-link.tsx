/** The unit's own way in, and the words to remind it with. */
import { Button } from "antd"
import { useState } from "react"
import { longDay } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { Qr } from "#web/ui/qr.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Decision, decisions } from "../contract.ts"
import { words } from "../words.ts"

export function UnitLink({ decision }: { decision: Decision }) {
  const say = useWords(words)
  const { meetingId, unitId } = decision
  const [url, setUrl] = useState<string>()
  const issue = useCommand(decisions.issueUnitLink, { onDone: ({ token }) => setUrl(`${globalThis.location.origin}/m/#${token}`) })
  return (
    <Section title={say("link")} note={url ? undefined : say("linkNote")}>
      <div className="decision-link">
        {url ? (
          <>
            <Qr text={url} size={144} label={say("link")} />
            <p className="decision-url">{url}</p>
            <Copy label={say("copyLink")} text={url} />
          </>
        ) : (
          <Button loading={issue.isPending} onClick={() => issue.mutate({ meetingId, unitId })}>
            {say("issueLink")}
          </Button>
        )}
        <Reminder decision={decision} />
      </div>
    </Section>
  )
}

function Reminder({ decision }: { decision: Decision }) {
  const say = useWords(words)
  const locale = useLocale()
  const meeting = useRead(meetings.get, { meetingId: decision.meetingId })
  const { number, text, unitName, lateDays } = decision
  const told = { unit: unitName, meeting: meeting.data?.name ?? "", number, text, deadline: longDay(decision.deadline, locale), days: lateDays }
  return <Copy label={say("copyReminder")} text={lateDays > 0 ? say("reminderLate", told) : say("reminder", told)} />
}

function Copy({ label, text }: { label: string; text: string }) {
  const say = useWords(words)
  // the clipboard is there only on https and on loopback
  const copy = () =>
    (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"))).then(
      () => tell("ok", say("copied")),
      () => tell("warning", `${say("copyFailed")} ${text}`),
    )
  return <Button onClick={() => void copy()}>{label}</Button>
}
