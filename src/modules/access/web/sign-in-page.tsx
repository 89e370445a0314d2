/** 登录: name and password, then the code of the authenticator where one is on. */
import { Button, Form, Input } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { Refused, useCommand, useRead } from "#web/api.ts"
import { useLocale, useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import { words } from "../words.ts"
import { Alone } from "./alone.tsx"
import { PasswordField, UserNameField } from "./fields.tsx"

type Asked = z.input<typeof access.signIn.input>
const codeOf = (error: unknown): string => (error instanceof Refused ? error.code : "")

export function Page() {
  const say = useWords(words)
  const state = useRead(access.state, {})
  const [proven, setProven] = useState<Asked>()
  const locale = useLocale()
  const [askedIn, setAskedIn] = useState(locale)
  // the refusal stands under the field it is about, not in a passing note
  const signIn = useCommand(access.signIn, { quiet: true })
  const send = (asked: Asked) => {
    setAskedIn(locale)
    signIn.mutate(asked, {
      onError: (error) => {
        if (codeOf(error) === "access.codeNeeded") setProven(asked)
        else if (codeOf(error) !== "access.wrongCode") setProven(undefined)
      },
    })
  }
  // a refusal comes in the language it was asked in: in the other one it is no longer shown
  const refusal = signIn.error && askedIn === locale && codeOf(signIn.error) !== "access.codeNeeded" ? signIn.error.message : undefined
  const foot = (
    <>
      {refusal ? (
        <p className="form-refusal" role="alert">
          {refusal}
        </p>
      ) : null}
      <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending}>
        {say("signIn")}
      </Button>
    </>
  )
  if (proven)
    return (
      <Alone
        title={say("codeTitle")}
        why={say("codeWhy")}
        foot={
          <button type="button" className="quiet-link" onClick={() => setProven(undefined)}>
            {say("otherAccount")}
          </button>
        }
      >
        <Form<{ code: string }> key="code" layout="vertical" requiredMark={false} onFinish={({ code }) => send({ ...proven, code })}>
          <Form.Item name="code" label={say("code")} rules={[{ required: true, min: 6, message: say("required", { what: say("code") }) }]}>
            <Input autoComplete="one-time-code" autoCapitalize="characters" maxLength={20} autoFocus />
          </Form.Item>
          {foot}
        </Form>
      </Alone>
    )
  return (
    <Alone title={say("signInTitle")} why={state.data?.organisation ?? undefined} foot={say("forgotten")}>
      <Form<Asked> layout="vertical" requiredMark={false} onFinish={send}>
        <UserNameField mustBeNew={false} first />
        <PasswordField mustBeNew={false} />
        {foot}
      </Form>
    </Alone>
  )
}
