import { Button } from "antd"
import { useState } from "react"
import { longDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Dates, type Meeting, type Moving, meetings } from "../contract.ts"
import { words } from "../words.ts"
import { DatesFields } from "./dates-fields.tsx"
import { keepUndo, keptUndo } from "./undo.ts"

const datesOf = ({ arrivesOn, startsOn, endsOn, departsOn, opensAt }: Meeting): Dates => ({ arrivesOn, startsOn, endsOn, departsOn, opensAt })
const isSame = (one: Dates, other: Dates): boolean => JSON.stringify(one) === JSON.stringify(other)

export function MoveDates({ meeting }: { meeting: Meeting }) {
  const say = useWords(words)
  const locale = useLocale()
  const before = datesOf(meeting)
  const [dates, setDates] = useState(before)
  const isChanged = !isSame(dates, before)
  const undo = keptUndo(meeting)
  const move = useCommand(meetings.move, {
    onDone: ({ meeting: after }) => {
      keepUndo(after, before)
      tell("ok", say("movedTo", { day: longDay(after.startsOn, locale) }))
    },
  })
  const moveTo = (to: Dates) => move.mutate({ meetingId: meeting.id, version: meeting.version, ...to })
  return (
    <Section title={say("dates")}>
      <div className="fields">
        <DatesFields dates={dates} onChange={setDates} />
      </div>
      {isChanged ? <WhatMoves meetingId={meeting.id} dates={dates} /> : null}
      <div className="new-foot">
        <Button disabled={!isChanged} loading={move.isPending} onClick={() => moveTo(dates)}>
          {say("move")}
        </Button>
        {isChanged ? <Button onClick={() => setDates(before)}>{say("cancel")}</Button> : null}
        {!isChanged && undo ? <Button onClick={() => moveTo(undo)}>{say("moveUndo")}</Button> : null}
      </div>
    </Section>
  )
}

/** Said before anything is saved: what goes along with the new dates, or why they cannot be. */
function WhatMoves({ meetingId, dates }: { meetingId: string; dates: Dates }) {
  const say = useWords(words)
  const preview = useRead(meetings.movePreview, { meetingId, ...dates })
  if (preview.error) return <p className="field-note is-wrong moving-lines">{preview.error.message}</p>
  if (!preview.data) return null
  return (
    <div className="moving-lines" role="status">
      <h3>{preview.data.length ? say("willMove") : say("nothingMoves")}</h3>
      {preview.data.map((line) => (
        <MovingGroup key={line.sentence} line={line} />
      ))}
    </div>
  )
}

function MovingGroup({ line }: { line: Moving }) {
  const say = useWords(words)
  return (
    <div>
      <p className="moving-head">{line.sentence}</p>
      {line.items.map((item) => (
        <div className="moving-line" key={`${item.title} ${item.from}`}>
          <span>{item.title}</span>
          <span>{say("fromTo", { from: item.from, to: item.to })}</span>
        </div>
      ))}
      {line.total > line.items.length ? <p className="field-note">{say("andMore", { total: line.total })}</p> : null}
    </div>
  )
}
