/** The opinion, in reach of one thumb: agree, send back, or bring somebody in. */
import { Button, Dropdown, Input, Select } from "antd"
import { useState } from "react"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { useWords } from "#web/words.ts"
import { type Approval, approvals } from "../contract.ts"
import { words } from "../words.ts"
import { PeopleSelect } from "./people.tsx"

type Mode = "agree" | "back" | "askAlso" | "handOver"

export function Decide({ approval, onDecided }: { approval: Approval; onDecided: () => void }) {
  const say = useWords(words)
  const [mode, setMode] = useState<Mode>("agree")
  const [opinion, setOpinion] = useState("")
  const decided = () => {
    tell("ok", say("decided"))
    onDecided()
  }
  const phrases = (["phrase.1", "phrase.2", "phrase.3", "phrase.4"] as const).map((key) => say(key))
  return (
    <section className="decide" aria-label={say("opinion")}>
      <Input.TextArea
        aria-label={say("opinion")}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2000}
        value={opinion}
        placeholder={say(mode === "back" ? "returnHint" : "opinionHint")}
        onChange={(event) => setOpinion(event.target.value)}
      />
      <fieldset className="decide-phrases" aria-label={say("phrases")}>
        {phrases.map((phrase) => (
          <button type="button" key={phrase} className="chip" onClick={() => setOpinion(phrase)}>
            {phrase}
          </button>
        ))}
      </fieldset>
      {mode === "agree" ? <Agree approval={approval} opinion={opinion} onMode={setMode} onDone={decided} /> : null}
      {mode === "back" ? <SendBack approval={approval} opinion={opinion} onDone={decided} onLeave={() => setMode("agree")} /> : null}
      {mode === "askAlso" || mode === "handOver" ? <BringIn approval={approval} opinion={opinion} how={mode} onLeave={() => setMode("agree")} /> : null}
    </section>
  )
}

type Props = { approval: Approval; opinion: string }

function Agree({ approval: { id, version, may }, opinion, onMode, onDone }: Props & { onDone: () => void; onMode: (mode: Mode) => void }) {
  const say = useWords(words)
  const agree = useCommand(approvals.agree, { onDone })
  const more = (["askAlso", "handOver"] as const).map((key) => ({ key, label: say(key), onClick: () => onMode(key) }))
  return (
    <div className="decide-foot">
      <Button type="primary" loading={agree.isPending} onClick={() => agree.mutate({ id, version, opinion })}>
        {may.inPlaceOf ? say("agreeAs", { name: may.inPlaceOf }) : say("agree")}
      </Button>
      <Button onClick={() => onMode("back")}>{say("sendBack")}</Button>
      <Dropdown trigger={["click"]} menu={{ items: more }}>
        <Button type="text">{say("more")}</Button>
      </Dropdown>
    </div>
  )
}

function SendBack({ approval, opinion, onDone, onLeave }: Props & { onDone: () => void; onLeave: () => void }) {
  const say = useWords(words)
  const { id, version, flow, step, submittedBy } = approval
  const [toStep, setToStep] = useState(-1)
  const back = useCommand(approvals.sendBack, { onDone })
  const earlier = flow.steps[step]?.mayReturnToStep ? flow.steps.slice(0, step).map(({ name }, at) => ({ value: at, label: name })) : []
  return (
    <>
      <Select
        aria-label={say("backTo")}
        value={toStep}
        options={[{ value: -1, label: say("backToSubmitter", { name: submittedBy }) }, ...earlier]}
        onChange={setToStep}
      />
      <div className="decide-foot">
        <Button
          type="primary"
          disabled={opinion.trim() === ""}
          loading={back.isPending}
          onClick={() => back.mutate({ id, version, opinion, toStep: toStep < 0 ? null : toStep })}
        >
          {say("sendBack")}
        </Button>
        <Button onClick={onLeave}>{say("cancel")}</Button>
      </div>
    </>
  )
}

function BringIn({ approval: { id, version }, opinion, how, onLeave }: Props & { how: "askAlso" | "handOver"; onLeave: () => void }) {
  const say = useWords(words)
  const [person, setPerson] = useState<string[]>([])
  const bring = useCommand(how === "askAlso" ? approvals.askAlso : approvals.handOver, { onDone: onLeave })
  const [accountId] = person
  return (
    <>
      <p className="decide-why">{say(how === "askAlso" ? "askAlsoWhy" : "handOverWhy")}</p>
      <PeopleSelect label={say("choosePerson")} max={1} value={person} onChange={setPerson} />
      <div className="decide-foot">
        <Button type="primary" disabled={!accountId} loading={bring.isPending} onClick={() => accountId && bring.mutate({ id, version, opinion, accountId })}>
          {say(how)}
        </Button>
        <Button onClick={onLeave}>{say("cancel")}</Button>
      </div>
    </>
  )
}
