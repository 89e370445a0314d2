/** The gates: heard from when, what each still holds, and the code by which a device becomes one. */
import { Button, Input } from "antd"
import { type FormEvent, useEffect, useState } from "react"
import { clockOf, plainClock } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { useSession } from "#web/session.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { Empty, Section, State } from "#web/ui/page.tsx"
import { Qr } from "#web/ui/qr.tsx"
import { useWords } from "#web/words.ts"
import { checkin, type Gate } from "../contract.ts"
import { minutesSince } from "../rules.ts"
import { words } from "../words.ts"
import { useZone } from "./use-zone.ts"

type Shown = { id: string; name: string; token: string }

export function Gates({ meetingId, sessionId }: { meetingId: string; sessionId: string | undefined }) {
  const say = useWords(words)
  const { may } = useSession()
  const gates = useRead(checkin.gates, { meetingId, sessionId })
  const [isAdding, setAdding] = useState(false)
  const [code, setCode] = useState<Shown>()
  const mayAdd = may(checkin.addGate.name, meetingId)
  const close = () => {
    setAdding(false)
    setCode(undefined)
  }
  const shown = (gates.data ?? []).filter((gate) => !gate.revokedAt || gate.scans > 0)
  const enrolled = shown.find((gate) => gate.id === code?.id)?.enrolledAt
  return (
    <Section
      title={say("gates")}
      count={shown.filter((gate) => gate.id).length}
      action={
        mayAdd ? (
          <Button size="small" onClick={() => setAdding(true)}>
            {say("addGate")}
          </Button>
        ) : null
      }
    >
      {shown.length === 0 ? <Empty sentence={say("noGates")} /> : <Table gates={shown} meetingId={meetingId} onCode={setCode} />}
      {code ? (
        <Drawer title={code.name} onClose={close}>
          <EnrolCode code={code} isEnrolled={enrolled !== undefined && enrolled !== null} onClose={close} />
        </Drawer>
      ) : null}
      {isAdding && !code ? (
        <Drawer title={say("addGate")} onClose={close}>
          <AddGate meetingId={meetingId} count={shown.length} onAdded={setCode} />
        </Drawer>
      ) : null}
    </Section>
  )
}

function AddGate({ meetingId, count, onAdded }: { meetingId: string; count: number; onAdded: (code: Shown) => void }) {
  const say = useWords(words)
  const [name, setName] = useState(() => say("nthGate", { n: [...say("numerals")][count] ?? count + 1 }))
  const add = useCommand(checkin.addGate, { onDone: ({ id, token }) => onAdded({ id, token, name }) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ meetingId, name })
  }
  return (
    <form className="checkin-form" onSubmit={submit}>
      <label htmlFor="gate-name">{say("gateName")}</label>
      <Input id="gate-name" value={name} maxLength={20} onChange={(event) => setName(event.target.value)} />
      <p>{say("gateNameHow")}</p>
      <Button type="primary" htmlType="submit" loading={add.isPending} disabled={!name.trim()}>
        {say("makeCode")}
      </Button>
    </form>
  )
}

function EnrolCode({ code, isEnrolled, onClose }: { code: Shown; isEnrolled: boolean; onClose: () => void }) {
  const say = useWords(words)
  const link = `${location.origin}/gate/#${code.token}`
  if (isEnrolled) {
    return (
      <div className="checkin-code">
        <State kind="ok">{say("isEnrolled", { name: code.name })}</State>
        <Button onClick={onClose}>{say("done")}</Button>
      </div>
    )
  }
  return (
    <div className="checkin-code">
      <Qr text={link} size={288} label={say("codeOf", { name: code.name })} />
      <p>{say("codeHow")}</p>
      <Input.TextArea readOnly autoSize value={link} aria-label={say("enrolLink")} onFocus={(event) => event.target.select()} />
      {location.protocol === "http:" && !globalThis.isSecureContext ? <p className="checkin-warning">{say("needsHttps")}</p> : null}
    </div>
  )
}

function Table({ gates, meetingId, onCode }: { gates: Gate[]; meetingId: string; onCode: (code: Shown) => void }) {
  const say = useWords(words)
  return (
    <table className="rows checkin-gates">
      <thead>
        <tr>
          <th scope="col">{say("gate")}</th>
          <th scope="col">{say("state")}</th>
          <th scope="col" className="is-right">
            {say("queued")}
          </th>
          <th scope="col" className="is-right">
            {say("admittedHere")}
          </th>
          <th scope="col" className="is-right">
            {say("scanned")}
          </th>
          <th scope="col">
            <span className="visually-hidden">{say("acts")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {gates.map((gate) => (
          <tr key={gate.id ?? "desk"}>
            <td>{gate.name || say("desk")}</td>
            <td>
              <GateState gate={gate} meetingId={meetingId} />
            </td>
            <td className="is-right">{gate.queued ?? "—"}</td>
            <td className="is-right">{gate.people}</td>
            <td className="is-right">{gate.scans}</td>
            <td className="is-right">{gate.id && !gate.revokedAt ? <Acts gate={{ ...gate, id: gate.id }} meetingId={meetingId} onCode={onCode} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function GateState({ gate, meetingId }: { gate: Gate; meetingId: string }) {
  const say = useWords(words)
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), 15_000)
    return () => clearInterval(timer)
  }, [])
  const zone = useZone(meetingId)
  if (!gate.id) return null
  if (gate.revokedAt) return <State kind="quiet">{say("revoked")}</State>
  if (!gate.enrolledAt) return <State kind="warning">{say("notEnrolled")}</State>
  if (!gate.seenAt) return <State kind="quiet">{say("neverHeard")}</State>
  const off = Math.abs(gate.clockAhead ?? 0)
  if (minutesSince(gate.seenAt, now) >= 2) return <State kind="warning">{say("heardAt", { time: plainClock(clockOf(gate.seenAt, zone)) })}</State>
  if (off >= 120) return <State kind="warning">{say("clockOff", { minutes: Math.round(off / 60) })}</State>
  return <State kind="ok">{say("online")}</State>
}

function Acts({ gate, meetingId, onCode }: { gate: Gate & { id: string }; meetingId: string; onCode: (code: Shown) => void }) {
  const say = useWords(words)
  const { may } = useSession()
  const renew = useCommand(checkin.renewGate, { onDone: ({ id, token }) => onCode({ id, token, name: gate.name }) })
  const revoke = useCommand(checkin.revokeGate)
  const [isSure, setSure] = useState(false)
  if (!may(checkin.revokeGate.name, meetingId)) return null
  return (
    <span className="checkin-acts">
      <button type="button" className="quiet-link" disabled={renew.isPending} onClick={() => renew.mutate({ meetingId, id: gate.id })}>
        {say("newCode")}
      </button>
      <button
        type="button"
        className="quiet-link"
        disabled={revoke.isPending}
        onClick={() => (isSure ? revoke.mutate({ meetingId, id: gate.id }) : setSure(true))}
        onBlur={() => setSure(false)}
      >
        {say(isSure ? "revokeNow" : "revoke")}
      </button>
    </span>
  )
}
