/** A decision begins: from a vote that passed, or as somebody writes it. */
import { Button, Input, Select } from "antd"
import { useState } from "react"
import { addDays, dayOf } from "#kernel/dates.ts"
import { meetings } from "#modules/meetings/contract.ts"
import { DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { decisions } from "../contract.ts"
import { words } from "../words.ts"

/** 纪要事项 are usually done in 20 days; each can be set otherwise. */
const usualDays = 20

type Poll = { id: string; title: string; sentence: string | null }

/** Votes that passed and that nobody has taken up yet. */
export function Waiting({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const polls = useRead(decisions.passedPolls, { meetingId })
  const [chosen, choose] = useState<Poll>()
  if (!polls.data || polls.data.length === 0) return null
  return (
    <div className="decision-waiting">
      <Section title={say("fromPoll")} count={polls.data.length}>
        <ul>
          {polls.data.map((poll) => (
            <li key={poll.id}>
              <span className="decision-poll">{poll.title}</span>
              <span className="decision-verdict">{poll.sentence}</span>
              <button type="button" className="quiet-link" onClick={() => choose(poll)}>
                {say("take")}
              </button>
            </li>
          ))}
        </ul>
      </Section>
      {chosen ? <NewDecision key={chosen.id} meetingId={meetingId} poll={chosen} onClose={() => choose(undefined)} /> : null}
    </div>
  )
}

type NewProps = { meetingId: string; poll?: Poll; onClose: () => void }

export function NewDecision({ meetingId, poll, onClose }: NewProps) {
  const say = useWords(words)
  const meeting = useRead(meetings.get, { meetingId })
  const [text, setText] = useState(poll?.title ?? "")
  const [unitId, setUnit] = useState<string>()
  const [day, setDay] = useState<string>()
  const add = useCommand(decisions.add, { onDone: onClose })
  const fromPoll = useCommand(decisions.fromPoll, { onDone: onClose })
  const deadline = day ?? addDays(dayOf(new Date().toISOString(), meeting.data?.zone ?? "Asia/Shanghai"), usualDays)
  const save = () => {
    if (!unitId) return
    if (poll) fromPoll.mutate({ meetingId, pollId: poll.id, text, unitId, deadline })
    else add.mutate({ meetingId, text, unitId, deadline })
  }
  const foot = (
    <>
      <Button disabled={!unitId || text.trim() === ""} loading={add.isPending || fromPoll.isPending} onClick={save}>
        {say("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={say("add")} onClose={onClose} foot={foot}>
      <DecisionFields meetingId={meetingId} written={{ text, unitId, deadline }} onText={setText} onUnit={setUnit} onDay={setDay} />
    </Drawer>
  )
}

type FieldsProps = {
  meetingId: string
  written: { text: string; unitId: string | undefined; deadline: string }
  onText: (text: string) => void
  onUnit: (unitId: string) => void
  onDay: (day: string) => void
}

export function DecisionFields({ meetingId, written, onText, onUnit, onDay }: FieldsProps) {
  const say = useWords(words)
  const units = useRead(decisions.units, { meetingId })
  const noUnits = units.data?.length === 0 ? say("noUnits") : undefined
  return (
    <div className="fields">
      <Field label={say("text")}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} value={written.text} onChange={(event) => onText(event.target.value)} />
      </Field>
      <Field label={say("unit")} note={noUnits}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          style={{ width: "100%" }}
          value={written.unitId}
          options={units.data?.map((unit) => ({ value: unit.id, label: unit.name })) ?? []}
          onChange={onUnit}
        />
      </Field>
      <Field label={say("deadline")}>
        <DayInput value={written.deadline} onChange={onDay} label={say("deadline")} />
      </Field>
    </div>
  )
}
