import { Button, Input } from "antd"
import { useState } from "react"
import { dayOf, officeZone } from "#kernel/dates.ts"
import { DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Overtaken, useDraft } from "#web/ui/draft.tsx"
import { Drawer } from "#web/ui/drawer.tsx"
import { Section } from "#web/ui/page.tsx"
import { useSafely } from "#web/unsaved.ts"
import { useWords } from "#web/words.ts"
import { tasks } from "../contract.ts"
import type { Matter, MatterKind } from "../ledgers/contract.ts"
import { words as ledgerWords } from "../ledgers/words.ts"
import { words } from "../words.ts"

type DrawerProps = { meetingId: string; kind: MatterKind; matter: Matter | undefined; position: { n: number; total: number }; onClose: () => void }

export function MatterDrawer({ meetingId, kind, matter, position, onClose }: DrawerProps) {
  const say = useWords(words)
  const sayLedger = useWords(ledgerWords)
  const { may } = useSession()
  const safely = useSafely()
  const { base, draft, setDraft, keep, renew } = useDraft(matter, (from) => {
    const { title = "", owner = "", measure = "", dueOn = dayOf(new Date().toISOString(), officeZone) } = from ?? {}
    return { title, owner, measure, dueOn }
  })
  const add = useCommand(tasks.addMatter, { onDone: onClose })
  const edit = useCommand(tasks.editMatter, { onDone: keep })
  const isComplete = [draft.title, draft.owner, draft.measure].every((text) => text.trim() !== "")
  const mayWrite = may(matter ? tasks.editMatter.name : tasks.addMatter.name, meetingId) && !matter?.closedAt
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const save = () => (base ? edit.mutate({ meetingId, id: base.id, version: base.version, ...draft }) : add.mutate({ meetingId, kind, ...draft }))
  const foot = mayWrite ? (
    <>
      <Button disabled={!isComplete} loading={add.isPending || edit.isPending} onClick={save}>
        {say("save")}
      </Button>
      {matter ? null : <Button onClick={() => safely(onClose)}>{say("cancel")}</Button>}
    </>
  ) : null
  return (
    <Drawer title={matter ? say("position", position) : sayLedger("addMatter")} onClose={() => safely(onClose)} foot={foot}>
      <Overtaken renew={renew} />
      {matter ? <h2 className="task-name">{matter.title}</h2> : null}
      {matter ? <Outcome matter={matter} /> : null}
      <Section title={sayLedger(`ledger.${kind}`)}>
        <div className="fields">
          <Field label={sayLedger("matter")}>
            <Input.TextArea autoSize disabled={!mayWrite} maxLength={120} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
          </Field>
          <Field label={say("owner")}>
            <Input disabled={!mayWrite} maxLength={40} value={draft.owner} onChange={(event) => set({ owner: event.target.value })} />
          </Field>
          <Field label={sayLedger("measure")}>
            <Input.TextArea autoSize disabled={!mayWrite} maxLength={400} value={draft.measure} onChange={(event) => set({ measure: event.target.value })} />
          </Field>
          <Field label={say("dueOn")}>
            <DayInput value={draft.dueOn} onChange={(dueOn) => set({ dueOn })} />
          </Field>
        </div>
      </Section>
    </Drawer>
  )
}

/** Closed only with what came of it. */
function Outcome({ matter }: { matter: Matter }) {
  const sayLedger = useWords(ledgerWords)
  const { may } = useSession()
  const [outcome, setOutcome] = useState("")
  const { meetingId, id, version } = matter
  const close = useCommand(tasks.closeMatter)
  const reopen = useCommand(tasks.reopenMatter)
  if (matter.closedAt)
    return (
      <Section title={sayLedger("outcome")}>
        <p>{matter.outcome}</p>
        {may(tasks.reopenMatter.name, meetingId) ? (
          <Button loading={reopen.isPending} onClick={() => reopen.mutate({ meetingId, id, version })}>
            {sayLedger("reopenMatter")}
          </Button>
        ) : null}
      </Section>
    )
  if (!may(tasks.closeMatter.name, meetingId)) return null
  return (
    <Section title={sayLedger("outcome")}>
      <div className="task-done">
        <Input.TextArea autoSize maxLength={400} aria-label={sayLedger("outcome")} value={outcome} onChange={(event) => setOutcome(event.target.value)} />
        <Button type="primary" disabled={outcome.trim() === ""} loading={close.isPending} onClick={() => close.mutate({ meetingId, id, version, outcome })}>
          {sayLedger("closeMatter")}
        </Button>
      </div>
    </Section>
  )
}
