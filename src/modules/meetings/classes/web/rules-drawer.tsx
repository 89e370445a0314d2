import { Button, Input, InputNumber } from "antd"
import { type FormEvent, useState } from "react"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { Field, FieldGroup } from "../../web/field.tsx"
import { Class, type ClassRuleText, Limited } from "../contract.ts"
import { words } from "../words.ts"

type Seen = { id: string; version: number }
/** `seen` null: new ones. */
type RulesDrawerProps = { seen: Seen | null; text: ClassRuleText; onClose: () => void }

export function RulesDrawer({ seen, text: { source, validFrom, validTo, limits, clauses }, onClose }: RulesDrawerProps) {
  const say = useWords(words)
  const [text, setText] = useState<ClassRuleText>({ source, validFrom, validTo, limits, clauses })
  const onDone = () => {
    tell("ok", say("saved"))
    onClose()
  }
  const add = useCommand(meetings.addClassRules, { onDone })
  const edit = useCommand(meetings.editClassRules, { onDone })
  const set = (change: Partial<ClassRuleText>) => setText({ ...text, ...change })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (seen) edit.mutate({ ...seen, ...text })
    else add.mutate(text)
  }
  return (
    <Drawer title={say(seen ? "editTitle" : "add")} onClose={onClose}>
      <form className="fields" onSubmit={submit}>
        <Field label={say("source")}>
          <Input.TextArea
            autoFocus
            required
            autoSize={{ minRows: 2 }}
            maxLength={200}
            placeholder={say("sourceHint")}
            value={text.source}
            onChange={(event) => set({ source: event.target.value })}
          />
        </Field>
        <Field label={say("validFrom")}>
          <Input type="date" required value={text.validFrom} onChange={(event) => set({ validFrom: event.target.value })} />
        </Field>
        <Field label={say("validTo")} note={say("validToNote")}>
          <Input type="date" value={text.validTo ?? ""} onChange={(event) => set({ validTo: event.target.value || null })} />
        </Field>
        {Class.options.map((one) => (
          <FieldGroup key={one} label={say(`class.${one}`)} note={one === "4" ? say("emptyNote") : undefined}>
            {Limited.options.map((what) => (
              <Limit
                key={what}
                label={`${say(`class.${one}`)} ${say(what)}`}
                what={what}
                value={text.limits[one][what]}
                onChange={(value) => set({ limits: { ...text.limits, [one]: { ...text.limits[one], [what]: value } } })}
              />
            ))}
          </FieldGroup>
        ))}
        {Limited.options.map((what) => (
          <Field key={what} label={say("clause")} note={say("clauseOf", { what: say(what) })}>
            <Input maxLength={40} value={text.clauses[what]} onChange={(event) => set({ clauses: { ...text.clauses, [what]: event.target.value } })} />
          </Field>
        ))}
        <div className="new-foot">
          <Button type="primary" htmlType="submit" loading={add.isPending || edit.isPending} disabled={!text.source.trim() || !text.validFrom}>
            {say("save")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </form>
    </Drawer>
  )
}

const most = { people: 100_000, days: 60, travelDays: 30 } as const

type LimitProps = { label: string; what: Limited; value: number | null; onChange: (value: number | null) => void }
function Limit({ label, what, value, onChange }: LimitProps) {
  const say = useWords(words)
  return (
    <span className="classes-limit">
      <span aria-hidden="true">{say(what)}</span>
      <InputNumber
        aria-label={label}
        style={{ width: 88 }}
        min={1}
        max={most[what]}
        precision={0}
        value={value}
        placeholder={say("asApproved")}
        onChange={onChange}
      />
    </span>
  )
}
