/** 成员: who belongs to one body, in the order of the list that is printed. */
import { Button, Select } from "antd"
import { useState } from "react"
import { call, useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { JobButton } from "#web/ui/job.tsx"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { Busy, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../../contract.ts"
import { unitAndPost } from "../../rules.ts"
import type { Body } from "../contract.ts"
import { type Member, MemberOrder } from "../members/contract.ts"
import { words } from "../words.ts"
import { MemberDrawer } from "./member-drawer.tsx"
import { type Chosen, PeopleChoice } from "./people-choice.tsx"
import "./bodies.css"

export function Page({ meetingId, params }: PageProps) {
  const bodies = useRead(attendees.bodies, { meetingId })
  const body = bodies.data?.find(({ id }) => id === params.bodyId)
  return body ? <Members meetingId={meetingId} body={body} /> : <Busy />
}

function useColumns({ source }: Body): Column<Member>[] {
  const isElected = source !== ""
  const say = useWords(words)
  return [
    { key: "number", title: say("number"), width: 56, align: "right", render: (_member, place) => place },
    { key: "name", title: say("person"), width: 144, render: (member) => <Name member={member} /> },
    { key: "role", title: say("role"), width: 96, render: ({ role }) => (role === "member" ? "" : say(`role_${role}`)) },
    { key: "delegation", title: say("delegation"), width: 128, render: ({ delegation }) => delegation },
    { key: "post", title: say("unitAndPost"), grow: true, render: unitAndPost },
    { key: "category", title: say("category"), width: 96, render: ({ category }) => category },
    ...(isElected ? [{ key: "votes", title: say("votes"), width: 72, align: "right" as const, render: ({ votes }: Member) => votes }] : []),
    { key: "rights", title: say("rights"), width: 128, render: (member) => <Rights member={member} /> },
  ]
}

function Name({ member: { name, sameNameMark, excused, qualified } }: { member: Member }) {
  const say = useWords(words)
  return (
    <span className="roster-name">
      <strong>{name}</strong>
      {sameNameMark ? <small>（{sameNameMark}）</small> : null}
      {excused ? <State kind="quiet">{say("onLeave")}</State> : null}
      {qualified ? null : <State kind="warning">{say("unqualified")}</State>}
    </span>
  )
}

/** Whose credentials do not count keeps his rights for when they do, and has none until then. */
function Rights({ member: { mayVote, mayElect, reason, qualified } }: { member: Member }) {
  const say = useWords(words)
  if (!qualified) return <span>{say("noRights")}</span>
  const both = say(mayVote ? (mayElect ? "votesAndElects" : "votesOnly") : mayElect ? "electsOnly" : "noRights")
  return reason ? <State kind="warning">{both}</State> : <span>{both}</span>
}

function Members({ meetingId, body }: { meetingId: string; body: Body }) {
  const say = useWords(words)
  const go = useGo()
  const { may } = useSession()
  const list = useList()
  const [order, setOrder] = useState<MemberOrder>("protocol")
  const [isAdding, setAdding] = useState(false)
  const columns = useColumns(body)
  const { id } = body
  const read = useRead(attendees.members, { meetingId, id, find: list.find, order, page: list.page, size: list.size })
  const mayChange = body.byHand && may(attendees.addMembers.name, meetingId)
  const mayPrint = may(attendees.printMembers.name, meetingId) && body.members > 0
  const begin = () => {
    list.open(undefined)
    setAdding(true)
  }
  const paper = (form: "pdf" | "xlsx") => (
    <JobButton label={say(form === "pdf" ? "print" : "export")} start={() => call(attendees.printMembers, { meetingId, id, order, form })} />
  )
  const add = mayChange ? (
    <Button type="primary" onClick={begin}>
      {say("addMembers")}
    </Button>
  ) : null
  const actions = (
    <>
      <Button onClick={() => go(`/meetings/${meetingId}/bodies`)}>{say("back")}</Button>
      {mayPrint ? paper("xlsx") : null}
      {mayPrint ? paper("pdf") : null}
      {add}
    </>
  )
  return (
    <>
      <ListPage<Member>
        title={say("membersOf", { name: body.name })}
        count={read.data?.total}
        facts={
          <span>
            {say("due")} <strong>{body.due.toLocaleString("en-US")}</strong>
          </span>
        }
        actions={actions}
        list={list}
        read={read}
        columns={columns}
        idOf={({ attendeeId }) => attendeeId}
        searchHint={say("search")}
        tools={<Orders order={order} onChange={setOrder} />}
        empty={{ sentence: say(body.byHand ? "noMembers" : "noMembersFollow"), action: add }}
        drawer={isAdding ? undefined : (member) => <MemberDrawer key={member.attendeeId} meetingId={meetingId} bodyId={id} member={member} />}
        bulk={mayChange ? (ids, clear) => <TakeOut meetingId={meetingId} bodyId={id} ids={ids} clear={clear} /> : undefined}
      />
      {isAdding ? <AddMembers meetingId={meetingId} bodyId={id} onClose={() => setAdding(false)} /> : null}
    </>
  )
}

function Orders({ order, onChange }: { order: MemberOrder; onChange: (order: MemberOrder) => void }) {
  const say = useWords(words)
  return (
    <Select<MemberOrder>
      aria-label={say("order", { by: "" })}
      variant="borderless"
      popupMatchSelectWidth={false}
      value={order}
      options={MemberOrder.options.map((value) => ({ value, label: say(`by_${value}`) }))}
      labelRender={({ label }) => say("order", { by: label })}
      onChange={onChange}
    />
  )
}

function TakeOut({ meetingId, bodyId, ids, clear }: { meetingId: string; bodyId: string; ids: readonly string[]; clear: () => void }) {
  const say = useWords(words)
  const remove = useCommand(attendees.removeMembers, {
    onDone: ({ count }) => {
      tell("ok", say("removedMembers", { count }))
      clear()
    },
  })
  return (
    <Button loading={remove.isPending} onClick={() => remove.mutate({ meetingId, id: bodyId, ids: [...ids] })}>
      {say("removeMembers")}
    </Button>
  )
}

function AddMembers({ meetingId, bodyId, onClose }: { meetingId: string; bodyId: string; onClose: () => void }) {
  const say = useWords(words)
  const [chosen, setChosen] = useState<Chosen[]>([])
  const add = useCommand(attendees.addMembers, {
    onDone: ({ count }) => {
      tell("ok", say("addedMembers", { count }))
      onClose()
    },
  })
  const foot = (
    <>
      <Button
        type="primary"
        disabled={chosen.length === 0}
        loading={add.isPending}
        onClick={() => add.mutate({ meetingId, id: bodyId, ids: chosen.map(({ value }) => value) })}
      >
        {say("addThese", { n: chosen.length })}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={say("addMembersTitle")} onClose={onClose} foot={foot}>
      <PeopleChoice meetingId={meetingId} label={say("choose")} placeholder={say("chooseHint")} chosen={chosen} onChange={setChosen} />
    </Drawer>
  )
}
