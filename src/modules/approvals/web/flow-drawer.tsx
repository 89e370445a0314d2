import { App, Button, Checkbox, Input, Select } from "antd"
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { approvals } from "../contract.ts"
import { type Flow, FlowText, Kind, type Step } from "../flows/contract.ts"
import { words as flowWords } from "../flows/words.ts"
import { words } from "../words.ts"
import { Field } from "./request-page.tsx"
import { StepFields } from "./step-fields.tsx"

const freshStep: Step = { name: "", who: { by: "chosen" }, need: 1, mayReturnToStep: true, within: { amount: 1, unit: "days" } }
const fresh: FlowText = { kind: "request", name: "", steps: [freshStep], twoPersons: true, onceOnly: true, isRequired: false, source: "" }

export function FlowDrawer({ flow, onClose }: { flow: Flow | undefined; onClose: () => void }) {
  const say = useWords(words)
  const sayFlow = useWords(flowWords)
  const [text, setText] = useState<FlowText>(flow ?? fresh)
  const saved = (made: Flow) => {
    tell("ok", sayFlow("flowSaved", { n: made.version }))
    onClose()
  }
  const add = useCommand(approvals.addFlow, { onDone: saved })
  const change = useCommand(approvals.changeFlow, { onDone: saved })
  const isSound = FlowText.safeParse(text).success
  const save = () => (flow ? change.mutate({ ...text, id: flow.id, version: flow.version }) : add.mutate(text))
  const set = (part: Partial<FlowText>) => setText({ ...text, ...part })
  const foot = (
    <>
      <Button type="primary" disabled={!isSound} loading={add.isPending || change.isPending} onClick={save}>
        {sayFlow("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
      {flow && !flow.isClosed ? <CloseFlow flow={flow} onDone={onClose} /> : null}
    </>
  )
  return (
    <Drawer title={flow ? sayFlow("editFlow") : sayFlow("addFlow")} onClose={onClose} foot={foot}>
      <div className="flow-form">
        <Field label={sayFlow("flowName")}>
          <Input value={text.name} maxLength={40} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field label={say("kind")}>
          <Select
            aria-label={say("kind")}
            value={text.kind}
            disabled={flow !== undefined}
            options={Kind.options.map((kind) => ({ value: kind, label: say(`kind.${kind}`) }))}
            onChange={(kind) => set({ kind })}
          />
        </Field>
        <Checkbox checked={text.twoPersons} onChange={(event) => set({ twoPersons: event.target.checked })}>
          {sayFlow("twoPersons")}
        </Checkbox>
        <Checkbox checked={text.onceOnly} onChange={(event) => set({ onceOnly: event.target.checked })}>
          {sayFlow("onceOnly")}
        </Checkbox>
        {text.kind !== "minutes" ? null : (
          <Checkbox checked={text.isRequired} onChange={(event) => set({ isRequired: event.target.checked })}>
            {sayFlow("isRequired")}
          </Checkbox>
        )}
        <Field label={sayFlow("source")}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} value={text.source} onChange={(event) => set({ source: event.target.value })} />
        </Field>
      </div>
      <Steps steps={text.steps} onChange={(steps) => set({ steps })} />
    </Drawer>
  )
}

function Steps({ steps, onChange }: { steps: Step[]; onChange: (steps: Step[]) => void }) {
  const sayFlow = useWords(flowWords)
  const swap = (at: number, by: number) => {
    const next = [...steps]
    next.splice(at + by, 0, ...next.splice(at, 1))
    onChange(next)
  }
  return (
    <Section title={sayFlow("steps")} count={steps.length}>
      <ol className="flow-steps">
        {steps.map((step, at) => (
          <StepFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a step of a flow has no other identity than its place
            key={at}
            place={at}
            step={step}
            onChange={(next) => onChange(steps.map((one, other) => (other === at ? next : one)))}
            onUp={at > 0 ? () => swap(at, -1) : undefined}
            onDown={at < steps.length - 1 ? () => swap(at, 1) : undefined}
            onRemove={steps.length > 1 ? () => onChange(steps.filter((_, other) => other !== at)) : undefined}
          />
        ))}
      </ol>
      {steps.length < 12 ? <Button onClick={() => onChange([...steps, freshStep])}>{sayFlow("addStep")}</Button> : null}
    </Section>
  )
}

function CloseFlow({ flow, onDone }: { flow: Flow; onDone: () => void }) {
  const say = useWords(words)
  const sayFlow = useWords(flowWords)
  const { modal } = App.useApp()
  const close = useCommand(approvals.closeFlow, { onDone })
  const ask = () =>
    modal.confirm({
      title: sayFlow("closeFlow"),
      content: sayFlow("closeFlowAsk"),
      okText: sayFlow("closeFlow"),
      cancelText: say("cancel"),
      icon: null,
      centered: true,
      onOk: () => close.mutate({ id: flow.id, version: flow.version }),
    })
  return (
    <Button type="text" className="flow-close" onClick={ask}>
      {sayFlow("closeFlow")}
    </Button>
  )
}
