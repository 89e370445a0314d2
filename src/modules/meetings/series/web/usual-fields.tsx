import { Input, InputNumber, Select } from "antd"
import { useRead } from "#web/api.ts"
import { useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { ClockInput } from "../../web/dates-fields.tsx"
import { Field, FieldGroup } from "../../web/field.tsx"
import type { SeriesText, Usual } from "../contract.ts"
import { words } from "../words.ts"
import type { FieldsProps } from "./fields-props.ts"

const rhythms = ["week", "fortnight", "month"] as const
const weekdays = [1, 2, 3, 4, 5] as const
const nths = [1, 2, 3, 4]

function When({ text: { usual }, onChange, isLocked }: FieldsProps) {
  const say = useWords(words)
  const set = (change: Partial<Usual>) => onChange({ usual: { ...usual, ...change } })
  return (
    <>
      <FieldGroup label={say("rhythm")}>
        <Select<Usual["rhythm"]>
          style={{ width: 136 }}
          aria-label={say("rhythm")}
          disabled={isLocked}
          value={usual.rhythm}
          options={rhythms.map((value) => ({ value, label: say(value) }))}
          onChange={(rhythm) => set({ rhythm })}
        />
        {usual.rhythm === "month" ? (
          <Select<number>
            style={{ width: 96 }}
            aria-label={say("nthWeek", { n: "" })}
            disabled={isLocked}
            value={usual.nth}
            options={nths.map((value) => ({ value, label: say("nthWeek", { n: value }) }))}
            onChange={(nth) => set({ nth })}
          />
        ) : null}
        <Select<number>
          style={{ width: 112 }}
          aria-label={say("opensOn")}
          disabled={isLocked}
          value={usual.weekday}
          options={weekdays.map((value) => ({ value, label: say(`weekday${value}`) }))}
          onChange={(weekday) => set({ weekday })}
        />
      </FieldGroup>
      <Field label={say("clock")}>
        <ClockInput value={usual.clock} label={say("clock")} onChange={(clock) => (isLocked ? undefined : set({ clock }))} />
      </Field>
      <Field label={say("minutesLong")}>
        <InputNumber
          min={15}
          max={720}
          step={15}
          aria-label={say("minutesLong")}
          disabled={isLocked}
          value={usual.minutes}
          onChange={(minutes) => set({ minutes: minutes ?? 150 })}
        />
        <span>{say("minutesUnit")}</span>
      </Field>
    </>
  )
}

export function UsualFields(props: FieldsProps) {
  const say = useWords(words)
  const { text, onChange, isLocked } = props
  const templates = useRead(meetings.templates, {})
  const line = (field: "place" | "hall" | "host" | "kind", label: string, max: number) => (
    <Field label={label}>
      <Input aria-label={label} maxLength={max} disabled={isLocked} value={text[field]} onChange={(event) => onChange({ [field]: event.target.value })} />
    </Field>
  )
  return (
    <div className="fields">
      <Field label={say("template")}>
        <Select
          style={{ width: "100%" }}
          aria-label={say("template")}
          disabled={isLocked}
          value={text.template}
          options={(templates.data ?? []).map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(template) => onChange({ template })}
        />
      </Field>
      {line("kind", say("kind"), 40)}
      <When {...props} />
      {line("place", say("placeOf"), 80)}
      {line("hall", say("hall"), 80)}
      {line("host", say("host"), 80)}
      <Field label={say("secrecy")}>
        <Select<SeriesText["secrecy"]>
          style={{ width: 152 }}
          aria-label={say("secrecy")}
          disabled={isLocked}
          value={text.secrecy}
          options={(["open", "internal", "workSecret"] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(secrecy) => onChange({ secrecy })}
        />
      </Field>
    </div>
  )
}
