import { Button, Form, Input, Select } from "antd"
import { useMemo } from "react"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { type Unit, type UnitDetail, units } from "../contract.ts"
import { pathsOf } from "../rules.ts"
import { words } from "../words.ts"
import { EnterSends } from "./person-form.tsx"

/** By path, since 办公室 alone says little. Closed units are not offered. */
export function UnitSelect({
  all,
  value,
  onChange,
  without,
  placeholder,
}: {
  all: readonly Unit[]
  value?: string
  onChange?: (id: string | undefined) => void
  without?: string
  placeholder?: string
}) {
  const say = useWords(words)
  const options = useMemo(() => {
    const paths = pathsOf(all)
    return all.filter(({ id, closed }) => !closed && id !== without).map(({ id, name }) => ({ value: id, label: paths.get(id) ?? name }))
  }, [all, without])
  return (
    <Select<string>
      allowClear
      aria-label={say("unit")}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={placeholder ?? say("noParent")}
      options={options}
      value={value}
      onChange={onChange}
    />
  )
}

type Facts = { name: string; shortName?: string; kind?: string; phone?: string; address?: string }

export function NewUnit({ all, parentId, onClose }: { all: readonly Unit[]; parentId: string | undefined; onClose: () => void }) {
  const say = useWords(words)
  const [form] = Form.useForm<Facts & { parentId?: string }>()
  const add = useCommand(units.add, {
    onDone: (unit) => {
      tell("ok", say("added", { name: unit.name }))
      // units are typed one after the other: the parent stays, the rest is empty again
      form.resetFields(["name", "shortName", "phone", "address"])
      form.focusField("name")
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
    <Drawer title={say("addUnit")} onClose={onClose} foot={foot}>
      <Form
        form={form}
        className="drawer-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ parentId }}
        onFinish={(asked) => add.mutate({ ...asked, parentId: asked.parentId ?? null })}
      >
        <Fields />
        <Form.Item name="parentId" label={say("parent")}>
          <UnitSelect all={all} />
        </Form.Item>
        <EnterSends />
      </Form>
    </Drawer>
  )
}

export function EditUnit({ unit, onClose }: { unit: UnitDetail; onClose: () => void }) {
  const say = useWords(words)
  const { id, version, name, shortName, kind, phone, address } = unit
  const change = useCommand(units.change, { onDone: onClose })
  return (
    <Form<Facts>
      className="drawer-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ name, shortName, kind, phone, address }}
      onFinish={(asked) => change.mutate({ shortName: "", kind: "", phone: "", address: "", ...asked, id, version })}
    >
      <Fields />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {say("save")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </Form>
  )
}

function Fields() {
  const say = useWords(words)
  return (
    <>
      <Form.Item name="name" label={say("unitName")} rules={[{ required: true, whitespace: true, message: say("required", { what: say("unitName") }) }]}>
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <div className="book-two">
        <Form.Item name="shortName" label={say("shortName")}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="kind" label={say("kind")}>
          <Input maxLength={20} />
        </Form.Item>
      </div>
      <Form.Item name="phone" label={say("unitPhone")}>
        <Input maxLength={40} inputMode="tel" />
      </Form.Item>
      <Form.Item name="address" label={say("address")}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}
