import { Checkbox, Input, Select } from "antd"
import { attendees } from "#modules/attendees/contract.ts"
import { ClockInput, DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field, FieldGroup } from "#modules/meetings/web/field.tsx"
import { useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { useWords } from "#web/words.ts"
import { agenda, type Session, SessionKind } from "../contract.ts"
import { words } from "../words.ts"
import type { Draft } from "./draft.ts"

type FieldsProps = { draft: Draft; onChange: (draft: Draft) => void }

export function WhatFields({ draft, onChange }: FieldsProps) {
  const say = useWords(words)
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  return (
    <>
      <Field label={say("title")}>
        <Input maxLength={80} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
      </Field>
      <Field label={say("kind")}>
        <Select
          style={{ width: "100%" }}
          value={draft.kind}
          options={SessionKind.options.map((kind) => ({ value: kind, label: say(kind) }))}
          onChange={(kind) => set({ kind })}
        />
      </Field>
      <Field label={say("day")}>
        <DayInput value={draft.day} onChange={(day) => set({ day })} />
      </Field>
      <FieldGroup label={say("time")}>
        <ClockInput label={say("starts")} value={draft.starts} onChange={(starts) => set({ starts })} />
        <ClockInput label={say("ends")} value={draft.ends} onChange={(ends) => set({ ends })} />
      </FieldGroup>
      <Field label={say("place")}>
        <Input maxLength={80} value={draft.place} onChange={(event) => set({ place: event.target.value })} />
      </Field>
      <Field label={say("chair")}>
        <Input maxLength={40} value={draft.chair} onChange={(event) => set({ chair: event.target.value })} />
      </Field>
    </>
  )
}

type WhoProps = FieldsProps & { meetingId: string; alsoDue: Session["alsoDue"] }

export function WhoFields({ meetingId, draft, onChange, alsoDue }: WhoProps) {
  const say = useWords(words)
  const { may } = useSession()
  const bodies = useRead(agenda.bodies, { meetingId })
  const categories = useRead(attendees.categories, { meetingId }, { enabled: may(attendees.categories.name, meetingId) })
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const dueCount = ({ name, members }: { name: string; members: number }) =>
    members ? say("dueCount", { body: name, count: members.toLocaleString("en-US") }) : name
  const bodyOptions = [{ value: "", label: say("noBody") }, ...(bodies.data ?? []).map((body) => ({ value: body.id, label: dueCount(body) }))]
  const known = categories.data ?? alsoDue
  return (
    <>
      <Field label={say("body")} note={say("bodyNote")}>
        <Select
          style={{ width: "100%" }}
          value={draft.bodyId ?? ""}
          options={bodyOptions}
          onChange={(bodyId) => set({ bodyId: bodyId || null, signIn: draft.signIn && bodyId !== "" })}
        />
      </Field>
      <Field label={say("alsoDue")} note={say("alsoDueNote")}>
        <Select
          mode="multiple"
          style={{ width: "100%" }}
          showSearch={false}
          value={draft.categories}
          options={known.map(({ key, name, count }) => ({ value: key, label: count ? `${name} ${count}` : name }))}
          onChange={(chosen) => set({ categories: chosen })}
        />
      </Field>
      <Field label={say("remark")}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={200} value={draft.remark} onChange={(event) => set({ remark: event.target.value })} />
      </Field>
      <Checkbox checked={draft.signIn} onChange={(event) => set({ signIn: event.target.checked })}>
        {say("signInNote")}
      </Checkbox>
      <Checkbox checked={draft.fixed} onChange={(event) => set({ fixed: event.target.checked })}>
        {say("fixed")}
      </Checkbox>
    </>
  )
}
