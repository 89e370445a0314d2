/** The rest of the form: identity, what the meeting does for him, and its own fields. */
import { AutoComplete, Form, Input, InputNumber, Select } from "antd"
import { useRead } from "#web/api.ts"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import usual from "../data/usual.json" with { type: "json" }
import type { Field } from "../fields/contract.ts"
import { type Attendee, idNumberPattern } from "../person/contract.ts"
import { birthTyped } from "../person/rules.ts"
import { words } from "../person/words.ts"
import { isMistyped } from "../privacy/rules.ts"

/** As offices write them; anything else may be typed. */
const listed = (values: readonly string[]) => values.map((value) => ({ value }))

type CoveredProps = {
  value?: string | null
  onChange?: (value: string | null | undefined) => void
  was?: string | null | undefined
  hint?: string
  inputMode?: "tel"
  id?: string
}
/** What stands in it is not shown; typed over it is new, emptied it is gone when saved. */
export function CoveredInput({ value, onChange, was, hint, ...rest }: CoveredProps) {
  const say = useWords(words)
  const verb = (label: string, next: null | undefined) => (
    <button type="button" className="quiet-link" onClick={() => onChange?.(next)}>
      {label}
    </button>
  )
  const after = value === null ? verb(say("cancel"), undefined) : was && !value ? verb(say("remove"), null) : undefined
  return (
    <Input
      {...rest}
      autoComplete="off"
      value={value ?? ""}
      placeholder={value === null ? say("willRemove") : was ? say("kept", { value: was }) : hint}
      suffix={after}
      onChange={(event) => onChange?.(event.target.value === "" ? undefined : event.target.value)}
    />
  )
}

export function MoreFields({ meetingId, person }: { meetingId: string; person: Attendee | undefined }) {
  const say = useWords(words)
  return (
    <>
      <h2 className="form-part">{say("identity")}</h2>
      <Form.Item
        name="idNumber"
        label={say("idNumber")}
        normalize={upper}
        rules={[{ pattern: idNumberPattern, message: say("idNumberRule") }, unless(isMistyped, say("idNumberWrong"))]}
      >
        <CoveredInput was={person?.idNumber} />
      </Form.Item>
      <div className="person-two">
        <Form.Item name="birth" label={say("birth")} rules={[unless(isNoBirth, say("birthRule"))]}>
          <CoveredInput was={person?.birth} hint={say("birthHint")} />
        </Form.Item>
        <Form.Item name="education" label={say("education")}>
          <AutoComplete options={listed(usual.education)} maxLength={40} />
        </Form.Item>
      </div>
      <Form.Item name="politics" label={say("politics")}>
        <AutoComplete options={listed(usual.politics)} maxLength={40} />
      </Form.Item>
      <CareFields meetingId={meetingId} person={person} />
      <OwnFields meetingId={meetingId} person={person} />
    </>
  )
}

const isNoBirth = (typed: string): boolean => birthTyped(typed) === undefined
/** A value that was typed and does not hold is said beside its field, before it is sent. */
const unless = (isWrong: (typed: string) => boolean, message: string) => ({
  validator: (_rule: unknown, typed: unknown) =>
    typeof typed === "string" && typed !== "" && isWrong(typed) ? Promise.reject(new Error(message)) : Promise.resolve(),
})

const upper = (value: unknown) => (typeof value === "string" ? value.trim().toUpperCase() : value)

function CareFields({ meetingId, person }: { meetingId: string; person: Attendee | undefined }) {
  const say = useWords(words)
  const groups = useRead(attendees.groups, { meetingId })
  const delegationId = Form.useWatch<string | undefined>("delegationId")
  const open = (groups.data ?? []).filter((group) => group.delegationId === null || group.delegationId === delegationId)
  return (
    <>
      <h2 className="form-part">{say("service")}</h2>
      {groups.data?.length ? (
        <Form.Item name="groupId" label={say("group_id")}>
          <Select allowClear options={open.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      ) : null}
      <div className="person-two">
        <Form.Item name="hotel" label={say("hotel")}>
          <Input maxLength={60} placeholder={person?.delegationHotel ? say("hotelLikeDelegation") : undefined} />
        </Form.Item>
        <Form.Item name="room" label={say("room")}>
          <Input maxLength={20} />
        </Form.Item>
      </div>
      <div className="person-two">
        <Form.Item name="tableNo" label={say("table_no")}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="carNo" label={say("car_no")}>
          <Input maxLength={20} />
        </Form.Item>
      </div>
      <Form.Item name="diet" label={say("diet")}>
        <Input maxLength={100} />
      </Form.Item>
    </>
  )
}

function OwnFields({ meetingId, person }: { meetingId: string; person: Attendee | undefined }) {
  const say = useWords(words)
  const fields = useRead(attendees.fields, { meetingId })
  if (!fields.data?.length) return null
  return (
    <>
      <h2 className="form-part">{say("own")}</h2>
      {fields.data.map((field) => (
        <Form.Item key={field.id} name={["custom", field.id]} label={field.name} normalize={writtenIn}>
          {field.sensitive ? <CoveredInput was={person?.custom[field.id]} /> : <OwnInput field={field} />}
        </Form.Item>
      ))}
    </>
  )
}

const writtenIn = (value: unknown) => (typeof value === "number" ? String(value) : value)

function OwnInput({ field: { kind, choices }, ...rest }: { field: Field }) {
  if (kind === "choice") return <Select {...rest} allowClear options={listed(choices)} />
  if (kind === "number") return <InputNumber {...rest} style={{ width: "100%" }} />
  if (kind === "date") return <Input {...rest} type="date" />
  return <Input {...rest} maxLength={200} />
}
