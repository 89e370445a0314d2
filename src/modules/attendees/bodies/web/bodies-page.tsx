/** 机构: who is due where, who votes and elects, and how many must be there. */
import { Button, Dropdown } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Icon } from "#web/ui/icon.tsx"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import type { Body } from "../contract.ts"
import { words } from "../words.ts"
import { BodyDrawer, BodyFoot } from "./body-drawer.tsx"
import { NewBody } from "./new-body.tsx"
import "./bodies.css"

function useColumns(): Column<Body>[] {
  const say = useWords(words)
  const number = (value: number) => value.toLocaleString("en-US")
  const quorum = ({ quorum: { num, den, strict } }: Body) => say(strict ? "moreThan" : "atLeast", { num, den })
  return [
    { key: "name", title: say("body"), grow: true, render: ({ name, kind }) => <BodyName name={name} kind={say(`kind_${kind}`)} /> },
    { key: "due", title: say("due"), width: 88, align: "right", render: ({ due }) => <strong>{number(due)}</strong> },
    { key: "members", title: say("members"), width: 88, align: "right", render: ({ members }) => number(members) },
    { key: "voters", title: say("voters"), width: 96, align: "right", render: ({ voters }) => number(voters) },
    { key: "excused", title: say("onLeave"), width: 72, align: "right", render: ({ excused }) => number(excused) },
    {
      key: "quorum",
      title: say("quorum"),
      width: 220,
      // of nobody nothing is reckoned; why nobody is counted is said
      render: (body) =>
        body.due > 0 ? (
          say("quorumLine", { how: quorum(body), needed: number(body.needed) })
        ) : body.unqualified > 0 ? (
          <State kind="warning">{say("awaiting", { count: number(body.unqualified) })}</State>
        ) : (
          quorum(body)
        ),
    },
  ]
}

const BodyName = ({ name, kind }: { name: string; kind: string }) => (
  <span className="body-name">
    {name}
    {name.endsWith(kind) ? null : <small>{kind}</small>}
  </span>
)

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const list = useList({ size: 200 })
  const read = useRead(attendees.bodies, { meetingId })
  const [isAdding, setAdding] = useState(false)
  const columns = useColumns()
  const rows = read.data ?? []
  const mayAdd = may(attendees.addBody.name, meetingId)
  const begin = () => {
    list.open(undefined)
    setAdding(true)
  }
  const show = (body: Body) => {
    setAdding(false)
    list.open(body.id)
  }
  const actions = (
    <>
      {rows.some(({ qualified }) => qualified) ? <ToReview meetingId={meetingId} /> : null}
      {may(attendees.formBodies.name, meetingId) ? <Form meetingId={meetingId} /> : null}
      {mayAdd ? (
        <Button type="primary" onClick={begin}>
          {say("add")}
        </Button>
      ) : null}
    </>
  )
  return (
    <>
      <ListPage<Body>
        title={say("bodies")}
        count={rows.length}
        actions={actions}
        list={list}
        read={{ data: read.data && { rows, total: rows.length }, error: read.error, refetch: read.refetch }}
        columns={columns}
        idOf={({ id }) => id}
        empty={{ sentence: say("none") }}
        drawer={isAdding ? undefined : (body) => <BodyDrawer key={`${body.id} ${body.version}`} meetingId={meetingId} body={body} />}
        drawerFoot={(body) => <BodyFoot meetingId={meetingId} body={body} onGone={() => list.open(undefined)} />}
      />
      {isAdding ? <NewBody meetingId={meetingId} onClose={() => setAdding(false)} onMade={show} /> : null}
    </>
  )
}

function ToReview({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const go = useGo()
  return <Button onClick={() => go(`/meetings/${meetingId}/qualification`)}>{say("review")}</Button>
}

function Form({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const form = useCommand(attendees.formBodies, { onDone: ({ count }) => tell("ok", count > 0 ? say("formed", { count }) : say("formedNone")) })
  const items = [
    { key: "delegation", label: say("formDelegations"), onClick: () => form.mutate({ meetingId, of: "delegation" }) },
    { key: "group", label: say("formGroups"), onClick: () => form.mutate({ meetingId, of: "group" }) },
  ]
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button loading={form.isPending} icon={<Icon name="down" />} iconPlacement="end">
        {say("formDelegations")}
      </Button>
    </Dropdown>
  )
}
