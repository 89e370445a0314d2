import { Button, Input, Segmented } from "antd"
import { type FormEvent, useState } from "react"
import { addDays, longDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Meeting, meetings } from "../../contract.ts"
import { DayInput } from "../../web/dates-fields.tsx"
import { Field, FieldGroup } from "../../web/field.tsx"
import { People } from "../contract.ts"
import { words } from "../words.ts"
import "./copy.css"

const labels = { none: "none", people: "withPeople", phones: "withPhones" } as const

/** A year on, on the same weekday, until somebody says otherwise. */
const firstDay = (meeting: Meeting): string => addDays(meeting.startsOn, 364)

export function CopyDrawer({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const say = useWords(words)
  const go = useGo()
  const [startsOn, setStartsOn] = useState(() => firstDay(meeting))
  const [people, setPeople] = useState<People>("none")
  const [typed, setTyped] = useState<string>()
  const preview = useRead(meetings.copyPreview, { meetingId: meeting.id, startsOn, people })
  const copy = useCommand(meetings.copy, {
    onDone: ({ meetingId, name }) => {
      tell("ok", say("copied", { name }))
      go(`/meetings/${meetingId}`)
    },
  })
  const name = typed ?? preview.data?.name ?? ""
  const submit = (event: FormEvent) => {
    event.preventDefault()
    copy.mutate({ meetingId: meeting.id, startsOn, people, name })
  }
  return (
    <Drawer title={say("copyOf", { name: meeting.name })} onClose={onClose}>
      <form className="fields" onSubmit={submit}>
        <Field label={say("opening")}>
          <DayInput value={startsOn} label={say("opening")} onChange={setStartsOn} />
        </Field>
        <Field label={say("name")}>
          <Input required aria-label={say("name")} maxLength={80} value={name} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <FieldGroup label={say("people")} note={people === "none" ? undefined : say("peopleNote")}>
          <Segmented<People>
            aria-label={say("people")}
            value={people}
            options={People.options.map((value) => ({ value, label: say(labels[value]) }))}
            onChange={setPeople}
          />
        </FieldGroup>
        {preview.error ? <p className="field-note is-wrong">{preview.error.message}</p> : null}
        {preview.data ? <Comes preview={preview.data} /> : null}
        <div className="new-foot">
          <Button type="primary" htmlType="submit" loading={copy.isPending} disabled={!name.trim() || Boolean(preview.error)}>
            {say("make")}
          </Button>
        </div>
      </form>
    </Drawer>
  )
}

type Preview = { arrivesOn: string; startsOn: string; endsOn: string; departsOn: string; days: number; rest: string | null; said: string[] }

function Comes({ preview: { arrivesOn, startsOn, endsOn, departsOn, days, rest, said } }: { preview: Preview }) {
  const say = useWords(words)
  const locale = useLocale()
  const day = (one: string) => longDay(one, locale)
  const dates = { arrives: day(arrivesOn), starts: day(startsOn), ends: day(endsOn), departs: day(departsOn) }
  const off = rest === null ? null : say(rest ? "onRest" : "onWeekend", { day: day(startsOn), rest })
  return (
    <div className="copy-comes" role="status">
      <p>{say(arrivesOn === departsOn ? "oneDay" : "dates", dates)}</p>
      {off ? <p className="field-note is-wrong">{off}</p> : null}
      <h3>{say("comes")}</h3>
      <ul>
        {said.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li>{say("shifted", { days })}</li>
      </ul>
      <p className="field-note">{say("never")}</p>
    </div>
  )
}
