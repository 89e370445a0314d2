import { Button, Form, Input, InputNumber, Select } from "antd"
import type { z } from "zod"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Busy } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import ethnicities from "../data/ethnicities.json" with { type: "json" }
import type { Field } from "../fields/contract.ts"
import { type Attendee, Role } from "../person/contract.ts"
import { birthTyped } from "../person/rules.ts"
import { words as personWords } from "../person/words.ts"
import { words } from "../words.ts"
import { CoveredInput, MoreFields } from "./person-fields.tsx"

type Asked = Omit<z.input<typeof attendees.add.input>, "meetingId">

export function NewPerson({ meetingId, onClose, onAdded }: { meetingId: string; onClose: () => void; onAdded: (person: Attendee) => void }) {
  const say = useWords(words)
  const [form] = Form.useForm<Asked>()
  const add = useCommand(attendees.add, {
    onDone: (person) => {
      tell("ok", say("added", { name: person.name }))
      onClose()
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
    <Drawer title={say("addTitle")} onClose={onClose} foot={foot}>
      <Form<Asked>
        form={form}
        className="drawer-form"
        layout="vertical"
        requiredMark={false}
        scrollToFirstError={{ focus: true, block: "center" }}
        onFinish={(asked) => add.mutate({ ...clean(asked), meetingId })}
      >
        <PersonFields meetingId={meetingId} />
      </Form>
    </Drawer>
  )
}

/** Covered values do not come into the form: what is typed over them is new. */
const openValues = ({ custom }: Attendee, fields: readonly Field[]): Record<string, string> =>
  Object.fromEntries(Object.entries(custom).filter(([id]) => fields.some((field) => field.id === id && !field.sensitive)))

export function EditPerson({ person, onClose }: { person: Attendee; onClose: () => void }) {
  const say = useWords(words)
  const fields = useRead(attendees.fields, { meetingId: person.meetingId })
  const update = useCommand(attendees.update, {
    onDone: ({ name }) => {
      tell("ok", say("saved", { name }))
      onClose()
    },
  })
  const { meetingId, id, version } = person
  const { name, sex, ethnicity, category, delegationId, unit, post, rank, role, remark, education, politics, diet, hotel, room, tableNo, carNo, groupId } =
    person
  const own = { name, sex, ethnicity, category, delegationId, unit, post, rank, role, remark }
  const besides = { education, politics, diet, hotel, room, tableNo, carNo, groupId, custom: openValues(person, fields.data ?? []) }
  const now: Asked = { ...own, ...besides, sameNameMark: person.markByHand ? person.sameNameMark : null }
  if (!fields.data) return <Busy />
  return (
    <Form<Asked>
      className="drawer-form"
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={{ focus: true, block: "center" }}
      initialValues={now}
      onFinish={(asked) => update.mutate({ ...clean(asked), meetingId, id, version })}
    >
      <PersonFields meetingId={meetingId} person={person} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={update.isPending}>
          {say("save")}
        </Button>
        <Button onClick={onClose}>{say("cancel")}</Button>
      </div>
    </Form>
  )
}

/** An emptied field is none; of what is covered only what was typed or emptied by its own button is sent. */
function clean({ phone, idNumber, birth, custom, sameNameMark, ...asked }: Asked): Asked {
  const plain = Object.fromEntries(
    Object.entries(asked).map(([key, value]) => [key, value || (key === "unit" || key === "post" || key === "remark" ? "" : null)]),
  )
  const born = birth ? birthTyped(birth) : birth
  const covered = Object.fromEntries(Object.entries({ phone, idNumber, birth: born }).filter(([, value]) => value !== undefined && value !== ""))
  const own = Object.fromEntries(Object.entries(custom ?? {}).map(([id, value]) => [id, value || null]))
  return { ...(plain as unknown as Asked), ...covered, ...(custom ? { custom: own } : {}), sameNameMark: sameNameMark?.trim() || null }
}

function PersonFields({ meetingId, person }: { meetingId: string; person?: Attendee }) {
  const say = useWords(words)
  const sayPerson = useWords(personWords)
  const delegations = useRead(attendees.delegations, { meetingId })
  const categories = useRead(attendees.categories, { meetingId })
  const usual = categories.data?.[0]?.name
  const choice = <T extends string>(values: readonly T[], label: (value: T) => string) => values.map((value) => ({ value, label: label(value) }))
  return (
    <>
      <Form.Item name="name" label={say("name")} rules={[{ required: true, whitespace: true, message: say("required", { what: say("name") }) }]}>
        <Input autoFocus maxLength={40} autoComplete="off" />
      </Form.Item>
      <div className="person-two">
        <Form.Item name="sex" label={say("sex")}>
          <Select allowClear options={choice(["male", "female"], say)} />
        </Form.Item>
        <Form.Item name="ethnicity" label={say("ethnicity")}>
          <Select allowClear showSearch options={choice(ethnicities.names, (name) => name)} />
        </Form.Item>
      </div>
      {usual ? (
        <Form.Item
          name="category"
          label={say("category")}
          initialValue={person ? undefined : usual}
          rules={[{ required: true, message: say("required", { what: say("category") }) }]}
        >
          <Select options={categories.data?.map(({ name }) => ({ value: name, label: name }))} />
        </Form.Item>
      ) : null}
      <div className="person-two">
        <Form.Item name="delegationId" label={say("delegation")}>
          <Select allowClear showSearch={{ optionFilterProp: "label" }} options={delegations.data?.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="role" label={say("role")}>
          <Select allowClear placeholder={say("member")} options={choice(Role.options, say)} />
        </Form.Item>
      </div>
      <Form.Item name="unit" label={say("unit")}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="post" label={say("post")}>
        <Input.TextArea autoSize maxLength={300} />
      </Form.Item>
      <div className="person-two">
        <Form.Item name="phone" label={say("phone")} rules={[{ pattern: /^\+?\d{5,20}$/, message: say("phoneRule") }]}>
          <CoveredInput inputMode="tel" was={person?.phone} />
        </Form.Item>
        <Form.Item name="rank" label={say("rank")} rules={[{ type: "integer", min: 1, max: 99_999, message: sayPerson("rankRule") }]}>
          <InputNumber precision={0} style={{ width: "100%" }} aria-description={say("rankHint")} />
        </Form.Item>
      </div>
      {person?.sameName ? (
        <Form.Item name="sameNameMark" label={say("mark")} extra={say("markHint")}>
          <Input maxLength={40} placeholder={person.sameNameMark} />
        </Form.Item>
      ) : null}
      <Form.Item name="remark" label={say("remark")}>
        <Input maxLength={200} />
      </Form.Item>
      <MoreFields meetingId={meetingId} person={person} />
    </>
  )
}
