import { Button } from "antd"
import { useEffect, useState } from "react"
import { longDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Overtaken, useDraft } from "#web/ui/draft.tsx"
import { Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Dates, type Meeting, type Moving, meetings, type Spot } from "../contract.ts"
import { useUndo } from "../doings/web/use-undo.ts"
import { wrongIn } from "../rules.ts"
import { words } from "../words.ts"
import { DatesFields } from "./dates-fields.tsx"
import { isSomewhere, SpotFields } from "./details-fields.tsx"

type Shift = Dates & Spot
const shiftOf = ({ arrivesOn, startsOn, endsOn, departsOn, opensAt, place, hall }: Meeting): Shift => ({
  arrivesOn,
  startsOn,
  endsOn,
  departsOn,
  opensAt,
  place,
  hall,
})

export function MoveDates({ meeting }: { meeting: Meeting }) {
  const say = useWords(words)
  const locale = useLocale()
  const { base, draft: shift, setDraft: setShift, keep, isDirty: isChanged, renew } = useDraft(meeting, shiftOf, { inDrawer: false })
  const isWhole = isSomewhere(shift) && !wrongIn(shift)
  const last = useLastMove(meeting.id)
  const undo = useCommand(meetings.undo, { onDone: () => tell("ok", say("moveUndone")) })
  const undoOf = useUndo(meeting.id)
  const move = useCommand(meetings.move, {
    onDone: (done) => {
      const { startsOn, place, hall } = done.meeting
      keep(done.meeting)
      tell("ok", say("movedTo", { day: longDay(startsOn, locale), place: `${place}${hall}` }), undoOf(done))
    },
  })
  return (
    <Section title={say("datesAndPlace")}>
      <Overtaken renew={renew} />
      <div className="fields">
        <DatesFields dates={shift} onChange={(dates) => setShift({ ...shift, ...dates })} />
        <SpotFields spot={shift} onChange={(spot) => setShift({ ...shift, ...spot })} />
      </div>
      {isChanged && isWhole ? <WhatMoves meetingId={meeting.id} shift={shift} /> : null}
      <div className="new-foot">
        <Button
          disabled={!isChanged || !isWhole}
          loading={move.isPending}
          onClick={() => move.mutate({ meetingId: meeting.id, version: base.version, ...shift })}
        >
          {say("move")}
        </Button>
        {isChanged ? <Button onClick={() => keep(meeting)}>{say("cancel")}</Button> : null}
        {!isChanged && last ? (
          <Button loading={undo.isPending} onClick={() => undo.mutate({ meetingId: meeting.id, entryId: last })}>
            {say("moveUndo")}
          </Button>
        ) : null}
      </div>
    </Section>
  )
}

/** The last change of dates or place, while it can still be taken back. */
function useLastMove(meetingId: string): string | undefined {
  const { may } = useSession()
  const doings = useRead(meetings.doings, { meetingId, size: 10 }, { enabled: may(meetings.undo.name, meetingId) && may(meetings.doings.name, meetingId) })
  return doings.data?.rows.find(({ operation, canUndo }) => operation === meetings.move.name && canUndo)?.id
}

/** Said before anything is saved: what goes along with the new dates and place, what has to be mended by hand, or why they cannot be. */
function WhatMoves({ meetingId, shift }: { meetingId: string; shift: Shift }) {
  const say = useWords(words)
  const [asked, setAsked] = useState(shift)
  // a name is typed letter by letter
  useEffect(() => {
    const timer = setTimeout(() => setAsked(shift), 300)
    return () => clearTimeout(timer)
  }, [shift])
  const preview = useRead(meetings.movePreview, { meetingId, ...asked })
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
