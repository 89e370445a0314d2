import { Button, Checkbox, Input, Popconfirm, Select } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import { type Field, FieldKind } from "../fields/contract.ts"
import { words } from "../groups/words.ts"
import { words as common } from "../words.ts"

const choicesIn = (typed: string): string[] =>
  typed
    .split(/[、,，;；]/)
    .map((one) => one.trim())
    .filter(Boolean)

export function Fields({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const { may } = useSession()
  const fields = useRead(attendees.fields, { meetingId })
  const all = fields.data ?? []
  return (
    <Section title={say("fields")} count={all.length} note={say("fieldsNote")}>
      {fields.data && all.length === 0 ? <p className="rows-quiet">{say("noFields")}</p> : null}
      {all.map((field) => (
        <FieldLine key={field.id} meetingId={meetingId} field={field} />
      ))}
      {may(attendees.addField.name, meetingId) ? <NewField key={all.length} meetingId={meetingId} /> : null}
    </Section>
  )
}

function FieldLine({ meetingId, field }: { meetingId: string; field: Field }) {
  const say = useWords(words)
  const own = useWords(common)
  const { may } = useSession()
  const [isEditing, setEditing] = useState(false)
  const remove = useCommand(attendees.removeField)
  const { id, name, kind, choices, sensitive, held } = field
  if (isEditing) return <EditField meetingId={meetingId} field={field} onClose={() => setEditing(false)} />
  return (
    <div className="line delegation-line">
      <span className="line-grow">
        {name}
        <small>{[say(`kind_${kind}`), choices.join("、"), sensitive && say("sensitive")].filter(Boolean).join("，")}</small>
      </span>
      <span className="rows-quiet">{say("held", { count: held })}</span>
      {may(attendees.editField.name, meetingId) ? (
        <button type="button" className="quiet-link" onClick={() => setEditing(true)}>
          {own("edit")}
        </button>
      ) : null}
      {may(attendees.removeField.name, meetingId) ? (
        <Popconfirm
          title={say("removeFieldSure", { count: held })}
          okText={say("confirm")}
          cancelText={own("cancel")}
          onConfirm={() => remove.mutate({ meetingId, id })}
        >
          <button type="button" className="quiet-link">
            {own("remove")}
          </button>
        </Popconfirm>
      ) : null}
    </div>
  )
}

function EditField({ meetingId, field: { id, name: was, kind, choices }, onClose }: { meetingId: string; field: Field; onClose: () => void }) {
  const say = useWords(words)
  const own = useWords(common)
  const [name, setName] = useState(was)
  const [typed, setTyped] = useState(choices.join("、"))
  const edit = useCommand(attendees.editField, { onDone: onClose })
  return (
    <div className="line">
      <Input autoFocus className="delegations-new" aria-label={say("newField")} maxLength={20} value={name} onChange={(event) => setName(event.target.value)} />
      {kind === "choice" ? (
        <Input aria-label={say("choices")} placeholder={say("choices")} value={typed} onChange={(event) => setTyped(event.target.value)} />
      ) : null}
      <Button
        type="primary"
        disabled={name.trim() === ""}
        loading={edit.isPending}
        onClick={() => edit.mutate({ meetingId, id, name, choices: choicesIn(typed) })}
      >
        {own("save")}
      </Button>
      <Button onClick={onClose}>{own("cancel")}</Button>
    </div>
  )
}

function NewField({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const [name, setName] = useState("")
  const [kind, setKind] = useState<FieldKind>("text")
  const [typed, setTyped] = useState("")
  const [sensitive, setSensitive] = useState(false)
  const [purpose, setPurpose] = useState("")
  const add = useCommand(attendees.addField)
  const isReady = name.trim() !== "" && (!sensitive || purpose.trim() !== "") && (kind !== "choice" || choicesIn(typed).length > 0)
  const send = () => isReady && add.mutate({ meetingId, name, kind, choices: choicesIn(typed), sensitive, ...(sensitive ? { purpose } : {}) })
  return (
    <div className="line">
      <Input
        className="delegations-new"
        aria-label={say("newField")}
        placeholder={say("newField")}
        maxLength={20}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={send}
      />
      <Select
        aria-label={say("kind")}
        className="groups-by"
        value={kind}
        options={FieldKind.options.map((value) => ({ value, label: say(`kind_${value}`) }))}
        onChange={setKind}
      />
      {kind === "choice" ? (
        <Input aria-label={say("choices")} placeholder={say("choices")} value={typed} onChange={(event) => setTyped(event.target.value)} />
      ) : null}
      <Checkbox checked={sensitive} onChange={(event) => setSensitive(event.target.checked)}>
        <span className="fields-sensitive" title={say("sensitiveHint")}>
          {say("sensitive")}
        </span>
      </Checkbox>
      {sensitive ? (
        <Input aria-label={say("purpose")} placeholder={say("purpose")} maxLength={100} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
      ) : null}
      <Button disabled={!isReady} loading={add.isPending} onClick={send}>
        {say("addField")}
      </Button>
    </div>
  )
}
