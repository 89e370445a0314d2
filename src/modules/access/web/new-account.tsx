/** 添加账号: name, user name and a first password that the person changes. */
import { Button, Form } from "antd"
import type { z } from "zod"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Drawer } from "#web/ui/drawer.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../contract.ts"
import { words } from "../words.ts"
import { PasswordField, TextField, UserNameField } from "./fields.tsx"

type Asked = z.input<typeof access.addAccount.input>

export function NewAccount({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const say = useWords(words)
  const [form] = Form.useForm<Asked>()
  const add = useCommand(access.addAccount, {
    onDone: ({ id }) => {
      tell("ok", say("added", { name: form.getFieldValue("name") }))
      onClose()
      onAdded(id)
    },
  })
  const foot = (
    <>
      <Button type="primary" htmlType="submit" form="new-account" loading={add.isPending}>
        {say("save")}
      </Button>
      <Button onClick={onClose}>{say("cancel")}</Button>
    </>
  )
  return (
    <Drawer title={say("newAccount")} onClose={onClose} foot={foot}>
      <Form<Asked> id="new-account" form={form} className="drawer-form" layout="vertical" requiredMark={false} onFinish={(asked) => add.mutate(asked)}>
        <TextField name="name" label={say("name")} max={40} first />
        <UserNameField mustBeNew />
        <PasswordField mustBeNew extra={say("firstPasswordWhy")} />
      </Form>
    </Drawer>
  )
}
