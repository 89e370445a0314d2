/** 代表团与小组: delegations in their order, their groups, the categories of people and what is asked of them besides. */
import { Button, Input } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Busy, Empty, PageHead, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import { words } from "../words.ts"
import { Categories } from "./categories-part.tsx"
import { DelegationLine } from "./delegation-line.tsx"
import { Fields } from "./fields-part.tsx"
import { Groups } from "./groups-part.tsx"
import "./roster.css"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const delegations = useRead(attendees.delegations, { meetingId })
  const order = useCommand(attendees.orderDelegations)
  const all = delegations.data ?? []
  const move = (at: number, by: number) => {
    const ids = all.map(({ id }) => id)
    ids.splice(at + by, 0, ...ids.splice(at, 1))
    order.mutate({ meetingId, ids })
  }
  const mayOrder = may(attendees.orderDelegations.name, meetingId) && !order.isPending
  if (!delegations.data) return <Busy />
  return (
    <div className="delegations-page">
      <PageHead title={say("delegations")} count={all.length} />
      <Section title={say("delegation")} count={all.length} note={say("orderKept")}>
        {all.length === 0 ? <Empty sentence={say("noDelegations")} /> : null}
        {all.map((delegation, at) => (
          <DelegationLine
            key={delegation.id}
            meetingId={meetingId}
            delegation={delegation}
            place={at + 1}
            onUp={mayOrder && at > 0 ? () => move(at, -1) : undefined}
            onDown={mayOrder && at < all.length - 1 ? () => move(at, 1) : undefined}
          />
        ))}
        {may(attendees.addDelegation.name, meetingId) ? <NewDelegation meetingId={meetingId} /> : null}
      </Section>
      {may(attendees.groups.name, meetingId) ? <Groups meetingId={meetingId} /> : null}
      {may(attendees.categories.name, meetingId) ? <Categories meetingId={meetingId} /> : null}
      {may(attendees.fields.name, meetingId) ? <Fields meetingId={meetingId} /> : null}
    </div>
  )
}

function NewDelegation({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const [name, setName] = useState("")
  const add = useCommand(attendees.addDelegation, { onDone: () => setName("") })
  const send = () => name.trim() && add.mutate({ meetingId, name })
  return (
    <div className="line">
      <Input
        className="delegations-new"
        aria-label={say("newDelegation")}
        placeholder={say("newDelegation")}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={send}
      />
      <Button disabled={name.trim() === ""} loading={add.isPending} onClick={send}>
        {say("addDelegation")}
      </Button>
    </div>
  )
}
