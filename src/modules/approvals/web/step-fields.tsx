import { Checkbox, Input, InputNumber, Select } from "antd"
import { useRead } from "#web/api.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { approvals } from "../contract.ts"
import type { Step } from "../flows/contract.ts"
import { words as flowWords } from "../flows/words.ts"
import { words } from "../words.ts"
import { PeopleSelect } from "./people.tsx"
import { Field } from "./request-page.tsx"

type Props = { place: number; step: Step; onChange: (step: Step) => void; onUp?: () => void; onDown?: () => void; onRemove?: () => void }

export function StepFields({ place, step, onChange, onUp, onDown, onRemove }: Props) {
  const say = useWords(words)
  const sayFlow = useWords(flowWords)
  return (
    <li className="flow-step">
      <div className="flow-step-head">
        <strong>{place + 1}</strong>
        <Input
          aria-label={sayFlow("stepName")}
          placeholder={sayFlow("stepName")}
          maxLength={20}
          value={step.name}
          onChange={(event) => onChange({ ...step, name: event.target.value })}
        />
        <button type="button" className="icon-button" aria-label={sayFlow("up")} disabled={!onUp} onClick={onUp}>
          <Icon name="up" />
        </button>
        <button type="button" className="icon-button" aria-label={sayFlow("down")} disabled={!onDown} onClick={onDown}>
          <Icon name="down" />
        </button>
        <button type="button" className="icon-button" aria-label={sayFlow("removeStep")} disabled={!onRemove} onClick={onRemove}>
          <Icon name="close" />
        </button>
      </div>
      <WhoFields step={step} onChange={onChange} />
      <div className="flow-step-row">
        <Field label={sayFlow("need")}>
          <Select
            aria-label={sayFlow("need")}
            value={step.need === "all" ? 0 : step.need}
            options={[...[1, 2, 3, 4, 5].map((n) => ({ value: n, label: say("need.some", { n }) })), { value: 0, label: say("need.all") }]}
            onChange={(n) => onChange({ ...step, need: n === 0 ? "all" : n })}
          />
        </Field>
        <WithinField step={step} onChange={onChange} />
      </div>
      <Checkbox checked={step.mayReturnToStep} onChange={(event) => onChange({ ...step, mayReturnToStep: event.target.checked })}>
        {sayFlow("mayReturnToStep")}
      </Checkbox>
    </li>
  )
}

function WhoFields({ step, onChange }: Pick<Props, "step" | "onChange">) {
  const sayFlow = useWords(flowWords)
  const choices = useRead(approvals.choices, {})
  const { who } = step
  const put = (by: Step["who"]["by"]) =>
    onChange({ ...step, who: by === "role" ? { by, role: choices.data?.roles[0] ?? "" } : by === "accounts" ? { by, accountIds: [] } : { by } })
  return (
    <div className="flow-step-row">
      <Field label={sayFlow("who")}>
        <Select
          aria-label={sayFlow("who")}
          value={who.by}
          options={(["chosen", "role", "accounts"] as const).map((by) => ({ value: by, label: sayFlow(`who.${by}`) }))}
          onChange={put}
        />
      </Field>
      {who.by === "role" ? (
        <Field label={sayFlow("role")}>
          <Select
            aria-label={sayFlow("role")}
            value={who.role}
            options={choices.data?.roles.map((role) => ({ value: role, label: role }))}
            onChange={(role) => onChange({ ...step, who: { by: "role", role } })}
          />
        </Field>
      ) : null}
      {who.by === "accounts" ? (
        <Field label={sayFlow("people")}>
          <PeopleSelect
            label={sayFlow("people")}
            value={who.accountIds}
            onChange={(accountIds) => onChange({ ...step, who: { by: "accounts", accountIds } })}
          />
        </Field>
      ) : null}
    </div>
  )
}

function WithinField({ step, onChange }: Pick<Props, "step" | "onChange">) {
  const sayFlow = useWords(flowWords)
  const { within } = step
  const unit: "none" | "days" | "hours" = within?.unit ?? "none"
  return (
    <Field label={sayFlow("within")}>
      <span className="flow-within">
        {within ? (
          <InputNumber
            aria-label={sayFlow("within")}
            min={1}
            max={60}
            value={within.amount}
            onChange={(amount) => onChange({ ...step, within: { ...within, amount: amount ?? 1 } })}
          />
        ) : null}
        <Select
          aria-label={sayFlow("within")}
          value={unit}
          options={[
            { value: "none", label: sayFlow("noLimit") },
            { value: "days", label: sayFlow("days") },
            { value: "hours", label: sayFlow("hours") },
          ]}
          onChange={(next) => onChange({ ...step, within: next === "none" ? null : { amount: within?.amount ?? 1, unit: next } })}
        />
      </span>
    </Field>
  )
}
