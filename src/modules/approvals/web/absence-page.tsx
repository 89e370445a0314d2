/** 委托代办: who decides in my place while I am away, and in whose place I decide. */
import { Button, Input, Select } from "antd"
import { useState } from "react"
import { addDays, dayOf, officeZone, shortDay } from "#kernel/dates.ts"
import { useCommand, useRead } from "#web/api.ts"
import { Go } from "#web/nav.tsx"
import { useSession } from "#web/session.ts"
import { Busy, PageHead, Problem, Section, State } from "#web/ui/page.tsx"
import { useLocale, useWords } from "#web/words.ts"
import type { Delegation } from "../absence/contract.ts"
import { words as absenceWords } from "../absence/words.ts"
import { approvals } from "../contract.ts"
import { Kind } from "../flows/contract.ts"
import { words } from "../words.ts"
import { PeopleSelect } from "./people.tsx"
import { Field } from "./request-page.tsx"
import "./approvals.css"

const today = () => dayOf(new Date().toISOString(), officeZone)

export function Page() {
  const say = useWords(words)
  const sayAbsence = useWords(absenceWords)
  const read = useRead(approvals.delegations, {})
  return (
    <div className="page approvals-form">
      <PageHead title={say("absence")} />
      <p className="approvals-why">{sayAbsence("delegateWhy")}</p>
      <NewDelegation />
      <Section title={sayAbsence("myDelegations")} count={read.data?.length}>
        {!read.data ? read.error ? <Problem error={read.error} /> : <Busy /> : null}
        {read.data?.length === 0 ? <p className="section-empty">{sayAbsence("noDelegations")}</p> : null}
        {read.data?.map((one) => (
          <Held key={one.id} one={one} />
        ))}
      </Section>
      <p className="approvals-back">
        <Go className="quiet-link" to="/approvals">
          {say("back")}
        </Go>
      </p>
    </div>
  )
}

function NewDelegation() {
  const say = useWords(words)
  const sayAbsence = useWords(absenceWords)
  const { me } = useSession()
  const [to, setTo] = useState<string[]>([])
  const [startsOn, setStart] = useState(today())
  const [endsOn, setEnd] = useState(addDays(today(), 7))
  const [kinds, setKinds] = useState<Kind[]>([])
  const delegate = useCommand(approvals.delegate, { onDone: () => setTo([]) })
  const [toId] = to
  return (
    <>
      <Field label={sayAbsence("delegateTo")}>
        <PeopleSelect label={say("choosePerson")} max={1} value={to} onChange={setTo} without={me?.id} />
      </Field>
      <div className="approvals-days">
        <Field label={sayAbsence("from")}>
          <Input type="date" value={startsOn} onChange={(event) => setStart(event.target.value)} />
        </Field>
        <Field label={sayAbsence("until")}>
          <Input type="date" value={endsOn} onChange={(event) => setEnd(event.target.value)} />
        </Field>
      </div>
      <Field label={sayAbsence("delegateKinds")}>
        <Select
          mode="multiple"
          aria-label={sayAbsence("delegateKinds")}
          placeholder={sayAbsence("allKinds")}
          value={kinds}
          options={Kind.options.map((kind) => ({ value: kind, label: say(`kind.${kind}`) }))}
          onChange={setKinds}
        />
      </Field>
      <div className="form-foot">
        <Button
          type="primary"
          disabled={!toId || !startsOn || !endsOn}
          loading={delegate.isPending}
          onClick={() => toId && delegate.mutate({ toId, startsOn, endsOn, kinds })}
        >
          {sayAbsence("delegate")}
        </Button>
      </div>
    </>
  )
}

function Held({ one }: { one: Delegation }) {
  const say = useWords(words)
  const sayAbsence = useWords(absenceWords)
  const locale = useLocale()
  const { me } = useSession()
  const end = useCommand(approvals.endDelegation)
  const kinds = one.kinds.length === 0 ? sayAbsence("allKinds") : one.kinds.map((kind) => say(`kind.${kind}`)).join(say("pause"))
  const isOver = one.endedOn !== null || one.endsOn < today()
  return (
    <div className="line">
      <div className="line-grow">
        {sayAbsence("fromTo", { from: one.fromName, to: one.toName })}
        <small>
          {shortDay(one.startsOn, locale)} – {shortDay(one.endsOn, locale)} · {kinds}
        </small>
      </div>
      <HeldState one={one} />
      {!isOver && one.fromId === me?.id ? (
        <button type="button" className="quiet-link" disabled={end.isPending} onClick={() => end.mutate({ id: one.id })}>
          {sayAbsence("endDelegation")}
        </button>
      ) : null}
    </div>
  )
}

function HeldState({ one }: { one: Delegation }) {
  const sayAbsence = useWords(absenceWords)
  if (one.endedOn) return <State kind="quiet">{sayAbsence("ended")}</State>
  if (one.endsOn < today()) return <State kind="quiet">{sayAbsence("over")}</State>
  return one.startsOn > today() ? (
    <State kind="warning" icon="clock">
      {sayAbsence("later")}
    </State>
  ) : (
    <State kind="ok">{sayAbsence("active")}</State>
  )
}
