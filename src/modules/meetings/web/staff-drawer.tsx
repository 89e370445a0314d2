/** One more of the staff: who, as what, for which part, until when. */
import { Button, Input, Select } from "antd"
import { useState } from "react"
import { type Limit, LimitField } from "#modules/access/web/limit-field.tsx"
import { useDay } from "#modules/access/web/place-names.ts"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Busy, Problem } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { meetings } from "../contract.ts"
import { words } from "../staff/words.ts"
import "#modules/access/web/roles.css"

export function AddStaff({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  const say = useWords(words)
  const dayOf = useDay()
  const choices = useRead(meetings.staffChoices, { meetingId })
  const [accountId, setAccount] = useState<string>()
  const [roleId, setRole] = useState<string>()
  const [limit, setLimit] = useState<Limit>({ by: "all", ids: [] })
  const [isForever, setForever] = useState(false)
  const [note, setNote] = useState("")
  const add = useCommand(meetings.addStaff, {
    onDone: () => {
      tell("ok", say("added"))
      onClose()
    },
  })
  const { data } = choices
  if (!data)
    return (
      <Drawer title={say("add")} onClose={onClose}>
        {choices.error ? <Problem error={choices.error} again={choices.refetch} /> : <Busy />}
      </Drawer>
    )
  const isWhole = accountId !== undefined && roleId !== undefined && (limit.by === "all" || limit.ids.length > 0)
  const delegations = limit.by === "delegation" ? [...limit.ids] : ("all" as const)
  const gates = limit.by === "gate" ? [...limit.ids] : ("all" as const)
  const save = () => accountId && roleId && add.mutate({ meetingId, accountId, roleId, delegations, gates, note, validUntil: isForever ? null : data.endsAt })
  const foot = (
    <>
      <Button type="primary" loading={add.isPending} disabled={!isWhole} onClick={save}>
        {say("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={say("add")} onClose={onClose} foot={foot}>
      <div className="drawer-field">
        <span>{say("account")}</span>
        <Select
          aria-label={say("account")}
          placeholder={say("chooseAccount")}
          notFoundContent={say("nobodyToChoose")}
          showSearch={{ optionFilterProp: "label" }}
          value={accountId}
          options={data.accounts.map(({ id, name, username }) => ({ value: id, label: `${name}（${username}）` }))}
          onChange={setAccount}
        />
      </div>
      <div className="drawer-field">
        <span>{say("role")}</span>
        <Select
          aria-label={say("role")}
          placeholder={say("chooseRole")}
          value={roleId}
          options={data.roles.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setRole}
        />
        <small>{say("mayGive")}</small>
      </div>
      {data.parts.length > 0 ? <LimitField parts={data.parts} value={limit} onChange={setLimit} /> : null}
      <div className="drawer-field">
        <span>{say("until")}</span>
        <Select
          aria-label={say("until")}
          value={isForever}
          options={[
            { value: false, label: say("untilEnd", { day: dayOf(data.endsAt) }) },
            { value: true, label: say("forever") },
          ]}
          onChange={setForever}
        />
      </div>
      <div className="drawer-field">
        <label htmlFor="staff-note">{say("note")}</label>
        <Input id="staff-note" value={note} maxLength={200} placeholder={say("noteHint")} onChange={(event) => setNote(event.target.value)} />
      </div>
    </Drawer>
  )
}
