import { AutoComplete, Button, Input } from "antd"
import { useState } from "react"
import { addDays, dayOf } from "#kernel/dates.ts"
import { DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field } from "#modules/meetings/web/field.tsx"
import { tasks } from "#modules/tasks/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { rehearsals } from "../contract.ts"
import type { Finding } from "../findings/contract.ts"
import { words } from "../words.ts"

/** Proposed for the day before the session, or today when there is no such day left. */
function proposedDay(sessionDay: string): string {
  const today = dayOf(new Date().toISOString(), "Asia/Shanghai")
  const before = addDays(sessionDay, -1)
  return before > today ? before : today < sessionDay ? today : sessionDay
}

export function MendForm({ finding }: { finding: Finding }) {
  const { may } = useSession()
  const { meetingId, scriptId } = finding
  const script = useRead(rehearsals.script, { meetingId, id: scriptId }).data
  return (
    <>
      {script && may(rehearsals.makeTask.name, meetingId) ? <TaskForm finding={finding} sessionDay={script.day} /> : null}
      {may(rehearsals.settle.name, meetingId) ? <SettleForm finding={finding} /> : null}
    </>
  )
}

function TaskForm({ finding, sessionDay }: { finding: Finding; sessionDay: string }) {
  const say = useWords(words)
  const { meetingId, id } = finding
  const progress = useRead(tasks.progress, { meetingId }).data
  const people = useRead(tasks.people, { meetingId }).data ?? []
  const [draft, setDraft] = useState({ title: finding.text.slice(0, 80), team: "", owner: "", dueOn: proposedDay(sessionDay) })
  const make = useCommand(rehearsals.makeTask)
  const teams = progress?.teams.map(({ name }) => name) ?? []
  const team = draft.team || teams[0] || say("affairs")
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const named = (owner: string) => people.find(({ name }) => name === owner)?.id ?? null
  const mend = () => make.mutate({ meetingId, id, ...draft, team, ownerAccount: named(draft.owner.trim()) })
  return (
    <Section title={say("makeTask")}>
      <div className="fields">
        <Field label={say("task")}>
          <Input.TextArea autoSize maxLength={80} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
        </Field>
        <Field label={say("owner")}>
          <AutoComplete
            style={{ width: "100%" }}
            maxLength={40}
            value={draft.owner}
            showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
            options={[...new Set(people.map(({ name }) => name))].map((value) => ({ value }))}
            onChange={(owner: string) => set({ owner })}
          />
        </Field>
        <Field label={say("team")}>
          <AutoComplete
            style={{ width: "100%" }}
            maxLength={20}
            value={team}
            options={teams.map((value) => ({ value }))}
            onChange={(value: string) => set({ team: value })}
          />
        </Field>
        <Field label={say("dueOn")} note={say("dueNote")}>
          <DayInput label={say("dueOn")} value={draft.dueOn} max={sessionDay} onChange={(dueOn) => set({ dueOn })} />
        </Field>
        <div>
          <Button type="primary" disabled={draft.title.trim() === ""} loading={make.isPending} onClick={mend}>
            {say("makeTask")}
          </Button>
        </div>
      </div>
    </Section>
  )
}

function SettleForm({ finding: { meetingId, id } }: { finding: Finding }) {
  const say = useWords(words)
  const [outcome, setOutcome] = useState("")
  const settle = useCommand(rehearsals.settle)
  return (
    <Section title={say("settleHere")}>
      <div className="settle-form">
        <Input maxLength={200} aria-label={say("outcome")} placeholder={say("outcome")} value={outcome} onChange={(event) => setOutcome(event.target.value)} />
        <Button disabled={outcome.trim() === ""} loading={settle.isPending} onClick={() => settle.mutate({ meetingId, id, outcome })}>
          {say("settled")}
        </Button>
      </div>
    </Section>
  )
}
