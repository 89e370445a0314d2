import { Input } from "antd"
import { addDays, daysBetween, longDay } from "#kernel/dates.ts"
import { useLocale, useWords } from "#web/words.ts"
import type { Dates } from "../contract.ts"
import { words } from "../words.ts"
import { Field, FieldGroup } from "./field.tsx"

type DayInputProps = { value: string; onChange: (day: string) => void; label?: string; min?: string; max?: string }

export function DayInput({ value, onChange, label, min, max }: DayInputProps) {
  return (
    <Input
      type="date"
      required
      aria-label={label}
      style={{ width: 152 }}
      value={value}
      min={min}
      max={max}
      onChange={(event) => event.target.value && onChange(event.target.value)}
    />
  )
}

export function ClockInput({ value, onChange, label }: { value: string; onChange: (clock: string) => void; label: string }) {
  return (
    <Input
      type="time"
      required
      aria-label={label}
      style={{ width: 112 }}
      value={value}
      onChange={(event) => event.target.value && onChange(event.target.value)}
    />
  )
}

/** Moving the opening moves the other days with it, as a person would; each can then be set apart. */
export function withOpening(dates: Dates, startsOn: string): Dates {
  const by = daysBetween(dates.startsOn, startsOn)
  return { ...dates, startsOn, arrivesOn: addDays(dates.arrivesOn, by), endsOn: addDays(dates.endsOn, by), departsOn: addDays(dates.departsOn, by) }
}

export function DatesFields({ dates, onChange }: { dates: Dates; onChange: (dates: Dates) => void }) {
  const say = useWords(words)
  const locale = useLocale()
  const days = daysBetween(dates.startsOn, dates.endsOn) + 1
  const set = (change: Partial<Dates>) => onChange({ ...dates, ...change })
  return (
    <>
      <FieldGroup label={say("startsOn")} note={longDay(dates.startsOn, locale)}>
        <DayInput label={say("startsOn")} value={dates.startsOn} onChange={(day) => onChange(withOpening(dates, day))} />
        <ClockInput label={say("opensAt")} value={dates.opensAt} onChange={(opensAt) => set({ opensAt })} />
      </FieldGroup>
      <Field label={say("endsOn")} note={`${longDay(dates.endsOn, locale)} · ${say("daysLong", { days })}`}>
        <DayInput
          value={dates.endsOn}
          min={dates.startsOn}
          onChange={(endsOn) => set({ endsOn, departsOn: addDays(endsOn, daysBetween(dates.endsOn, dates.departsOn)) })}
        />
      </Field>
      <Field label={say("arrivesOn")} note={longDay(dates.arrivesOn, locale)}>
        <DayInput value={dates.arrivesOn} max={dates.startsOn} onChange={(arrivesOn) => set({ arrivesOn })} />
      </Field>
      <Field label={say("departsOn")} note={longDay(dates.departsOn, locale)}>
        <DayInput value={dates.departsOn} min={dates.endsOn} onChange={(departsOn) => set({ departsOn })} />
      </Field>
    </>
  )
}
