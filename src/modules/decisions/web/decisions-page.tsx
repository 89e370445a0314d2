/** 议定事项: what was decided, by deadline, with the light of each. */
import { Button, Select } from "antd"
import { useEffect, useState } from "react"
import { shortDay } from "#kernel/dates.ts"
import { useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import { type Decision, decisions, Filter } from "../contract.ts"
import { words } from "../words.ts"
import { DecisionDrawer } from "./decision-drawer.tsx"
import { Light } from "./light.tsx"
import { NewDecision, Waiting } from "./new-decision.tsx"
import "./decisions.css"

type Wanted = NonNullable<Filter["light"]>
const lights = Filter.shape.light.unwrap().options

function asked(): { light: Wanted | undefined; find: string } {
  const from = new URLSearchParams(globalThis.location?.search ?? "")
  const light = Filter.shape.light.safeParse(from.get("light") ?? undefined)
  return { light: light.success ? light.data : undefined, find: from.get("find") ?? "" }
}

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const list = useList()
  const [light, setLight] = useState(() => asked().light)
  // a link from the search says what to find
  const { type } = list
  useEffect(() => type(asked().find), [type])
  const read = useRead(decisions.list, { meetingId, find: list.find || undefined, light, page: list.page, size: list.size })
  const [isAdding, setAdding] = useState(false)
  const begin = () => {
    list.open(undefined)
    setAdding(true)
  }
  const mayAdd = may(decisions.add.name, meetingId)
  const add = mayAdd ? (
    <Button type="primary" onClick={begin}>
      {say("add")}
    </Button>
  ) : undefined
  const late = read.data?.late ?? 0
  return (
    <>
      <ListPage
        title={say("decisions")}
        count={read.data?.all}
        facts={late > 0 ? <State kind="wrong">{say("facts", { late })}</State> : undefined}
        actions={read.data?.all === 0 ? undefined : add}
        list={list}
        read={read}
        columns={useColumns()}
        idOf={(decision) => decision.id}
        searchHint={say("search")}
        tools={<LightFilter light={light} onChange={setLight} />}
        chips={light ? [{ key: "light", label: say(`filter.${light}`), onRemove: () => setLight(undefined) }] : []}
        empty={{ sentence: say("none"), action: add }}
        drawer={isAdding ? undefined : (decision) => <DecisionDrawer key={`${decision.id} ${decision.version}`} decision={decision} />}
      >
        {mayAdd ? <Waiting meetingId={meetingId} /> : null}
      </ListPage>
      {isAdding ? <NewDecision meetingId={meetingId} onClose={() => setAdding(false)} /> : null}
    </>
  )
}

function LightFilter({ light, onChange }: { light: Wanted | undefined; onChange: (light: Wanted | undefined) => void }) {
  const say = useWords(words)
  const all = { value: "", label: say("allLights") }
  return (
    <Select
      aria-label={say("light")}
      style={{ width: 128 }}
      value={light ?? ""}
      options={[all, ...lights.map((one) => ({ value: one as string, label: say(`filter.${one}`) }))]}
      onChange={(chosen) => onChange(lights.find((one) => one === chosen))}
    />
  )
}

function useColumns(): Column<Decision>[] {
  const say = useWords(words)
  const locale = useLocale()
  return [
    { key: "number", title: say("numberHead"), width: 56, align: "right", render: (decision) => decision.number },
    { key: "text", title: say("text"), grow: true, render: (decision) => <span className="rows-name">{decision.text}</span> },
    { key: "unit", title: say("unit"), width: 128, render: (decision) => decision.unitName },
    { key: "deadline", title: say("deadline"), width: 96, align: "right", render: (decision) => shortDay(decision.deadline, locale) },
    { key: "light", title: say("light"), width: 136, render: (decision) => <Light decision={decision} /> },
    {
      key: "reply",
      title: say("reply"),
      width: 168,
      render: (decision) => <span className="decision-reply">{decision.reply ?? <span className="none">—</span>}</span>,
    },
  ]
}
