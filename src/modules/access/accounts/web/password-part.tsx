import { Button, Form, Input } from "antd"
import { useCommand } from "#web/api.ts"
import { tell } from "#web/tell.ts"
import { Section } from "#web/ui/page.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../../contract.ts"
import { words as shared } from "../../words.ts"
import { words } from "../words.ts"

type Asked = { current: string; password: string; again: string }

export function PasswordPart({ isOwed }: { isOwed: boolean }) {
  const say = useWords(words)
  const sayShared = useWords(shared)
  const [form] = Form.useForm<Asked>()
  // the refusal stands under the fields it is about, not in a passing note
  const change = useCommand(access.changePassword, {
    quiet: true,
    onDone: () => {
      form.resetFields()
      tell("ok", say("passwordChanged"))
    },
  })
  const field = (name: keyof Asked, label: string, auto: string) => (
    <Form.Item
      name={name}
      label={label}
      dependencies={name === "again" ? ["password"] : undefined}
      rules={[
        { required: true, message: say("required", { what: label }) },
        ...(name === "again"
          ? [
              {
                validator: (_: unknown, value?: string) =>
                  !value || value === form.getFieldValue("password") ? Promise.resolve() : Promise.reject(new Error(say("repeatDiffers"))),
              },
            ]
          : []),
      ]}
    >
      <Input.Password
        autoComplete={auto}
        autoFocus={isOwed && name === "current"}
        placeholder={name === "password" ? sayShared("passwordHint") : undefined}
        maxLength={128}
      />
    </Form.Item>
  )
  return (
    <Section title={say("changePassword")}>
      <Form<Asked>
        name="change"
        form={form}
        className="narrow-form"
        layout="vertical"
        requiredMark={false}
        onFinish={({ current, password }) => change.mutate({ current, password })}
      >
        {field("current", say("currentPassword"), "current-password")}
        {field("password", say("newPassword"), "new-password")}
        {field("again", say("repeat"), "new-password")}
        {change.error ? (
          <p className="form-refusal" role="alert">
            {change.error.message}
          </p>
        ) : null}
        <Button type={isOwed ? "primary" : "default"} htmlType="submit" loading={change.isPending}>
          {say("save")}
        </Button>
      </Form>
    </Section>
  )
}
