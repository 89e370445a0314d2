import { Button, Checkbox, Input, Popconfirm, Select } from "antd"
import { useState } from "react"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Facts, Section } from "#web/ui/page.tsx"
import { type Say as Saying, useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import type { Body } from "../contract.ts"
import { type PresetKey, quorumPresets } from "../rules.ts"
import { words } from "../words.ts"
import { Arithmetic, QuorumFields, type Rule } from "./quorum-fields.tsx"

type BodyProps = { meetingId: string; body: Body }

export function BodyDrawer({ meetingId, body }: BodyProps) {
  const say = useWords(words)
  const { may } = useSession()
  const [editing, setEditing] = useState<"body" | "quorum">()
  const close = () => setEditing(undefined)
  if (editing === "body") return <EditBody meetingId={meetingId} body={body} onClose={close} />
  const edit = (what: "body" | "quorum", grant: string) =>
    may(grant, meetingId) ? (
      <button type="button" className="quiet-link" onClick={() => setEditing(what)}>
        {say("edit")}
      </button>
    ) : undefined
  const n = (value: number) => value.toLocaleString("en-US")
  return (
    <>
      <h2 className="drawer-name">{body.name}</h2>
      <Section title={say("members")} action={edit("body", attendees.editBody.name)}>
        <Facts
          rows={[
            [say("kind"), say(`kind_${body.kind}`)],
            [say("belongs"), originOf(say, body)],
            body.chairs.length > 0 ? [say("chairs"), body.chairs.join("、")] : null,
            [say("members"), n(body.members)],
            [say("voters"), n(body.voters)],
            [say("electors"), n(body.electors)],
            [say("onLeave"), n(body.excused)],
            body.qualified ? [say("unqualified"), n(body.unqualified)] : null,
            body.qualified ? [say("counted"), say("qualified")] : null,
          ]}
        />
      </Section>
      <Section title={say("quorum")} action={editing ? undefined : edit("quorum", attendees.setQuorum.name)}>
        {editing === "quorum" ? (
          <EditQuorum meetingId={meetingId} body={body} onClose={close} />
        ) : (
          <Facts
            rows={[
              [say("due"), <strong key="due">{n(body.due)}</strong>],
              [say("quorum"), <Arithmetic key="quorum" due={body.due} quorum={body.quorum} />],
              [say("basis"), basisOf(say, body.basis)],
            ]}
          />
        )}
      </Section>
    </>
  )
}

function basisOf(say: Saying<typeof words>, basis: string | null): string {
  const known = quorumPresets.find(({ key }) => key === basis)?.key as PresetKey | undefined
  return say(known ? `preset_${known}` : "ownRule")
}

function originOf(say: Saying<typeof words>, { source, byHand, categories, delegation, group }: Body): string {
  if (source) return say("electedLine", { source })
  if (byHand) return say("chosen")
  const place = group ?? delegation
  return place ? say("followsIn", { place, categories: categories.join("、") }) : say("followsLine", { categories: categories.join("、") })
}

function EditQuorum({ meetingId, body, onClose }: BodyProps & { onClose: () => void }) {
  const say = useWords(words)
  const [rule, setRule] = useState<Rule>({ quorum: body.quorum, basis: body.basis })
  const save = useCommand(attendees.setQuorum, { onDone: onClose })
  return (
    <div className="fields">
      <QuorumFields rule={rule} onChange={setRule} />
      <p className="field-hint">
        <Arithmetic due={body.due} quorum={rule.quorum} />
      </p>
      <div className="form-foot">
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate({ meetingId, id: body.id, version: body.version, ...rule })}>
          {say("save")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </div>
  )
}

function EditBody({ meetingId, body, onClose }: BodyProps & { onClose: () => void }) {
  const say = useWords(words)
  const known = useRead(attendees.categories, { meetingId })
  const [draft, setDraft] = useState({ name: body.name, categories: body.categories, qualified: body.qualified })
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const edit = useCommand(attendees.editBody, {
    onDone: ({ name }) => {
      tell("ok", say("saved", { name }))
      onClose()
    },
  })
  const isWhole = draft.name.trim() !== "" && (body.byHand || draft.categories.length > 0)
  return (
    <div className="fields">
      <Field label={say("name")}>
        <Input autoFocus maxLength={40} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      {body.byHand ? null : (
        <Field label={say("categories")}>
          <Select
            aria-label={say("categories")}
            mode="multiple"
            value={draft.categories}
            options={known.data?.map(({ name }) => ({ value: name, label: name })) ?? []}
            onChange={(categories) => set({ categories })}
          />
        </Field>
      )}
      <Checkbox checked={draft.qualified} onChange={(event) => set({ qualified: event.target.checked })}>
        {say("qualified")}
      </Checkbox>
      <p className="field-hint">{say("qualifiedHint")}</p>
      <div className="form-foot">
        <Button
          type="primary"
          disabled={!isWhole}
          loading={edit.isPending}
          onClick={() => edit.mutate({ meetingId, id: body.id, version: body.version, ...draft })}
        >
          {say("save")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </div>
  )
}

export function BodyFoot({ meetingId, body, onGone }: BodyProps & { onGone: () => void }) {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const { name } = body
  const remove = useCommand(attendees.removeBody, {
    onDone: () => {
      tell("ok", say("removed", { name }))
      onGone()
    },
  })
  return (
    <>
      {may(attendees.members.name, meetingId) ? (
        <Button type="primary" onClick={() => go(`/meetings/${meetingId}/bodies/${body.id}`)}>
          {say("openMembers")}
        </Button>
      ) : null}
      {may(attendees.removeBody.name, meetingId) ? (
        <Popconfirm
          title={say("removeSure", { name })}
          okText={say("remove")}
          cancelText={say("cancel")}
          onConfirm={() => remove.mutate({ meetingId, id: body.id })}
        >
          <Button loading={remove.isPending}>{say("remove")}</Button>
        </Popconfirm>
      ) : null}
    </>
  )
}
