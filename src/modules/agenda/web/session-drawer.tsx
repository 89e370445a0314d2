import { Button } from "antd"
import { useState } from "react"
import { plainClock } from "#kernel/dates.ts"
import type { Meeting } from "#modules/meetings/contract.ts"
import { useUndo } from "#modules/meetings/doings/web/use-undo.ts"
import { useCommand } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { tell } from "#web/tell.ts"
import { Overtaken, useDraft } from "#web/ui/draft.tsx"
import { Drawer } from "#web/ui/drawer.tsx"
import { State } from "#web/ui/page.tsx"
import { useSafely } from "#web/unsaved.ts"
import { useWords } from "#web/words.ts"
import { agenda, type Session } from "../contract.ts"
import { words } from "../words.ts"
import { clashesIn, draftOf, isBackward, nextDraft } from "./draft.ts"
import { WhatFields, WhoFields } from "./session-fields.tsx"

type DrawerProps = {
  meeting: Meeting
  session: Session | undefined
  sessions: Session[]
  /** The day that is looked at: a new session falls on it. */
  day: string | undefined
  position: { n: number; total: number }
  onClose: () => void
  onUp?: () => void
  onDown?: () => void
}

export function SessionDrawer({ session, position, onClose, onUp, onDown, ...rest }: DrawerProps) {
  const say = useWords(words)
  const frame = { title: session ? say("position", position) : say("add"), onClose, onUp, onDown }
  return session ? <Existing session={session} frame={frame} {...rest} /> : <Fresh frame={frame} {...rest} />
}

type Frame = Pick<Parameters<typeof Drawer>[0], "title" | "onClose" | "onUp" | "onDown">
type Rest = Pick<DrawerProps, "meeting" | "sessions" | "day"> & { frame: Frame }

function Existing({ session, frame, meeting, sessions }: Rest & { session: Session }) {
  const say = useWords(words)
  const { may } = useSession()
  const meetingId = meeting.id
  const { base, draft, setDraft, keep, renew } = useDraft(session, (from) => draftOf(from, meeting, undefined))
  const edit = useCommand(agenda.edit, { onDone: keep })
  const undoOf = useUndo(meetingId)
  const safely = useSafely()
  const remove = useCommand(agenda.remove, {
    onDone: (gone) => {
      tell("ok", say("removed", { title: gone.title }), undoOf(gone))
      frame.onClose()
    },
  })
  const save = () => edit.mutate({ meetingId, id: base.id, version: base.version, ...draft })
  const mayRemove = may(agenda.remove.name, meetingId) && !session.legal
  const foot = may(agenda.edit.name, meetingId) ? (
    <>
      <Button disabled={draft.title.trim() === "" || isBackward(draft)} loading={edit.isPending} onClick={save}>
        {say("save")}
      </Button>
      {mayRemove ? (
        <Button style={{ marginLeft: "auto" }} loading={remove.isPending} onClick={() => remove.mutate({ meetingId, id: session.id })}>
          {say("remove")}
        </Button>
      ) : null}
    </>
  ) : null
  return (
    <Drawer {...frame} onClose={() => safely(frame.onClose)} foot={foot}>
      <Overtaken renew={renew} />
      <h2 className="session-name">{session.title}</h2>
      {session.legal ? <p className="session-legal">{`${say("legalBy", { basis: session.basis ?? "" })}${say("semicolon")}${say("legalNote")}`}</p> : null}
      <Warnings draft={draft} id={session.id} sessions={sessions} />
      <div className="fields">
        <WhatFields draft={draft} onChange={setDraft} />
        <WhoFields meetingId={meetingId} draft={draft} onChange={setDraft} alsoDue={session.alsoDue} />
      </div>
    </Drawer>
  )
}

/** One session after another, without closing in between. */
function Fresh({ frame, meeting, sessions, day }: Rest) {
  const say = useWords(words)
  const meetingId = meeting.id
  const [draft, setDraft] = useState(() => draftOf(undefined, meeting, day))
  const [added, setAdded] = useState<Session>()
  const [goesOn, setGoesOn] = useState(false)
  const add = useCommand(agenda.add, {
    onDone: (session) => {
      if (!goesOn) return frame.onClose()
      setAdded(session)
      setDraft(nextDraft(draft))
    },
  })
  const begin = (next: boolean) => {
    setGoesOn(next)
    add.mutate({ meetingId, ...draft })
  }
  const isUnready = draft.title.trim() === "" || isBackward(draft)
  const foot = (
    <>
      <Button disabled={isUnready} loading={add.isPending && !goesOn} onClick={() => begin(false)}>
        {say("save")}
      </Button>
      <Button disabled={isUnready} loading={add.isPending && goesOn} onClick={() => begin(true)}>
        {say("saveNext")}
      </Button>
      <Button style={{ marginLeft: "auto" }} onClick={frame.onClose}>
        {say(added ? "close" : "cancel")}
      </Button>
    </>
  )
  return (
    <Drawer {...frame} foot={foot}>
      {added ? (
        <p className="session-legal" role="status">
          {say("added", { title: added.title, time: `${plainClock(added.starts)}–${plainClock(added.ends)}` })}
        </p>
      ) : null}
      <Warnings draft={draft} id="" sessions={sessions} />
      <div className="fields">
        <WhatFields draft={draft} onChange={setDraft} />
        <WhoFields meetingId={meetingId} draft={draft} onChange={setDraft} alsoDue={[]} />
      </div>
    </Drawer>
  )
}

function Warnings({ draft, id, sessions }: { draft: ReturnType<typeof nextDraft>; id: string; sessions: Session[] }) {
  const say = useWords(words)
  return (
    <>
      {isBackward(draft) ? <State kind="wrong">{say("backward")}</State> : null}
      {clashesIn(draft, id, sessions).map((other) => (
        <State key={other} kind="wrong">
          {say("clash", { other })}
        </State>
      ))}
    </>
  )
}
