/** One role: its name, what it may do, who holds it where. */
import { Button, Input, Popconfirm } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import type { KnownRole } from "../roles/contract.ts"
import { words } from "../roles/words.ts"
import { OperationsField } from "./operations-field.tsx"
import { useWhere } from "./place-names.ts"

export function RoleForm({ known: role, onClose }: { known: KnownRole | undefined; onClose: () => void }) {
  const say = useWords(words)
  const { may } = useSession()
  const state = useRead(access.state, {})
  const [name, setName] = useState(role?.name ?? "")
  const [operations, setOperations] = useState<string[]>(role?.operations ?? [])
  const add = useCommand(access.addRole, { onDone: onClose })
  const change = useCommand(access.changeRole, { onDone: onClose })
  const save = () => (role ? change.mutate({ id: role.id, name, operations }) : add.mutate({ name, operations }))
  const mayChange = may(role ? access.changeRole.name : access.addRole.name)
  return (
    <>
      <div className="drawer-field">
        <label htmlFor="role-name">{say("roleName")}</label>
        <Input id="role-name" value={name} maxLength={40} autoFocus={!role} readOnly={!mayChange} onChange={(event) => setName(event.target.value)} />
      </div>
      <Section title={say("operations")}>
        <OperationsField value={operations} onChange={setOperations} withOffices={state.data?.mode === "owner"} />
      </Section>
      {role ? <Holders known={role} onRemoved={onClose} /> : null}
      {mayChange ? (
        <div className="role-foot">
          <Button type="primary" loading={add.isPending || change.isPending} disabled={!name.trim() || operations.length === 0} onClick={save}>
            {say("save")}
          </Button>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <span className="operations-sum">{operations.length === 0 ? say("chooseSome") : say("chosen", { n: operations.length })}</span>
        </div>
      ) : null}
    </>
  )
}

function Holders({ known: role, onRemoved }: { known: KnownRole; onRemoved: () => void }) {
  const say = useWords(words)
  const { may } = useSession()
  const whereOf = useWhere()
  const grants = useRead(access.grants, { roleId: role.id }, { enabled: may(access.grants.name) })
  const remove = useCommand(access.removeRole, { onDone: onRemoved })
  return (
    <>
      <Section title={say("holdersOf")} count={role.holders}>
        {role.holders === 0 ? <p className="section-empty">{say("noHolders")}</p> : null}
        <ul>
          {grants.data?.map((grant) => (
            <li key={grant.id} className="line">
              <span className="line-grow">
                {grant.account}
                <small>{whereOf(grant)}</small>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {role.holders === 0 && may(access.removeRole.name) ? (
        <Popconfirm title={say("confirmRemove")} okText={say("removeRole")} cancelText={say("cancel")} onConfirm={() => remove.mutate({ id: role.id })}>
          <Button loading={remove.isPending}>{say("removeRole")}</Button>
        </Popconfirm>
      ) : null}
    </>
  )
}
