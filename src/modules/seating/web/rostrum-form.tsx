import { Button, Input } from "antd"
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import { type Person, type SeatMap, seating } from "../contract.ts"
import { words } from "../words.ts"

type FormProps = { meetingId: string; map: SeatMap; onClose: () => void; onSaved: () => void }

/** The people of the rostrum from the highest rank down; their places follow from their ranks. */
export function RostrumForm({ meetingId, map, onClose, onSaved }: FormProps) {
  const say = useWords(words)
  const groupName = (person: Person) => map.groups.find((group) => group.id === person.groupId)?.name ?? ""
  const [ids, setIds] = useState(() =>
    map.people
      .filter((person) => person.rank !== null)
      .sort((a, b) => a.rank! - b.rank!)
      .map((person) => person.id),
  )
  const save = useCommand(seating.chooseRostrum, { onDone: onClose })
  const byId = new Map(map.people.map((person) => [person.id, person]))
  const add = (more: readonly string[]) => setIds([...ids, ...more.filter((id) => !ids.includes(id))])
  const leaders = map.people.filter((person) => person.role === "leader").map((person) => person.id)
  const step = (at: number, by: number) => {
    const next = [...ids]
    const [moved] = next.splice(at, 1)
    next.splice(at + by, 0, moved!)
    setIds(next)
  }
  // awaited, since the drawer is gone by the time it is saved and a mutation's own callbacks go with it; a refusal has been told by then
  const send = (then?: () => void) => save.mutateAsync({ meetingId, attendeeIds: ids }).then(then, () => undefined)
  return (
    <Drawer
      title={`${say("rostrumTitle")} ${ids.length}`}
      onClose={onClose}
      foot={
        <>
          <Button type="primary" loading={save.isPending} onClick={() => void send(onSaved)}>
            {say("saveAndArrange")}
          </Button>
          <Button onClick={() => void send()}>{say("save")}</Button>
        </>
      }
    >
      <AddPerson people={map.people} groupName={groupName} taken={ids} onAdd={(id) => add([id])} />
      <p className="seat-note">{say("rostrumHint")}</p>
      {leaders.some((id) => !ids.includes(id)) ? (
        <button type="button" className="quiet-link" onClick={() => add(leaders)}>
          {say("addLeaders")}
        </button>
      ) : null}
      <ol>
        {ids.map((id, at) => {
          const person = byId.get(id)
          if (!person) return null
          return (
            <li className="ranked" key={id}>
              <span className="ranked-place">{at + 1}</span>
              <span>
                {person.name}
                <span className="ranked-group">{groupName(person)}</span>
              </span>
              <IconButton icon="up" label={say("up")} disabled={at === 0} onClick={() => step(at, -1)} />
              <IconButton icon="down" label={say("down")} disabled={at === ids.length - 1} onClick={() => step(at, 1)} />
              <IconButton icon="close" label={say("remove")} onClick={() => setIds(ids.filter((other) => other !== id))} />
            </li>
          )
        })}
      </ol>
    </Drawer>
  )
}

type IconButtonProps = { icon: "up" | "down" | "close"; label: string; disabled?: boolean; onClick: () => void }
const IconButton = ({ icon, label, disabled, onClick }: IconButtonProps) => (
  <button type="button" className="icon-button" aria-label={label} disabled={disabled} onClick={onClick}>
    <Icon name={icon} />
  </button>
)

type AddProps = { people: readonly Person[]; groupName: (person: Person) => string; taken: readonly string[]; onAdd: (id: string) => void }

function AddPerson({ people, groupName, taken, onAdd }: AddProps) {
  const say = useWords(words)
  const [typed, type] = useState("")
  const find = typed.trim()
  const found = find ? people.filter((person) => person.name.includes(find) && !taken.includes(person.id)).slice(0, 8) : []
  const add = (person: Person) => {
    onAdd(person.id)
    type("")
  }
  return (
    <div>
      <Input
        value={typed}
        placeholder={say("addPerson")}
        aria-label={say("addPerson")}
        onChange={(event) => type(event.target.value)}
        onPressEnter={() => found[0] && add(found[0])}
      />
      {found.map((person) => (
        <button type="button" className="person-choice" key={person.id} onClick={() => add(person)}>
          {person.name}
          <span>{groupName(person)}</span>
        </button>
      ))}
    </div>
  )
}
