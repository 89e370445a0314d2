/** The steps of the set-up: each one question and one button. */
import { Button, Form } from "antd"
import { useState } from "react"
import { useWords } from "#web/words.ts"
import { Office, type Person } from "../../accounts/contract.ts"
import { PasswordField, TextField, UserNameField } from "../../web/fields.tsx"
import type { Mode } from "../contract.ts"
import { words } from "../words.ts"
import "./set-up.css"

type Shared = { step: string; onBack?: () => void }

function Foot({ step, onBack, isLast, isBusy }: Shared & { isLast?: boolean; isBusy?: boolean }) {
  const say = useWords(words)
  return (
    <>
      <Button type="primary" htmlType="submit" block size="large" loading={isBusy}>
        {isLast ? say("finish") : say("next")}
      </Button>
      <p className="set-up-foot">
        {step}
        {onBack ? (
          <button type="button" className="quiet-link" onClick={onBack}>
            {say("back")}
          </button>
        ) : null}
      </p>
    </>
  )
}

export function HouseStep({ organisation, onNext, ...shared }: Shared & { organisation: string; onNext: (organisation: string) => void }) {
  const say = useWords(words)
  return (
    <Form<{ organisation: string }> layout="vertical" requiredMark={false} initialValues={{ organisation }} onFinish={(asked) => onNext(asked.organisation)}>
      <TextField name="organisation" label={say("organisation")} hint={say("organisationHint")} auto="organization" first />
      <Foot {...shared} />
    </Form>
  )
}

const modes = ["three", "owner"] as const

export function ModeStep({ mode, onNext, ...shared }: Shared & { mode: Mode; onNext: (mode: Mode) => void }) {
  const say = useWords(words)
  const [chosen, choose] = useState<Mode>(mode)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onNext(chosen)
      }}
    >
      <fieldset className="set-up-modes">
        <legend className="visually-hidden">{say("modeTitle")}</legend>
        {modes.map((one) => (
          <label key={one} className="set-up-mode">
            <input type="radio" name="mode" checked={chosen === one} onChange={() => choose(one)} />
            <span>
              <strong>{say(one)}</strong>
              <small>{one === "three" ? say("threeWhat") : say("ownerWhat")}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <Foot {...shared} />
    </form>
  )
}

type PersonProps = Shared & {
  person: Person | undefined
  isOwner: boolean
  isLast: boolean
  isBusy: boolean
  refusal: string | undefined
  onNext: (person: Person) => void
}

export function PersonStep({ person, isOwner, refusal, onNext, ...shared }: PersonProps) {
  const say = useWords(words)
  return (
    <Form<Person> layout="vertical" requiredMark={false} initialValues={person} onFinish={onNext}>
      <TextField name="name" label={say("name")} auto="name" max={40} first />
      <UserNameField mustBeNew />
      <PasswordField mustBeNew extra={isOwner ? undefined : say("firstPassword")} />
      {refusal ? (
        <p className="form-refusal" role="alert">
          {refusal}
        </p>
      ) : null}
      <Foot {...shared} />
    </Form>
  )
}

export function DoneStep({ people, onEnter }: { people: Partial<Record<Office, Person>>; onEnter: () => void }) {
  const say = useWords(words)
  return (
    <>
      <ol className="set-up-next">
        {Office.options.map((office) => (
          <li key={office}>{say(`next.${office}`, { name: people[office]?.name ?? "" })}</li>
        ))}
      </ol>
      <Button type="primary" block size="large" onClick={onEnter}>
        {say("toSignIn")}
      </Button>
    </>
  )
}
