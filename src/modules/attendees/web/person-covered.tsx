/** A covered value: whoever wants to see it whole says what for, and stands in the record. It is fetched when asked for, never before. */
import { Button, Input, Popover } from "antd"
import { useState } from "react"
import { call } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import type { Attendee } from "../person/contract.ts"
import { words } from "../person/words.ts"

const purposes = ["for_call", "for_badge", "for_hotel", "for_travel", "for_check"] as const
type Asked = { person: Pick<Attendee, "meetingId" | "id">; field: string; purpose: string }

const fetched = async ({ person: { meetingId, id }, field, purpose }: Asked): Promise<string | null> =>
  field === "phone"
    ? (await call(attendees.showPhone, { meetingId, id, purpose })).phone
    : (await call(attendees.showIdentity, { meetingId, id, field, purpose })).value

export function Covered({ person, field, value }: { person: Attendee; field: string; value: string }) {
  const say = useWords(words)
  const { may } = useSession()
  const [whole, setWhole] = useState<string>()
  const [isOpen, setOpen] = useState(false)
  const operation = field === "phone" ? attendees.showPhone : attendees.showIdentity
  const show = async (purpose: string) => {
    setOpen(false)
    try {
      setWhole((await fetched({ person, field, purpose })) ?? "")
    } catch (error) {
      tell("wrong", (error as Error).message)
    }
  }
  if (whole !== undefined) return <span className="person-whole">{whole}</span>
  return (
    <>
      {value}
      {may(operation.name, person.meetingId) ? (
        <Popover trigger="click" placement="bottomRight" open={isOpen} onOpenChange={setOpen} content={<Purposes onChoose={(purpose) => void show(purpose)} />}>
          <button type="button" className="quiet-link person-show">
            {say("show")}
          </button>
        </Popover>
      ) : null}
    </>
  )
}

function Purposes({ onChoose }: { onChoose: (purpose: string) => void }) {
  const say = useWords(words)
  const [other, setOther] = useState("")
  const send = () => other.trim() && onChoose(other)
  return (
    <div className="person-purposes">
      <strong>{say("showFor")}</strong>
      {purposes.map((purpose) => (
        <button key={purpose} type="button" className="plain-button" onClick={() => onChoose(say(purpose))}>
          {say(purpose)}
        </button>
      ))}
      <span className="person-other">
        <Input
          aria-label={say("otherPurpose")}
          placeholder={say("otherPurpose")}
          maxLength={60}
          value={other}
          onChange={(event) => setOther(event.target.value)}
          onPressEnter={send}
        />
        <Button disabled={other.trim() === ""} onClick={send}>
          {say("show")}
        </Button>
      </span>
      <small>{say("seenNote")}</small>
    </div>
  )
}
