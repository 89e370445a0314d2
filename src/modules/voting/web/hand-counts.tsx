/** 表决器故障改举手: heaps counted by hand, entered while the poll is open and shown beside it. */
import { Button, Input, InputNumber } from "antd"
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { useLocale, useWords } from "#web/words.ts"
import { type HandCount, type Poll, voting } from "../contract.ts"
import { choiceWord } from "../verdict/rules.ts"
import { words } from "../words.ts"

export function HandCounts({ meetingId, poll, hand }: { meetingId: string; poll: Poll; hand: readonly HandCount[] }) {
  const say = useWords(words)
  const [isOpen, setOpen] = useState(false)
  const remove = useCommand(voting.removeHandCount)
  const said = useSaid()
  return (
    <>
      {hand.map((one) => (
        <p key={one.id} className="room-hand">
          <span>{said(one.counts)}</span>
          <button
            type="button"
            className="quiet-link"
            disabled={remove.isPending}
            onClick={() => remove.mutate({ meetingId, id: poll.id, handCountId: one.id })}
          >
            {say("removeHand")}
          </button>
        </p>
      ))}
      {isOpen ? (
        <Entering meetingId={meetingId} poll={poll} onDone={() => setOpen(false)} />
      ) : (
        <Button onClick={() => setOpen(true)}>{say("handCount")}</Button>
      )}
    </>
  )
}

function useSaid(): (counts: HandCount["counts"]) => string {
  const say = useWords(words)
  const locale = useLocale()
  return (counts) =>
    Object.entries(counts)
      .map(([choice, votes]) => say("log.count", { choice: choice === "invalid" ? say("invalid") : choiceWord(choice, locale), votes }))
      .join(say("log.pause"))
}

function Entering({ meetingId, poll, onDone }: { meetingId: string; poll: Poll; onDone: () => void }) {
  const say = useWords(words)
  const locale = useLocale()
  const [counts, setCounts] = useState<Record<string, number>>({})
  const [reason, setReason] = useState<string>(() => say("handReasonUsual"))
  const add = useCommand(voting.addHandCount, { onDone })
  const all = Object.values(counts).reduce((sum, votes) => sum + votes, 0)
  return (
    <div className="room-act room-box">
      <p>{say("handHow")}</p>
      {[...poll.rules.choices, "invalid"].map((choice) => (
        <p key={choice} className="room-field">
          <label htmlFor={`hand-${choice}`}>{choice === "invalid" ? say("invalid") : choiceWord(choice, locale)}</label>
          <InputNumber
            id={`hand-${choice}`}
            min={0}
            max={100_000}
            precision={0}
            value={counts[choice] ?? 0}
            onChange={(votes) => setCounts({ ...counts, [choice]: votes ?? 0 })}
          />
        </p>
      ))}
      <label htmlFor="hand-reason">{say("handReason")}</label>
      <Input id="hand-reason" value={reason} maxLength={100} onChange={(event) => setReason(event.target.value)} />
      <div className="room-buttons">
        <Button
          disabled={all === 0 || !reason.trim()}
          loading={add.isPending}
          onClick={() => add.mutate({ meetingId, id: poll.id, counts: Object.fromEntries(Object.entries(counts).filter(([, votes]) => votes > 0)), reason })}
        >
          {say("handEnter")}
        </Button>
        <Button onClick={onDone}>{say("close")}</Button>
      </div>
    </div>
  )
}
