/** The hall's screens: which are enrolled, and the code by which a computer becomes one. */
import { Button, Input } from "antd"
import { useState } from "react"
import { sittings } from "#modules/sittings/contract.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Section, State } from "#web/ui/page.tsx"
import { Qr } from "#web/ui/qr.tsx"
import { useWords } from "#web/words.ts"
import { words } from "../words.ts"

export function HallScreens({ meetingId }: { meetingId: string }) {
  const say = useWords(words)
  const { may } = useSession()
  const mayAdd = may(sittings.addScreen.name, meetingId)
  const screens = useRead(sittings.screens, { meetingId }, { enabled: may(sittings.screens.name, meetingId) })
  const [isAdding, setAdding] = useState(false)
  const shown = (screens.data ?? []).filter((screen) => !screen.revokedAt)
  const action = mayAdd ? (
    <button type="button" className="quiet-link" onClick={() => setAdding(true)}>
      {say("addScreen")}
    </button>
  ) : null
  return (
    <Section title={say("hallScreens")} count={shown.length} action={action}>
      {shown.length === 0 ? <p className="room-quiet">{say("noScreens")}</p> : null}
      {shown.map((screen) => (
        <p key={screen.id} className="room-hand">
          <span>{screen.name}</span>
          <State kind={screen.enrolledAt ? "ok" : "warning"}>{say(screen.enrolledAt ? "enrolled" : "waiting")}</State>
          {mayAdd ? <Revoke meetingId={meetingId} id={screen.id} /> : null}
        </p>
      ))}
      {isAdding ? <Adding meetingId={meetingId} onClose={() => setAdding(false)} /> : null}
    </Section>
  )
}

function Revoke({ meetingId, id }: { meetingId: string; id: string }) {
  const say = useWords(words)
  const [isSure, setSure] = useState(false)
  const revoke = useCommand(sittings.revokeScreen)
  const press = () => (isSure ? revoke.mutate({ meetingId, id }) : setSure(true))
  return (
    <button type="button" className="quiet-link" disabled={revoke.isPending} onClick={press} onBlur={() => setSure(false)}>
      {say(isSure ? "revokeNow" : "revoke")}
    </button>
  )
}

function Adding({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  const say = useWords(words)
  const [name, setName] = useState<string>(() => say("screenUsual"))
  const [token, setToken] = useState<string>()
  const add = useCommand(sittings.addScreen, { onDone: (added) => setToken(added.token) })
  const link = `${location.origin}/screen/#${token}`
  const make = () => {
    if (name.trim() && !add.isPending) add.mutate({ meetingId, name })
  }
  return (
    <Drawer title={say("addScreen")} onClose={onClose}>
      <div className="room-form">
        {token ? (
          <>
            <Qr text={link} size={240} label={name} />
            <p>{say("codeHow")}</p>
            <Input.TextArea readOnly autoSize value={link} aria-label={say("codeHow")} onFocus={(event) => event.target.select()} />
            <Button onClick={onClose}>{say("close")}</Button>
          </>
        ) : (
          <>
            <label htmlFor="screen-name">{say("screenName")}</label>
            <Input id="screen-name" value={name} maxLength={20} onChange={(event) => setName(event.target.value)} onPressEnter={make} />
            <Button type="primary" disabled={!name.trim()} loading={add.isPending} onClick={make}>
              {say("makeCode")}
            </Button>
          </>
        )}
      </div>
    </Drawer>
  )
}
