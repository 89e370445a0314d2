import { Button, Radio } from "antd"
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { type Order, type Plan, seating } from "../contract.ts"
import { words } from "../words.ts"

type FormProps = { meetingId: string; plan: Plan; onClose: () => void; onSaved: () => void }

export function RulesForm({ meetingId, plan, onClose, onSaved }: FormProps) {
  const say = useWords(words)
  const [order, setOrder] = useState<Order>(plan.order)
  const [even, setEven] = useState(plan.rostrum.even)
  const setHall = useCommand(seating.setHall)
  const save = useCommand(seating.setOrder, { onDone: onClose })
  // awaited, since the drawer is gone by the time it is saved and a mutation's own callbacks go with it; a refusal has been told by then
  const send = async (then?: () => void) => {
    if (even !== plan.rostrum.even) await setHall.mutateAsync({ meetingId, hall: plan.hall, rostrum: { ...plan.rostrum, even } })
    await save.mutateAsync({ meetingId, order })
    then?.()
  }
  return (
    <Drawer
      title={say("rulesTitle")}
      onClose={onClose}
      foot={
        <>
          <Button type="primary" loading={save.isPending} onClick={() => void send(onSaved).catch(() => undefined)}>
            {say("saveAndArrange")}
          </Button>
          <Button onClick={() => void send().catch(() => undefined)}>{say("save")}</Button>
        </>
      }
    >
      <div className="seat-form">
        <Choice
          legend={say("from")}
          value={order.from}
          options={{ left: say("fromLeft"), centre: say("fromCentre") }}
          onChange={(from) => setOrder({ ...order, from })}
        />
        <Choice
          legend={say("names")}
          value={order.names}
          options={{ "surname-first": say("namesSurname"), "full-name": say("namesFull") }}
          onChange={(names) => setOrder({ ...order, names })}
        />
        <Choice
          legend={say("excused")}
          value={order.excused}
          options={{ "leave-out": say("excusedOut"), keep: say("excusedKeep") }}
          onChange={(excused) => setOrder({ ...order, excused })}
        />
        <Choice legend={say("even")} value={even} options={{ "two-left": say("evenLeft"), "two-right": say("evenRight") }} onChange={setEven} />
      </div>
    </Drawer>
  )
}

type ChoiceProps<Value extends string> = { legend: string; value: Value; options: Record<Value, string>; onChange: (value: Value) => void }

function Choice<Value extends string>({ legend, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <Radio.Group
        className="seat-choice"
        value={value}
        onChange={(event) => onChange(event.target.value as Value)}
        options={(Object.entries(options) as [Value, string][]).map(([key, label]) => ({ value: key, label }))}
      />
    </fieldset>
  )
}
