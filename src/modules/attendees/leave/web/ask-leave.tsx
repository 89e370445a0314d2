import { Button, Input, Select } from "antd"
import { useState } from "react"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { type Chosen, PeopleChoice } from "../../bodies/web/people-choice.tsx"
import { attendees } from "../../contract.ts"
import { AskedFor, type Leave } from "../contract.ts"
import { words } from "../words.ts"

export function AskLeave({ meetingId, onClose, onAsked }: { meetingId: string; onClose: () => void; onAsked: (leave: Leave) => void }) {
  const say = useWords(words)
  const sessions = useRead(attendees.leaveSessions, { meetingId })
  const [who, setWho] = useState<Chosen[]>([])
  const [draft, setDraft] = useState({ reason: "", fromSessionId: "", untilSessionId: "", askedFor: "office" as Leave["askedFor"] })
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const ask = useCommand(attendees.askLeave, {
    onDone: (leave) => {
      tell("ok", say("saved", { name: leave.name }))
      onAsked(leave)
    },
  })
  const person = who[0]
  const send = () => {
    const { fromSessionId, untilSessionId, ...rest } = draft
    if (person) ask.mutate({ ...rest, meetingId, attendeeId: person.value, fromSessionId: fromSessionId || null, untilSessionId: untilSessionId || null })
  }
  const choice = (none: string) => [{ value: "", label: none }, ...(sessions.data ?? []).map(({ id, title }) => ({ value: id, label: title }))]
  const foot = (
    <>
      <Button type="primary" disabled={!person || draft.reason.trim() === ""} loading={ask.isPending} onClick={send}>
        {say("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={say("askTitle")} onClose={onClose} foot={foot}>
      <div className="fields">
        <Field label={say("person")}>
          <PeopleChoice single meetingId={meetingId} label={say("person")} placeholder={say("personHint")} chosen={who} onChange={setWho} />
        </Field>
        <Field label={say("reason")}>
          <Input maxLength={100} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />
        </Field>
        <Field label={say("from")}>
          <Select
            aria-label={say("from")}
            value={draft.fromSessionId}
            options={choice(say("beginning"))}
            onChange={(fromSessionId) => set({ fromSessionId })}
          />
        </Field>
        <Field label={say("until")}>
          <Select aria-label={say("until")} value={draft.untilSessionId} options={choice(say("end"))} onChange={(untilSessionId) => set({ untilSessionId })} />
        </Field>
        <Field label={say("askedFor")}>
          <Select
            aria-label={say("askedFor")}
            value={draft.askedFor}
            options={AskedFor.options.map((value) => ({ value, label: say(`askedFor_${value}`) }))}
            onChange={(askedFor) => set({ askedFor })}
          />
        </Field>
      </div>
    </Drawer>
  )
}
