/** 代表团与机构: delegations in their order, and the bodies with their quorum. */
import { Button, Input, InputNumber, Select } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import type { PageProps } from "#web/pages.ts"
import { useSession } from "#web/session.ts"
import { Busy, Empty, PageHead, Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import type { Body } from "../bodies/contract.ts"
import { attendees } from "../contract.ts"
import { words } from "../words.ts"
import { DelegationLine } from "./delegation-line.tsx"
import "./roster.css"

export function Page({ meetingId }: PageProps) {
  const say = useWords(words)
  const { may } = useSession()
  const delegations = useRead(attendees.delegations, { meetingId })
  const bodies = useRead(attendees.bodies, { meetingId })
  const order = useCommand(attendees.orderDelegations)
  const all = delegations.data ?? []
  const move = (at: number, by: number) => {
    const ids = all.map(({ id }) => id)
    ids.splice(at + by, 0, ...ids.splice(at, 1))
    order.mutate({ meetingId, ids })
  }
  const mayOrder = may(attendees.orderDelegations.name, meetingId) && !order.isPending
  if (!delegations.data || !bodies.data) return <Busy />
  return (
    <div className="delegations-page">
      <PageHead title={say("delegations")} count={all.length} />
      <Section title={say("bodies")}>
        {bodies.data.map((body) => (
          <BodyLine key={`${body.id} ${body.version}`} meetingId={meetingId} body={body} />
        ))}
      </Section>
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

function BodyLine({ meetingId, body }: { meetingId: string; body: Body }) {
  const say = useWords(words)
  const { may } = useSession()
  const [quorum, setQuorum] = useState<Body["quorum"]>()
  const save = useCommand(attendees.setQuorum, { onDone: () => setQuorum(undefined) })
  const { num, den, strict } = body.quorum
  return (
    <div className="line body-line">
      <span className="line-grow">
        <strong>{body.name}</strong>
        <small>{body.categories.join("、")}</small>
      </span>
      <span>
        {say("dueFrom")} <strong>{body.members.toLocaleString("en-US")}</strong>
      </span>
      <span>
        {say("voters")} <strong>{body.voters.toLocaleString("en-US")}</strong>
      </span>
      <span>
        {say("onLeave")} <strong>{body.excused.toLocaleString("en-US")}</strong>
      </span>
      {quorum ? (
        <span className="body-quorum">
          <Select
            aria-label={say("quorum")}
            value={quorum.strict ? "strict" : "notStrict"}
            options={(["notStrict", "strict"] as const).map((value) => ({ value, label: say(value) }))}
            onChange={(value) => setQuorum({ ...quorum, strict: value === "strict" })}
          />
          <InputNumber
            aria-label={say("share")}
            min={1}
            max={100}
            precision={0}
            value={quorum.num}
            onChange={(value) => setQuorum({ ...quorum, num: value ?? 1 })}
          />
          /
          <InputNumber
            aria-label={say("share")}
            min={1}
            max={100}
            precision={0}
            value={quorum.den}
            onChange={(value) => setQuorum({ ...quorum, den: value ?? 1 })}
          />
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate({ meetingId, id: body.id, version: body.version, quorum })}>
            {say("save")}
          </Button>
          <Button onClick={() => setQuorum(undefined)}>{say("cancel")}</Button>
        </span>
      ) : (
        <span>
          {say("quorum")} {say(strict ? "moreThan" : "atLeast", { num, den })} · {say("needed", { needed: body.needed.toLocaleString("en-US") })}
        </span>
      )}
      {!quorum && may(attendees.setQuorum.name, meetingId) ? (
        <button type="button" className="quiet-link" onClick={() => setQuorum(body.quorum)}>
          {say("edit")}
        </button>
      ) : null}
    </div>
  )
}
