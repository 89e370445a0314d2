import { Button, Input, InputNumber } from "antd"
import { type ReactNode, useState } from "react"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { type Hall, type Plan, seating } from "../contract.ts"
import { words } from "../words.ts"

type FormProps = { meetingId: string; plan: Plan; onClose: () => void; onSaved: () => void }

/** Numbers a person typed with whatever between them. */
const numbersIn = (typed: string): number[] => (typed.match(/\d+/g) ?? []).map(Number)

export function HallForm({ meetingId, plan, onClose, onSaved }: FormProps) {
  const say = useWords(words)
  const [hall, setHall] = useState<Hall>(plan.hall)
  const [aisles, setAisles] = useState(plan.hall.aislesAfterRows.join(", "))
  const [chairs, setChairs] = useState(plan.rostrum.rows.join(", "))
  const [stage, setStage] = useState(plan.rostrum.name)
  const save = useCommand(seating.setHall, {
    onDone: ({ seats, unseated }) => {
      tell(unseated ? "warning" : "ok", say(unseated ? "hallSavedLess" : "hallSaved", { seats, unseated }))
      onClose()
    },
  })
  const made = { ...hall, aislesAfterRows: [...new Set(numbersIn(aisles))].sort((a, b) => a - b) }
  const rostrum = { ...plan.rostrum, name: stage, rows: numbersIn(chairs) }
  const total = hall.rows * hall.sections.reduce((sum, section) => sum + section.seats, 0)
  const isReady = hall.sections.length > 0 && hall.name.trim() !== "" && stage.trim() !== "" && hall.sections.every((section) => section.name.trim() !== "")
  // awaited, since the drawer is gone by the time it is saved and a mutation's own callbacks go with it; a refusal has been told by then
  const send = (then?: () => void) => save.mutateAsync({ meetingId, hall: made, rostrum }).then(then, () => undefined)
  return (
    <Drawer
      title={say("hallTitle")}
      onClose={onClose}
      foot={
        <>
          <Button type="primary" disabled={!isReady} loading={save.isPending} onClick={() => void send(onSaved)}>
            {say("saveAndArrange")}
          </Button>
          <Button disabled={!isReady} onClick={() => void send()}>
            {say("save")}
          </Button>
        </>
      }
    >
      <div className="seat-form">
        <Labelled label={say("hallName")}>
          <Input value={hall.name} maxLength={40} onChange={(event) => setHall({ ...hall, name: event.target.value })} />
        </Labelled>
        <Labelled label={say("rows")}>
          <InputNumber min={1} max={200} precision={0} value={hall.rows} onChange={(rows) => setHall({ ...hall, rows: rows ?? 1 })} />
        </Labelled>
        <Labelled label={say("aisles")}>
          <Input value={aisles} placeholder={say("aislesHint")} onChange={(event) => setAisles(event.target.value)} />
        </Labelled>
        <Sections hall={hall} onChange={setHall} />
        <Labelled label={say("rostrumName")}>
          <Input value={stage} maxLength={20} onChange={(event) => setStage(event.target.value)} />
        </Labelled>
        <Labelled label={say("rostrumRows")}>
          <Input value={chairs} onChange={(event) => setChairs(event.target.value)} />
        </Labelled>
        <p className="seat-note">{say("totalSeats", { hall: total.toLocaleString("en-US"), rostrum: rostrum.rows.reduce((sum, row) => sum + row, 0) })}</p>
      </div>
    </Drawer>
  )
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label>
      <span>{label}</span>
      {children}
    </label>
  )
}

function Sections({ hall, onChange }: { hall: Hall; onChange: (hall: Hall) => void }) {
  const say = useWords(words)
  const change = (at: number, part: Partial<Hall["sections"][number]>) =>
    onChange({ ...hall, sections: hall.sections.map((section, place) => (place === at ? { ...section, ...part } : section)) })
  return (
    <fieldset>
      <legend>{say("sections")}</legend>
      <div className="section-row is-head" aria-hidden="true">
        <span>{say("sectionName")}</span>
        <span>{say("sectionSeats")}</span>
        <span>{say("sectionEntrance")}</span>
      </div>
      {hall.sections.map((section, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sections have no identity but their place from left to right
        <div className="section-row" key={at}>
          <Input aria-label={say("sectionName")} value={section.name} maxLength={20} onChange={(event) => change(at, { name: event.target.value })} />
          <InputNumber
            aria-label={say("sectionSeats")}
            min={1}
            max={100}
            precision={0}
            style={{ width: "100%" }}
            value={section.seats}
            onChange={(seats) => change(at, { seats: seats ?? 1 })}
          />
          <Input
            aria-label={say("sectionEntrance")}
            value={section.entrance}
            maxLength={20}
            onChange={(event) => change(at, { entrance: event.target.value })}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={say("remove")}
            disabled={hall.sections.length === 1}
            onClick={() => onChange({ ...hall, sections: hall.sections.filter((_, place) => place !== at) })}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <div>
        <Button
          size="small"
          disabled={hall.sections.length >= 12}
          onClick={() => onChange({ ...hall, sections: [...hall.sections, { name: say("unnamedSection"), seats: 10, entrance: "" }] })}
        >
          {say("addSection")}
        </Button>
      </div>
    </fieldset>
  )
}
