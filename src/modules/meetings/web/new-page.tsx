import { Button } from "antd"
import { type FormEvent, useState } from "react"
import { addDays, dayOf } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Dates, type Meeting, meetings, type TemplateCard } from "../contract.ts"
import { words } from "../words.ts"
import { DatesFields } from "./dates-fields.tsx"
import { type Details, DetailsFields, isComplete } from "./details-fields.tsx"
import "./meetings.css"

export function Page() {
  const say = useWords(words)
  const templates = useRead(meetings.templates, {})
  const earlier = useRead(meetings.list, {})
  const failed = templates.error ?? earlier.error
  const template = templates.data?.[0]
  return (
    <>
      <PageHead title={say("newMeeting")} />
      {failed ? <Problem error={failed} again={() => void templates.refetch()} /> : null}
      {!failed && !(template && earlier.data) ? <Busy /> : null}
      {template && earlier.data ? <Form template={template} last={earlier.data[0]} /> : null}
    </>
  )
}

/** Nothing is typed twice: host, place and hall come from the last meeting, the dates from the template. */
function firstDetails({ defaults }: TemplateCard, last: Meeting | undefined): Details {
  return { name: "", theme: "", host: last?.host ?? "", place: last?.place ?? defaults.place, hall: last?.hall ?? defaults.hall, secrecy: defaults.secrecy }
}

function firstDates({ defaults }: TemplateCard): Dates {
  const startsOn = addDays(dayOf(new Date().toISOString(), "Asia/Shanghai"), defaults.inDays)
  const endsOn = addDays(startsOn, defaults.days - 1)
  return {
    startsOn,
    endsOn,
    arrivesOn: addDays(startsOn, -defaults.arrivesBefore),
    departsOn: addDays(endsOn, defaults.departsAfter),
    opensAt: defaults.opensAt,
  }
}

function Form({ template, last }: { template: TemplateCard; last: Meeting | undefined }) {
  const say = useWords(words)
  const go = useGo()
  const [details, setDetails] = useState(() => firstDetails(template, last))
  const [dates, setDates] = useState(() => firstDates(template))
  const create = useCommand(meetings.create, { onDone: (meeting) => go(`/meetings/${meeting.id}`) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ template: template.key, ...details, ...dates })
  }
  return (
    <form className="new-meeting" onSubmit={submit}>
      <Section title={say("what")}>
        <div className="fields">
          <DetailsFields details={details} onChange={setDetails} />
        </div>
        <div className="new-foot">
          <Button type="primary" htmlType="submit" loading={create.isPending} disabled={!isComplete(details)}>
            {say("create")}
          </Button>
          <Button onClick={() => go("/meetings")}>{say("cancel")}</Button>
        </div>
      </Section>
      <div>
        <Section title={say("dates")}>
          <div className="fields">
            <DatesFields dates={dates} onChange={setDates} />
          </div>
        </Section>
        <Section title={say("template")}>
          <div className="template-card">
            <strong>{template.title}</strong>
            <p>{template.summary}</p>
            <p className="template-source">{say("sourceOf", { source: template.source })}</p>
          </div>
          <p className="new-brings">{say("brings", { sessions: template.sessions, tasks: template.tasks })}</p>
        </Section>
      </div>
    </form>
  )
}
