/** 名册: everybody of the meeting, in the order the office needs. */
import { Button, Select } from "antd"
import { type ReactNode, useEffect, useState } from "react"
import { useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { useChosenColumns } from "#web/ui/columns.tsx"
import { ListPage, useList } from "#web/ui/list.tsx"
import type { ListState } from "#web/ui/rows.tsx"
import { useWords } from "#web/words.ts"
import { attendees, SortBy } from "../contract.ts"
import type { Attendee } from "../person/contract.ts"
import { words } from "../words.ts"
import { BulkBar } from "./bulk-bar.tsx"
import { AddCondition } from "./condition-menu.tsx"
import { useConditions } from "./conditions.tsx"
import { ExportButton } from "./export-button.tsx"
import { PersonDrawer } from "./person-drawer.tsx"
import { PersonFoot } from "./person-foot.tsx"
import { NewPerson } from "./person-form.tsx"
import { useColumns } from "./roster-columns.tsx"
import "./roster.css"

/** A link from the overview or from Ctrl K says what to show: ?find=…&open=… */
function useAsked(list: ListState): void {
  const { type, open } = list
  useEffect(() => {
    const asked = new URLSearchParams(globalThis.location?.search ?? "")
    type(asked.get("find") ?? "")
    open(asked.get("open") ?? undefined)
  }, [type, open])
}

function firstSort(): { by: string; dir: "asc" } {
  const asked = SortBy.safeParse(new URLSearchParams(globalThis.location?.search ?? "").get("sort"))
  return { by: asked.success ? asked.data : "listed", dir: "asc" }
}

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const go = useGo()
  const list = useList({ sort: firstSort() })
  useAsked(list)
  const { where, chips, set, replace } = useConditions(meetingId, () => list.turnTo(1))
  const sort = { by: SortBy.catch("listed").parse(list.sort?.by), dir: list.sort?.dir ?? "asc" }
  const wanted = { meetingId, find: list.find, where, sort }
  const read = useRead(attendees.list, { ...wanted, page: list.page, size: list.size })
  const [isAdding, setAdding] = useState(false)
  const { all, usual } = useColumns(meetingId, read.data?.beside ?? [])
  const { columns, menu } = useChosenColumns({ list: `${meetingId}/roster`, all, usual, rest: where, onView: replace })
  const isEmpty = read.data?.all === 0
  const begin = () => {
    list.open(undefined)
    setAdding(true)
  }
  const bring = may(attendees.importRoster.name, meetingId) ? (
    <Button type={isEmpty ? "primary" : "default"} onClick={() => go(`/meetings/${meetingId}/roster/import`)}>
      {say(isEmpty ? "bring" : "importRoster")}
    </Button>
  ) : null
  const actions = (
    <>
      {isEmpty ? null : bring}
      {may(attendees.exportRoster.name, meetingId) && !isEmpty ? <ExportButton wanted={wanted} /> : null}
      {may(attendees.add.name, meetingId) ? (
        <Button type={isEmpty ? "default" : "primary"} onClick={begin}>
          {say("add")}
        </Button>
      ) : null}
    </>
  )
  // who was just added stands somewhere on twenty pages: the search brings him here
  const show = ({ id, name }: Attendee) => {
    list.type(name)
    list.open(id)
  }
  const mayChange = may(attendees.update.name, meetingId)
  return (
    <>
      <ListPage<Attendee>
        title={say("roster")}
        count={read.data?.total}
        actions={actions}
        list={list}
        read={read}
        columns={columns}
        idOf={({ id }) => id}
        searchHint={say("search")}
        tools={<Tools meetingId={meetingId} list={list} by={sort.by} columns={menu} />}
        chips={chips}
        addChip={isEmpty ? undefined : <AddCondition meetingId={meetingId} where={where} onSet={set} />}
        all={read.data?.all}
        empty={{ sentence: say("none"), action: bring }}
        drawer={isAdding ? undefined : (person) => <PersonDrawer key={person.id} person={person} beside={read.data?.beside ?? []} />}
        drawerFoot={mayChange ? (person) => <PersonFoot person={person} /> : undefined}
        bulk={mayChange ? (ids, clear) => <BulkBar meetingId={meetingId} ids={ids} clear={clear} /> : undefined}
      />
      {isAdding ? <NewPerson meetingId={meetingId} onClose={() => setAdding(false)} onAdded={show} /> : null}
    </>
  )
}

function Tools({ meetingId, list, by, columns }: { meetingId: string; list: ListState; by: SortBy; columns: ReactNode }) {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const delegations = useRead(attendees.delegations, { meetingId })
  return (
    <>
      <button type="button" className="plain-button" onClick={() => go(`/meetings/${meetingId}/delegations`)}>
        {say("delegationCount", { count: delegations.data?.length ?? 0 })}
      </button>
      {may(attendees.orders.name, meetingId) ? (
        <button type="button" className="plain-button" onClick={() => go(`/meetings/${meetingId}/roster/order`)}>
          {say("orderLists")}
        </button>
      ) : null}
      <Select<SortBy>
        aria-label={say("view", { by: "" })}
        variant="borderless"
        popupMatchSelectWidth={false}
        value={by}
        options={SortBy.options.map((value) => ({ value, label: say(`by_${value}`) }))}
        labelRender={({ label }) => say("view", { by: label })}
        onChange={(next) => next !== by && list.sortBy(next)}
      />
      {columns}
    </>
  )
}
