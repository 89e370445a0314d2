import type { Field } from "./contract.ts"

/** Whether the value is one of this field; an emptied one always is. */
export function fits({ kind, choices }: Pick<Field, "kind" | "choices">, value: string): boolean {
  if (value === "" || kind === "text") return true
  if (kind === "number") return /^-?\d{1,12}(\.\d{1,6})?$/.test(value)
  if (kind === "date") return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
  return choices.includes(value)
}
