import { Button, Input } from "antd"
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Icon } from "#web/ui/icon.tsx"
import { useWords } from "#web/words.ts"
import type { Delegation } from "../bodies/contract.ts"
import { attendees } from "../contract.ts"
import { words as groupWords } from "../groups/words.ts"
import { words } from "../words.ts"

type LineProps = { meetingId: string; delegation: Delegation; place: number; onUp: (() => void) | undefined; onDown: (() => void) | undefined }

export function DelegationLine({ meetingId, delegation, place, onUp, onDown }: LineProps) {
  const say = useWords(words)
  const own = useWords(groupWords)
  const { may } = useSession()
  const [isLodging, setLodging] = useState(false)
  const [isRenaming, setRenaming] = useState(false)
  const remove = useCommand(attendees.removeDelegation)
  const leaders = [
    delegation.leader && `${say("leader")} ${delegation.leader}`,
    delegation.deputies.length > 0 && `${say("deputy")} ${delegation.deputies.join("、")}`,
    delegation.secretaries.length > 0 && `${say("secretary")} ${delegation.secretaries.join("、")}`,
    delegation.liaisons.length > 0 && `${say("liaison")} ${delegation.liaisons.join("、")}`,
    delegation.hotel && `${own("hotel")} ${delegation.hotel}`,
  ].filter(Boolean)
  if (isLodging) return <Lodge meetingId={meetingId} delegation={delegation} onClose={() => setLodging(false)} />
  if (isRenaming) return <Rename meetingId={meetingId} delegation={delegation} onClose={() => setRenaming(false)} />
  return (
    <div className="line delegation-line">
      <span className="delegation-place">{place}</span>
      <span className="line-grow">
        {delegation.name}
        {leaders.length > 0 ? <small>{leaders.join("，")}</small> : null}
      </span>
      {delegation.excused > 0 ? (
        <span className="rows-quiet">
          {say("onLeave")} {delegation.excused}
        </span>
      ) : null}
      <strong className="delegation-count">{delegation.count.toLocaleString("en-US")}</strong>
      <button type="button" className="icon-button" aria-label={`${say("moveUp")} ${delegation.name}`} disabled={!onUp} onClick={onUp}>
        <Icon name="up" />
      </button>
      <button type="button" className="icon-button" aria-label={`${say("moveDown")} ${delegation.name}`} disabled={!onDown} onClick={onDown}>
        <Icon name="down" />
      </button>
      {may(attendees.renameDelegation.name, meetingId) ? (
        <button type="button" className="quiet-link" onClick={() => setRenaming(true)}>
          {say("rename")}
        </button>
      ) : null}
      {may(attendees.lodgeDelegation.name, meetingId) ? (
        <button type="button" className="quiet-link" onClick={() => setLodging(true)}>
          {own("hotel")}
        </button>
      ) : null}
      {delegation.count === 0 && may(attendees.removeDelegation.name, meetingId) ? (
        <button type="button" className="quiet-link" disabled={remove.isPending} onClick={() => remove.mutate({ meetingId, id: delegation.id })}>
          {say("remove")}
        </button>
      ) : null}
    </div>
  )
}

function Rename({ meetingId, delegation, onClose }: { meetingId: string; delegation: Delegation; onClose: () => void }) {
  const say = useWords(words)
  const [name, setName] = useState(delegation.name)
  const rename = useCommand(attendees.renameDelegation, { onDone: onClose })
  const send = () => name.trim() && rename.mutate({ meetingId, id: delegation.id, name })
  return (
    <div className="line">
      <Input
        className="delegations-new"
        autoFocus
        aria-label={say("rename")}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={send}
      />
      <Button type="primary" disabled={name.trim() === ""} loading={rename.isPending} onClick={send}>
        {say("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </div>
  )
}

function Lodge({ meetingId, delegation, onClose }: { meetingId: string; delegation: Delegation; onClose: () => void }) {
  const say = useWords(words)
  const own = useWords(groupWords)
  const [hotel, setHotel] = useState(delegation.hotel)
  const lodge = useCommand(attendees.lodgeDelegation, { onDone: onClose })
  const send = () => lodge.mutate({ meetingId, id: delegation.id, hotel })
  return (
    <div className="line">
      <span>{delegation.name}</span>
      <Input
        className="delegations-new"
        autoFocus
        aria-label={own("hotel")}
        placeholder={own("hotel")}
        maxLength={60}
        value={hotel}
        onChange={(event) => setHotel(event.target.value)}
        onPressEnter={send}
      />
      <Button type="primary" loading={lodge.isPending} onClick={send}>
        {say("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </div>
  )
}
