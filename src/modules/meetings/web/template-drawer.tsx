/** 模板内容: programme, teams, countdown and papers of a template, before a meeting is made of it. */
import type { ReactNode } from "react"
import { longDay, plainClock } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Busy, Problem } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../contract.ts"
import type { TemplateInFull } from "../templates/contract.ts"
import { words } from "../templates/words.ts"
import "./templates.css"

export function TemplateDrawer({ templateKey, days, onClose }: { templateKey: string; days: number; onClose: () => void }) {
  const say = useWords(words)
  const template = useRead(meetings.template, { key: templateKey, days: Math.min(Math.max(days, 1), 30) })
  return (
    <Drawer title={template.data?.title ?? say("contents")} onClose={onClose}>
      {template.error ? <Problem error={template.error} again={() => void template.refetch()} /> : null}
      {template.data ? <Contents template={template.data} days={days} /> : template.error ? null : <Busy />}
    </Drawer>
  )
}

function Contents({ template, days }: { template: TemplateInFull; days: number }) {
  const say = useWords(words)
  const locale = useLocale()
  return (
    <div className="template-contents">
      <p className="template-source">{say("validFrom", { day: longDay(template.validFrom, locale) })}</p>
      <Programme template={template} days={days} />
      <Part
        title={say("stages")}
        rows={template.stages.map(({ name, tasks, legal }) => ({
          key: name,
          left: name,
          right: legal ? say("legalIn", { tasks, legal }) : say("tasksIn", { tasks }),
        }))}
      />
      <Part
        title={say("teams")}
        rows={template.teamTree.map(({ name, depth, leader, unit }) => ({ key: name, left: name, right: leader, below: unit, depth }))}
      />
      <Part title={say("papers")} rows={template.papers.map(({ pr, name }) => ({ key: pr, left: name, right: "" }))} />
      <Part title={say("planned")} rows={template.planned.map(({ name, count }) => ({ key: name, left: name, right: String(count) }))} />
      <Part title={say("numbering")} rows={template.numbering.map(({ name, pattern }) => ({ key: name, left: name, right: pattern }))} />
      <Variables variables={template.variables} />
    </div>
  )
}

/** The meeting's own facts in one line; what the template has proposed for its texts stands row by row. */
function Variables({ variables }: Pick<TemplateInFull, "variables">) {
  const say = useWords(words)
  const own = variables.filter((one) => !one.default)
  const proposed = variables.filter((one) => one.default)
  return (
    <div>
      <Part title={say("variables")} rows={[{ key: "own", left: own.map(({ name }) => name).join(say("comma")), right: "" }, ...proposed.map(rowOf)]} />
    </div>
  )
}

const rowOf = ({ key, name, default: usual }: TemplateInFull["variables"][number]): Row => ({ key, left: name, right: usual })

type Row = { key: string; left: ReactNode; right: ReactNode; below?: string; depth?: number }

function Part({ title, rows }: { title: string; rows: Row[] }) {
  if (rows.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      {rows.map(({ key, left, right, below, depth = 0 }) => (
        <div key={key} className="template-row" style={{ paddingLeft: depth * 16 }}>
          <span>{left}</span>
          <span className="template-right">
            {right}
            {below ? <small>{below}</small> : null}
          </span>
        </div>
      ))}
    </section>
  )
}

function Programme({ template, days }: { template: TemplateInFull; days: number }) {
  const say = useWords(words)
  const dayName = (day: number) => (day < 1 ? say("arrival", { days: 1 - day }) : say("day", { day }))
  return (
    <section>
      <h3>{say("programme", { days })}</h3>
      {[...Map.groupBy(template.programme, ({ day }) => day)].map(([day, own]) => (
        <div key={day}>
          <h4>{dayName(day)}</h4>
          {own.map(({ clock, title, legal }) => (
            <div key={`${clock} ${title}`} className="template-session">
              <span>{plainClock(clock)}</span>
              <span>
                {title}
                {legal ? <small>{say("legal")}</small> : null}
              </span>
            </div>
          ))}
        </div>
      ))}
    </section>
  )
}
