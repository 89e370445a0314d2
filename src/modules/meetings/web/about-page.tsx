import { Button, Segmented } from "antd"
import type { FormEvent } from "react"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Overtaken, useDraft } from "#web/ui/draft.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Meeting, meetings, type Phase } from "../contract.ts"
import { CopyButton } from "../copy/web/copy-button.tsx"
import { useUndo } from "../doings/web/use-undo.ts"
import { words } from "../words.ts"
import { BelongingSection, useMayPlace } from "./belonging.tsx"
import { type Details, DetailsFields, isComplete } from "./details-fields.tsx"
import { MoveDates } from "./move-dates.tsx"
import "./meetings.css"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const meeting = useRead(meetings.get, { meetingId })
  const { may } = useSession()
  const mayPlace = useMayPlace() && may(meetings.place.name, meetingId)
  if (!meeting.data) return meeting.error ? <Problem error={meeting.error} again={meeting.refetch} /> : <Busy />
  return (
    <>
      <PageHead title={say("about")} actions={<CopyButton meeting={meeting.data} />} />
      <div className="about-columns">
        <DetailsForm key={`details ${meetingId}`} meeting={meeting.data} />
        <div>
          <MoveDates key={`dates ${meetingId}`} meeting={meeting.data} />
          <PhaseChoice meeting={meeting.data} />
          {mayPlace ? <BelongingSection key={`place ${meeting.data.version}`} meeting={meeting.data} /> : null}
        </div>
      </div>
    </>
  )
}

const detailsOf = ({ name, theme, host, secrecy }: Meeting): Details => ({ name, theme, host, secrecy })

function DetailsForm({ meeting }: { meeting: Meeting }) {
  const say = useWords(words)
  const { base, draft: details, setDraft: setDetails, keep, isDirty, renew } = useDraft(meeting, detailsOf, { inDrawer: false })
  const undoOf = useUndo(meeting.id)
  const update = useCommand(meetings.update, {
    onDone: (done) => {
      keep(done)
      tell("ok", say("saved"), undoOf(done))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    update.mutate({ meetingId: meeting.id, version: base.version, ...details })
  }
  return (
    <Section title={say("what")}>
      <Overtaken renew={renew} />
      <form className="fields" onSubmit={submit}>
        <DetailsFields details={details} onChange={setDetails} />
        <div className="new-foot">
          <Button type="primary" htmlType="submit" loading={update.isPending} disabled={!isDirty || !isComplete(details)}>
            {say("save")}
          </Button>
        </div>
      </form>
    </Section>
  )
}

const phases: readonly Phase[] = ["prepare", "arrive", "hold", "after"]

function PhaseChoice({ meeting }: { meeting: Meeting }) {
  const say = useWords(words)
  const undoOf = useUndo(meeting.id)
  const setPhase = useCommand(meetings.setPhase, {
    onDone: (done) => tell("ok", say("phaseSet", { phase: say(done.phaseByHand ? done.phase : "byDates") }), undoOf(done)),
  })
  const change = (chosen: string) => {
    const phase = phases.find((one) => one === chosen) ?? null
    setPhase.mutate({ meetingId: meeting.id, version: meeting.version, phase })
  }
  return (
    <Section title={say("phase")} note={say("phaseNow", { phase: say(meeting.phase) })}>
      <div className="fields">
        <div>
          <Segmented
            aria-label={say("phase")}
            disabled={setPhase.isPending}
            value={meeting.phaseByHand ? meeting.phase : "dates"}
            options={[{ value: "dates", label: say("byDates") }, ...phases.map((phase) => ({ value: phase as string, label: say(phase) }))]}
            onChange={change}
          />
          <p className="field-note">{say("phaseNote")}</p>
        </div>
      </div>
    </Section>
  )
}
