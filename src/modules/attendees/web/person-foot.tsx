import { Button, Input } from "antd"
import { useState } from "react"
import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import { words as leaveWords } from "../leave/words.ts"
import type { Attendee } from "../person/contract.ts"
import { words } from "../words.ts"

export function PersonFoot({ person }: { person: Attendee }) {
  const say = useWords(words)
  const { meetingId, id } = person
  const [reason, setReason] = useState<string>()
  const sayLeave = useWords(leaveWords)
  const undoOf = useUndo(meetingId)
  const grant = useCommand(attendees.grantLeave, {
    onDone: (now) => {
      setReason(undefined)
      tell("ok", sayLeave("saved", { name: now.name }), undoOf(now))
    },
  })
  const end = useCommand(attendees.endLeave, { onDone: (now) => tell("ok", sayLeave("back", { name: now.name }), undoOf(now)) })
  if (person.excusedAt) {
    return (
      <Button loading={end.isPending} onClick={() => end.mutate({ meetingId, id })}>
        {say("endLeave")}
      </Button>
    )
  }
  if (reason === undefined) return <Button onClick={() => setReason("")}>{say("leave")}</Button>
  const send = () => reason.trim() && grant.mutate({ meetingId, id, reason })
  return (
    <>
      <Input
        autoFocus
        aria-label={say("leaveReason")}
        placeholder={say("leaveReason")}
        maxLength={100}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={send}
      />
      <Button type="primary" disabled={reason.trim() === ""} loading={grant.isPending} onClick={send}>
        {say("grantLeave")}
      </Button>
      <Button onClick={() => setReason(undefined)}>{say("cancel")}</Button>
    </>
  )
}
