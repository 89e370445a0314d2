/** 权限: what one account may do, where and until when; a new grant, and its end. */
import { Button, Input, Popconfirm, Select } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Section, State } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import type { HeldGrant } from "../roles/contract.ts"
import { words } from "../roles/words.ts"
import { atOf, nowhere, type PlaceChoice, PlaceFields } from "./place-fields.tsx"
import { useDay, useWhere } from "./place-names.ts"
import "./roles.css"

export function Grants({ accountId, grants, isOpen }: { accountId: string; grants: readonly HeldGrant[]; isOpen: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  return (
    <>
      <Section title={say("grants")} count={grants.length}>
        {grants.length === 0 ? <p className="section-empty">{say("noGrants")}</p> : null}
        <ul>
          {grants.map((grant) => (
            <GrantLine key={grant.id} grant={grant} mayRevoke={may(access.revokeGrant.name)} />
          ))}
        </ul>
      </Section>
      {isOpen && may(access.grant.name) ? <AddGrant accountId={accountId} /> : null}
    </>
  )
}

function GrantLine({ grant, mayRevoke }: { grant: HeldGrant; mayRevoke: boolean }) {
  const say = useWords(words)
  const whereOf = useWhere()
  const dayOf = useDay()
  const revoke = useCommand(access.revokeGrant)
  const { validUntil } = grant
  const isOver = validUntil !== null && Date.parse(validUntil) <= Date.now()
  const by = grant.grantedBy ? say("grantedBy", { who: grant.grantedBy, day: dayOf(grant.grantedAt) }) : ""
  const facts = [whereOf(grant), validUntil ? say("untilDay", { day: dayOf(validUntil) }) : "", by, grant.note]
  return (
    <li className="line">
      <span className="line-grow">
        {grant.role}
        {isOver ? <State kind="quiet">{say("over")}</State> : null}
        <small>{facts.filter(Boolean).join(" · ")}</small>
      </span>
      {mayRevoke ? (
        <Popconfirm
          title={`${say("revoke")} · ${grant.role}`}
          okText={say("revoke")}
          cancelText={say("cancel")}
          onConfirm={() => revoke.mutate({ id: grant.id })}
        >
          <button type="button" className="quiet-link" disabled={revoke.isPending}>
            {say("revoke")}
          </button>
        </Popconfirm>
      ) : null}
    </li>
  )
}

const spans = [0, 30, 90, 365] as const
export const endAfter = (days: number): string | null => (days === 0 ? null : new Date(Date.now() + days * 86_400_000).toISOString())

function AddGrant({ accountId }: { accountId: string }) {
  const say = useWords(words)
  const roles = useRead(access.roles, {})
  const [roleId, setRole] = useState<string>()
  const [place, setPlace] = useState<PlaceChoice>(nowhere)
  const [days, setDays] = useState<number>(0)
  const [note, setNote] = useState("")
  const grant = useCommand(access.grant, {
    onDone: () => {
      setRole(undefined)
      setPlace(nowhere)
      setNote("")
    },
  })
  const at = atOf(place)
  const add = () => at && roleId && grant.mutate({ accountId, roleId, at, validUntil: endAfter(days), note })
  const spanOf = (n: number) => (n === 0 ? say("forever") : n === 365 ? say("year") : say("days", { n }))
  return (
    <Section title={say("addGrant")}>
      <div className="drawer-field">
        <span>{say("role")}</span>
        <Select
          aria-label={say("role")}
          placeholder={say("chooseRole")}
          showSearch={{ optionFilterProp: "label" }}
          value={roleId}
          options={roles.data?.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setRole}
        />
      </div>
      <PlaceFields value={place} onChange={setPlace} />
      <div className="drawer-field">
        <span>{say("until")}</span>
        <Select aria-label={say("until")} value={days} options={spans.map((n) => ({ value: n as number, label: spanOf(n) }))} onChange={setDays} />
      </div>
      <div className="drawer-field">
        <label htmlFor="grant-note">{say("note")}</label>
        <Input id="grant-note" value={note} maxLength={200} placeholder={say("noteHint")} onChange={(event) => setNote(event.target.value)} />
      </div>
      <Button loading={grant.isPending} disabled={!roleId || !at} onClick={add}>
        {say("addGrant")}
      </Button>
    </Section>
  )
}
