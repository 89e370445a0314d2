import { Button } from "antd"
import { type FormEvent, useState } from "react"
import { addDays, dayOf, daysBetween, mondayOf } from "#kernel/dates.ts"
import { access } from "#modules/access/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Dates, type Meeting, meetings, type Spot } from "../contract.ts"
import { proposedDates } from "../rules.ts"
import type { TemplateCard } from "../templates/contract.ts"
import { words } from "../words.ts"
import { BelongingFields, type Place, useMayPlace } from "./belonging.tsx"
import { DatesFields, useWrongDates } from "./dates-fields.tsx"
import { type Details, DetailsFields, SpotFields } from "./details-fields.tsx"
import { ChosenTemplate, TemplateChoice } from "./template-choice.tsx"
import { TemplateDrawer } from "./template-drawer.tsx"
import "./meetings.css"

export function Page() {
  const say = useWords(words)
  const templates = useRead(meetings.templates, {})
  const earlier = useRead(meetings.list, {})
  const house = useRead(access.state, {})
  const failed = templates.error ?? earlier.error
  const host = earlier.data?.[0]?.host ?? house.data?.organisation ?? ""
  return (
    <>
      <PageHead title={say("newMeeting")} />
      {failed ? <Problem error={failed} again={() => void templates.refetch()} /> : null}
      {!failed && !(templates.data?.length && earlier.data && house.data) ? <Busy /> : null}
      {templates.data?.length && earlier.data && house.data ? <Form templates={templates.data} host={host} earlier={earlier.data} /> : null}
    </>
  )
}

type FormProps = { templates: readonly TemplateCard[]; host: string; earlier: readonly Meeting[] }
/** What is written of a new meeting beside its dates. */
type Whole = Details & Spot
type Known = { template: TemplateCard; host: string; earlier: readonly Meeting[] }

/** Nothing is typed twice: the host comes from the last meeting, place and hall from the last one of this kind, the dates from the template. */
function firstDetails({ template: { key, defaults }, host, earlier }: Known): Whole {
  const last = earlier.find((meeting) => meeting.template === key)
  return { name: "", theme: "", host, place: last?.place ?? defaults.place, hall: last?.hall ?? defaults.hall, secrecy: defaults.secrecy }
}

function firstDates({ defaults }: TemplateCard): Dates {
  const earliest = addDays(dayOf(new Date().toISOString(), "Asia/Shanghai"), defaults.inDays)
  // a Tuesday: the delegates travel and register on a working day
  return proposedDates(addDays(mondayOf(addDays(earliest, 5)), 1), defaults)
}

const sameDates = (a: Dates, b: Dates): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What another template proposes, without what a person wrote over the first one's proposal. */
function rechosen(details: Whole, before: Known, after: Known): Whole {
  const [old, fresh] = [firstDetails(before), firstDetails(after)]
  const kept = <Field extends "place" | "hall" | "secrecy">(field: Field) => (details[field] === old[field] ? fresh[field] : details[field])
  return { ...details, place: kept("place"), hall: kept("hall"), secrecy: kept("secrecy") }
}

/** The template in hand, the details and the dates, which follow another template as far as nobody has changed them. */
function useDraft({ templates, host, earlier }: FormProps) {
  const [template, setTemplate] = useState<TemplateCard>(templates[0] as TemplateCard)
  const [details, setDetails] = useState(() => firstDetails({ template, host, earlier }))
  const [dates, setDates] = useState(() => firstDates(template))
  const choose = (next: TemplateCard) => {
    setDetails(rechosen(details, { template, host, earlier }, { template: next, host, earlier }))
    setDates(sameDates(dates, firstDates(template)) ? firstDates(next) : proposedDates(dates.startsOn, next.defaults))
    setTemplate(next)
  }
  return { template, details, dates, choose, setDetails, setDates }
}

function Form(props: FormProps) {
  const say = useWords(words)
  const go = useGo()
  const { template, details, dates, choose, setDetails, setDates } = useDraft(props)
  const mayPlace = useMayPlace()
  const [place, setPlace] = useState<Place>({ unitId: null, seriesId: null })
  const [isLooking, setLooking] = useState(false)
  const wrong = useWrongDates(dates)
  const unwritten = (["name", "host", "place", "hall"] as const).filter((field) => details[field].trim() === "")
  const lacking = unwritten.length > 0 ? say("stillToWrite", { fields: unwritten.map((field) => say(field)).join(say("comma")) }) : wrong
  const create = useCommand(meetings.create, { onDone: (meeting) => go(`/meetings/${meeting.id}`) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate({ template: template.key, ...details, ...dates, ...place })
  }
  return (
    <form onSubmit={submit}>
      <TemplateChoice templates={props.templates} chosen={template} onChoose={choose} />
      <div className="new-meeting">
        <Section title={say("what")}>
          <div className="fields">
            <DetailsFields details={details} onChange={(some) => setDetails({ ...details, ...some })} />
            <SpotFields spot={details} onChange={(some) => setDetails({ ...details, ...some })} />
            {mayPlace ? <BelongingFields value={place} onChange={setPlace} /> : null}
          </div>
          <div className="new-foot">
            <Button type="primary" htmlType="submit" loading={create.isPending} disabled={lacking !== undefined}>
              {say("create")}
            </Button>
            <Button onClick={() => go("/meetings")}>{say("cancel")}</Button>
            {lacking === undefined ? null : <span className="new-lacking">{lacking}</span>}
          </div>
        </Section>
        <div>
          <Section title={say("dates")}>
            <div className="fields">
              <DatesFields dates={dates} onChange={setDates} />
            </div>
          </Section>
          <ChosenTemplate template={template} onLook={() => setLooking(true)} />
        </div>
      </div>
      {isLooking ? <TemplateDrawer templateKey={template.key} days={daysBetween(dates.startsOn, dates.endsOn) + 1} onClose={() => setLooking(false)} /> : null}
    </form>
  )
}
