/** Where one person stands on a list: at the top, at a place, or right beside somebody. */
import { Button, InputNumber, Select } from "antd"
import { useState } from "react"
import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { attendees } from "../contract.ts"
import type { Listed, To } from "../order/contract.ts"
import { words } from "../order/words.ts"
import { unitAndPost } from "../rules.ts"

type PinProps = { meetingId: string; listId: string; person: Listed }

export function PinDrawer({ meetingId, listId, person }: PinProps) {
  const say = useWords(words)
  const undoOf = useUndo(meetingId)
  const pin = useCommand(attendees.pin, { onDone: (done) => tell("ok", say("placed", { name: done.name, place: done.place }), undoOf(done)) })
  const unpin = useCommand(attendees.unpin, { onDone: (done) => tell("ok", say("unpinned"), undoOf(done)) })
  const [place, setPlace] = useState<number | null>(person.place)
  const put = (to: To) => pin.mutate({ meetingId, listId, id: person.id, to })
  return (
    <>
      <h2 className="drawer-name">{person.name}</h2>
      <p>{[person.delegation, unitAndPost(person)].filter(Boolean).join(" · ")}</p>
      <Section title={say("putAt")} note={say("note")}>
        <div className="pin-line">
          <Button loading={pin.isPending} onClick={() => put({ at: "top" })}>
            {say("toTop")}
          </Button>
        </div>
        <div className="pin-line">
          <label className="pin-label" htmlFor="pin-place">
            {say("toPlace")}
          </label>
          <InputNumber
            id="pin-place"
            min={1}
            max={100_000}
            precision={0}
            value={place}
            onChange={setPlace}
            onPressEnter={() => place && put({ at: "place", place })}
          />
          <Button disabled={!place} loading={pin.isPending} onClick={() => place && put({ at: "place", place })}>
            {say("put")}
          </Button>
        </div>
        <Beside meetingId={meetingId} listId={listId} person={person} onPut={put} />
      </Section>
      {person.pin ? (
        <Section title={say("pinned")}>
          <div className="pin-line">
            <span>{`${say(`pin_${person.pin.how}`, { anchor: person.pin.anchor })} · ${say("pinnedBy", { by: person.pin.by })}`}</span>
            <Button loading={unpin.isPending} onClick={() => unpin.mutate({ meetingId, listId, ids: [person.id] })}>
              {say("unpin")}
            </Button>
          </div>
        </Section>
      ) : null}
    </>
  )
}

function Beside({ meetingId, listId, person, onPut }: PinProps & { onPut: (to: To) => void }) {
  const say = useWords(words)
  const [find, setFind] = useState("")
  const [other, setOther] = useState<string>()
  const found = useRead(attendees.orderList, { meetingId, listId, find, page: 1, size: 20 })
  const options = (found.data?.rows ?? []).filter(({ id }) => id !== person.id)
  return (
    <>
      <div className="pin-line">
        <Select
          className="pin-other"
          aria-label={say("beside")}
          placeholder={say("beside")}
          showSearch={{ filterOption: false, onSearch: setFind }}
          value={other}
          options={options.map(({ id, place, name, delegation }) => ({ value: id, label: [place, name, delegation].filter(Boolean).join(" · ") }))}
          onChange={setOther}
        />
      </div>
      <div className="pin-line">
        <Button disabled={!other} onClick={() => other && onPut({ at: "before", other })}>
          {say("before")}
        </Button>
        <Button disabled={!other} onClick={() => other && onPut({ at: "after", other })}>
          {say("after")}
        </Button>
      </div>
    </>
  )
}
