/** A new key, shown once; and a key that is there. */
import { Button, Input, Popconfirm, Select } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Facts } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import type { ApiKey } from "../keys/api/contract.ts"
import { words } from "../roles/words.ts"
import { endAfter } from "./grants.tsx"
import { atOf, nowhere, type PlaceChoice, PlaceFields } from "./place-fields.tsx"
import { useDay, useWhere } from "./place-names.ts"
import "./roles.css"

const spans = [30, 90, 180, 365] as const

export function NewKey({ onClose }: { onClose: () => void }) {
  const say = useWords(words)
  const [token, setToken] = useState<string>()
  return (
    <Drawer title={say("newKey")} onClose={onClose}>
      {token ? <Token token={token} onClose={onClose} /> : <Wanted onMade={setToken} />}
    </Drawer>
  )
}

function Wanted({ onMade }: { onMade: (token: string) => void }) {
  const say = useWords(words)
  const roles = useRead(access.roles, {})
  const [name, setName] = useState("")
  const [roleId, setRole] = useState<string>()
  const [place, setPlace] = useState<PlaceChoice>(nowhere)
  const [days, setDays] = useState<number>(90)
  const add = useCommand(access.addKey, { onDone: ({ token }) => onMade(token) })
  const at = atOf(place)
  const make = () => at && roleId && add.mutate({ name, roleId, at, expiresAt: endAfter(days) ?? "" })
  return (
    <>
      <p className="section-empty">{say("keyWhy")}</p>
      <div className="drawer-field">
        <label htmlFor="key-name">{say("keyName")}</label>
        <Input id="key-name" value={name} autoFocus maxLength={40} placeholder={say("keyHint")} onChange={(event) => setName(event.target.value)} />
      </div>
      <div className="drawer-field">
        <span>{say("role")}</span>
        <Select
          aria-label={say("role")}
          placeholder={say("chooseRole")}
          showSearch={{ optionFilterProp: "label" }}
          value={roleId}
          options={roles.data?.filter(({ operations }) => !operations.includes("*")).map((role) => ({ value: role.id, label: role.name }))}
          onChange={setRole}
        />
      </div>
      <PlaceFields value={place} onChange={setPlace} />
      <div className="drawer-field">
        <span>{say("until")}</span>
        <Select
          aria-label={say("until")}
          value={days}
          options={spans.map((n) => ({ value: n as number, label: n === 365 ? say("year") : say("days", { n }) }))}
          onChange={setDays}
        />
      </div>
      <Button type="primary" loading={add.isPending} disabled={!name.trim() || !roleId || !at} onClick={make}>
        {say("makeKey")}
      </Button>
    </>
  )
}

function Token({ token, onClose }: { token: string; onClose: () => void }) {
  const say = useWords(words)
  const copy = () => navigator.clipboard?.writeText(token).then(() => tell("ok", say("copied")))
  return (
    <div className="key-token">
      <p className="section-warning">{say("keyOnce")}</p>
      <Input.TextArea readOnly autoSize value={token} aria-label={say("newKey")} onFocus={(event) => event.target.select()} />
      <div className="form-foot">
        <Button type="primary" onClick={copy}>
          {say("copy")}
        </Button>
        <Button onClick={onClose}>{say("done")}</Button>
      </div>
    </div>
  )
}

export function KeyFacts({ held, isAlive }: { held: ApiKey; isAlive: boolean }) {
  const say = useWords(words)
  const { may } = useSession()
  const whereOf = useWhere()
  const dayOf = useDay()
  const revoke = useCommand(access.revokeKey)
  const release = useCommand(access.releaseKey)
  const waits = isAlive && !held.releasedAt
  const { seenAt, seenFrom } = held
  return (
    <>
      <h2 className="drawer-name">{held.name}</h2>
      <Facts
        rows={[
          [say("role"), held.role],
          [say("where"), whereOf(held)],
          [say("lastSeen"), seenAt ? say("seenFrom", { when: dayOf(seenAt), address: seenFrom }) : say("neverSeen")],
          [say("ends"), dayOf(held.expiresAt)],
          ["", say("madeBy", { who: held.madeBy, day: dayOf(held.madeAt) })],
        ]}
      />
      {waits ? <p className="section-warning">{say("releaseWhy")}</p> : null}
      {waits && may(access.releaseKey.name) ? (
        <Button type="primary" loading={release.isPending} onClick={() => release.mutate({ id: held.id })}>
          {say("releaseKey")}
        </Button>
      ) : null}
      {isAlive && may(access.revokeKey.name) ? (
        <Popconfirm title={say("confirmRevoke")} okText={say("revokeKey")} cancelText={say("cancel")} onConfirm={() => revoke.mutate({ id: held.id })}>
          <Button loading={revoke.isPending}>{say("revokeKey")}</Button>
        </Popconfirm>
      ) : null}
    </>
  )
}
