/** 设置: the first page of a new house. There is no account before it, and none that it does not make. */
import { Button, Form } from "antd"
import type { z } from "zod"
import { useCommand } from "#web/api.ts"
import { useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import { words } from "../words.ts"
import { Alone } from "./alone.tsx"
import { PasswordField, TextField, UserNameField } from "./fields.tsx"

type Asked = z.input<typeof access.setUp.input>

export function Page() {
  const say = useWords(words)
  const signIn = useCommand(access.signIn)
  const setUp = useCommand(access.setUp)
  const finish = async (asked: Asked) => {
    try {
      await setUp.mutateAsync(asked)
      await signIn.mutateAsync({ username: asked.username, password: asked.password })
    } catch {
      // the refusal was told; the form stays as it was filled
    }
  }
  return (
    <Alone title={say("setUpTitle")} why={say("setUpWhy")}>
      <Form<Asked> layout="vertical" requiredMark={false} onFinish={(asked) => void finish(asked)}>
        <TextField name="organisation" label={say("organisation")} hint={say("organisationHint")} auto="organization" first />
        <TextField name="name" label={say("yourName")} auto="name" max={40} />
        <UserNameField mustBeNew />
        <PasswordField mustBeNew />
        <Button type="primary" htmlType="submit" block size="large" loading={setUp.isPending || signIn.isPending}>
          {say("setUp")}
        </Button>
      </Form>
    </Alone>
  )
}
