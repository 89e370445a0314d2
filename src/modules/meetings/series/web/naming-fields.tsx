import { Input, InputNumber, Select } from "antd"
import { dayOf, officeZone } from "#kernel/dates.ts"
import { useWords } from "#web/words.ts"
import { Field, FieldGroup } from "../../web/field.tsx"
import type { SeriesText } from "../contract.ts"
import { named, withPattern } from "../rules.ts"
import { words } from "../words.ts"
import type { FieldsProps } from "./fields-props.ts"

const today = () => dayOf(new Date().toISOString(), officeZone)
const restarts = { term: "restartsTerm", year: "restartsYear", never: "restartsNever" } as const

type Numbering = SeriesText["numbering"]

export function NamingFields({ text: { numbering }, onChange, isLocked, last }: FieldsProps & { last: number }) {
  const say = useWords(words)
  const set = (change: Partial<Numbering>) => onChange({ numbering: { ...numbering, ...change } })
  const form = (field: "minutes" | "papers", label: string) => (
    <Field label={label} note={numbering[field] ? say("formNote", { form: numbering[field], year: today().slice(0, 4) }) : undefined}>
      <Input aria-label={label} maxLength={30} disabled={isLocked} value={numbering[field]} onChange={(event) => set({ [field]: event.target.value })} />
    </Field>
  )
  return (
    <div className="fields">
      <Field label={say("pattern")} note={say("patternNote", { name: named(numbering, { number: last + 1, day: today() }) })}>
        <Input
          aria-label={say("pattern")}
          maxLength={80}
          disabled={isLocked}
          value={numbering.pattern}
          onChange={(event) => set(withPattern(numbering, event.target.value))}
        />
      </Field>
      <Field label={say("restarts")}>
        <Select<Numbering["restarts"]>
          style={{ width: 152 }}
          aria-label={say("restarts")}
          disabled={isLocked}
          value={numbering.restarts}
          options={(Object.keys(restarts) as Numbering["restarts"][]).map((value) => ({ value, label: say(restarts[value]) }))}
          onChange={(value) => set({ restarts: value })}
        />
      </Field>
      <Field label={say("term")}>
        <Input
          style={{ width: 152 }}
          aria-label={say("term")}
          maxLength={8}
          disabled={isLocked}
          value={numbering.term}
          placeholder={say("termPlaceholder")}
          onChange={(event) => set({ term: event.target.value })}
        />
      </Field>
      {form("minutes", say("minutesForm"))}
      {form("papers", say("papersForm"))}
    </div>
  )
}

export function QuorumFields({ text: { body }, onChange, isLocked }: FieldsProps) {
  const say = useWords(words)
  const { quorum } = body
  const set = (change: Partial<SeriesText["body"]["quorum"]>) => onChange({ body: { ...body, quorum: { ...quorum, ...change } } })
  return (
    <div className="fields">
      <Field label={say("bodyName")}>
        <Input
          aria-label={say("bodyName")}
          maxLength={40}
          disabled={isLocked}
          value={body.name}
          onChange={(event) => onChange({ body: { ...body, name: event.target.value } })}
        />
      </Field>
      <FieldGroup label={say("quorum")}>
        <Select<"atLeastShare" | "moreThanShare">
          style={{ width: 96 }}
          aria-label={say("quorum")}
          disabled={isLocked}
          value={quorum.strict ? "moreThanShare" : "atLeastShare"}
          options={(["atLeastShare", "moreThanShare"] as const).map((value) => ({ value, label: say(value) }))}
          onChange={(value) => set({ strict: value === "moreThanShare" })}
        />
        <InputNumber
          style={{ width: 64 }}
          min={1}
          max={100}
          aria-label={`${say("quorum")} 1`}
          disabled={isLocked}
          value={quorum.num}
          onChange={(num) => set({ num: num ?? 1 })}
        />
        <span>/</span>
        <InputNumber
          style={{ width: 64 }}
          min={1}
          max={100}
          aria-label={`${say("quorum")} 2`}
          disabled={isLocked}
          value={quorum.den}
          onChange={(den) => set({ den: den ?? 2 })}
        />
      </FieldGroup>
    </div>
  )
}
