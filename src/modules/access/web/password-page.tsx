/** 修改密码. */
import { Button, Form } from "antd"
import type { z } from "zod"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { PageHead } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import { words } from "../words.ts"
import { PasswordField } from "./fields.tsx"

type Asked = z.input<typeof access.changePassword.input>

export function Page() {
  const say = useWords(words)
  const [form] = Form.useForm<Asked>()
  const change = useCommand(access.changePassword, {
    onDone: () => {
      form.resetFields()
      tell("ok", say("passwordChanged"))
    },
  })
  return (
    <div className="page">
      <PageHead title={say("changePassword")} />
      <Form<Asked> form={form} className="narrow-form" layout="vertical" requiredMark={false} onFinish={(asked) => change.mutate(asked)}>
        <PasswordField name="current" label={say("currentPassword")} mustBeNew={false} />
        <PasswordField label={say("newPassword")} mustBeNew />
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {say("save")}
        </Button>
      </Form>
    </div>
  )
}
