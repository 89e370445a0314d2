import { Button, Form, Input } from "antd"
import { useCommand } from "#web/api.ts"
import { Qr } from "#web/ui/qr.tsx"
import { useWords } from "#web/words.ts"
import { access } from "../../contract.ts"
import { words } from "../words.ts"

type Props = { uri: string; onDone: (recoveryCodes: string[]) => void; onCancel: () => void }

export function Enrolment({ uri, onDone, onCancel }: Props) {
  const say = useWords(words)
  const confirm = useCommand(access.confirmTotp, { quiet: true, onDone: ({ recoveryCodes }) => onDone(recoveryCodes) })
  const typed = new URL(uri).searchParams.get("secret") ?? ""
  return (
    <div className="enrolment">
      <h3>{say("scan")}</h3>
      <p className="account-note">{say("scanWhy")}</p>
      <Qr text={uri} size={192} label={say("scan")} />
      <p className="account-note">{say("keyText")}</p>
      <p className="enrolment-key">{typed.match(/.{1,4}/g)?.join(" ")}</p>
      <h3>{say("enterCode")}</h3>
      <Form<{ code: string }>
        name="enrolment"
        className="narrow-form"
        layout="vertical"
        requiredMark={false}
        onFinish={({ code }) => confirm.mutate({ code: code.replace(/\s/g, "") })}
      >
        <Form.Item name="code" label={say("code")} rules={[{ required: true, pattern: /^\s*\d{3}\s?\d{3}\s*$/, message: say("codeRule") }]}>
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} autoFocus />
        </Form.Item>
        {confirm.error ? (
          <p className="form-refusal" role="alert">
            {confirm.error.message}
          </p>
        ) : null}
        <p className="account-acts">
          <Button type="primary" htmlType="submit" loading={confirm.isPending}>
            {say("confirmTotp")}
          </Button>
          <Button onClick={onCancel}>{say("cancel")}</Button>
        </p>
      </Form>
    </div>
  )
}
