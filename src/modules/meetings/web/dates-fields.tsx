import { Input } from "antd"
import { useState } from "react"
import { addDays, daysBetween, longDay, plainClock } from "#kernel/dates.ts"
import { ClockTime } from "#kernel/types.ts"
import { fill } from "#kernel/words.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Dates } from "../contract.ts"
import { datesRefusals } from "../moving/contract.ts"
import { mostDays, wrongIn } from "../rules.ts"
import { words } from "../words.ts"
import { Field, FieldGroup } from "./field.tsx"

type DayInputProps = { value: string; onChange: (day: string) => void; label?: string; min?: string; max?: string }

/** The browser's own calendar under a day written as the office writes it: a browser set to another language would turn day and month round. */
export function DayInput({ value, onChange, label, min, max }: DayInputProps) {
  const locale = useLocale()
  return (
    <span className="day-input">
      <span aria-hidden="true">{value ? longDay(value, locale) : "—"}</span>
      <Icon name="calendar" />
      <input
        type="date"
        required
        aria-label={label}
        value={value}
        min={min}
        max={max}
        onClick={(event) => event.currentTarget.showPicker?.()}
        onChange={(event) => event.target.value && onChange(event.target.value)}
      />
    </span>
  )
}

/** 9:00, 0900 and 9：00 are all nine o'clock; anything else is put back when the field is left. */
function clockIn(typed: string): string | undefined {
  const found = /^\s*(\d{1,2})[:：.]?(\d{2})\s*$/.exec(typed)
  const clock = ClockTime.safeParse(`${found?.[1]?.padStart(2, "0")}:${found?.[2]}`)
  return clock.success ? clock.data : undefined
}

export function ClockInput({ value, onChange, label }: { value: string; onChange: (clock: string) => void; label: string }) {
  const [typed, setTyped] = useState<string>()
  const leave = () => {
    const clock = clockIn(typed ?? "")
    if (clock) onChange(clock)
    setTyped(undefined)
  }
  return (
    <Input
      inputMode="numeric"
      aria-label={label}
      style={{ width: 72 }}
      value={typed ?? plainClock(value)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onPressEnter={leave}
    />
  )
}

/** Moving the opening moves the other days with it, as a person would; each can then be set apart. */
export function withOpening(dates: Dates, startsOn: string): Dates {
  const by = daysBetween(dates.startsOn, startsOn)
  return { ...dates, startsOn, arrivesOn: addDays(dates.arrivesOn, by), endsOn: addDays(dates.endsOn, by), departsOn: addDays(dates.departsOn, by) }
}

/** What is wrong with the days, in the words the door would refuse them with; undefined: nothing. */
export function useWrongDates(dates: Dates): string | undefined {
  const locale = useLocale()
  const wrong = wrongIn(dates)
  if (!wrong) return undefined
  return fill(datesRefusals[wrong.code === "meetings.tooLong" ? "tooLong" : "datesOutOfOrder"].sentence[locale], { ...wrong, most: mostDays })
}

export function DatesFields({ dates, onChange }: { dates: Dates; onChange: (dates: Dates) => void }) {
  const say = useWords(words)
  const days = daysBetween(dates.startsOn, dates.endsOn) + 1
  const set = (change: Partial<Dates>) => onChange({ ...dates, ...change })
  const wrong = useWrongDates(dates)
  return (
    <>
      <FieldGroup label={say("startsOn")}>
        <DayInput label={say("startsOn")} value={dates.startsOn} onChange={(day) => onChange(withOpening(dates, day))} />
        <ClockInput label={say("opensAt")} value={dates.opensAt} onChange={(opensAt) => set({ opensAt })} />
      </FieldGroup>
      <Field label={say("endsOn")} note={wrong} tone="wrong">
        <DayInput
          value={dates.endsOn}
          min={dates.startsOn}
          onChange={(endsOn) => set({ endsOn, departsOn: addDays(endsOn, daysBetween(dates.endsOn, dates.departsOn)) })}
        />
        {days > 0 ? <span>{say("daysLong", { days })}</span> : null}
      </Field>
      <Field label={say("arrivesOn")}>
        <DayInput value={dates.arrivesOn} max={dates.startsOn} onChange={(arrivesOn) => set({ arrivesOn })} />
      </Field>
      <Field label={say("departsOn")}>
        <DayInput value={dates.departsOn} min={dates.endsOn} onChange={(departsOn) => set({ departsOn })} />
      </Field>
    </>
  )
}
