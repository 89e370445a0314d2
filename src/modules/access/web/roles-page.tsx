/** 角色: sets of operations, named as the office names its groups. */
import { Button, Form, Select } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { useCommand, useRead } from "#web/api.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { type Column, ListPage, useList } from "#web/ui/list.tsx"
import { type Say, useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import { type KnownRole, Role } from "../roles/contract.ts"
import { words } from "../words.ts"
import { obeys, TextField } from "./fields.tsx"

export function Page() {
  const say = useWords(words)
  const list = useList({ size: 200 })
  const roles = useRead(access.roles, {})
  const [edited, setEdited] = useState<KnownRole | "new">()
  const columns: Column<KnownRole>[] = [
    { key: "name", title: say("roleName"), width: 160, render: (role) => <span className="rows-name">{role.name}</span> },
    { key: "operations", title: say("operations"), grow: true, render: (role) => summed(role.operations, say) },
    {
      key: "edit",
      title: say("edit"),
      unseen: true,
      width: 80,
      align: "right",
      render: (role) => (
        <button type="button" className="quiet-link" onClick={() => setEdited(role)}>
          {say("edit")}
        </button>
      ),
    },
  ]
  return (
    <>
      <ListPage
        title={say("roles")}
        actions={
          <Button type="primary" onClick={() => setEdited("new")}>
            {say("addRole")}
          </Button>
        }
        list={list}
        read={{ ...roles, data: roles.data && { rows: roles.data, total: roles.data.length } }}
        columns={columns}
        idOf={(role) => role.id}
        empty={{ sentence: say("noRoles") }}
      />
      {edited ? (
        <RoleDrawer key={edited === "new" ? "new" : edited.id} role={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />
      ) : null}
    </>
  )
}

// a page may not read the map of the modules: the names it can say are those in its words, in the order of the map
type After<Key> = Key extends `module.${infer Name}` ? Name : never
const order = Object.keys(words["zh-CN"]).flatMap((key) => (key.startsWith("module.") ? [key.slice(7) as After<keyof (typeof words)["zh-CN"]>] : []))

/** A whole module is read as its name, single operations as how many of it; "*" is everything. */
function summed(operations: readonly string[], say: Say<typeof words>): string {
  if (operations.includes("*")) return say("everything")
  const named = order.flatMap((module) => {
    if (operations.includes(`${module}.*`)) return [say(`module.${module}`)]
    const n = operations.filter((pattern) => pattern.startsWith(`${module}.`)).length
    return n > 0 ? [say("someOf", { module: say(`module.${module}`), n })] : []
  })
  return named.join(say("comma"))
}

type Asked = z.input<typeof access.addRole.input>

function RoleDrawer({ role, onClose }: { role: KnownRole | undefined; onClose: () => void }) {
  const say = useWords(words)
  const [form] = Form.useForm<Asked>()
  const add = useCommand(access.addRole, { onDone: onClose })
  const change = useCommand(access.changeRole, { onDone: onClose })
  const save = (asked: Asked) => (role ? change.mutate({ ...asked, id: role.id }) : add.mutate(asked))
  const options = [
    { value: "*", label: say("everything") },
    ...order.map((module) => ({ value: `${module}.*`, label: say("allOf", { module: say(`module.${module}`) }) })),
  ]
  const foot = (
    <>
      <Button type="primary" loading={add.isPending || change.isPending} onClick={() => form.submit()}>
        {say("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={role ? say("editRole") : say("newRole")} onClose={onClose} foot={foot}>
      <Form<Asked> form={form} className="drawer-form" layout="vertical" requiredMark={false} initialValues={role ?? { operations: [] }} onFinish={save}>
        <TextField name="name" label={say("roleName")} max={40} first />
        <Form.Item
          name="operations"
          label={say("operations")}
          extra={say("operationsHint")}
          rules={[{ required: true, message: say("required", { what: say("operations") }) }, obeys(Role.shape.operations, say("operationsRule"))]}
        >
          <Select mode="tags" options={options} tokenSeparators={[",", " ", "\n"]} />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
