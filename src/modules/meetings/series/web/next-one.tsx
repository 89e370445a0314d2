import { useState } from "react"
import { longDay, plainClock } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { Busy, Problem, Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { DayInput } from "../../web/dates-fields.tsx"
import { FieldGroup } from "../../web/field.tsx"
import type { NextOne as Coming } from "../next/contract.ts"
import { words } from "../words.ts"
import { MakeNext } from "./make-next.tsx"

/** What one click would make; the day may be changed before, and everything afterwards. */
export function NextOne({ seriesId }: { seriesId: string }) {
  const say = useWords(words)
  const [day, setDay] = useState<string>()
  const next = useRead(meetings.nextOfSeries, { seriesId, ...(day ? { startsOn: day } : {}) })
  if (!next.data) return <Section title={say("next")}>{next.error ? <Problem error={next.error} again={next.refetch} /> : <Busy />}</Section>
  const { name, startsOn, number, clock, sentence, open, missed } = next.data
  return (
    <Section title={say("next")}>
      <p className="series-next-name">{name}</p>
      <div className="fields">
        <FieldGroup label={say("opensOn")}>
          <DayInput value={startsOn} label={say("opensOn")} onChange={setDay} />
          <span>{plainClock(clock)}</span>
          <DayNote next={next.data} />
          <Missed day={missed} />
        </FieldGroup>
        <FieldGroup label={say("taken")}>
          <span className="series-taken">{sentence}</span>
        </FieldGroup>
      </div>
      {open ? <p className="field-note">{say("openOne", { name: open })}</p> : null}
      <div className="new-foot">
        <MakeNext seriesId={seriesId} number={number} startsOn={startsOn} isPrimary />
      </div>
    </Section>
  )
}

function DayNote({ next: { usualDay, rest, startsOn } }: { next: Coming }) {
  const say = useWords(words)
  const locale = useLocale()
  if (rest === null) return null
  const why = rest ? say("restFestival", { rest }) : say("restWeekend")
  const sentence = usualDay ? say("putOff", { usual: longDay(usualDay, locale), rest: why, day: longDay(startsOn, locale) }) : say("onRest", { rest: why })
  return <span className="field-note">{sentence}</span>
}

/** Said before the click rather than by late tasks after it. */
function Missed({ day }: { day: string | null }) {
  const say = useWords(words)
  const locale = useLocale()
  return day === null ? null : <span className="field-note is-wrong">{say("missed", { day: longDay(day, locale) })}</span>
}
