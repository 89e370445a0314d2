/** One unit: its name, and its removal while nothing needs it. A new one beside it. */
import { Button, Form, Input, Popconfirm, Select } from "antd"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { type Unit, units } from "../contract.ts"
import { words } from "../words.ts"

function NameField({ first }: { first?: boolean }) {
  const say = useWords(words)
  return (
    <Form.Item name="name" label={say("name")} rules={[{ required: true, whitespace: true, message: say("required") }]}>
      <Input maxLength={80} autoFocus={first} />
    </Form.Item>
  )
}

export function UnitDrawer({ unit, onGone }: { unit: Unit; onGone: () => void }) {
  const say = useWords(words)
  const { may } = useSession()
  const remove = useCommand(units.remove, { onDone: onGone })
  return (
    <>
      <h2 className="drawer-name">{unit.name}</h2>
      {may("units.remove") ? (
        <p className="drawer-end">
          <Popconfirm
            title={say("removeWhy", { name: unit.name })}
            okText={say("remove")}
            cancelText={say("cancel")}
            onConfirm={() => remove.mutate({ id: unit.id })}
          >
            <Button loading={remove.isPending}>{say("remove")}</Button>
          </Popconfirm>
        </p>
      ) : null}
    </>
  )
}

export function NewUnit({ all, onClose }: { all: Unit[]; onClose: () => void }) {
  const say = useWords(words)
  const [form] = Form.useForm<{ name: string; parentId?: string }>()
  const add = useCommand(units.add, {
    onDone: (unit) => {
      tell("ok", say("added", { name: unit.name }))
      // a list of units is typed one after the other: the parent stays, the name is empty again
      form.resetFields(["name"])
    },
  })
  const foot = (
    <>
      <Button type="primary" loading={add.isPending} onClick={() => form.submit()}>
        {say("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={say("newUnit")} onClose={onClose} foot={foot}>
      <Form<{ name: string; parentId?: string }>
        form={form}
        className="drawer-form"
        layout="vertical"
        requiredMark={false}
        onFinish={({ name, parentId }) => add.mutate({ name, parentId: parentId ?? null })}
      >
        <NameField first />
        <Form.Item name="parentId" label={say("parent")}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            placeholder={say("noParent")}
            options={all.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
