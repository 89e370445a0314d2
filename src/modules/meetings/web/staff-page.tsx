/** 本会工作人员: who holds what here. */
import { Button, Popconfirm } from "antd"
import { useState } from "react"
import { useDay } from "#modules/access/web/place-names.ts"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { Facts } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { meetings } from "../contract.ts"
import type { Member } from "../staff/contract.ts"
import { words } from "../staff/words.ts"
import { AddStaff } from "./staff-drawer.tsx"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const list = useList({ size: 200 })
  const staff = useRead(meetings.staff, { meetingId })
  const columns = useColumns()
  const [isAdding, setAdding] = useState(false)
  const found = (staff.data ?? []).filter(({ account, role }) => `${account} ${role}`.includes(list.find))
  const add = (
    <Button
      type="primary"
      onClick={() => {
        list.open(undefined)
        setAdding(true)
      }}
    >
      {say("add")}
    </Button>
  )
  const mayAdd = may(meetings.addStaff.name, meetingId)
  return (
    <>
      <ListPage
        title={say("staff")}
        actions={mayAdd ? add : undefined}
        list={list}
        read={{ ...staff, data: staff.data && { rows: found, total: found.length } }}
        columns={columns}
        idOf={(member) => member.id}
        searchHint={say("search")}
        empty={{ sentence: say("noStaff") }}
        drawer={isAdding ? undefined : (member) => <MemberFacts key={member.id} meetingId={meetingId} member={member} />}
      />
      {isAdding ? <AddStaff meetingId={meetingId} onClose={() => setAdding(false)} /> : null}
    </>
  )
}

function useColumns(): Column<Member>[] {
  const say = useWords(words)
  const dayOf = useDay()
  return [
    { key: "name", title: say("name"), width: 140, render: (member) => <span className="rows-name">{member.account}</span> },
    { key: "role", title: say("role"), width: 160, render: (member) => member.role },
    { key: "limit", title: say("limit"), grow: true, render: (member) => member.parts.join(say("comma")) || say("wholeMeeting") },
    { key: "until", title: say("until"), width: 112, align: "right", render: (member) => (member.validUntil ? dayOf(member.validUntil) : null) },
    { key: "by", title: say("by"), width: 112, render: (member) => member.grantedBy || null },
  ]
}

function MemberFacts({ meetingId, member }: { meetingId: string; member: Member }) {
  const say = useWords(words)
  const { may } = useSession()
  const dayOf = useDay()
  const remove = useCommand(meetings.removeStaff)
  return (
    <>
      <h2 className="drawer-name">{member.account}</h2>
      <Facts
        rows={[
          [say("role"), member.role],
          [say("limit"), member.parts.join(say("comma")) || say("wholeMeeting")],
          [say("grantedAt"), dayOf(member.grantedAt)],
          [say("by"), member.grantedBy],
          [say("until"), member.validUntil ? dayOf(member.validUntil) : say("forever")],
          member.note ? [say("note"), member.note] : null,
        ]}
      />
      {!may(meetings.removeStaff.name, meetingId) ? null : member.mayRemove ? (
        <Popconfirm
          title={say("confirmRemove", { name: member.account })}
          okText={say("remove")}
          cancelText={say("cancel")}
          onConfirm={() => remove.mutate({ meetingId, id: member.id })}
        >
          <Button loading={remove.isPending}>{say("remove")}</Button>
        </Popconfirm>
      ) : (
        <p className="section-empty">{say("notYours")}</p>
      )}
    </>
  )
}
