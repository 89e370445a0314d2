/** One line of a form: its name at the left, what is filled in at the right, a remark below. */
import type { ReactNode } from "react"
import "./meetings.css"

type FieldProps = { label: ReactNode; note?: ReactNode; tone?: "wrong"; children: ReactNode }

export function Field({ label, note, tone, children }: FieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="field">
      <span className="field-label">{label}</span>
      <span className="field-body">
        {children}
        {note ? <span className={tone ? "field-note is-wrong" : "field-note"}>{note}</span> : null}
      </span>
    </label>
  )
}

/** Several controls under one name; a label would send every click to the first of them. */
export function FieldGroup({ label, note, children }: Omit<FieldProps, "tone">) {
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <span className="field-body">
        {children}
        {note ? <span className="field-note">{note}</span> : null}
      </span>
    </fieldset>
  )
}
