/** 小组: divided by themselves, called together and written down by whom, and each a list of its own. */
import { Button, Input, InputNumber, Select } from "antd"
import { useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { useGo } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import { DivideBy, type Group } from "../groups/contract.ts"
import { words } from "../groups/words.ts"
import { words as common } from "../words.ts"
import { RemoveGroup } from "./remove-group.tsx"

export function Groups({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const { may } = useSession()
  const groups = useRead(attendees.groups, { meetingId })
  const all = groups.data ?? []
  return (
    <Section title={say("groups")} count={all.length} note={say("groupsNote")}>
      {may(attendees.divideGroups.name, meetingId) ? <Divide meetingId={meetingId} /> : null}
      {groups.data && all.length === 0 ? <p className="rows-quiet">{say("noGroups")}</p> : null}
      {all.map((group) => (
        <GroupLine key={group.id} meetingId={meetingId} group={group} />
      ))}
      {may(attendees.addGroup.name, meetingId) ? <NewGroup meetingId={meetingId} /> : null}
    </Section>
  )
}

/** "": across delegations. */
function Of({ meetingId, value, none, onChange }: { meetingId: string; value: string; none: string; onChange: (id: string) => void }) {
  const say = useWords(common)
  const delegations = useRead(attendees.delegations, { meetingId })
  return (
    <Select
      aria-label={say("delegation")}
      className="groups-of"
      showSearch={{ optionFilterProp: "label" }}
      value={value}
      options={[{ value: "", label: none }, ...(delegations.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={onChange}
    />
  )
}

function Divide({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const [of, setOf] = useState("")
  const [count, setCount] = useState(4)
  const [by, setBy] = useState<DivideBy>("full")
  const divide = useCommand(attendees.divideGroups, { onDone: () => tell("ok", say("divided", { count })) })
  return (
    <div className="line">
      <Of meetingId={meetingId} value={of} none={say("everybody")} onChange={setOf} />
      <InputNumber aria-label={say("intoGroups")} min={1} max={200} precision={0} value={count} onChange={(value) => setCount(value ?? 1)} />
      <Select
        aria-label={say("divideBy")}
        className="groups-by"
        value={by}
        options={DivideBy.options.map((value) => ({ value, label: say(`by_${value}`) }))}
        onChange={setBy}
      />
      <Button loading={divide.isPending} onClick={() => divide.mutate({ meetingId, delegationId: of || null, groups: count, by })}>
        {say("divide")}
      </Button>
    </div>
  )
}

function NewGroup({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const [of, setOf] = useState("")
  const [name, setName] = useState("")
  const add = useCommand(attendees.addGroup, { onDone: () => setName("") })
  const send = () => name.trim() && add.mutate({ meetingId, delegationId: of || null, name })
  return (
    <div className="line">
      <Of meetingId={meetingId} value={of} none={say("across")} onChange={setOf} />
      <Input
        className="delegations-new"
        aria-label={say("newGroup")}
        placeholder={say("newGroup")}
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={send}
      />
      <Button disabled={name.trim() === ""} loading={add.isPending} onClick={send}>
        {say("addGroup")}
      </Button>
    </div>
  )
}

function GroupLine({ meetingId, group }: { meetingId: string; group: Group }) {
  const say = useWords(words)
  const own = useWords(common)
  const go = useGo()
  const { may } = useSession()
  const [editing, setEditing] = useState<"name" | "offices">()
  const remove = useCommand(attendees.removeGroup)
  const people = (office: "convenors" | "recorders") => group[office].length > 0 && `${say(office)} ${group[office].map(({ name }) => name).join("、")}`
  if (editing === "name") return <Rename meetingId={meetingId} group={group} onClose={() => setEditing(undefined)} />
  if (editing === "offices") return <Offices meetingId={meetingId} group={group} onClose={() => setEditing(undefined)} />
  const verb = (label: string, act: () => void) => (
    <button type="button" className="quiet-link" onClick={act}>
      {label}
    </button>
  )
  return (
    <div className="line delegation-line">
      <span className="line-grow">
        {group.name}
        <small>{[group.delegation ?? say("across"), people("convenors"), people("recorders")].filter(Boolean).join("，")}</small>
      </span>
      <strong className="delegation-count">{say("groupOf", { count: group.count })}</strong>
      {verb(say("see"), () => go(`/meetings/${meetingId}/roster?group=${group.id}`))}
      {may(attendees.setGroupOffices.name, meetingId) ? verb(say("offices"), () => setEditing("offices")) : null}
      {may(attendees.renameGroup.name, meetingId) ? verb(own("rename"), () => setEditing("name")) : null}
      {may(attendees.removeGroup.name, meetingId) ? <RemoveGroup group={group} onRemove={() => remove.mutate({ meetingId, id: group.id })} /> : null}
    </div>
  )
}

type Editing = { meetingId: string; group: Group; onClose: () => void }

function Rename({ meetingId, group, onClose }: Editing) {
  const own = useWords(common)
  const [name, setName] = useState(group.name)
  const rename = useCommand(attendees.renameGroup, { onDone: onClose })
  const send = () => name.trim() && rename.mutate({ meetingId, id: group.id, name })
  return (
    <div className="line">
      <Input
        autoFocus
        className="delegations-new"
        aria-label={own("rename")}
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={send}
      />
      <Button type="primary" disabled={name.trim() === ""} loading={rename.isPending} onClick={send}>
        {own("save")}
      </Button>
      <Button onClick={onClose}>{own("cancel")}</Button>
    </div>
  )
}

function Offices({ meetingId, group, onClose }: Editing) {
  const say = useWords(words)
  const own = useWords(common)
  const [convenors, setConvenors] = useState(group.convenors.map(({ id }) => id))
  const [recorders, setRecorders] = useState(group.recorders.map(({ id }) => id))
  const set = useCommand(attendees.setGroupOffices, { onDone: onClose })
  return (
    <div className="line groups-offices">
      <strong>{group.name}</strong>
      <People meetingId={meetingId} label={say("convenors")} known={group.convenors} value={convenors} onChange={setConvenors} />
      <People meetingId={meetingId} label={say("recorders")} known={group.recorders} value={recorders} onChange={setRecorders} />
      <Button type="primary" loading={set.isPending} onClick={() => set.mutate({ meetingId, id: group.id, convenors, recorders })}>
        {own("save")}
      </Button>
      <Button onClick={onClose}>{own("cancel")}</Button>
    </div>
  )
}

type Choosing = { meetingId: string; label: string; known: Group["convenors"]; value: string[]; onChange: (ids: string[]) => void }
function People({ meetingId, label, known, value, onChange }: Choosing) {
  const [find, setFind] = useState("")
  const found = useRead(attendees.list, { meetingId, find, size: 20 })
  const options = [...known, ...(found.data?.rows ?? [])].map(({ id, name }) => ({ value: id, label: name }))
  const once = [...new Map(options.map((option) => [option.value, option])).values()]
  return (
    <Select
      mode="multiple"
      className="groups-people"
      aria-label={label}
      placeholder={label}
      showSearch={{ filterOption: false, onSearch: setFind }}
      value={value}
      options={once}
      onChange={onChange}
    />
  )
}
