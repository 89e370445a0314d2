import { Button } from "antd"
import { type FormEvent, useState } from "react"
import { addDays, dayOf, mondayOf } from "#kernel/dates.ts"
import { access } from "#modules/access/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Dates, type Meeting, meetings } from "../contract.ts"
import type { TemplateCard } from "../templates/contract.ts"
import { words } from "../words.ts"
import { BelongingFields, type Place, useMayPlace } from "./belonging.tsx"
import { DatesFields } from "./dates-fields.tsx"
import { type Details, DetailsFields, isComplete } from "./details-fields.tsx"
import "./meetings.css"

export function Page() {
  const say = useWords(words)
  const templates = useRead(meetings.templates, {})
  const earlier = useRead(meetings.list, {})
  const house = useRead(access.state, {})
  const failed = templates.error ?? earlier.error
  const template = templates.data?.[0]
  const host = earlier.data?.[0]?.host ?? house.data?.organisation ?? ""
  return (
    <>
      <PageHead title={say("newMeeting")} />
      {failed ? <Problem error={failed} again={() => void templates.refetch()} /> : null}
      {!failed && !(template && earlier.data && house.data) ? <Busy /> : null}
      {template && earlier.data && house.data ? <Form template={template} host={host} last={earlier.data[0]} /> : null}
    </>
  )
}

type FormProps = { template: TemplateCard; host: string; last: Meeting | undefined }

/** Nothing is typed twice: host, place and hall come from the last meeting, the dates from the template. */
function firstDetails({ template: { defaults }, host, last }: FormProps): Details {
  return { name: "", theme: "", host, place: last?.place ?? defaults.place, hall: last?.hall ?? defaults.hall, secrecy: defaults.secrecy }
}

function firstDates({ defaults }: TemplateCard): Dates {
  const earliest = addDays(dayOf(new Date().toISOString(), "Asia/Shanghai"), defaults.inDays)
  // a Tuesday: the delegates travel and register on a working day
  const startsOn = addDays(mondayOf(addDays(earliest, 5)), 1)
  const endsOn = addDays(startsOn, defaults.days - 1)
  return {
    startsOn,
    endsOn,
    arrivesOn: addDays(startsOn, -defaults.arrivesBefore),
    departsOn: addDays(endsOn, defaults.departsAfter),
    opensAt: defaults.opensAt,
  }
}

function Form(props: FormProps) {
  const { template } = props
  const say = useWords(words)
  const go = useGo()
  const [details, setDetails] = useState(() => firstDetails(props))
  const mayPlace = useMayPlace()
  const [place, setPlace] = useState<Place>({ unitId: null, seriesId: null })
  const [dates, setDates] = useState(() => firstDates(template))
  const create = useCommand(meetings.create, { onDone: (meeting) => go(`/meetings/${meeting.id}`) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ template: template.key, ...details, ...dates, ...place })
  }
  return (
    <form className="new-meeting" onSubmit={submit}>
      <Section title={say("what")}>
        <div className="fields">
          <DetailsFields details={details} onChange={setDetails} />
          {mayPlace ? <BelongingFields value={place} onChange={setPlace} /> : null}
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
