/** 登录. */
import { Button, Form } from "antd"
import type { z } from "zod"
import { useCommand, useRead } from "#web/api.ts"
import { useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import { words } from "../words.ts"
import { Alone } from "./alone.tsx"
import { PasswordField, UserNameField } from "./fields.tsx"

type Asked = z.input<typeof access.signIn.input>

export function Page() {
  const say = useWords(words)
  const state = useRead(access.state, {})
  // the refusal stands under the field it is about, not in a passing note
  const signIn = useCommand(access.signIn, { quiet: true })
  return (
    <Alone title={say("signInTitle")} why={state.data?.organisation ?? undefined} foot={say("forgotten")}>
      <Form<Asked> layout="vertical" requiredMark={false} onFinish={(asked) => signIn.mutate(asked)}>
        <UserNameField mustBeNew={false} first />
        <PasswordField mustBeNew={false} />
        {signIn.error ? (
          <p className="form-refusal" role="alert">
            {signIn.error.message}
          </p>
        ) : null}
        <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending}>
          {say("signIn")}
        </Button>
      </Form>
    </Alone>
  )
}
