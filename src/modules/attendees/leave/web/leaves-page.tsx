/** 请假: what was asked, what was decided, who sits in the unit's place. */
import { Button, Select } from "antd"
import { useState } from "react"
import { call, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { JobButton } from "#web/ui/job.tsx"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State, type StateKind } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import { unitAndPost } from "../../rules.ts"
import { type Leave, LeaveState } from "../contract.ts"
import { words } from "../words.ts"
import { AskLeave } from "./ask-leave.tsx"
import { LeaveDrawer, LeaveFoot, useSpan } from "./leave-drawer.tsx"

const kinds: Record<LeaveState, StateKind> = { asked: "warning", granted: "ok", refused: "wrong", ended: "quiet" }

function useColumns(): Column<Leave>[] {
  const say = useWords(words)
  const span = useSpan()
  return [
    { key: "name", title: say("name"), width: 96, render: ({ name }) => <strong>{name}</strong> },
    // beside the name: with the drawer open, or on a phone, what was decided is still seen
    { key: "state", title: say("state"), width: 80, render: ({ state }) => <State kind={kinds[state]}>{say(`state_${state}`)}</State> },
    {
      key: "delegation",
      title: say("delegation"),
      width: 112,
      render: ({ delegation }) =>
        delegation && (
          <span className="list-short" title={delegation}>
            {delegation}
          </span>
        ),
    },
    { key: "post", title: say("unitAndPost"), grow: true, render: unitAndPost },
    {
      key: "reason",
      title: say("reason"),
      width: 120,
      render: ({ reason }) =>
        reason && (
          <span className="list-short" title={reason}>
            {reason}
          </span>
        ),
    },
    { key: "span", title: say("span"), width: 128, render: span },
    { key: "substitute", title: say("substitute"), width: 72, render: ({ substitute }) => substitute?.name },
  ]
}

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const list = useList()
  const [state, setState] = useState<LeaveState>()
  const [isAsking, setAsking] = useState(false)
  const columns = useColumns()
  const wanted = { meetingId, find: list.find, state }
  const read = useRead(attendees.leaves, { ...wanted, page: list.page, size: list.size })
  const counts = read.data?.counts
  const all = counts && counts.asked + counts.granted + counts.refused + counts.ended
  const begin = () => {
    list.open(undefined)
    setAsking(true)
  }
  const show = ({ id }: Leave) => {
    setAsking(false)
    list.open(id)
  }
  const choose = (next: string) => {
    setState(LeaveState.options.find((one) => one === next))
    list.turnTo(1)
  }
  const ask = may(attendees.askLeave.name, meetingId) ? (
    <Button type="primary" onClick={begin}>
      {say("ask")}
    </Button>
  ) : null
  const actions = (
    <>
      {may(attendees.exportLeaves.name, meetingId) && all ? <JobButton label={say("export")} start={() => call(attendees.exportLeaves, wanted)} /> : null}
      {ask}
    </>
  )
  const states = [
    { value: "", label: `${say("all")} ${all?.toLocaleString("en-US") ?? ""}` },
    ...LeaveState.options.map((one) => ({ value: one, label: `${say(`state_${one}`)} ${counts?.[one].toLocaleString("en-US") ?? ""}` })),
  ]
  return (
    <>
      <ListPage<Leave>
        title={say("leaves")}
        count={read.data?.total}
        actions={actions}
        list={list}
        read={read}
        columns={columns}
        idOf={({ id }) => id}
        searchHint={say("search")}
        tools={<Select aria-label={say("state")} variant="borderless" popupMatchSelectWidth={false} value={state ?? ""} options={states} onChange={choose} />}
        empty={{ sentence: say("none"), action: ask }}
        drawer={isAsking ? undefined : (leave) => <LeaveDrawer meetingId={meetingId} leave={leave} />}
        drawerFoot={(leave) => <LeaveFoot key={`${leave.id} ${leave.state}`} meetingId={meetingId} leave={leave} />}
      />
      {isAsking ? <AskLeave meetingId={meetingId} onClose={() => setAsking(false)} onAsked={show} /> : null}
    </>
  )
}
