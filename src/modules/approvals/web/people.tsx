/** Choosing people, and whom each step of a flow asks where that is left to the submitter. */
import { Select } from "antd"
import { useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { useWords } from "#web/words.ts"
import { approvals } from "../contract.ts"
import type { Flow } from "../flows/contract.ts"
import { words } from "../words.ts"
import "./approvals.css"

type PeopleProps = { label: string; value: string[]; onChange: (ids: string[]) => void; max?: number; without?: string }

export function PeopleSelect({ label, value, onChange, max = 50, without }: PeopleProps) {
  const choices = useRead(approvals.choices, {})
  return (
    <Select
      mode="multiple"
      maxCount={max}
      aria-label={label}
      placeholder={label}
      value={value}
      showSearch={{ optionFilterProp: "label" }}
      options={choices.data?.people.filter(({ id }) => id !== without).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  )
}

export type Chosen = { step: number; accountIds: string[] }[]

/** Every step that waits for a choice has one. */
export const isChosen = (flow: Flow | undefined, chosen: Chosen): boolean =>
  flow?.steps.every(({ who }, step) => who.by !== "chosen" || chosen.some((one) => one.step === step && one.accountIds.length > 0)) ?? false

export function ChooseSteps({ flow, chosen, onChange }: { flow: Flow; chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  const say = useWords(words)
  const { me } = useSession()
  return (
    <>
      {flow.steps.map(({ name, who, need }, step) =>
        who.by === "chosen" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step of a flow has no other identity than its place
          <div key={step} className="choose-step">
            <span className="choose-label">
              {say("chooseFor", { step: name })}
              <small>{need === "all" ? say("need.all") : say("need.some", { n: need })}</small>
            </span>
            <PeopleSelect
              label={say("chooseFor", { step: name })}
              value={chosen.find((one) => one.step === step)?.accountIds ?? []}
              without={flow.twoPersons ? me?.id : undefined}
              onChange={(accountIds) => onChange([...chosen.filter((one) => one.step !== step), { step, accountIds }])}
            />
          </div>
        ) : null,
      )}
    </>
  )
}
