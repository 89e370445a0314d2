import { Button, Form, Input } from "antd"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { type Unit, units } from "../contract.ts"
import type { Person } from "../people/contract.ts"
import { words } from "../words.ts"

type Asked = { name: string; title?: string; phone?: string; officePhone?: string; email?: string; note?: string; sameNameMark?: string }

const written = ({ name, phone, officePhone = "", email = "", note = "", sameNameMark = "" }: Asked) => ({
  name,
  officePhone,
  email,
  note,
  sameNameMark,
  ...(phone ? { phone } : {}),
})

export function NewPerson({ unit, onClose, onAdded }: { unit: Unit; onClose: () => void; onAdded: (person: Person) => void }) {
  const say = useWords(words)
  const [form] = Form.useForm<Asked>()
  const add = useCommand(units.addPerson, {
    onDone: (person) => {
      tell("ok", say("added", { name: person.name }))
      onAdded(person)
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
    <Drawer title={say("newPersonIn", { unit: unit.shortName || unit.name })} onClose={onClose} foot={foot}>
      <Form<Asked>
        form={form}
        className="drawer-form"
        layout="vertical"
        requiredMark={false}
        onFinish={(asked) => add.mutate({ ...written(asked), unitId: unit.id, post: { title: asked.title ?? "" } })}
      >
        <Fields withPost />
        <EnterSends />
      </Form>
    </Drawer>
  )
}

/** The buttons stand in the drawer's foot, outside the form: without one inside, Enter in a field would send nothing. */
export function EnterSends() {
  return <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
}

export function EditPerson({ person, unitId, onClose }: { person: Person; unitId: string; onClose: () => void }) {
  const say = useWords(words)
  const { id, version, name, officePhone, email, note, sameNameMark } = person
  const change = useCommand(units.changePerson, {
    onDone: (saved) => {
      tell("ok", say("saved", { name: saved.name }))
      onClose()
    },
  })
  return (
    <Form<Asked>
      className="drawer-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ name, officePhone, email, note, sameNameMark }}
      onFinish={(asked) => change.mutate({ ...written(asked), unitId, id, version })}
    >
      <Fields person={person} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {say("save")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </Form>
  )
}

function Fields({ person, withPost }: { person?: Person; withPost?: boolean }) {
  const say = useWords(words)
  return (
    <>
      <Form.Item name="name" label={say("name")} rules={[{ required: true, whitespace: true, message: say("required", { what: say("name") }) }]}>
        <Input maxLength={40} autoFocus />
      </Form.Item>
      {withPost ? (
        <Form.Item name="title" label={say("post")}>
          <Input maxLength={100} />
        </Form.Item>
      ) : null}
      <div className="book-two">
        <Form.Item name="phone" label={say("phone")} rules={[{ pattern: /^\+?\d{5,20}$/, message: say("phoneRule") }]}>
          <Input inputMode="tel" autoComplete="off" placeholder={person?.phone ? say("phoneKept", { phone: person.phone }) : undefined} />
        </Form.Item>
        <Form.Item name="officePhone" label={say("officePhone")} rules={[{ pattern: /^[\d+][\d\s()（）/、,，转-]{2,39}$/, message: say("officePhoneRule") }]}>
          <Input inputMode="tel" maxLength={40} />
        </Form.Item>
      </div>
      <Form.Item name="email" label={say("email")} rules={[{ pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: say("emailRule") }]}>
        <Input inputMode="email" maxLength={120} />
      </Form.Item>
      <Form.Item name="sameNameMark" label={say("mark")} extra={say("markHint")}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="note" label={say("note")}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}
