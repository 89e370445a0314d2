/** 会议要素: what is to be confirmed, why and how large the meeting is, and who prepares it. */
import { Button, Input, InputNumber, Segmented, Select } from "antd"
import { longDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Overtaken, useDraft } from "#web/ui/draft.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { Class } from "../../classes/contract.ts"
import { meetings } from "../../contract.ts"
import { useUndo } from "../../doings/web/use-undo.ts"
import { Field, FieldGroup } from "../../web/field.tsx"
import { Form, type Profile, type ProfileText, Size } from "../contract.ts"
import { words } from "../words.ts"
import { Teams } from "./teams.tsx"
import "./profile.css"

export function Page({ meetingId }: PageProps) {
  const read = useRead(meetings.profile, { meetingId })
  if (!read.data) return read.error ? <Problem error={read.error} again={() => void read.refetch()} /> : <Busy />
  return <Sheet key={meetingId} found={read.data} />
}

function Sheet({ found }: { found: Profile }) {
  const say = useWords(words)
  const { may } = useSession()
  const { base, draft: text, setDraft: write, keep, isDirty, renew } = useDraft(found, (one) => one.text, { inDrawer: false })
  const undoOf = useUndo(found.meetingId)
  const edit = useCommand(meetings.editProfile, {
    onDone: (done) => {
      keep(done)
      tell("ok", say("saved"), undoOf(done))
    },
  })
  const set = (change: Partial<ProfileText>) => write({ ...text, ...change })
  const mayEdit = may(meetings.editProfile.name, found.meetingId)
  const save = () => edit.mutate({ meetingId: found.meetingId, version: base.version, text })
  return (
    <>
      <PageHead
        title={say("profile")}
        facts={isDirty ? <span>{say("unsaved")}</span> : null}
        actions={
          mayEdit ? (
            <Button type="primary" disabled={!isDirty} loading={edit.isPending} onClick={save}>
              {say("save")}
            </Button>
          ) : null
        }
      />
      <Overtaken renew={renew} />
      <Unconfirmed found={found} isDirty={isDirty} />
      <div className="about-columns">
        <Why text={text} set={set} />
        <Scale found={found} text={text} set={set} />
      </div>
      <Teams teams={text.teams} onChange={(teams) => set({ teams })} />
    </>
  )
}

function Unconfirmed({ found: { meetingId, unconfirmed }, isDirty }: { found: Profile; isDirty: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  const undoOf = useUndo(meetingId)
  const confirm = useCommand(meetings.confirmVariables, {
    onDone: (done) => tell("ok", say("confirmed", { count: unconfirmed.length - done.unconfirmed.length }), undoOf(done)),
  })
  if (unconfirmed.length === 0) return null
  const isOff = isDirty || confirm.isPending || !may(meetings.confirmVariables.name, meetingId)
  const send = (keys: string[]) => confirm.mutate({ meetingId, keys })
  return (
    <Section
      title={say("toConfirm")}
      count={unconfirmed.length}
      note={say("toConfirmNote")}
      action={
        <Button disabled={isOff} onClick={() => send(unconfirmed.map(({ key }) => key))}>
          {say("confirmAll")}
        </Button>
      }
    >
      <ul className="profile-open">
        {unconfirmed.map(({ key, name }) => (
          <li key={key}>
            {name}
            <button type="button" className="quiet-link" disabled={isOff} aria-label={`${say("confirm")} ${name}`} onClick={() => send([key])}>
              {say("confirm")}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type PartProps = { text: ProfileText; set: (change: Partial<ProfileText>) => void }

function Why({ text, set }: PartProps) {
  const say = useWords(words)
  return (
    <Section title={say("why")}>
      <div className="fields">
        {(["purpose", "intent"] as const).map((key) => (
          <Field key={key} label={say(key)}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} value={text[key]} onChange={(event) => set({ [key]: event.target.value })} />
          </Field>
        ))}
        {(["organiser", "coOrganiser"] as const).map((key) => (
          <Field key={key} label={say(key)}>
            <Input maxLength={key === "organiser" ? 80 : 200} value={text[key]} onChange={(event) => set({ [key]: event.target.value })} />
          </Field>
        ))}
      </div>
    </Section>
  )
}

function Scale({ found, text, set }: PartProps & { found: Profile }) {
  const say = useWords(words)
  const locale = useLocale()
  const { source = "", validFrom = "" } = found.rule ?? {}
  const basis = found.rule ? say("classNote", { source, day: longDay(validFrom, locale) }) : say("noRule")
  const told = found.exceeded.map((one) => say(`exceeded.${one.what}`, { ...one, source })).join(say("semicolon"))
  const classes = [{ value: "", label: say("class.0") }, ...Class.options.map((value) => ({ value: value as string, label: say(`class.${value}`) }))]
  return (
    <Section title={say("scale")}>
      <div className="fields">
        <Field label={say("kind")}>
          <Input maxLength={40} value={text.kind} onChange={(event) => set({ kind: event.target.value })} />
        </Field>
        <FieldGroup label={say("size")}>
          <Segmented value={text.size} options={Size.options.map((value) => ({ value, label: say(`size.${value}`) }))} onChange={(size) => set({ size })} />
        </FieldGroup>
        <FieldGroup label={say("form")}>
          <Segmented value={text.form} options={Form.options.map((value) => ({ value, label: say(`form.${value}`) }))} onChange={(form) => set({ form })} />
        </FieldGroup>
        <Field label={say("class")} note={told || basis} tone={told ? "wrong" : undefined}>
          <Select
            style={{ width: 152 }}
            aria-label={say("class")}
            value={text.class ?? ""}
            options={classes}
            onChange={(chosen) => set({ class: Class.safeParse(chosen).data ?? null })}
          />
        </Field>
        <Planned text={text} set={set} />
      </div>
    </Section>
  )
}

function Planned({ text: { planned }, set }: PartProps) {
  const say = useWords(words)
  const change = (name: string, count: number) => set({ planned: planned.map((one) => (one.name === name ? { name, count } : one)) })
  return (
    <FieldGroup label={say("planned")} note={say("plannedSum", { total: planned.reduce((sum, { count }) => sum + count, 0) })}>
      {planned.map(({ name, count }) => (
        <InputNumber
          key={name}
          style={{ width: 176 }}
          aria-label={name}
          min={0}
          max={1_000_000}
          precision={0}
          prefix={name}
          value={count}
          onChange={(value) => change(name, value ?? 0)}
        />
      ))}
    </FieldGroup>
  )
}
