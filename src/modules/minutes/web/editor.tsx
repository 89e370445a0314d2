/** The text as fields: paragraphs with their level, names as people write them, the rest of the paper below. */
import { Input } from "antd"
import type { ReactNode } from "react"
import { DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field } from "#modules/meetings/web/field.tsx"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Text } from "../contract.ts"
import { namesIn } from "../rules.ts"
import { words } from "../words.ts"
import { Paragraphs } from "./paragraphs.tsx"

export type Written = { series: string; text: Text }

type EditorProps = { written: Written; onWrite: (written: Written) => void }

export function Editor({ written, onWrite }: EditorProps) {
  const say = useWords(words)
  const { text } = written
  const set = (change: Partial<Text>) => onWrite({ ...written, text: { ...text, ...change } })
  return (
    <div className="minutes-editor">
      <Section title={say("head")}>
        <div className="fields">
          <Line label={say("mark")} note={say("markNote")} value={text.issuers.join("")} onChange={(mark) => set({ issuers: [mark] })} />
          <Line label={say("series")} value={written.series} onChange={(series) => onWrite({ ...written, series })} />
          <Area label={say("title")} note={say("titleNote")} value={text.title} onChange={(title) => set({ title })} />
          <Line label={say("secrecy")} value={text.secrecy ?? ""} onChange={(secrecy) => set({ secrecy: secrecy || null })} />
          <Line label={say("urgency")} value={text.urgency ?? ""} onChange={(urgency) => set({ urgency: urgency || null })} />
        </div>
      </Section>
      <Section title={say("body")} note={say("paragraphs", { count: text.body.length })}>
        <Paragraphs body={text.body} onChange={(body) => set({ body })} />
      </Section>
      <Section title={say("people")} note={say("peopleNote")}>
        <div className="fields">
          {(["present", "excused", "attending"] as const).map((field) => (
            <Names key={field} label={say(field)} value={text[field]} onChange={(names) => set({ [field]: names })} />
          ))}
        </div>
      </Section>
      <Section title={say("end")}>
        <EndFields text={text} set={set} />
      </Section>
    </div>
  )
}

function EndFields({ text, set }: { text: Text; set: (change: Partial<Text>) => void }) {
  const say = useWords(words)
  return (
    <div className="fields">
      <Names label={say("attachments")} note={say("attachmentsNote")} by="\n" value={text.attachments} onChange={(attachments) => set({ attachments })} />
      <Names label={say("signatory")} by="\n" value={text.signatory} onChange={(signatory) => set({ signatory })} />
      <DayLine label={say("date")} value={text.date} onChange={(date) => set({ date })} />
      <Line label={say("note")} value={text.note ?? ""} onChange={(note) => set({ note: note || null })} />
      <Names label={say("copyTo")} value={text.copyTo} onChange={(copyTo) => set({ copyTo })} />
      <Line label={say("printedBy")} value={text.printedBy ?? ""} onChange={(printedBy) => set({ printedBy: printedBy || null })} />
      <DayLine label={say("printedOn")} value={text.printedOn} onChange={(printedOn) => set({ printedOn })} />
    </div>
  )
}

type LineProps = { label: string; note?: ReactNode; value: string; onChange: (value: string) => void }

function Line({ label, note, value, onChange }: LineProps) {
  return (
    <Field label={label} note={note}>
      <Input value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  )
}

function Area({ label, note, value, onChange }: LineProps) {
  return (
    <Field label={label} note={note}>
      <Input.TextArea autoSize value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  )
}

function DayLine({ label, value, onChange }: { label: string; value: string | null; onChange: (day: string | null) => void }) {
  return (
    <Field label={label}>
      <DayInput label={label} value={value ?? ""} onChange={onChange} />
    </Field>
  )
}

type NamesProps = { label: string; note?: ReactNode; by?: string; value: string[]; onChange: (names: string[]) => void }

/** Names in one field, split where people split them. What is being typed keeps its last mark. */
function Names({ label, note, by, value, onChange }: NamesProps) {
  const say = useWords(words)
  const between = by ?? say("pause")
  const split = (typed: string) => (by === "\n" ? (typed === "" ? [] : typed.split("\n")) : namesIn(typed))
  const leave = () => onChange(value.map((name) => name.trim()).filter((name) => name !== ""))
  return (
    <Field label={label} note={note}>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 8 }}
        value={value.join(between)}
        onChange={(event) => onChange(split(event.target.value))}
        onBlur={leave}
      />
    </Field>
  )
}
