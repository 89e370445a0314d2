import { Button, Input, Popover, Select } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import { words } from "../words.ts"

type BulkProps = { meetingId: string; ids: readonly string[]; clear: () => void }

export function BulkBar(props: BulkProps) {
  const { may } = useSession()
  return (
    <>
      <Move {...props} />
      {may(attendees.remove.name, props.meetingId) ? <Remove {...props} /> : null}
    </>
  )
}

function Move({ meetingId, ids, clear }: BulkProps) {
  const say = useWords(words)
  const [isOpen, setOpen] = useState(false)
  const delegations = useRead(attendees.delegations, { meetingId })
  const move = useCommand(attendees.assignDelegation, {
    onDone: ({ count }) => {
      tell("ok", say("moved", { count }))
      setOpen(false)
      clear()
    },
  })
  const choice = (
    <Select
      aria-label={say("delegation")}
      style={{ width: 240 }}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={say("delegation")}
      loading={move.isPending}
      options={[...(delegations.data ?? []).map(({ id, name }) => ({ value: id, label: name })), { value: "", label: say("noDelegation") }]}
      onChange={(to: string) => move.mutate({ meetingId, ids: [...ids], delegationId: to || null })}
    />
  )
  return (
    <Popover content={choice} trigger="click" placement="topLeft" open={isOpen} onOpenChange={setOpen}>
      <Button>{say("moveTo")}</Button>
    </Popover>
  )
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
