/** 会议分类标准: the national rules, and those of the organisation that stand before them. */
import { Button } from "antd"
import { useState } from "react"
import { longDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Busy, PageHead, Problem, Section } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { meetings } from "../../contract.ts"
import { Class, type ClassRules, type ClassRuleText, Limited } from "../contract.ts"
import { words } from "../words.ts"
import { RulesDrawer } from "./rules-drawer.tsx"
import "./classes.css"

type Opened = { id: string; version: number } | "new"

/** Who writes the first own rules begins from the national numbers, not from nothing. */
const blankFrom = ({ limits }: ClassRuleText): ClassRuleText => ({
  source: "",
  validFrom: "",
  validTo: null,
  limits,
  clauses: { people: "", days: "", travelDays: "" },
})

export function Page() {
  const say = useWords(words)
  const { may } = useSession()
  const list = useRead(meetings.classRules, {})
  const [open, setOpen] = useState<Opened | null>(null)
  const close = () => setOpen(null)
  const all = list.data ?? []
  const text = open === "new" ? all.slice(-1).map(blankFrom)[0] : all.find(({ id }) => id !== null && id === open?.id)
  return (
    <>
      <PageHead
        title={say("title")}
        actions={may(meetings.addClassRules.name) && list.data ? <Button onClick={() => setOpen("new")}>{say("add")}</Button> : null}
      />
      <p className="classes-note">{say("note")}</p>
      {list.error ? <Problem error={list.error} again={list.refetch} /> : null}
      {list.isPending ? <Busy /> : null}
      {all.map((rules) => (
        <Rules key={rules.id ?? "national"} rules={rules} onEdit={setOpen} />
      ))}
      {open && text ? <RulesDrawer key={open === "new" ? "new" : open.id} seen={open === "new" ? null : open} text={text} onClose={close} /> : null}
    </>
  )
}

function Rules({ rules, onEdit }: { rules: ClassRules; onEdit: (opened: Opened) => void }) {
  const say = useWords(words)
  const locale = useLocale()
  const { may } = useSession()
  const remove = useCommand(meetings.removeClassRules, { onDone: () => tell("ok", say("removed")) })
  const { id, version, source, validFrom, validTo } = rules
  const from = longDay(validFrom, locale)
  const action =
    id === null ? null : (
      <span className="classes-verbs">
        {may(meetings.editClassRules.name) ? (
          <button type="button" className="quiet-link" onClick={() => onEdit({ id, version })}>
            {say("edit")}
          </button>
        ) : null}
        {may(meetings.removeClassRules.name) ? (
          <button type="button" className="quiet-link" disabled={remove.isPending} onClick={() => remove.mutate({ id, version })}>
            {say("remove")}
          </button>
        ) : null}
      </span>
    )
  return (
    <Section
      title={say(id === null ? "national" : "own")}
      note={validTo ? say("until", { from, to: longDay(validTo, locale) }) : say("from", { from })}
      action={action}
    >
      <p className="classes-source">{source}</p>
      <div className="classes-table">
        <table className="rows">
          <thead>
            <tr>
              <th>{say("class")}</th>
              {Limited.options.map((what) => (
                <th key={what}>{say(what)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Class.options.map((one) => (
              <tr key={one}>
                <td>{say(`class.${one}`)}</td>
                {Limited.options.map((what) => (
                  <td key={what}>{rules.limits[one][what] === null ? say("asApproved") : `${rules.limits[one][what]} ${say(`unit.${what}`)}`}</td>
                ))}
              </tr>
            ))}
            <tr>
              <td>{say("clause")}</td>
              {Limited.options.map((what) => (
                <td key={what}>{rules.clauses[what]}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </Section>
  )
}
