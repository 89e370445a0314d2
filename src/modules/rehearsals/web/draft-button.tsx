import { Button } from "antd"
import { useState } from "react"
import { addDays, dayOf } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { call, Refused, useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { rehearsals } from "../contract.ts"
import { words } from "../words.ts"

type DraftProps = { meetingId: string; sessionId: string | null; label?: string; isLink?: boolean; title?: string }

/** Nobody begins at an empty page: the lines that such a session usually has are there, to be changed. */
export function DraftButton({ meetingId, sessionId, label, isLink, title = "" }: DraftProps) {
  const say = useWords(words)
  const go = useGo()
  const [isBusy, setBusy] = useState(false)
  const meeting = useRead(meetings.get, { meetingId }).data
  const add = useCommand(rehearsals.addScript, { onDone: ({ id }) => go(`/meetings/${meetingId}/rehearsals/${id}`) })
  const begin = async () => {
    setBusy(true)
    try {
      const drafted = await call(rehearsals.draft, { meetingId, sessionId })
      // a full rehearsal is usually held in the afternoon before the opening
      const day = addDays(meeting?.startsOn ?? dayOf(new Date().toISOString(), "Asia/Shanghai"), -1)
      await add.mutateAsync({ meetingId, sessionId, own: sessionId === null ? { day, starts: "14:30" } : null, ...drafted }).catch(() => undefined)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell("wrong", error.message)
    } finally {
      setBusy(false)
    }
  }
  if (isLink)
    return (
      <button type="button" className="quiet-link" aria-label={say("draftFor", { title })} disabled={isBusy} onClick={() => void begin()}>
        {say("draft")}
      </button>
    )
  return (
    <Button type="primary" loading={isBusy} onClick={() => void begin()}>
      {label}
    </Button>
  )
}
