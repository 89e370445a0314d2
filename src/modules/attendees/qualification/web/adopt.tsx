import { Button, Input, Select } from "antd"
import { useState } from "react"
import { dayOf } from "#kernel/dates.ts"
import { DayInput } from "#modules/meetings/web/dates-fields.tsx"
import { Field } from "#modules/meetings/web/field.tsx"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import type { Report } from "../contract.ts"
import { words } from "../words.ts"

type ReportProps = { meetingId: string; report: Report; onClose: () => void }
/** The committee itself first, then the presidium, then the assembly. */
const order = ["credentials", "presidium", "assembly"]

export function Adopt({ meetingId, report, onClose }: ReportProps) {
  const say = useWords(words)
  const bodies = useRead(attendees.bodies, { meetingId })
  // as they stood when the form was opened: what moves behind it is not adopted unread
  const [standings] = useState(report.structure.standings)
  const [draft, setDraft] = useState({ bodyId: "", on: dayOf(new Date().toISOString(), "Asia/Shanghai"), at: "" })
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const adopt = useCommand(attendees.adoptReport, { onDone: () => tell("ok", say("adopted")) })
  const fitting = (bodies.data ?? [])
    .filter(({ kind, members }) => order.includes(kind) && members > 0)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  const bodyId = draft.bodyId || (fitting[0]?.id ?? "")
  return (
    <Section title={say("adoptTitle")}>
      <div className="fields">
        <Field label={say("adoptBy")}>
          <Select
            aria-label={say("adoptBy")}
            value={bodyId || null}
            options={fitting.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id: string | null) => set({ bodyId: id ?? "" })}
          />
        </Field>
        <Field label={say("adoptOn")}>
          <DayInput value={draft.on} onChange={(on) => set({ on })} />
        </Field>
        <Field label={say("adoptAt")}>
          <Input autoFocus maxLength={60} placeholder={say("adoptAtHint")} value={draft.at} onChange={(event) => set({ at: event.target.value })} />
        </Field>
        <div className="form-foot">
          <Button
            type="primary"
            disabled={bodyId === "" || draft.at.trim() === ""}
            loading={adopt.isPending}
            onClick={() => adopt.mutate({ meetingId, version: report.version, ...draft, bodyId, standings })}
          >
            {say("adopt")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </div>
    </Section>
  )
}

export function Reopen({ meetingId, report, onClose }: ReportProps) {
  const say = useWords(words)
  const [reason, setReason] = useState("")
  const reopen = useCommand(attendees.reopenReport)
  return (
    <Section title={say("reopen")}>
      <div className="fields">
        <Field label={say("reopenReason")}>
          <Input autoFocus maxLength={100} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <div className="form-foot">
          <Button disabled={reason.trim() === ""} loading={reopen.isPending} onClick={() => reopen.mutate({ meetingId, version: report.version, reason })}>
            {say("reopen")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
        </div>
      </div>
    </Section>
  )
}
