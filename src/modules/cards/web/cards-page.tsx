import { Button, Select } from "antd"
import { type ReactNode, useState } from "react"
import { call, useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { JobButton } from "#web/ui/job.tsx"
import { type Chip, type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { type Card, cards, type Layout, type State as Wanted } from "../contract.ts"
import { words } from "../words.ts"
import { CardDrawer, CardFoot } from "./card-drawer.tsx"
import "./cards.css"

type Filter = { state: (typeof Wanted)["options"][number]; delegationId?: string }

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const list = useList()
  const { may } = useSession()
  const [filter, setFilter] = useState<Filter>({ state: "all" })
  const [layout, setLayout] = useState<Layout>("single")
  const read = useRead(cards.list, { meetingId, page: list.page, size: list.size, find: list.find || undefined, ...filter })
  const { issued = 0, missing = 0, delegations = [] } = read.data ?? {}
  const all = issued + missing
  const mayPrint = may(cards.printBadges.name, meetingId) && issued > 0
  const issue = may(cards.issue.name, meetingId) ? <IssueButton meetingId={meetingId} missing={missing} /> : null
  const narrow = (part: Partial<Filter>) => {
    setFilter({ ...filter, ...part })
    list.turnTo(1)
  }
  const print = (attendeeIds?: readonly string[]) =>
    call(cards.printBadges, { meetingId, layout, ...(attendeeIds ? { attendeeIds: [...attendeeIds] } : { delegationId: filter.delegationId }) })
  return (
    <ListPage<Card>
      title={say("title")}
      count={issued}
      facts={all > 0 ? <Standing missing={missing} /> : null}
      list={list}
      read={read}
      columns={columnsFor(say)}
      idOf={(card) => card.attendeeId}
      searchHint={say("search")}
      actions={
        <>
          {mayPrint ? <JobButton label={say("printTents")} start={() => call(cards.printTents, { meetingId })} /> : null}
          {mayPrint ? <JobButton label={say(filter.delegationId ? "printDelegation" : "printBadges")} primary={missing === 0} start={() => print()} /> : null}
          {missing > 0 ? issue : null}
        </>
      }
      tools={
        mayPrint ? (
          <Select<Layout>
            value={layout}
            aria-label={say("layout")}
            popupMatchSelectWidth={false}
            options={[
              { value: "single", label: say("layoutSingle") },
              { value: "eight", label: say("layoutEight") },
            ]}
            onChange={setLayout}
          />
        ) : null
      }
      chips={chipsOf(filter, { say, delegations, narrow })}
      addChip={<Filters filter={filter} delegations={delegations} onNarrow={narrow} />}
      all={all}
      empty={
        all === 0
          ? { sentence: say("emptyRoster"), action: <Go to={`/meetings/${meetingId}/roster`}>{say("toRoster")}</Go> }
          : { sentence: say("empty"), action: issue }
      }
      drawer={(card) => <CardDrawer meetingId={meetingId} card={card} />}
      drawerFoot={(card) => <CardFoot meetingId={meetingId} card={card} />}
      bulk={mayPrint ? (ids) => <JobButton label={say("printTheseBadges")} start={() => print(ids)} /> : undefined}
    />
  )
}

type Say = ReturnType<typeof useWords<typeof words>>

function Standing({ missing }: { missing: number }) {
  const say = useWords(words)
  return missing > 0 ? <State kind="warning">{say("missing", { missing })}</State> : <State kind="ok">{say("complete")}</State>
}

function IssueButton({ meetingId, missing }: { meetingId: string; missing: number }) {
  const say = useWords(words)
  const issue = useCommand(cards.issue, { onDone: ({ made, total }) => tell("ok", say("issued", { made, total })) })
  return (
    <Button type="primary" loading={issue.isPending} onClick={() => issue.mutate({ meetingId })}>
      {say("issueMissing", { count: missing })}
    </Button>
  )
}

const columnsFor = (say: Say): Column<Card>[] => [
  { key: "number", title: say("columnNumber"), width: 64, align: "right", render: ({ number }) => (number === null ? null : String(number).padStart(4, "0")) },
  { key: "name", title: say("columnName"), width: 112, render: ({ name, mark }) => <span className="rows-name">{mark ? `${name}（${mark}）` : name}</span> },
  { key: "delegation", title: say("columnDelegation"), width: 112, render: ({ delegation }) => delegation || null },
  { key: "category", title: say("columnCategory"), width: 80, render: ({ category }) => category },
  { key: "state", title: say("columnState"), width: 128, render: (card) => stateOf(card, say) },
  { key: "seat", title: say("columnSeat"), width: 112, align: "right", render: ({ seat }) => seat },
  { key: "unit", title: say("columnUnit"), grow: true, render: ({ unit }) => unit || null },
]

function stateOf({ number, issue, excused }: Card, say: Say): ReactNode {
  const state = number === null ? say("stateMissing") : issue && issue > 1 ? say("stateReplaced", { issue }) : say("stateIssued")
  if (excused) return <State kind="quiet">{`${state} · ${say("onLeave")}`}</State>
  return <State kind={number === null ? "quiet" : "ok"}>{state}</State>
}

type Delegations = { id: string; name: string }[]

function chipsOf(filter: Filter, { say, delegations, narrow }: { say: Say; delegations: Delegations; narrow: (part: Partial<Filter>) => void }): Chip[] {
  const names = { issued: "filterIssued", missing: "filterMissing", replaced: "filterReplaced" } as const
  const delegation = delegations.find(({ id }) => id === filter.delegationId)
  return [
    ...(filter.state === "all" ? [] : [{ key: "state", label: say(names[filter.state]), onRemove: () => narrow({ state: "all" }) }]),
    ...(delegation ? [{ key: "delegation", label: delegation.name, onRemove: () => narrow({ delegationId: undefined }) }] : []),
  ]
}

function Filters({ filter, delegations, onNarrow }: { filter: Filter; delegations: Delegations; onNarrow: (part: Partial<Filter>) => void }) {
  const say = useWords(words)
  const states: Record<Filter["state"], string> = {
    all: say("filterAll"),
    issued: say("filterIssued"),
    missing: say("filterMissing"),
    replaced: say("filterReplaced"),
  }
  return (
    <>
      <Select
        size="small"
        value={filter.state}
        aria-label={say("columnState")}
        popupMatchSelectWidth={false}
        options={Object.entries(states).map(([value, label]) => ({ value, label }))}
        onChange={(state) => onNarrow({ state: state as Filter["state"] })}
      />
      <Select
        size="small"
        value={filter.delegationId ?? ""}
        aria-label={say("filterDelegation")}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={false}
        options={[{ value: "", label: say("allDelegations") }, ...delegations.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(id) => onNarrow({ delegationId: id || undefined })}
      />
    </>
  )
}
