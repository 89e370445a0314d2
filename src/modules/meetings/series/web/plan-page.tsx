import { Button } from "antd"
import { longDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { tell } from "#web/tell.ts"
import { Overtaken, useDraft } from "#web/ui/draft.tsx"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import type { SeriesPlan } from "../contract.ts"
import { words } from "../words.ts"
import type { FieldsProps } from "./fields-props.ts"
import { MembersSection } from "./members-section.tsx"
import { NamingFields, QuorumFields } from "./naming-fields.tsx"
import { NextOne } from "./next-one.tsx"
import { NumbersSection } from "./numbers-section.tsx"
import { RulesTable } from "./rules-table.tsx"
import { UsualFields } from "./usual-fields.tsx"
import "../../web/meetings.css"
import "./series.css"

export function Page({ params }: PageProps) {
  const seriesId = params.seriesId ?? ""
  const plan = useRead(meetings.seriesPlan, { seriesId })
  if (!plan.data) return plan.error ? <Problem error={plan.error} again={plan.refetch} /> : <Busy />
  return <Plan plan={plan.data} />
}

function Plan({ plan }: { plan: SeriesPlan }) {
  const { series, may } = plan
  return (
    <>
      <PageHead title={series.name} />
      <div className="about-columns series-columns">
        <div>
          {may.make ? <NextOne seriesId={series.id} /> : null}
          <Held plan={plan} />
        </div>
        <div>
          <MembersSection plan={plan} />
        </div>
      </div>
      <Habits key={series.id} plan={plan} />
      {may.edit ? <NumbersSection key={`${plan.last.sitting} ${plan.last.minutes}`} plan={plan} /> : null}
    </>
  )
}

function Held({ plan: { meetings: all } }: { plan: SeriesPlan }) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <Section title={say("held")} count={all.length || undefined}>
      {all.length === 0 ? <p className="field-note">{say("noneHeld")}</p> : null}
      <ul className="series-held">
        {all.map(({ id, name, startsOn, number }) => (
          <li key={id}>
            <Go className="meeting-name" to={`/meetings/${id}`}>
              {name}
            </Go>
            <span>{number === null ? "" : say("nth", { number })}</span>
            <span>{longDay(startsOn, locale)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Habits({ plan }: { plan: SeriesPlan }) {
  const say = useWords(words)
  const { base, draft: text, setDraft: setText, keep, isDirty, renew } = useDraft(plan, (one) => one.text, { inDrawer: false })
  const save = useCommand(meetings.editSeries, {
    onDone: (done) => {
      keep(done)
      tell("ok", say("savedHabits"))
    },
  })
  const fields: FieldsProps = { text, onChange: (change) => setText({ ...text, ...change }), isLocked: !plan.may.edit }
  return (
    <>
      <Overtaken renew={renew} />
      <div className="about-columns series-columns">
        <Section title={say("habits")}>
          <UsualFields {...fields} />
        </Section>
        <div>
          <Section title={say("naming")}>
            <NamingFields {...fields} last={plan.last.sitting} />
          </Section>
          <Section title={say("bodyAndQuorum")}>
            <QuorumFields {...fields} />
          </Section>
        </div>
      </div>
      <RulesTable {...fields} applied={plan.applied} />
      {plan.may.edit ? (
        <div className="new-foot">
          <Button
            type={isDirty ? "primary" : "default"}
            loading={save.isPending}
            disabled={!isDirty}
            onClick={() => save.mutate({ seriesId: plan.series.id, version: base.version, text })}
          >
            {say("saveHabits")}
          </Button>
          {isDirty ? <Button onClick={() => keep(plan)}>{say("cancel")}</Button> : null}
        </div>
      ) : null}
    </>
  )
}
