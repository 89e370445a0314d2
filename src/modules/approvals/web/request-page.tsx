/** 呈批件: written, its way chosen, sent; or changed after it came back. */
import { Button, Input, Select } from "antd"
import { type ReactNode, useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { Go, useGo } from "#web/nav.tsx"
import { useMeetingNames, useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Busy, PageHead, Problem } from "#web/ui/page.tsx"
import type { Uploaded } from "#web/ui/upload.tsx"
import { useWords } from "#web/words.ts"
import { type Approval, approvals } from "../contract.ts"
import { words } from "../words.ts"
import { FileField } from "./file-field.tsx"
import { ChooseSteps, type Chosen, isChosen } from "./people.tsx"
import "./approvals.css"

export function Page() {
  const asked = new URLSearchParams(globalThis.location?.search)
  const change = asked.get("change")
  const read = useRead(approvals.get, { id: change ?? "" }, { enabled: change !== null })
  if (change === null) return <Write meetingId={asked.get("meeting")} />
  if (!read.data) return read.error ? <Problem error={read.error} /> : <Busy />
  return <Change approval={read.data} />
}

export function Field({ label, note, children }: { label: string; note?: ReactNode; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control stands inside, as children
    <label className="approval-field">
      <span>{label}</span>
      {children}
      {note ? <small>{note}</small> : null}
    </label>
  )
}

type Text = { title: string; body: string; files: Uploaded[] }

function TextFields({ text, onChange }: { text: Text; onChange: (text: Text) => void }) {
  const say = useWords(words)
  return (
    <>
      <Field label={say("title")}>
        <Input value={text.title} maxLength={200} onChange={(event) => onChange({ ...text, title: event.target.value })} />
      </Field>
      <Field label={say("body")}>
        <Input.TextArea
          autoSize={{ minRows: 6, maxRows: 24 }}
          maxLength={20_000}
          placeholder={say("bodyHint")}
          value={text.body}
          onChange={(event) => onChange({ ...text, body: event.target.value })}
        />
      </Field>
      <FileField files={text.files} onChange={(files) => onChange({ ...text, files })} />
    </>
  )
}

const openIt = ({ id }: Approval) => `/approvals?box=mine&open=${id}`

function Write({ meetingId: first }: { meetingId: string | null }) {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const names = useMeetingNames()
  const choices = useRead(approvals.choices, {})
  const [text, setText] = useState<Text>({ title: "", body: "", files: [] })
  const [meetingId, setMeeting] = useState(first ?? "")
  const [flowId, setFlow] = useState<string>()
  const [chosen, setChosen] = useState<Chosen>([])
  const send = useCommand(approvals.request, {
    onDone: (made) => {
      tell("ok", say("sent"))
      go(openIt(made))
    },
  })
  if (!choices.data) return choices.error ? <Problem error={choices.error} /> : <Busy />
  const flows = choices.data.flows.filter(({ kind }) => kind === "request")
  const flow = flows.find(({ id }) => id === flowId) ?? flows[0]
  const wheres = [
    ...(may(approvals.request.name) ? [{ value: "", label: say("house") }] : []),
    ...names.filter(({ id }) => may(approvals.request.name, id)).map(({ id, name }) => ({ value: id, label: name })),
  ]
  const where = wheres.some(({ value }) => value === meetingId) ? meetingId : (wheres[0]?.value ?? "")
  const fileIds = text.files.map(({ id }) => id)
  return (
    <div className="page approvals-form">
      <PageHead title={say("newRequest")} />
      <TextFields text={text} onChange={setText} />
      <Field label={say("where")}>
        <Select aria-label={say("where")} value={where} options={wheres} onChange={setMeeting} showSearch={{ optionFilterProp: "label" }} />
      </Field>
      <Field label={say("chooseFlow")} note={flow?.source}>
        <Select aria-label={say("chooseFlow")} value={flow?.id} options={flows.map(({ id, name }) => ({ value: id, label: name }))} onChange={setFlow} />
      </Field>
      {flow ? <ChooseSteps flow={flow} chosen={chosen} onChange={setChosen} /> : null}
      <div className="form-foot">
        <Button
          type="primary"
          disabled={text.title.trim() === "" || !flow || !isChosen(flow, chosen)}
          loading={send.isPending}
          onClick={() => flow && send.mutate({ title: text.title, body: text.body, fileIds, meetingId: where || null, flowId: flow.id, chosen })}
        >
          {say("send")}
        </Button>
        <Go className="quiet-link" to="/approvals">
          {say("back")}
        </Go>
      </div>
    </div>
  )
}

function Change({ approval }: { approval: Approval }) {
  const say = useWords(words)
  const go = useGo()
  const last = approval.rounds.at(-1)
  const why = approval.acts.findLast((act) => act.kind === "returned")
  const [text, setText] = useState<Text>({ title: approval.subject.title, body: last?.body ?? "", files: last?.files ?? [] })
  const [note, setNote] = useState("")
  const send = useCommand(approvals.resubmit, {
    onDone: (made) => {
      tell("ok", say("sent"))
      go(openIt(made))
    },
  })
  const fileIds = text.files.map(({ id }) => id)
  return (
    <div className="page approvals-form">
      <PageHead title={say("changeRequest")} facts={say("round", { n: approval.round + 1 })} />
      {why ? (
        <p className="approval-why">
          <strong>{why.by}</strong> {why.opinion}
        </p>
      ) : null}
      <TextFields text={text} onChange={setText} />
      <Field label={say("changed")}>
        <Input.TextArea
          autoSize={{ minRows: 2 }}
          maxLength={500}
          placeholder={say("changedHint")}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <div className="form-foot">
        <Button
          type="primary"
          disabled={text.title.trim() === "" || note.trim() === ""}
          loading={send.isPending}
          onClick={() => send.mutate({ id: approval.id, version: approval.version, title: text.title, body: text.body, fileIds, note, chosen: [] })}
        >
          {say("send")}
        </Button>
        <Go className="quiet-link" to="/approvals?box=mine">
          {say("back")}
        </Go>
      </div>
    </div>
  )
}
