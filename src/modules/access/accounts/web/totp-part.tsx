/** 动态码: on, off, and recovery codes that are shown once. */
import { Button, Form, Input } from "antd"
import { useEffect, useState } from "react"
import { useCommand, useRead } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../../contract.ts"
import { words } from "../words.ts"
import { Enrolment } from "./enrolment.tsx"
import { RecoveryCodes } from "./recovery-codes.tsx"

type Wanted = "begin" | "end" | "renew"
const operations = { begin: access.beginTotp, end: access.endTotp, renew: access.renewRecovery }

/** `onOpen`: whether the person is at it, so that nothing else on the page asks for a password meanwhile. */
export function TotpPart({ onOpen }: { onOpen: (isOpen: boolean) => void }) {
  const say = useWords(words)
  const totp = useRead(access.totp, {})
  const [wanted, setWanted] = useState<Wanted>()
  const [key, setKey] = useState<string>()
  const [codes, setCodes] = useState<string[]>()
  const isOpen = Boolean(wanted || key || codes)
  useEffect(() => onOpen(isOpen), [onOpen, isOpen])
  if (!totp.data) return null
  const show = (recovery: string[]) => {
    setKey(undefined)
    setCodes(recovery)
  }
  const { isOn, isRequired, recoveryLeft } = totp.data
  return (
    <Section title={say("totp")} note={isOn ? say("recoveryLeft", { n: recoveryLeft }) : undefined}>
      {codes ? <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} /> : null}
      {key ? <Enrolment uri={key} onDone={show} onCancel={() => setKey(undefined)} /> : null}
      {codes || key ? null : (
        <>
          <p className="section-empty">{isOn ? say("totpOn") : say("totpOff")}</p>
          {wanted ? (
            <Proof
              wanted={wanted}
              onCancel={() => setWanted(undefined)}
              onDone={(answer) => {
                setWanted(undefined)
                if (answer.uri) setKey(answer.uri)
                else if (answer.recoveryCodes) show(answer.recoveryCodes)
                else tell("ok", say("totpEnded"))
              }}
            />
          ) : (
            <p className="account-acts">
              {isOn ? (
                <>
                  <Button onClick={() => setWanted("renew")}>{say("renewRecovery")}</Button>
                  {isRequired ? null : <Button onClick={() => setWanted("end")}>{say("endTotp")}</Button>}
                </>
              ) : (
                <Button type={isRequired ? "primary" : "default"} onClick={() => setWanted("begin")}>
                  {say("beginTotp")}
                </Button>
              )}
            </p>
          )}
        </>
      )}
    </Section>
  )
}

type Answer = { uri?: string; recoveryCodes?: string[] }

function Proof({ wanted, onDone, onCancel }: { wanted: Wanted; onDone: (answer: Answer) => void; onCancel: () => void }) {
  const say = useWords(words)
  const prove = useCommand(operations[wanted] as typeof access.endTotp, { quiet: true, onDone: (answer) => onDone(answer as Answer) })
  return (
    <Form<{ password: string }>
      name="proof"
      className="narrow-form"
      layout="vertical"
      requiredMark={false}
      onFinish={({ password }) => prove.mutate({ password })}
    >
      <Form.Item name="password" label={say("passwordAgain")} rules={[{ required: true, message: say("required", { what: say("currentPassword") }) }]}>
        <Input.Password autoComplete="current-password" maxLength={128} autoFocus />
      </Form.Item>
      {prove.error ? (
        <p className="form-refusal" role="alert">
          {prove.error.message}
        </p>
      ) : null}
      <p className="account-acts">
        <Button type="primary" htmlType="submit" loading={prove.isPending}>
          {say("goOn")}
        </Button>
        <Button onClick={onCancel}>{say("cancel")}</Button>
      </p>
    </Form>
  )
}
