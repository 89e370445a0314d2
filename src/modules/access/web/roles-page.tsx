/** 角色: sets of operations, named as the office names its groups. */
import { Button } from "antd"
import { useState } from "react"
import { useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { type Say, useLocale, useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import type { KnownRole } from "../roles/contract.ts"
import { words } from "../roles/words.ts"
import { nameOfModule, operationsByModule } from "./operation-names.ts"
import { RoleForm } from "./role-form.tsx"

export function Page() {
  const say = useWords(words)
  const { may } = useSession()
  const list = useList({ size: 200 })
  const roles = useRead(access.roles, {})
  const columns = useColumns()
  const [isNew, setNew] = useState(false)
  const found = (roles.data ?? []).filter(({ name }) => name.includes(list.find))
  const add = may(access.addRole.name) ? (
    <Button
      type="primary"
      onClick={() => {
        list.open(undefined)
        setNew(true)
      }}
    >
      {say("addRole")}
    </Button>
  ) : undefined
  const close = () => {
    setNew(false)
    list.open(undefined)
  }
  return (
    <>
      <ListPage
        title={say("roles")}
        actions={add}
        list={list}
        read={{ ...roles, data: roles.data && { rows: found, total: found.length } }}
        columns={columns}
        idOf={(role) => role.id}
        searchHint={say("roleName")}
        empty={{ sentence: say("noRoles") }}
        drawer={isNew ? undefined : (role) => <RoleForm key={role.id} known={role} onClose={close} />}
      />
      {isNew ? (
        <Drawer title={say("newRole")} onClose={close}>
          <RoleForm known={undefined} onClose={close} />
        </Drawer>
      ) : null}
    </>
  )
}

function useColumns(): Column<KnownRole>[] {
  const say = useWords(words)
  const locale = useLocale()
  return [
    {
      key: "name",
      title: say("roleName"),
      width: 200,
      render: (role) => (
        <>
          <span className="rows-name">{role.name}</span>
          {role.preset ? <small className="rows-quiet"> {say(role.isChanged ? "presetChanged" : "preset")}</small> : null}
        </>
      ),
    },
    { key: "operations", title: say("operations"), grow: true, render: (role) => summed(role.operations, say, (module) => nameOfModule(module, locale)) },
    { key: "holders", title: say("holders"), width: 96, align: "right", render: (role) => (role.holders === 0 ? null : role.holders) },
  ]
}

/** A whole area is read as its name, single operations as how many of it; "*" is everything. */
function summed(operations: readonly string[], say: Say<typeof words>, nameOf: (module: string) => string): string {
  if (operations.includes("*")) return say("everything")
  const named = operationsByModule.flatMap(({ module }) => {
    if (operations.includes(`${module}.*`)) return [nameOf(module)]
    const n = operations.filter((pattern) => pattern.startsWith(`${module}.`)).length
    return n > 0 ? [say("someOf", { module: nameOf(module), n })] : []
  })
  return named.join(say("comma"))
}
