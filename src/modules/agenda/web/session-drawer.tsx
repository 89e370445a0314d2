import { Button, Checkbox, Input, Select } from "antd"
import { useState } from "react"
import type { Meeting } from "#modules/meetings/contract.ts"
import { ClockInput, DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field, FieldGroup } from "#modules/meetings/web/field.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { agenda, type Session, SessionKind } from "../contract.ts"
import { words } from "../words.ts"

type Draft = Pick<Session, "kind" | "title" | "day" | "starts" | "ends" | "place" | "chair" | "bodyId" | "signIn"> & { fixed: boolean }
type DrawerProps = {
  meeting: Meeting
  session: Session | undefined
  position: { n: number; total: number }
  onRemoved: (session: Session) => void
  onClose: () => void
  onUp?: () => void
  onDown?: () => void
}

function draftOf(session: Session | undefined, meeting: Meeting): Draft {
  if (!session)
    return {
      kind: "work",
      title: "",
      day: meeting.startsOn,
      starts: "14:30",
      ends: "16:00",
      place: meeting.hall,
      chair: "",
      bodyId: null,
      signIn: false,
      fixed: false,
    }
  const { kind, title, day, starts, ends, place, chair, bodyId, signIn, anchor } = session
  return { kind, title, day, starts, ends, place, chair, bodyId, signIn, fixed: anchor === null }
}

export function SessionDrawer({ meeting, session, position, onRemoved, onClose, onUp, onDown }: DrawerProps) {
  const say = useWords(words)
  const { may } = useSession()
  const meetingId = meeting.id
  const [draft, setDraft] = useState(() => draftOf(session, meeting))
  const add = useCommand(agenda.add, { onDone: onClose })
  const edit = useCommand(agenda.edit)
  const remove = useCommand(agenda.remove, {
    onDone: (gone) => {
      onRemoved(gone)
      onClose()
    },
  })
  const save = () => (session ? edit.mutate({ meetingId, id: session.id, version: session.version, ...draft }) : add.mutate({ meetingId, ...draft }))
  const foot = may(session ? agenda.edit.name : agenda.add.name, meetingId) ? (
    <>
      <Button disabled={draft.title.trim() === ""} loading={add.isPending || edit.isPending} onClick={save}>
        {say("save")}
      </Button>
      {session ? (
        <Button style={{ marginLeft: "auto" }} loading={remove.isPending} onClick={() => remove.mutate({ meetingId, id: session.id })}>
          {say("remove")}
        </Button>
      ) : (
        <Button onClick={onClose}>{say("cancel")}</Button>
      )}
    </>
  ) : null
  return (
    <Drawer title={session ? say("position", position) : say("add")} onClose={onClose} onUp={onUp} onDown={onDown} foot={foot}>
      {session ? <h2 className="session-name">{session.title}</h2> : null}
      {session?.clashes.map((other) => (
        <State key={other} kind="wrong">
          {say("clash", { other })}
        </State>
      ))}
      <div className="fields">
        <WhatFields draft={draft} onChange={setDraft} />
        <WhoFields meetingId={meetingId} draft={draft} onChange={setDraft} />
      </div>
    </Drawer>
  )
}

type FieldsProps = { draft: Draft; onChange: (draft: Draft) => void }

function WhatFields({ draft, onChange }: FieldsProps) {
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
    </>
  )
}

function WhoFields({ meetingId, draft, onChange }: FieldsProps & { meetingId: string }) {
  const say = useWords(words)
  const bodies = useRead(agenda.bodies, { meetingId })
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const options = [{ value: "", label: say("noBody") }, ...(bodies.data ?? []).map((body) => ({ value: body.id, label: body.name }))]
  return (
    <>
      <Field label={say("chair")}>
        <Input maxLength={40} value={draft.chair} onChange={(event) => set({ chair: event.target.value })} />
      </Field>
      <Field label={say("body")}>
        <Select
          style={{ width: "100%" }}
          value={draft.bodyId ?? ""}
          options={options}
          onChange={(bodyId) => set({ bodyId: bodyId || null, signIn: draft.signIn && bodyId !== "" })}
        />
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
