import { Button, Input, Popover, Select } from "antd"
import { useState } from "react"
import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import { Role } from "../person/contract.ts"
import type { Change } from "../person/many/contract.ts"
import { words as personWords } from "../person/words.ts"
import { words } from "../words.ts"

type BulkProps = { meetingId: string; ids: readonly string[]; clear: () => void }

export function BulkBar(props: BulkProps) {
  const { may } = useSession()
  return (
    <>
      {may(attendees.changePeople.name, props.meetingId) ? <ChangeMany {...props} /> : null}
      {may(attendees.remove.name, props.meetingId) ? <Remove {...props} /> : null}
    </>
  )
}

const changeable = ["delegation_id", "category", "group_id", "role", "hotel", "room", "table_no", "car_no", "diet", "unit"] as const
type Changeable = (typeof changeable)[number]
const keyOf = {
  delegation_id: "delegationId",
  category: "category",
  group_id: "groupId",
  role: "role",
  hotel: "hotel",
  room: "room",
  table_no: "tableNo",
  car_no: "carNo",
  diet: "diet",
  unit: "unit",
} as const satisfies Record<Changeable, keyof Change>
const neverNull: readonly string[] = ["category", "unit"]
/** Nothing is emptied by not choosing. */
const chosen: readonly string[] = ["delegation_id", "category", "group_id", "role"]

/** One field of all who are chosen; how many it changes is said when it is done, and those who had it already are not counted. */
function ChangeMany({ meetingId, ids, clear }: BulkProps) {
  const say = useWords(words)
  const own = useWords(personWords)
  const [isOpen, setOpen] = useState(false)
  const [field, setField] = useState<Changeable>("delegation_id")
  const [value, setValue] = useState<string>()
  const undoOf = useUndo(meetingId)
  const change = useCommand(attendees.changePeople, {
    onDone: (done) => {
      // what is covered in the record has no way back
      if (done.count > 0) tell("ok", say("changed_many", { count: done.count }), field === "diet" ? undefined : undoOf(done))
      else tell("warning", say("unchanged"))
      setOpen(false)
      clear()
    },
  })
  const send = () => change.mutate({ meetingId, ids: [...ids], set: { [keyOf[field]]: neverNull.includes(field) ? (value ?? "") : value || null } })
  const form = (
    <div className="roster-sure">
      <Select
        aria-label={say("changeWhat")}
        value={field}
        options={changeable.map((one) => ({ value: one, label: own(one) }))}
        onChange={(next) => {
          setField(next)
          setValue(undefined)
        }}
      />
      <Value meetingId={meetingId} field={field} value={value} onChange={setValue} />
      <Button type="primary" disabled={value === undefined && chosen.includes(field)} loading={change.isPending} onClick={send}>
        {say("changeSure", { count: ids.length })}
      </Button>
    </div>
  )
  return (
    <Popover content={form} trigger="click" placement="topLeft" open={isOpen} onOpenChange={setOpen}>
      <Button>{say("changeMany")}</Button>
    </Popover>
  )
}

function Value({ meetingId, field, value, onChange }: { meetingId: string; field: Changeable; value: string | undefined; onChange: (value: string) => void }) {
  const say = useWords(words)
  const own = useWords(personWords)
  const delegations = useRead(attendees.delegations, { meetingId })
  const categories = useRead(attendees.categories, { meetingId })
  const groups = useRead(attendees.groups, { meetingId })
  const choices: Partial<Record<Changeable, { value: string; label: string }[]>> = {
    delegation_id: [...(delegations.data ?? []).map(({ id, name }) => ({ value: id, label: name })), { value: "", label: say("noDelegation") }],
    category: (categories.data ?? []).map(({ name }) => ({ value: name, label: name })),
    group_id: [
      ...(groups.data ?? []).map(({ id, name, delegation }) => ({ value: id, label: `${delegation ?? ""}${name}` })),
      { value: "", label: own("nothing") },
    ],
    role: [...Role.options.map((role) => ({ value: role as string, label: own(role) })), { value: "", label: say("member") }],
  }
  const options = choices[field]
  if (options)
    return (
      <Select aria-label={own(field)} showSearch={{ optionFilterProp: "label" }} placeholder={own(field)} value={value} options={options} onChange={onChange} />
    )
  return <Input aria-label={own(field)} placeholder={say("changeTo")} maxLength={60} value={value ?? ""} onChange={(event) => onChange(event.target.value)} />
}

/** There is no way back from this one: it wants a typed word. */
function Remove({ meetingId, ids, clear }: BulkProps) {
  const say = useWords(words)
  const [typed, setTyped] = useState("")
  const remove = useCommand(attendees.remove, {
    onDone: ({ count }) => {
      tell("ok", say("removed", { count }))
      clear()
    },
  })
  const isSure = typed.trim() === say("removeAsk")
  const ask = (
    <div className="roster-sure">
      <p>{say("removeWord", { n: ids.length })}</p>
      <Input aria-label={say("removeWord", { n: ids.length })} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Button danger disabled={!isSure} loading={remove.isPending} onClick={() => remove.mutate({ meetingId, ids: [...ids] })}>
        {say("remove")}
      </Button>
    </div>
  )
  return (
    <Popover content={ask} trigger="click" placement="topLeft">
      <Button>{say("remove")}</Button>
    </Popover>
  )
}
